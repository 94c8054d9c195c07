"""Read the articles of a manifest, group by group."""

from dataclasses import replace
from pathlib import Path

from newsletter.errors import Text
from newsletter.manifest.article import read_article
from newsletter.manifest.document import Document
from newsletter.manifest.findings import Findings, did_you_mean, shown
from newsletter.manifest.issue_schema import GroupEntry, IssueFile
from newsletter.manifest.orders import Order, numbered, order_of
from newsletter.model.issue import Article, Group
from newsletter.model.publication import Publication, Section, Sheet

_MOST_ARTICLES = 1000


def read_groups(
    file: IssueFile,
    document: Document,
    folder: Path,
    publication: Publication | None,
    findings: Findings,
) -> tuple[Group, ...]:
    """Read every article that the manifest lists.

    Args:
        file: the manifest.
        document: the same, for places.
        folder: the issue's.
        publication: knows the sections; None when it could not be read.
        findings: gets M204, M207, W309 and every problem of files and articles.

    Returns:
        The groups in the manifest's order; those without articles are left out.
    """
    _check_empty(file, document, findings)
    sections = [_section(g, document, publication, findings) for g in file.sections]
    orders = numbered(orders_of(file, document, folder, findings), findings)
    sheet = publication.sheet if publication else Sheet()
    articles: list[list[Article]] = [[] for _ in file.sections]
    for order in orders:
        article = read_article(order, folder, sheet, findings)
        if article:
            articles[order.group].append(article)
    return tuple(
        Group(
            section=section,
            articles=tuple(found),
            banner=entry.banner,
            page=entry.page,
            page_place=document.key((*entry.path, "page")),
        )
        for entry, section, found in zip(file.sections, sections, articles, strict=True)
        if found
    )


def orders_of(
    file: IssueFile, document: Document, folder: Path, findings: Findings
) -> list[Order]:
    """Find the files of a manifest's articles, at most a thousand (M107)."""
    entries = [(n, entry) for n, g in enumerate(file.sections) for entry in g.articles]
    if len(entries) > _MOST_ARTICLES:
        place = document.value((*entries[_MOST_ARTICLES][1].path, "file"))
        findings.add("M107", place, *_too_many(len(entries)))
    return [
        replace(order, group=group)
        for group, entry in entries[:_MOST_ARTICLES]
        if (order := order_of(entry, folder, document, findings))
    ]


def _section(
    group: GroupEntry,
    document: Document,
    publication: Publication | None,
    findings: Findings,
) -> Section:
    """Find the section of a group; a made-up one when the paper has no such."""
    known = publication.sections if publication else ()
    found = next((s for s in known if group.name in (s.name, s.slug)), None)
    if found:
        return found
    if known:
        what = Text(
            f"报纸没有“{shown(group.name)}”这个栏目。",
            f"The paper has no section “{shown(group.name)}”.",
        )
        place = document.value((*group.path, "name"))
        names = tuple(s.name for s in known)
        findings.add("M204", place, what, did_you_mean(group.name, names))
    return Section(slug="x", name=group.name)


def _check_empty(file: IssueFile, document: Document, findings: Findings) -> None:
    """Refuse an issue without articles (M207); warn of a group without (W309)."""
    written = document.data.get("sections")
    is_whole = isinstance(written, list) and len(written) == len(file.sections)
    if is_whole and not any(_asks(group, document) for group in file.sections):
        findings.add("M207", document.key(("sections",)), *_NO_ARTICLES)
        return
    for group in file.sections:
        if not _asks(group, document):
            place = document.value((*group.path, "name"))
            findings.add("W309", place, *_empty_group(group.name))


def _asks(group: GroupEntry, document: Document) -> bool:
    """Whether a group lists anything, be it at fault."""
    return bool(group.articles) or (*group.path, "articles", 0) in document.values


def _empty_group(name: str) -> tuple[Text, Text]:
    return (
        Text(
            f"栏目“{shown(name)}”下没有稿件，不会登出。",
            f"The section “{shown(name)}” has no articles and is left out.",
        ),
        Text("补上稿件，或删去这个栏目。", "Add articles, or delete it."),
    )


def _too_many(count: int) -> tuple[Text, Text]:
    return (
        Text(
            f"这一期列了 {count} 篇稿件，上限 {_MOST_ARTICLES} 篇。",
            f"The issue lists {count} articles; the limit is {_MOST_ARTICLES}.",
        ),
        Text("分成几期出。", "Make several issues of it."),
    )


_NO_ARTICLES = (
    Text("这一期没有一篇稿件。", "The issue has no articles."),
    Text(
        "在 sections 下写栏目，再在 articles 下列出稿件文件。",
        "Under “sections” name a section, under its “articles” list article files.",
    ),
)
