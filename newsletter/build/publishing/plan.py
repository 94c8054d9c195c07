"""What a host must be sent, in which order, and what it must lose."""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby
from pathlib import Path
from typing import Final

_ARTICLE: Final = re.compile(r"\d{4}-\d\d-\d\d/(?:[^/]+/index|\d+)\.html")
_ISSUE: Final = re.compile(r"\d{4}-\d\d-\d\d/index\.html")
_FEED: Final = re.compile(r"(?:.*/)?(?:rss\.xml|atom\.xml|feed\.json|opml\.xml)")
_CRAWLED: Final = re.compile(r"sitemap[^/]*\.xml|robots\.txt")


class Stage(IntEnum):
    """Files that go together; none of them leads to one of a later stage."""

    FILES = 0
    """Pictures, PDFs, styles, parts of the index: nobody comes here first."""

    ARTICLES = 1
    ISSUES = 2
    INDEXES = 3
    """Home, sections, archive, and what tells search which parts there are."""

    FEEDS = 4
    """What calls readers and crawlers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A file as it was when it was sent."""

    size: int
    """Bytes."""

    changed: int
    """When it last changed here, ns since 1970; spares reading it again."""

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file of the web root here."""

    path: str
    """Below the web root."""

    place: Path
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Files of one stage, all new or all there already in another form."""

    stage: Stage
    files: tuple[SiteFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What a host lacks of a site, and what it has too much."""

    batches: tuple[Batch, ...]
    """In the order of sending."""

    gone: tuple[str, ...]
    """To be removed when all else is there."""

    there: int
    """Files that need not be sent."""

    @property
    def wanted(self) -> tuple[SiteFile, ...]:
        """All files to be sent, in order."""
        return tuple(file for batch in self.batches for file in batch.files)


def survey(site: Path, known: Mapping[str, Stamp]) -> tuple[SiteFile, ...]:
    """List the files of a web root, by path.

    Args:
        site: The web root.
        known: Stamps by path; a file of the same size and time is not read again.
    """
    return tuple(
        SiteFile(path=path, place=place, stamp=_stamp(place, known.get(path)))
        for path, place in sorted(_files(site))
    )


def planned(files: tuple[SiteFile, ...], there: Mapping[str, Stamp]) -> Shipment:
    """Compare a site with what a host has.

    Args:
        files: The site.
        there: What the host has, by path.
    """
    lacking = [
        file
        for file in files
        if file.path not in there or there[file.path].sha256 != file.stamp.sha256
    ]

    def turn(file: SiteFile) -> tuple[Stage, bool]:
        return stage_of(file.path), file.path in there

    lacking.sort(key=lambda file: (*turn(file), file.path))
    return Shipment(
        batches=tuple(
            Batch(stage=stage, files=tuple(found))
            for (stage, _), found in groupby(lacking, turn)
        ),
        gone=tuple(sorted(there.keys() - {file.path for file in files})),
        there=len(files) - len(lacking),
    )


def stage_of(path: str) -> Stage:
    """Tell when a file goes: not before what it leads to."""
    if _FEED.fullmatch(path) or _CRAWLED.fullmatch(path):
        return Stage.FEEDS
    if _ARTICLE.fullmatch(path):
        return Stage.ARTICLES
    if _ISSUE.fullmatch(path):
        return Stage.ISSUES
    is_index = path.endswith(".html") or path == "search/segments.js"
    return Stage.INDEXES if is_index else Stage.FILES


def is_live_feed(path: str) -> bool:
    """Tell feeds that change with every issue from archives of one issue."""
    name = path.rpartition("/")[2]
    top = path.partition("/")[0]
    return name in ("rss.xml", "atom.xml", "feed.json") and top in (name, "sections")


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    for folder, _, names in os.walk(site):
        for name in names:
            place = Path(folder, name)
            yield place.relative_to(site).as_posix(), place


def _stamp(place: Path, known: Stamp | None) -> Stamp:
    status = place.stat()
    size, changed = status.st_size, status.st_mtime_ns
    if known and known.sha256 and (known.size, known.changed) == (size, changed):
        return known
    digest = hashlib.sha256(place.read_bytes()).hexdigest()
    return Stamp(size=size, changed=changed, sha256=digest)
