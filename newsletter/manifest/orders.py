"""Which articles the manifest asks for: files found, named and numbered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from newsletter.errors import Place, Text
from newsletter.manifest.document import Document
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.folders import cure_for_missing, exists, inside
from newsletter.manifest.issue_schema import ArticleEntry
from newsletter.manifest.photo_schema import PhotoEntry
from newsletter.manifest.photos import WantedPhoto
from newsletter.model.issue import NO_PINS, Pins, Review, Slot

_STEM = re.compile(r"(?P<ordinal>[0-9]{1,9})-(?P<slug>.+)")
_SLUG = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the manifest says of one article."""

    path: Path
    name: str
    """Path relative to the project."""

    place: Place
    """Where the manifest says it."""

    slug: str
    group: int = 0
    """Position of its group in the manifest, from 0."""

    ordinal: int = 0
    slot: Slot = Slot.NORMAL
    may_jump: bool = True
    pins: Pins = NO_PINS
    review: Review = Review.DRAFT
    photos: tuple[WantedPhoto, ...] = ()
    is_guess: bool = False
    """The manifest cannot be read; it may well give the article pictures."""


def named(path: Path) -> tuple[int | None, str]:
    """Split ``01-minsheng.md`` into ordinal 1 and slug ``minsheng``."""
    match = _STEM.fullmatch(path.stem)
    return (int(match["ordinal"]), match["slug"]) if match else (None, path.stem)


def order_of(
    entry: ArticleEntry, folder: Path, document: Document, findings: Findings
) -> Order | None:
    """Find the file of an entry.

    Args:
        entry: the article in the manifest.
        folder: the issue's.
        document: the manifest, for places.
        findings: gets M103 for a file that is no Markdown, M301, M304, M308.
    """
    place = document.value((*entry.path, "file"))
    path = inside(folder, entry.file, place, findings)
    if path is None:
        return None
    if not exists(path):
        what = Text(
            f"找不到稿件“{shown(entry.file)}”。",
            f"No article file “{shown(entry.file)}”.",
        )
        findings.add("M301", place, what, cure_for_missing(folder, entry.file))
        return None
    if path.suffix.lower() not in _SUFFIXES:
        findings.add("M103", place, *_no_markdown(entry.file))
        return None
    slug = named(path)[1]
    if not _SLUG.fullmatch(slug):
        findings.add("M308", place, *_no_slug(path.name))
    parent = document.source.name.rpartition("/")[0]
    return Order(
        path=path,
        name=f"{parent}/{Path(entry.file).as_posix()}",
        place=place,
        slug=slug,
        slot=entry.slot,
        may_jump=entry.jump,
        review=entry.review,
        pins=_pins(entry, document),
        photos=tuple(wanted_photo(photo, document) for photo in entry.photos),
    )


def _pins(entry: ArticleEntry, document: Document) -> Pins:
    return Pins(
        page=entry.page,
        span=entry.span,
        beside=entry.beside,
        page_place=document.key((*entry.path, "page")),
        span_place=document.key((*entry.path, "span")),
        beside_place=document.key((*entry.path, "beside")),
    )


def wanted_photo(entry: PhotoEntry, document: Document) -> WantedPhoto:
    """Take a picture as the manifest asks for it, with its place."""
    return WantedPhoto(
        file=entry.file,
        caption=entry.caption,
        credit=entry.credit,
        alt=entry.alt,
        focus=entry.focus,
        place=document.value((*entry.path, "file")),
    )


def numbered(orders: Iterable[Order], findings: Findings) -> tuple[Order, ...]:
    """Give every article its number, and see that each is there once.

    Args:
        orders: in the manifest's order.
        findings: gets M302 for a file listed twice, which is dropped, M307 for a slug
            and M309 for a number that two files share.

    Returns:
        The orders with their ordinals: the digits of the file's name, else the first
        free number.
    """
    files: dict[Path, Order] = {}
    slugs: dict[str, Order] = {}
    ordinals: dict[int, Order] = {}
    for order in orders:
        path = order.path.resolve()
        if path in files:
            findings.add("M302", order.place, *_listed_twice(order, files[path]))
            continue
        files[path] = order
        first = slugs.setdefault(order.slug.casefold(), order)
        if first is not order:
            findings.add("M307", order.place, *_same_slug(order, first))
        number = named(order.path)[0]
        earlier = order if number is None else ordinals.setdefault(number, order)
        if earlier is not order:
            findings.add("M309", order.place, *_same_number(order, earlier))
    free = (number for number in count(1) if number not in ordinals)
    return tuple(_with_ordinal(order, free) for order in files.values())


def _with_ordinal(order: Order, free: Iterable[int]) -> Order:
    number = named(order.path)[0]
    return replace(order, ordinal=next(iter(free)) if number is None else number)


def _no_markdown(file: str) -> tuple[Text, Text]:
    return (
        Text(
            f"稿件“{shown(file)}”不是 .md 文件。",
            f"The article “{shown(file)}” is no .md file.",
        ),
        Text(
            "Word 稿先用 newsletter import 导入。",
            "Bring manuscripts in with newsletter import.",
        ),
    )


def _no_slug(name: str) -> tuple[Text, Text]:
    return (
        Text(
            f"文件名“{shown(name)}”不能用作网址。",
            f"The file name “{shown(name)}” cannot be used in addresses.",
        ),
        Text(
            "用数字加拼音或英文，如 01-minsheng.md。",
            "Use a number and ASCII letters, such as 01-old-quay.md.",
        ),
    )


def _listed_twice(order: Order, first: Order) -> tuple[Text, Text]:
    name, line = order.path.name, first.place.line
    return (
        Text(
            f"稿件“{name}”列了两次，第 {line} 行已经列过。",
            f"The article “{name}” is listed twice; see line {line}.",
        ),
        Text("只留一处。", "Keep only one."),
    )


def _same_slug(order: Order, first: Order) -> tuple[Text, Text]:
    return (
        Text(
            f"“{order.path.name}”和“{first.path.name}”去掉编号后同名。",
            f"“{order.path.name}” and “{first.path.name}” have one name but for "
            "their numbers.",
        ),
        Text(
            "给其中一个文件改名：网址由名称而来。",
            "Rename one file: addresses are made from the names.",
        ),
    )


def _same_number(order: Order, first: Order) -> tuple[Text, Text]:
    return (
        Text(
            f"“{order.path.name}”和“{first.path.name}”编号相同。",
            f"“{order.path.name}” and “{first.path.name}” have the same number.",
        ),
        Text(
            "给其中一个文件换号：订阅源靠编号认稿件。",
            "Renumber one file: feeds know articles by their numbers.",
        ),
    )
