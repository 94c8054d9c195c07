"""Search without a server: an index in small files that the reader's browser fetches.

The index comes in segments, newest first: a month each in the current quarter, else a
quarter each, so that a new issue rewrites one month.  A segment is spread over files by
a hash of the key; each line there is a key and the articles that hold it.  Files are
scripts that hand over one string, which works from a disk too, without any server.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any, Final
from zlib import crc32

from newsletter.layout import Layout
from newsletter.markup import one_line
from newsletter.model.archive import PublishedIssue
from newsletter.model.calendar import long_date
from newsletter.model.catalogue import ListedIssue
from newsletter.model.publication import Publication
from newsletter.web.grams import grams, normal, search_lines, shard_of
from newsletter.web.site import File, Files, Site, open_site

_FOLDER: Final = "search/"
_SHARD: Final = 400  # characters of text to each file of a segment
_FEWEST, _MOST = 4, 1024  # files of a segment
_STRIDE: Final = 16  # least room for articles between the numbers of two issues
_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class _Postings:
    """Which articles hold each key, in the form that the index is written in.

    Two dicts of strings and numbers are built far faster than a list for each of a
    hundred thousand keys, which the garbage collector would go through again and again.
    """

    def __init__(self, numbers: int) -> None:
        """Make room for articles with numbers below that."""
        self.written: dict[str, str] = {}
        self._last: dict[str, int] = {}
        self._steps = [_step(number) for number in range(numbers)]

    def add(self, number: int, keys: Collection[str]) -> None:
        """Enter an article; numbers ascend."""
        written, last, steps = self.written, self._last, self._steps
        for key in keys:
            if key in last:
                written[key] += steps[number - last[key]]
            else:
                written[key] = steps[number]
            last[key] = number


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of the index: some months of the paper."""

    name: str
    """``2021-11`` or ``2021-q3``: its folder below ``search/``."""

    issues: tuple[ListedIssue, ...]
    """Oldest first, so that numbers of articles stay when an issue is added."""

    @property
    def days(self) -> tuple[date, ...]:
        """Dates of its issues, oldest first."""
        return tuple(issue.date for issue in self.issues)

    @property
    def folder(self) -> str:
        """Its folder below the web root."""
        return f"{_FOLDER}{self.name}/"

    @property
    def shards(self) -> int:
        """How many files it is spread over."""
        length = sum(one.length for issue in self.issues for one in issue.articles)
        return min(max(_power(length // _SHARD), _FEWEST), _MOST)

    @property
    def stride(self) -> int:
        """Distance of the numbers of two issues' first articles."""
        return max(_power(max(len(one.articles) for one in self.issues)), _STRIDE)

    @property
    def version(self) -> str:
        """Another one when any record has changed: no file comes from a stale cache."""
        said = [
            (
                issue.size,
                *((one.title, one.updated, one.length) for one in issue.articles),
            )
            for issue in self.issues
        ]
        return f"{crc32(repr(said).encode()):08x}"


def segments(listing: tuple[ListedIssue, ...]) -> tuple[Segment, ...]:
    """Divide a paper into segments of the index, newest first.

    Args:
        listing: Every issue, newest first.
    """
    if not listing:
        return ()
    newest = _quarter(listing[0].date)

    def name(issue: ListedIssue) -> str:
        quarter = _quarter(issue.date)
        return f"{issue.date:%Y-%m}" if quarter == newest else quarter

    return tuple(
        Segment(name=found, issues=tuple(issues)[::-1])
        for found, issues in groupby(listing, name)
    )


def segment_files(
    publication: Publication,
    layout: Layout,
    segment: Segment,
    issues: Collection[PublishedIssue],
) -> Files:
    """Write a segment's part of the index.

    Args:
        publication: The paper.
        layout: Its layout.
        segment: What to write.
        issues: The records of its issues; one that cannot be read is left out.

    Raises:
        LayoutError: the strings of the layout are at fault.
    """
    site = open_site(publication, layout)
    records = {issue.date: issue for issue in issues}
    stride = segment.stride
    postings = _Postings(len(segment.issues) * stride)
    for place, day in enumerate(segment.days):
        issue = records.get(day)
        for offset, lines in enumerate(_lines(site, issue) if issue else ()):
            postings.add(place * stride + offset, grams(normal("\n".join(lines))))
    return tuple(_shard_files(segment, postings.written))


def word_files(site: Site, issue: PublishedIssue) -> Files:
    """Write the text of each article as search checks and shows it."""
    day = issue.date.isoformat()
    return tuple(
        _script(
            f"{day}/text-{place}.js",
            f"{day}/text-{place}",
            {
                "href": f"{day}/{article.slug}/",
                "facts": [
                    long_date(issue.date, site.language),
                    one_line(site.section(article).name),
                ],
                "lines": lines,
            },
        )
        for place, (article, lines) in enumerate(
            zip(issue.articles, _lines(site, issue), strict=True)
        )
    )


def manifest_file(listing: tuple[ListedIssue, ...]) -> File:
    """Write what the browser asks first: which segments there are."""
    plain = [
        {
            "name": one.name,
            "version": one.version,
            "shards": one.shards,
            "stride": one.stride,
            "first": one.days[0].isoformat(),
            "gaps": [(after - before).days for before, after in pairwise(one.days)],
        }
        for one in segments(listing)
    ]
    return _script(f"{_FOLDER}segments.js", "segments", plain)


def _lines(site: Site, issue: PublishedIssue) -> Iterator[tuple[str, ...]]:
    day = long_date(issue.date, site.language)
    for article in issue.articles:
        yield search_lines(article, day, issue.date.isoformat())


def _shard_files(segment: Segment, written: dict[str, str]) -> Iterator[File]:
    total = segment.shards
    shards: list[list[str]] = [[] for _ in range(total)]
    for key in sorted(written):
        shards[shard_of(key, total)] += (key, written[key])
    for number, words in enumerate(shards):
        name = f"{segment.name}/{number:x}"
        yield _script(f"{_FOLDER}{name}.js", name, " ".join(words))


def _step(number: int) -> str:
    """Write a distance between numbers: five bits to a digit, lowest first."""
    text = ""
    while number > 31:
        text += _DIGITS[32 + number % 32]
        number //= 32
    return text + _DIGITS[number]


def _script(path: str, name: str, data: Any) -> File:
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return path, f'paperSearch.take("{name}",{written});\n'.encode()


def _quarter(day: date) -> str:
    return f"{day.year}-q{(day.month + 2) // 3}"


def _power(least: int) -> int:
    """Find the smallest power of two that is not below a number."""
    return 1 << max(least - 1, 0).bit_length()
