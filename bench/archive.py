"""Measure feeds and web of a long archive: one more issue, everything, and a search.

Daily issues of ten articles, 430 characters each, of words with natural frequencies.
Say how many issues: ``bench/archive.py 3650`` is ten years.  Without a number it is
fifty days, so that ``make bench`` stays short.
"""

import gzip
import itertools
import random
import resource
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from newsletter.build.folder import BuildFolder
from newsletter.build.job import Job
from newsletter.build.records import Archive, record_bytes
from newsletter.build.span import feed_span, page_span, site_span, span, stale_search
from newsletter.errors import Place
from newsletter.layout import load_layout
from newsletter.model.archive import PublishedArticle, PublishedIssue
from newsletter.model.issue import Issue
from newsletter.model.publication import Publication, Section
from newsletter.web import segments
from newsletter.web.grams import shard_of

LAST = date(2026, 9, 30)
ARTICLES, CHARACTERS = 10, 430
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3500)]
LENGTHS, SHARES = (1, 2, 3, 4), (25, 58, 10, 7)


class Newsroom:
    """Writes articles whose words are as frequent as words are (Zipf)."""

    def __init__(self) -> None:
        self.chance = random.Random(1)  # noqa: S311  (repeatable, not secret)
        self.chance.shuffle(HAN)
        common = list(itertools.accumulate(1 / (n + 5) for n in range(len(HAN))))
        lengths = self.chance.choices(LENGTHS, SHARES, k=30_000)
        self.words = [
            "".join(self.chance.choices(HAN, cum_weights=common, k=n)) for n in lengths
        ]
        self.weights = list(
            itertools.accumulate(1 / (n + 3) for n in range(len(self.words)))
        )

    def text(self, characters: int) -> str:
        """Write a text of about so many characters."""
        words = self.chance.choices(
            self.words, cum_weights=self.weights, k=characters // 2
        )
        return "".join(words)[:characters]

    def issue(self, day: date, number: int) -> PublishedIssue:
        """Write an issue."""
        moment = datetime(day.year, day.month, day.day, 6, tzinfo=ZONE)
        return PublishedIssue(
            date=day,
            number=number,
            articles=tuple(
                PublishedArticle(
                    ordinal=n,
                    slug=f"story-{n}",
                    title=self.text(16),
                    section=PAPER.sections[n % 4].slug,
                    credits=(("记者", ("甲某",)),),
                    content="".join(
                        f"<p>{self.text(CHARACTERS // 4)}。</p>" for _ in range(4)
                    ),
                    published=moment,
                    updated=moment,
                )
                for n in range(1, ARTICLES + 1)
            ),
        )


ZONE = ZoneInfo("Asia/Shanghai")
PAPER = Publication(
    name="河湾报",
    slug="hewan",
    language="zh-Hans",
    time_zone="Asia/Shanghai",
    url="https://paper.example.org/",
    founded=2016,
    sections=tuple(
        Section(slug=slug, name=name, is_default=slug == "news")
        for slug, name in (
            *(("news", "要闻"), ("livelihood", "民生")),
            *(("projects", "项目"), ("culture", "文化")),
        )
    ),
    folder=Path(),
)


def publish(folder: BuildFolder, record: PublishedIssue) -> tuple[int, int]:
    """Put an issue into the web root; tell how many files were made and changed."""
    issue = Issue(
        publication=PAPER,
        date=record.date,
        number=record.number,
        groups=(),
        folder=Path(),
        place=Place(file="issue.yaml"),
    )
    job = Job.of(issue, load_layout(PAPER), ("feeds", "web"), None)
    started = time.time_ns()
    with folder.locked():
        archive = Archive(folder.site, besides=record.date)
        paper = span(job, record, archive)
        whole = site_span(paper)
        files = (*feed_span(paper), *page_span(paper), *whole)
        stale = stale_search(paper, whole)
        written = (
            *((f"site/{path}", data) for path, data in files),
            (f"site/{record.date}/issue.json", record_bytes(record)),
            (f"{record.date}/report.json", b"{}"),
        )
        folder.publish(record.date.isoformat(), written, stale=stale)
    fresh = [
        path for path, _ in written if (folder.root / path).stat().st_ctime_ns > started
    ]
    return len(written), len(fresh)


def timed(name: str, folder: BuildFolder, record: PublishedIssue) -> None:
    """Publish an issue and print what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    made, fresh = publish(folder, record)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:>32}: {wall:6.2f} s wall {cpu:6.2f} s CPU {peak:5.0f} MiB peak, "
        f"{made} files made, {fresh} written"
    )


def downloads(folder: BuildFolder, newsroom: Newsroom) -> None:
    """Print what a search fetches: index parts, and the texts of ten results."""
    archive = Archive(folder.site, besides=date.min)
    site, parts = folder.site, segments(archive.listing)
    sizes: dict[Path, tuple[int, int]] = {}

    def weigh(path: Path) -> tuple[int, int]:
        if path not in sizes:
            data = path.read_bytes()
            sizes[path] = len(data), len(gzip.compress(data, 6, mtime=0))
        return sizes[path]

    texts = [weigh(p) for p in sorted(site.glob("????-??-??/text-*.js"))[-10:]]
    for length in (2, 3, 4, 8):
        totals = []
        for _ in range(200):
            word = newsroom.text(length)
            pairs = [word[n : n + 2] for n in range(0, length - 1, 2)]
            keys = {*pairs[:3], word[-2:]}
            files = {
                site / one.folder / f"{shard_of(key, one.shards):x}.js"
                for one in parts
                for key in keys
            } | {site / "search/segments.js"}
            found = [*map(weigh, files), *texts]
            totals.append(tuple(map(sum, zip(*found, strict=True))))
        raw, packed = (sorted(column) for column in zip(*totals, strict=True))
        print(
            f"{f'search of {length} Han':>32}: {packed[100] / 1000:5.1f} kB median, "
            f"{packed[-1] / 1000:5.1f} kB most with gzip "
            f"({raw[100] / 1000:.0f}, {raw[-1] / 1000:.0f} kB without)"
        )


def main(issues: int) -> None:
    """Publish an archive at once, then two issues more."""
    newsroom = Newsroom()
    with tempfile.TemporaryDirectory() as scratch:
        folder = BuildFolder(Path(scratch) / "build")
        days = [LAST - timedelta(days=n) for n in reversed(range(issues))]
        records = [newsroom.issue(day, n) for n, day in enumerate(days, 1)]
        for record in records[:-3]:
            path = folder.site / record.date.isoformat() / "issue.json"
            path.parent.mkdir(parents=True)
            path.write_bytes(record_bytes(record))
        print(f"{issues} issues, {issues * ARTICLES} articles")
        timed("all pages and feeds", folder, records[-3])
        timed("one more issue", folder, records[-2])
        timed("one more issue", folder, records[-1])
        timed("the same again", folder, records[-1])
        first = newsroom.issue(LAST + timedelta(days=1), issues + 1)
        timed("first issue of a quarter", folder, first)
        downloads(folder, newsroom)
        files = sum(1 for path in folder.site.rglob("*") if path.is_file())
        size = sum(path.stat().st_size for path in folder.site.rglob("*"))
        print(f"{'web root':>32}: {files} files, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
