"""The review sheet: every decision of an import, with its line of the source."""

from collections.abc import Sequence
from datetime import date

from newsletter.desk.article_file import escaped
from newsletter.desk.conservation import bare
from newsletter.desk.imported import ImportedPage, Note
from newsletter.desk.sources import Source
from newsletter.errors import Text

NAME = "review.md"


def sheet_head(day: date, language: str) -> str:
    """Write the first lines of an issue's review sheet."""
    title = Text(zh=f"导入核对单 {day}", en=f"Review of imports {day}").said_in(
        language
    )
    how = Text(
        zh="每一处导入时的决定都在这里。带方框的没有把握：看过以后打勾，或改稿件。",
        en="Every decision of an import is here. A box marks those that are not sure: "
        "look, then tick it or mend the article.",
    ).said_in(language)
    return f"# {title}\n\n{how}\n"


def sheet_part(
    source: Source, page: ImportedPage, files: Sequence[str], language: str
) -> str:
    """Write what an import of one source decided.

    Args:
        source: What was read.
        page: What was made of it.
        files: The file of each article, in order.
        language: Chooses the language of the sheet.
    """
    parts = [f"\n## {escaped(source.name)}\n", _summary(source, page, language)]
    general = (*source.notes, *page.page_notes)
    if general:
        title = Text(zh="全版", en="The whole page").said_in(language)
        parts.append(_section(title, general, source.unit, language))
    for file, article in zip(files, page.articles, strict=True):
        title = f"{file} {escaped(article.title)}".rstrip()
        parts.append(_section(title, article.notes, source.unit, language))
    return "\n".join(parts)


def _summary(source: Source, page: ImportedPage, language: str) -> str:
    articles = len(page.articles)
    joins = sum(article.joins for article in page.articles)
    unsure = len(page.unsure) + sum(not note.sure for note in source.notes)
    count = len(bare(source.text))
    return Text(
        zh=f"{articles} 篇稿件，接上 {joins} 处断段，{unsure} 处请核对。"
        f"原文 {count} 个字符（含标点）一个不少。\n\n"
        f"编码 {source.encoding}，SHA-256 {source.digest}\n",
        en=f"{_counted(articles, 'article')}, "
        f"{_counted(joins, 'broken paragraph')} joined, "
        f"{_counted(unsure, 'decision')} to look at. "
        f"None of the source's {count} characters is missing.\n\n"
        f"Encoding {source.encoding}, SHA-256 {source.digest}\n",
    ).said_in(language)


def _section(title: str, notes: Sequence[Note], unit: Text, language: str) -> str:
    ordered = sorted(notes, key=lambda note: note.line)
    return "\n".join(
        (f"### {title}\n", *(_item(n, unit, language) for n in ordered), "")
    )


def _item(note: Note, unit: Text, language: str) -> str:
    zh, en = f"第 {note.line} {unit.zh}：", f"{unit.en} {note.line}: "
    where = Text(zh=zh, en=en).said_in(language)
    mark = "-" if note.sure else "- [ ]"
    words = escaped(note.what.said_in(language))
    return f"{mark} {where if note.line else ''}{words}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
