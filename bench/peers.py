"""Measure web and feeds, all anew, beside Hugo and Pelican on the same articles.

Everyone reads the same Markdown in a cold process and writes article pages, lists of
ten, four sections and feeds.  The others write no more than that.  Ours also writes the
search index, a feed for each issue, short links, ninjs and records for the next build;
how much each has written stands beside its seconds.

Say how many issues of ten articles, once or more: ``bench/peers.py 100 1000``.  With
``--record`` the table goes into the README.  Pelican is put into an environment of its
own, which goes when this is done.  Whoever cannot be had is not measured.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bench.archive import ARTICLES, LAST, PAPER, Newsroom, publish
from bench.measure import Cost, cost, in_turn, show
from newsletter.build.folder import BuildFolder
from newsletter.build.records import record_bytes
from newsletter.manifest.copyreading import read_copy
from newsletter.manifest.findings import Findings
from newsletter.manifest.source import source_of
from newsletter.markup import as_html
from newsletter.model.archive import (
    PublishedArticle,
    PublishedIssue,
    as_record,
    from_record,
)

ISSUES, ROUNDS = 100, 3
_FEED = 100  # entries of the others' feeds
_OURS = """
import sys
from pathlib import Path
from bench.peers import rebuild
rebuild(Path(sys.argv[1]))
"""
_HUGO = {
    "hugo.toml": f"""
baseURL = "{PAPER.url}"
title = "{PAPER.name}"
languageCode = "zh-CN"
hasCJKLanguage = true
buildFuture = true
disableKinds = ["taxonomy", "term"]
[services.rss]
limit = {_FEED}
""",
    "layouts/_default/baseof.html": """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AlternativeOutputFormats -}}
<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">
{{ end }}</head><body><header><a href="/">{{ .Site.Title }}</a><nav>
{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
</nav></header><main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/_default/single.html": """{{ define "main" }}<article>
<h1>{{ .Title }}</h1><p>{{ .Params.author }} {{ .Date.Format "2006-01-02" }}
<a href="{{ .CurrentSection.RelPermalink }}">{{ .CurrentSection.Title }}</a></p>
{{ .Content }}</article>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ end }}""",
    "layouts/_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $pages := .Paginate (cond .IsHome .Site.RegularPages .RegularPages) 10 }}
{{ range $pages.Pages }}<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
{{ .Summary }}</article>{{ end }}
{{ if $pages.HasPrev }}<a href="{{ $pages.Prev.URL }}">&lt;</a>{{ end }}
{{ if $pages.HasNext }}<a href="{{ $pages.Next.URL }}">&gt;</a>{{ end }}{{ end }}""",
}
_PELICAN = f"""
SITENAME = "{PAPER.name}"
SITEURL = "{PAPER.url.rstrip("/")}"
TIMEZONE = "{PAPER.time_zone}"
DEFAULT_LANG = "zh"
DEFAULT_PAGINATION = {ARTICLES}
FEED_MAX_ITEMS = {_FEED}
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = TAGS_SAVE_AS = ""
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
"""


@dataclass(frozen=True, slots=True)
class Contestant:
    """Who takes part: how to run it, and where it writes."""

    command: tuple[str | Path, ...]
    output: Path

    def run(self) -> Cost:
        """Write everything anew."""
        shutil.rmtree(self.output, ignore_errors=True)
        return cost(self.command)

    def written(self) -> tuple[int, int, int]:
        """Count files and bytes, and pages among the files."""
        files = [path for path in self.output.rglob("*") if path.is_file()]
        pages = sum(path.suffix == ".html" for path in files)
        return len(files), sum(path.stat().st_size for path in files), pages


def rebuild(project: Path) -> None:
    """Publish our whole archive from Markdown; runs in a process of its own."""
    folder = BuildFolder(project / "build")
    for path in sorted((project / "issues").glob("*.json")):
        issue = from_record(json.loads(path.read_bytes()))
        articles = (
            replace(one, content=_content(project / "copy" / _name(issue, one)))
            for one in issue.articles
        )
        issue = replace(issue, articles=tuple(articles))
        record = folder.site / issue.date.isoformat() / "issue.json"
        record.parent.mkdir(parents=True)
        record.write_bytes(record_bytes(issue))
    publish(folder, issue)


def _content(path: Path) -> str:
    source = source_of(path.name, path.read_text(encoding="utf-8"))
    return as_html(read_copy(source, 0, Findings()).blocks)


def _name(issue: PublishedIssue, article: PublishedArticle) -> str:
    return f"{issue.date}-{article.ordinal}.md"


def _markdown(article: PublishedArticle) -> str:
    return article.content.replace("<p>", "").replace("</p>", "\n\n")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def ours(project: Path, issues: list[PublishedIssue]) -> Contestant:
    """Write an archive's articles, and beside them what else is known of them."""
    for issue in issues:
        blank = tuple(replace(one, content="") for one in issue.articles)
        plain = as_record(replace(issue, articles=blank))
        _put(project / "issues" / f"{issue.date}.json", json.dumps(plain))
        for one in issue.articles:
            _put(project / "copy" / _name(issue, one), _markdown(one))
    build = project / "build"
    return Contestant((sys.executable, "-c", _OURS, project), build / "site")


def hugo(project: Path, issues: list[PublishedIssue], program: str) -> Contestant:
    """Write a site for Hugo."""
    for path, text in _HUGO.items():
        _put(project / path, text)
    for section in PAPER.sections:
        path = project / "content" / section.slug / "_index.md"
        _put(path, f"---\ntitle: {section.name}\n---\n")
    for issue in issues:
        for one in issue.articles:
            head = f"title: {one.title}\ndate: {one.published.isoformat()}"
            _put(
                project / "content" / one.section / _name(issue, one),
                f"---\n{head}\nauthor: 甲某\n---\n{_markdown(one)}",
            )
    command = (program, "--quiet", "--source", project)
    return Contestant(command, project / "public")


def pelican(project: Path, issues: list[PublishedIssue], python: Path) -> Contestant:
    """Write a site for Pelican; its own theme, its own feeds."""
    _put(project / "pelicanconf.py", _PELICAN)
    names = {section.slug: section.name for section in PAPER.sections}
    for issue in issues:
        for one in issue.articles:
            head = (
                f"Title: {one.title}\nDate: {one.published:%Y-%m-%d %H:%M}\n"
                f"Category: {names[one.section]}\nAuthor: 甲某\n"
                f"Slug: {issue.date}-{one.ordinal}"
            )
            path = project / "content" / _name(issue, one)
            _put(path, f"{head}\n\n{_markdown(one)}")
    settings, output = project / "pelicanconf.py", project / "output"
    # -I: our own libraries are none of its business.
    command = (
        *(python, "-I", "-m", "pelican", project / "content", "--quiet"),
        *("--settings", settings, "--output", output),
    )
    return Contestant(command, output)


def pelican_python(scratch: Path) -> Path | None:
    """Install Pelican into an environment of its own; None when that fails."""
    python = scratch / "environment" / "bin" / "python"
    for command in (
        (sys.executable, "-m", "venv", python.parent.parent),
        (python, "-m", "pip", "install", "--quiet", "pelican[markdown]>=4.11,<5"),
    ):
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
    return python


def contestants(
    scratch: Path, issues: int, python: Path | None
) -> dict[str, Contestant]:
    """Write the same archive for everyone who is there."""
    newsroom = Newsroom()
    days = [LAST - timedelta(days=n) for n in reversed(range(issues))]
    archive = [newsroom.issue(day, n) for n, day in enumerate(days, 1)]
    found = {"newsletter": ours(scratch / "ours", archive)}
    if program := shutil.which("hugo"):
        found["Hugo"] = hugo(scratch / "hugo", archive, program)
    if python:
        found["Pelican"] = pelican(scratch / "pelican", archive, python)
    return found


def measured(issues: int, python: Path | None) -> tuple[dict[str, Cost], list[str]]:
    """Run all in turn; give costs, and a row of the README's table for each."""
    articles = issues * ARTICLES
    with tempfile.TemporaryDirectory() as name:
        found = contestants(Path(name), issues, python)
        rounds = ROUNDS if articles <= 1_000 else 1
        costs = in_turn({who: one.run for who, one in found.items()}, rounds)
        rows = []
        for who, one in found.items():
            files, size, pages = one.written()
            if pages < articles:
                raise SystemExit(f"{who}: {pages} pages of {articles} articles")
            spent = costs[who]
            rows.append(
                f"| {articles:,} | {who} | {spent.cpu / articles * 1000:.2f}"
                f" | {spent.wall / articles * 1000:.2f} | {spent.peak:.0f}"
                f" | {files:,} | {size / 1e6:.1f} |"
            )
    absent = [who for who in ("Hugo", "Pelican") if who not in found]
    rows += [f"| {articles:,} | {who} | not measured | | | | |" for who in absent]
    return costs, rows


def compared(sizes: tuple[int, ...]) -> tuple[dict[str, float], str]:
    """Measure archives of so many issues; give ratios of CPU seconds, and a table."""
    ratios: dict[str, float] = {}
    lines = [
        "| articles | | ms CPU each | ms each | MiB peak | files | MB |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as name:
        python = pelican_python(Path(name))
        for issues in sizes:
            costs, rows = measured(issues, python)
            print("\n".join(rows), flush=True)
            lines += rows
            ratios |= {
                f"web and feeds, {issues * ARTICLES:,} articles / {who}, CPU": (
                    costs["newsletter"].cpu / one.cpu
                )
                for who, one in costs.items()
                if who != "newsletter"
            }
    return ratios, "\n".join(lines) + "\n"


def ratios() -> dict[str, float]:
    """Measure a small archive, and give the ratios that are kept."""
    return compared((ISSUES,))[0]


def main() -> None:
    """Print table and ratios; with ``--record``, show the table in the README."""
    sizes = tuple(int(one) for one in sys.argv[1:] if one.isdigit()) or (ISSUES,)
    found, table = compared(sizes)
    for name, ratio in found.items():
        print(f"{name:>54}: {ratio:5.2f}")
    if "--record" in sys.argv[1:]:
        show("peers", table)


if __name__ == "__main__":
    main()
