"""One article: front matter, Markdown, pictures."""

from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import Place, Text
from newsletter.manifest.byline import parse_byline
from newsletter.manifest.copyreading import ReadCopy, read_copy
from newsletter.manifest.document import PATH
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.frontmatter import FrontMatter, read_front_matter
from newsletter.manifest.inline import PastedPicture
from newsletter.manifest.orders import Order
from newsletter.manifest.photos import WantedPhoto, read_photos
from newsletter.manifest.source import Source, read_source
from newsletter.manifest.wording import missing, unknown_means
from newsletter.model.copy import Block, texts
from newsletter.model.issue import Article, Byline, Photo
from newsletter.model.publication import Sheet

_UNTITLED = "?"


def read_article(
    order: Order, folder: Path, sheet: Sheet, findings: Findings
) -> Article | None:
    """Read an article's file.

    Args:
        order: what the manifest says of it.
        folder: the issue's.
        sheet: tells how wide a column is, to judge pictures.
        findings: gets every problem of file, copy and pictures.

    Returns:
        The article, made up where there are errors; None when its file cannot be
        read.
    """
    source = read_source(order.path, order.name, findings)
    if source is None:
        read_photos(order.photos, folder, sheet, findings)
        return None
    matter = read_front_matter(source, findings)
    text = _Text(source, matter, read_copy(source, matter.first, findings))
    wanted = (*order.photos, *map(_wanted, text.copy.pictures))
    if not matter.is_broken:
        _check(text, has_pictures=bool(wanted) or order.is_guess, findings=findings)
    photos = read_photos(wanted, folder, sheet, findings)
    return _article(text, order, photos, findings)


@dataclass(frozen=True, slots=True)
class _Text:
    """The parts of an article's file."""

    source: Source
    matter: FrontMatter
    copy: ReadCopy

    @property
    def headline(self) -> tuple[str, ...]:
        """The headline of the front matter, else the heading that opens the copy."""
        title = tuple(line for line in self.copy.title.split("\n") if line)
        return self.matter.head.headline or title

    @property
    def body(self) -> tuple[Block, ...]:
        """The copy below the headline."""
        is_title_used = self.copy.title and not self.matter.head.headline
        return self.copy.blocks[1:] if is_title_used else self.copy.blocks

    def place(self, key: str) -> Place:
        """Point at a value of the front matter."""
        document = self.matter.document
        return document.value((key,)) if document else self.source.place(1)


def _article(
    text: _Text, order: Order, photos: tuple[Photo, ...], findings: Findings
) -> Article:
    head = text.matter.head
    return Article(
        slug=order.slug,
        ordinal=order.ordinal,
        headline=text.headline or (_UNTITLED,),
        kicker=head.kicker,
        deck=head.deck,
        byline=read_byline(head.byline, text.place("byline"), findings),
        dateline=head.dateline,
        summary=head.summary,
        body=text.body,
        photos=photos,
        slot=order.slot,
        may_jump=order.may_jump,
        pins=order.pins,
        review=order.review,
        place=text.source.place(1),
    )


def read_byline(lines: tuple[str, ...], place: Place, findings: Findings) -> Byline:
    """Parse the lines of a byline; W307 when no one is named."""
    byline = parse_byline(" ".join(lines))
    if lines and not byline.names:
        written = shown(" ".join(lines))
        findings.add(
            "W307",
            place,
            Text(
                f"署名“{written}”里没有人名。", f"The byline “{written}” names no one."
            ),
            Text("写成“记者 甲某 通讯员 乙某”。", "Write a role and a name."),
        )
    return byline


def _check(text: _Text, *, has_pictures: bool, findings: Findings) -> None:
    if not text.headline:
        _check_headline(text, findings)
    is_bare = not "".join(texts(text.body)).strip()
    if is_bare and text.copy.is_whole and not has_pictures:
        line = min(text.matter.first + 1, len(text.source.lines))
        findings.add("M401", text.source.place(line), *_EMPTY)
    dateline = text.matter.head.dateline
    opening = next(iter(texts(text.body)), "")
    if dateline and opening.startswith(dateline):
        what = Text(
            f"正文又以电头“{shown(dateline)}”开头，会印两次。",
            f"The copy opens with the dateline “{shown(dateline)}” again.",
        )
        findings.add("W310", text.place("dateline"), what, _ONE_DATELINE)


def _check_headline(text: _Text, findings: Findings) -> None:
    """Report a missing headline (M102) unless its key is there in some other form."""
    document = text.matter.document
    path = ("headline",)
    if document is None:
        what = Text("稿件没有标题。", "The article has no headline.")
        findings.add("M102", text.source.place(1), what, _ADD_HEADLINE)
        return
    keys = [key for key in document.data if key != PATH]
    if document.data.get("headline") or any(
        unknown_means(document, (key,)) == "headline" for key in keys
    ):
        return
    place = document.key(path) if path in document.keys else document.value(())
    findings.add("M102", place, *missing(document, path))


def _wanted(picture: PastedPicture) -> WantedPhoto:
    return WantedPhoto(
        file=picture.file,
        caption=picture.caption,
        credit="",
        alt=picture.alt,
        place=picture.place,
    )


_EMPTY = (
    Text("稿件既没有正文，也没有图片。", "The article has neither text nor picture."),
    Text("写上正文，或在清单里给它配图。", "Write its text, or give it a picture."),
)
_ONE_DATELINE = Text("只留一处。", "Keep only one.")
_ADD_HEADLINE = Text(
    "在文件开头写：---，标题: …，---，各占一行。",
    "Begin the file with three lines: ---, headline: …, ---.",
)
