"""What a saved page says outside its copy, and of pictures that were not saved."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from newsletter.desk.imported import Note
from newsletter.desk.manuscript import Piece
from newsletter.desk.marks import snippet
from newsletter.desk.page_blocks import tidy
from newsletter.desk.photo_words import is_caption
from newsletter.errors import Text

_HEADS: Final = (
    "//meta[@name='author']/@content",
    "//*[@id='js_author_name']",
    "//*[contains(@class, 'rich_media_meta_text')]",
    "//*[@id='js_name']",
    "//*[@itemprop='author']",
    "//*[@rel='author']",
)
"""Where pages tell author, account and day; WeChat's in a line below the title."""


def head_notes(tree: Any, body: Sequence[Piece]) -> Iterator[Note]:
    """Tell what stands beside the title and not in the text: who wrote it, and when.

    Args:
        tree: The page.
        body: What was read of it.
    """
    found = (one for path in _HEADS for one in tree.xpath(path))
    words = (tidy(one if isinstance(one, str) else one.text_content()) for one in found)
    copy = "\n".join(piece.text for piece in body)
    left = [word for word in dict.fromkeys(words) if word and word not in copy]
    if left:
        told = snippet(" · ".join(left), 80)
        yield Note(
            line=0,
            what=Text(
                zh=f"标题旁的“{told}”没有写进稿件；里面有作者，就写进 byline",
                en=f"“{told}” beside the title was not imported; if it names the "
                "author, write it as byline",
            ),
            sure=False,
        )


def caption_notes(notes: Sequence[Note], body: Sequence[Piece]) -> Iterator[Note]:
    """Tell the words of pictures that were not saved: they stay in the text.

    Args:
        notes: One for each such picture; its line is that of the next piece.
        body: What was read of the page.
    """
    lines = {line for note in notes for line in (note.line, note.line + 1)}
    for piece in body:
        if piece.line in lines and not piece.pictures and is_caption(piece):
            words = snippet(piece.text, 40)
            yield Note(
                line=piece.line,
                what=Text(
                    zh=f"“{words}”像是没有存下来的图片的说明，留在正文里："
                    "有了图片，就移到 issue.yaml 的 caption",
                    en=f"“{words}” reads as the caption of a picture that was not "
                    "saved; it stays in the text: with the picture, move it to "
                    "caption in issue.yaml",
                ),
                sure=False,
            )
