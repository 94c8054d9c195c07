"""Words for what an importer noticed about a page as a whole."""

from collections.abc import Iterable, Sequence

from newsletter.desk.blocks import Block
from newsletter.desk.imported import ImportedArticle, Note, Part
from newsletter.desk.marks import snippet
from newsletter.desk.scan import Line
from newsletter.errors import Text
from newsletter.model.issue import Slot

_MARKDOWN = ("![", "<", "|", "```", "- ", "* ", "> ")


def furniture_notes(asides: Iterable[Part]) -> tuple[Note, ...]:
    """Say which lines above the first heading belong to no article."""
    return tuple(
        Note(
            line=part.line,
            what=Text(
                zh=f"“{part.text}”不属于任何稿件，没有导入",
                en=f"“{part.text}” belongs to no article and was not imported",
            ),
            sure=False,
        )
        for part in asides
    )


def headless_note(block: Block) -> Note:
    """Say that an article has no headline."""
    return Note(
        line=block.line,
        what=Text(
            zh="这段文字没有标题，请补写", en="this text has no headline: write one"
        ),
        sure=False,
    )


def continuation_note(part: Part) -> Note:
    """Say that a heading belongs to a story that began on another page."""
    return Note(
        line=part.line,
        what=Text(
            zh=f"“{part.text}”：这是别版稿件的续文，请与上文合并",
            en=f"“{part.text}”: this continues a story; merge it with its beginning",
        ),
        sure=False,
    )


def lead_notes(articles: Sequence[ImportedArticle]) -> tuple[Note, ...]:
    """Say which article leads the page."""
    return tuple(
        Note(
            line=article.line,
            what=Text(zh="作头条", en="taken as the lead"),
        )
        for article in articles
        if article.slot is Slot.LEAD
    )


def photo_notes(article: ImportedArticle) -> tuple[Note, ...]:
    """Say that a photo story still lacks its photo."""
    if article.slot is not Slot.PHOTO:
        return ()
    return (
        Note(
            line=article.line,
            what=Text(
                zh="图片新闻：把图片放进 photos 文件夹，再在 issue.yaml 里写上",
                en="a photo story: put its photo into photos/, name it in issue.yaml",
            ),
            sure=False,
        ),
    )


def markdown_notes(lines: Iterable[Line]) -> tuple[Note, ...]:
    """Say which lines look like Markdown or HTML; they were kept letter by letter."""
    return tuple(
        Note(
            line=line.line,
            what=Text(
                zh=f"“{snippet(line.text)}”像是标记，已按原文保留",
                en=f"“{snippet(line.text)}” looks like markup; kept as it is written",
            ),
            sure=False,
        )
        for line in lines
        if line.text.startswith(_MARKDOWN)
    )
