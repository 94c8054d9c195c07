"""Read one issue: the paper, the manifest and every article, all problems at once."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from newsletter.errors import InputError, Place, Problem, Text
from newsletter.manifest.advertisements import read_advertisements
from newsletter.manifest.article import read_article, read_byline
from newsletter.manifest.boxes import Desk, read_boxes
from newsletter.manifest.corrections import read_corrections
from newsletter.manifest.dates import check_dates, folder_date
from newsletter.manifest.document import PATH, Document
from newsletter.manifest.entries import shape_of
from newsletter.manifest.findings import Findings
from newsletter.manifest.folders import article_files, exists, project_name
from newsletter.manifest.groups import read_groups
from newsletter.manifest.issue_schema import IssueFile, PageEntry, SilenceEntry
from newsletter.manifest.orders import Order, named
from newsletter.manifest.publication import FILE as PUBLICATION_FILE
from newsletter.manifest.publication import read_publication
from newsletter.manifest.source import read_source
from newsletter.manifest.verdicts import validated
from newsletter.manifest.yaml_source import read_yaml
from newsletter.model.issue import Issue, PageName, Silence
from newsletter.model.publication import Publication, Sheet

FILE = "issue.yaml"

_UNWRITTEN: Final = re.compile(r"---\n.*?\n---\n\s*(?:待写|TODO)\s*", re.DOTALL)
"""An article as ``newsletter new`` leaves it."""


def load_issue(folder: Path) -> Issue:
    """Read one issue with everything it needs.

    Args:
        folder: ``…/issues/2021-11-23``; its parent holds ``publication.yaml``, and
            the parent of that is the project, which problems are told relative to.

    Returns:
        The issue; warnings and hints ride in ``Issue.problems``.

    Raises:
        InputError: there is an error in the publication, the manifest or an article;
            carries every problem of all of them.
    """
    folder = folder.absolute()
    project = folder.parent.parent
    findings = Findings()
    publication = read_publication(project, folder.parent / PUBLICATION_FILE, findings)
    issue = _read_issue(folder, project, publication, findings)
    if issue is None or findings.has_errors:
        raise InputError(findings.problems)
    return replace(issue, problems=_sorted(findings.problems))


def _sorted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    def by_place(problem: Problem) -> tuple[str, int, int]:
        return problem.place.file, problem.place.line, problem.place.column

    return tuple(sorted(problems, key=by_place))


def _read_issue(
    folder: Path, project: Path, publication: Publication | None, findings: Findings
) -> Issue | None:
    sheet = publication.sheet if publication else Sheet()
    document = _read_manifest(folder, project, findings)
    if document is None:
        _read_unlisted(folder, project, sheet, findings)
        return None
    file = validated(IssueFile, document, findings, _fallback(folder))
    check_dates(file, document, folder, findings)
    _check_pages(file, document, findings)
    groups = read_groups(file, document, folder, publication, findings)
    corrections = read_corrections(file, document, folder, findings)
    _check_unlisted(document, folder, project, findings)
    slugs = tuple(article.slug for group in groups for article in group.articles)
    desk = Desk(document, folder, sheet, findings)
    boxes = read_boxes(file.boxes, slugs, desk)
    advertisements = read_advertisements(file.advertisements, desk)
    if publication is None:
        return None
    return Issue(
        publication=publication,
        date=file.date,
        number=file.number,
        groups=groups,
        pages=tuple(_page(entry, document, findings) for entry in file.pages),
        boxes=boxes,
        advertisements=advertisements,
        silences=tuple(_silence(entry, document) for entry in file.silence),
        corrections=corrections,
        folder=folder,
        place=document.source.place(1),
    )


def _read_manifest(folder: Path, project: Path, findings: Findings) -> Document | None:
    path = folder / FILE
    name = project_name(path, project)
    if not exists(path):
        findings.add("M301", Place(file=name), *_NO_MANIFEST)
        return None
    source = read_source(path, name, findings)
    return read_yaml(source, shape_of(IssueFile), findings) if source else None


def _fallback(folder: Path) -> dict[str, Any]:
    """Stand-ins for required keys, so that the rest can still be checked."""
    day = folder_date(folder)
    return {
        "date": day.isoformat() if day else "2000-01-01",
        "number": "0",
        "sections": [],
    }


def _read_unlisted(
    folder: Path, project: Path, sheet: Sheet, findings: Findings
) -> None:
    """Check every article of the folder although the manifest cannot be read."""
    for path in article_files(folder):
        name = project_name(path, project)
        order = Order(
            path=path,
            name=name,
            place=Place(file=name),
            slug=named(path)[1],
            is_guess=True,
        )
        read_article(order, folder, sheet, findings)


def _check_pages(file: IssueFile, document: Document, findings: Findings) -> None:
    """Report pages numbered twice (M205) and groups on pages there are not (M203)."""
    numbers: set[int] = set()
    for entry in file.pages:
        if entry.number in numbers:
            what = Text(
                f"第 {entry.number} 版列了两次。", f"Page {entry.number} twice."
            )
            place = document.value((*entry.path, "number"))
            findings.add("M205", place, what, Text("改版号。", "Renumber one."))
        numbers.add(entry.number)
    for group in file.sections:
        if numbers and group.page is not None and group.page not in numbers:
            place = document.value((*group.path, "page"))
            findings.add("M203", place, *_no_page(group.page, numbers))


def _page(entry: PageEntry, document: Document, findings: Findings) -> PageName:
    place = document.value((*entry.path, "editors"))
    byline = read_byline(entry.editors, place, findings)
    return PageName(number=entry.number, name=entry.name, editors=byline.credits)


def _silence(entry: SilenceEntry, document: Document) -> Silence:
    return Silence(
        code=entry.code,
        text=entry.text,
        file=entry.file,
        reason=entry.reason,
        place=document.value((*entry.path, "code")),
    )


def _check_unlisted(
    document: Document, folder: Path, project: Path, findings: Findings
) -> None:
    """Report article files that the manifest does not mention anywhere.

    Those that are still to be written are no copy that could be forgotten.
    """
    mentioned = {Path(text).name for text in _texts(document.data)}
    for path in article_files(folder):
        if path.name not in mentioned and not _is_unwritten(path):
            place = Place(file=project_name(path, project))
            findings.add("W301", place, *_UNLISTED)


def _is_unwritten(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return _UNWRITTEN.fullmatch(path.read_text(encoding="utf-8")) is not None
    return False


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value if key != PATH else "")
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _no_page(page: int, numbers: set[int]) -> tuple[Text, Text]:
    zh, en = "、".join(map(str, sorted(numbers))), ", ".join(map(str, sorted(numbers)))
    return (
        Text(f"版面里没有第 {page} 版。", f"There is no page {page} under “pages”."),
        Text(
            f"有第 {zh} 版；改版号，或在 pages 里补上。",
            f"There are {en}; change it, or add the page.",
        ),
    )


_NO_MANIFEST = (
    Text("找不到 issue.yaml。", "There is no issue.yaml."),
    Text(
        "运行 newsletter new，或检查文件夹。",
        "Run newsletter new, or check the folder.",
    ),
)
_UNLISTED = (
    Text(
        "这篇稿件没有列入 issue.yaml，不会登出。", "Not listed in issue.yaml: left out."
    ),
    Text(
        "列入清单；暂不用就在文件名前加“_”。",
        "List it, or put “_” before its name to keep it back.",
    ),
)
