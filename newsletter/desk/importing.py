"""A source file into an issue folder: articles, manifest, review sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsletter.desk.conservation import balance
from newsletter.desk.filing import file_all, file_schemas
from newsletter.desk.imported import ImportedPage, Note
from newsletter.desk.planning import MANIFEST, Bench, Plan, bench_of, plan
from newsletter.desk.reading import Reading, read_file
from newsletter.desk.refusals import refusal
from newsletter.desk.review_sheet import NAME
from newsletter.desk.sources import Source
from newsletter.errors import InputError, Problem, Text, UsageError
from newsletter.model.publication import Publication

MOST_ARTICLES = 300
"""Of one source; a page of a newspaper has ten."""


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
    """Import one file into an issue; see ``import_files``."""
    return import_files(issue_folder, (source,), publication, day)[0]


def import_files(
    issue_folder: Path,
    sources: Sequence[Path],
    publication: Publication,
    day: date,
    *,
    is_weekly: bool = False,
) -> tuple[ImportReport, ...]:
    """Import files into an issue: all of them, or none.

    Writes ``NN-SECTION-N.md`` for each article, its pictures into ``photos/``, adds
    them to ``issue.yaml`` (made if it is not there) and tells every decision in
    ``review.md``.  Files of an editor are never overwritten, and lines of a manifest
    stay as they are; only placeholders of ``new`` that nobody has touched make room
    for the first story of their section.  A file that was imported before, known by
    its SHA-256, adds nothing.

    Args:
        issue_folder: ``…/issues/DATE``; made if it is not there.
        sources: Word files, saved web pages, Markdown articles, page text.
        publication: Gives the sections and the language of the review sheet.
        day: Date of the issue.
        is_weekly: The sources are Markdown, and each holds a whole issue.

    Returns:
        A report for each source, in order.

    Raises:
        InputError: sources cannot be read, the manifest cannot be added to, or
            characters would be lost; nothing was written.
        UsageError: the folder is another day's.
        OutsideError: the file system refused; nothing new is left behind.
    """
    if issue_folder.name != day.isoformat():
        raise UsageError(f"{issue_folder} is not the folder of {day.isoformat()}")
    before = bench = bench_of(issue_folder)
    plans: list[tuple[Reading, Plan | None]] = []
    for reading in _read(sources, before, publication, is_weekly=is_weekly):
        is_known = reading.source.digest in bench.manifest
        planned = None if is_known else plan(bench, reading, publication, day)
        bench = planned.bench if planned else bench
        plans.append((reading, planned))
    written = _file(before, bench) if bench is not before else ()
    if written and not before.manifest:
        file_schemas(issue_folder.parent.parent)
    return tuple(_report(reading, planned, written) for reading, planned in plans)


def _read(
    sources: Sequence[Path],
    bench: Bench,
    publication: Publication,
    *,
    is_weekly: bool,
) -> tuple[Reading, ...]:
    """Read every source; refuse with the problems of all of them at once."""
    readings: list[Reading] = []
    problems: list[Problem] = []
    for path in sources:
        try:
            reading = read_file(path, publication, is_weekly=is_weekly)
            if reading.source.digest not in bench.manifest:
                _refuse_nothing(reading.source, reading.page)
                _refuse_crowd(reading.source, reading.page)
                _refuse_losses(reading.source, reading.page)
            readings.append(reading)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(readings)


def _file(before: Bench, after: Bench) -> tuple[Path, ...]:
    folder = after.folder
    new: dict[Path, str | bytes] = {
        folder / name: text
        for name, text in after.articles.items()
        if name not in before.articles
    }
    new |= dict(_new_pictures(after))
    changed: dict[Path, str | bytes] = {
        folder / name: text
        for name, text in after.articles.items()
        if before.articles.get(name, text) != text
    }
    if after.review != before.review:
        changed[folder / NAME] = after.review
    changed[folder / MANIFEST] = after.manifest
    return file_all(folder.parent.parent, new, changed)


def _new_pictures(bench: Bench) -> Iterator[tuple[Path, bytes]]:
    """List pictures that are not there; the name of one tells what is in it."""
    for name, content in bench.pictures.items():
        path = bench.folder / name
        if not path.is_file() or path.read_bytes() != content:
            yield path, content


def _report(
    reading: Reading, planned: Plan | None, written: tuple[Path, ...]
) -> ImportReport:
    source, page = reading.source, reading.page
    if planned is None:
        return ImportReport(source=reading.path, encoding=source.encoding)
    return ImportReport(
        source=reading.path,
        encoding=source.encoding,
        written=written,
        articles=planned.added,
        skipped=planned.skipped,
        page=page,
        notes=(*source.notes, *page.notes),
    )


def _refuse_nothing(source: Source, page: ImportedPage) -> None:
    if not page.articles:
        raise refusal(
            "S104",
            source.name,
            Text(zh="里面没有稿件", en="there is no article in it"),
            Text(zh="请检查标题下面有没有正文", en="check that its headings have text"),
        )


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
