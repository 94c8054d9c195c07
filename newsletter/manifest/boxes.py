"""Read the fixed boxes of page one."""

from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import Place, Text
from newsletter.manifest.boxes_schema import (
    BoxesEntry,
    EarEntry,
    IndexEntry,
    WeatherEntry,
)
from newsletter.manifest.document import Document
from newsletter.manifest.findings import Findings, did_you_mean, shown
from newsletter.manifest.orders import wanted_photo
from newsletter.manifest.photos import read_photos
from newsletter.model.boxes import (
    NO_BOXES,
    Boxes,
    Ear,
    Index,
    Spot,
    Weather,
)
from newsletter.model.publication import Sheet


@dataclass(frozen=True, slots=True)
class Desk:
    """What reading a part of the manifest takes."""

    document: Document
    folder: Path
    """The issue's."""

    sheet: Sheet
    findings: Findings


def read_boxes(entry: BoxesEntry | None, slugs: tuple[str, ...], desk: Desk) -> Boxes:
    """Read the fixed boxes.

    Args:
        entry: as written; None for none.
        slugs: of the issue's articles.
        desk: the manifest; its findings get M209 and what pictures have.
    """
    if entry is None:
        return NO_BOXES
    _check_spots(entry, desk)
    return Boxes(
        ear=_ear(entry.ear, slugs, desk) if entry.ear else None,
        index=_index(entry.index, slugs, desk) if entry.index else None,
        weather=_weather(entry.weather, desk) if entry.weather else None,
    )


def _check_spots(entry: BoxesEntry, desk: Desk) -> None:
    """Refuse more than one box in the ear."""
    in_ear = [
        box
        for box in (entry.index, entry.weather)
        if box is not None and box.spot is Spot.EAR
    ]
    for box in in_ear if entry.ear else in_ear[1:]:
        desk.findings.add("M209", desk.document.value((*box.path, "spot")), *_TWO_EARS)


def _ear(entry: EarEntry, slugs: tuple[str, ...], desk: Desk) -> Ear:
    place = _place(entry.path, desk)
    given = [bool(entry.text or entry.headline), bool(entry.article), bool(entry.photo)]
    if sum(given) != 1:
        desk.findings.add("M209", place, *_ONE_OF_THREE)
    if entry.article:
        at = desk.document.value((*entry.path, "article"))
        _check_slug(entry.article, slugs, at, desk.findings)
        if slugs == (entry.article,):
            desk.findings.add("M209", at, *_ONLY_ARTICLE)
    photos = (
        read_photos(
            (wanted_photo(entry.photo, desk.document),),
            desk.folder,
            desk.sheet,
            desk.findings,
        )
        if entry.photo
        else ()
    )
    return Ear(
        headline=entry.headline,
        text=entry.text,
        article=entry.article,
        photo=photos[0] if photos else None,
        columns=entry.columns,
        place=place,
    )


def _index(entry: IndexEntry, slugs: tuple[str, ...], desk: Desk) -> Index:
    for number, slug in enumerate(entry.articles):
        at = desk.document.value((*entry.path, "articles", number))
        _check_slug(slug, slugs, at, desk.findings)
    return Index(
        spot=entry.spot,
        headline=entry.headline,
        articles=tuple(dict.fromkeys(entry.articles)),
        most=entry.most,
        columns=entry.columns,
        place=_place(entry.path, desk),
    )


def _weather(entry: WeatherEntry, desk: Desk) -> Weather:
    place = _place(entry.path, desk)
    rows = tuple(row for row in entry.rows if row)
    if not rows:
        desk.findings.add("M209", place, *_NO_ROWS)
    return Weather(
        spot=entry.spot,
        headline=entry.headline,
        rows=rows,
        columns=entry.columns,
        place=place,
    )


def _place(path: tuple[str | int, ...], desk: Desk) -> Place:
    return desk.document.key(path)


def _check_slug(
    slug: str, slugs: tuple[str, ...], place: Place, findings: Findings
) -> None:
    if slug not in slugs:
        what = Text(
            f"本期没有“{shown(slug)}”这篇稿件。",
            f"The issue has no article “{shown(slug)}”.",
        )
        findings.add("M209", place, what, did_you_mean(slug, slugs))


_TWO_EARS = (
    Text("报眼里已经有别的了。", "The ear holds something else already."),
    Text("改成 spot: foot（版底）。", "Write spot: foot."),
)
_ONE_OF_THREE = (
    Text(
        "报眼里要么是文字，要么是一篇稿件，要么是一张图片。",
        "The ear holds words, or an article, or a picture: one of the three.",
    ),
    Text(
        "只留 text（可带 headline）、article、photo 中的一个。",
        "Keep one of text (with headline), article, photo.",
    ),
)
_ONLY_ARTICLE = (
    Text("这一期只有这一篇稿件。", "It is the only article of the issue."),
    Text("报眼改用文字，或加稿件。", "Put words into the ear, or add articles."),
)
_NO_ROWS = (
    Text("天气里没有内容。", "The weather box is empty."),
    Text(
        "写成 rows: [[今天, 晴, 3–12℃]] 的样子。",
        "Write it like rows: [[Today, fair, 3–12 °C]].",
    ),
)
