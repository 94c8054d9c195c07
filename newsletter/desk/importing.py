"""A source file into an issue folder: articles, manifest, review sheet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsletter.desk.article_file import article_text
from newsletter.desk.conservation import balance
from newsletter.desk.filing import file_all, file_schemas
from newsletter.desk.imported import ImportedArticle, ImportedPage, Note
from newsletter.desk.manifest_text import Entry, GroupText, added_to, new_manifest
from newsletter.desk.numbering import article_names, next_number
from newsletter.desk.page_text import read_page
from newsletter.desk.placeholders import placeholder
from newsletter.desk.refusals import refusal
from newsletter.desk.review_sheet import NAME, sheet_head, sheet_part
from newsletter.desk.sources import Source, read_source
from newsletter.errors import Text, UsageError
from newsletter.manifest.folders import article_files
from newsletter.model.publication import Publication

MOST_ARTICLES = 300
"""Of one source; a page of a newspaper has ten."""

_MANIFEST = "issue.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did."""

    source: Path
    encoding: str
    written: tuple[Path, ...] = ()
    """Files made or added to, the manifest last."""

    articles: tuple[str, ...] = ()
    """File name of each new article."""

    skipped: tuple[str, ...] = ()
    """Articles of the source that the issue holds already, word for word."""

    page: ImportedPage | None = None
    """What was read; None when this very file was imported before."""

    notes: tuple[Note, ...] = ()
    """Every decision, as in the review sheet."""

    @property
    def was_known(self) -> bool:
        """Whether this very file was imported before, so that nothing was done."""
        return self.page is None

    @property
    def unsure(self) -> tuple[Note, ...]:
        """The decisions that an editor must look at."""
        return tuple(note for note in self.notes if not note.sure)


def import_page(
    issue_folder: Path, source: Path, publication: Publication, day: date
) -> ImportReport:
    """Import the text of a newspaper page into an issue.

    Writes ``NN-SECTION-N.md`` for each article, adds them to ``issue.yaml`` (made
    if it is not there) and tells every decision in ``review.md``.  Files of an
    editor are never overwritten; lines of a manifest stay as they are.  A file
    that was imported before, known by its SHA-256, adds nothing.

    Args:
        issue_folder: ``…/issues/DATE``; made if it is not there.
        source: A text file; see ``read_source`` for encodings.
        publication: Gives the sections and the language of the review sheet.
        day: Date of the issue.

    Raises:
        InputError: the source cannot be read, the manifest cannot be added to, or
            characters would be lost; nothing was written.
        UsageError: the folder is another day's.
        OutsideError: the file system refused; nothing new is left behind.
    """
    if issue_folder.name != day.isoformat():
        raise UsageError(f"{issue_folder} is not the folder of {day.isoformat()}")
    read = read_source(source)
    manifest = _text(issue_folder / _MANIFEST)
    if read.digest in manifest:
        return ImportReport(source=source, encoding=read.encoding)
    page = read_page(read.text, publication)
    _refuse_crowd(read, page)
    _refuse_losses(read, page)
    plan = _plan(issue_folder, page, manifest, publication)
    written = _file(issue_folder, plan, read, publication, day)
    return ImportReport(
        source=source,
        encoding=read.encoding,
        written=written,
        articles=tuple(name for name, _ in plan.added),
        skipped=plan.skipped,
        page=page,
        notes=(*read.notes, *page.notes),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What an import is going to write."""

    page: ImportedPage
    manifest: str
    """As it is; empty when there is none."""

    names: tuple[str, ...]
    """File of each article of the page, those that are there included."""

    texts: Mapping[str, str]
    """File -> text, for files that are not there."""

    added: tuple[tuple[str, ImportedArticle], ...]
    """What the manifest does not list yet."""

    skipped: tuple[str, ...]


def _plan(
    folder: Path, page: ImportedPage, manifest: str, publication: Publication
) -> _Plan:
    there = {path.name: _text(path) for path in article_files(folder)}
    known = {text: name for name, text in there.items()}
    headline = placeholder(publication.language)
    texts = [article_text(a, missing_headline=headline) for a in page.articles]
    fresh = [
        a for a, text in zip(page.articles, texts, strict=True) if text not in known
    ]
    made = article_names((a.section.slug for a in fresh), there)
    names = tuple(known.get(text) or next(made) for text in texts)
    named = tuple(zip(names, page.articles, strict=True))
    # A file may be there unlisted when an import was interrupted: list it now.
    listed = {name for name in known.values() if _lists(manifest, name)}
    return _Plan(
        page=page,
        manifest=manifest,
        names=names,
        texts={n: t for n, t in zip(names, texts, strict=True) if t not in known},
        added=tuple((name, a) for name, a in named if name not in listed),
        skipped=tuple(name for name in names if name in listed),
    )


def _lists(manifest: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", manifest) is not None


def _file(
    folder: Path, plan: _Plan, source: Source, publication: Publication, day: date
) -> tuple[Path, ...]:
    language = publication.language
    review = _text(folder / NAME)
    changed: dict[Path, str] = {}
    if source.digest not in review:
        part = sheet_part(source, plan.page, plan.names, language)
        head = review.rstrip("\n") + "\n" if review else sheet_head(day, language)
        changed[folder / NAME] = head + part
    changed[folder / _MANIFEST] = _manifest(folder, plan, source, day)
    new = {folder / name: text for name, text in plan.texts.items()}
    written = file_all(folder.parent.parent, new, changed)
    if not plan.manifest:
        file_schemas(folder.parent.parent)
    return written


def _manifest(folder: Path, plan: _Plan, source: Source, day: date) -> str:
    groups = _groups(plan.added)
    note = f"{' '.join(source.name.split())} SHA-256 {source.digest}"
    if plan.manifest:
        return added_to(plan.manifest, groups, note=note)
    return new_manifest(day, next_number(folder.parent, day), groups, note=note)


def _groups(added: Sequence[tuple[str, ImportedArticle]]) -> tuple[GroupText, ...]:
    """Group articles by section and banner, in the order in which the page has them."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for name, article in added:
        key = (article.section.name, _banner(article))
        groups.setdefault(key, []).append(Entry(file=name, slot=article.slot))
    return tuple(
        GroupText(name=section, banner=banner, entries=tuple(entries))
        for (section, banner), entries in groups.items()
    )


def _banner(article: ImportedArticle) -> str:
    return " ".join(part.text for part in article.banner)


def _refuse_crowd(source: Source, page: ImportedPage) -> None:
    if len(page.articles) > MOST_ARTICLES:
        raise refusal(
            "S109",
            source.name,
            Text(
                zh=f"读出 {len(page.articles)} 篇稿件，超过 {MOST_ARTICLES} 篇",
                en=f"it has {len(page.articles)} articles, more than {MOST_ARTICLES}",
            ),
            Text(
                zh="请检查标题记号“#”是否用得太多，或一版一个文件分开导入",
                en="check for stray “#” marks, or import one page at a time",
            ),
        )


def _refuse_losses(source: Source, page: ImportedPage) -> None:
    """Prove that every character has its place, or write nothing."""
    result = balance(source.text, page)
    if not result.lost and not result.invented:
        return
    odd = (result.lost or result.invented[0])[:40]
    raise refusal(
        "S108",
        source.name,
        Text(zh=f"导入会丢字或重字：“{odd}”", en=f"the import would lose “{odd}”"),
        Text(
            zh="什么也没有写入；请检查这几个字附近的写法",
            en="nothing was written; check how the source is written around it",
        ),
    )


def _text(path: Path) -> str:
    """Read a file of the issue; empty when it is not there."""
    if not path.is_file():
        return ""
    return path.read_bytes().decode("utf-8", "surrogateescape")
