"""Draw cost curves: CPU seconds and peak memory as papers, archives and lists grow.

Every point is a cold process.  Pictures go to ``bench/curves/``, which the README
shows; ``bench/curves.py pages`` draws one of them.  The slope is that of the
straight line through all points (least squares).
"""

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.chart import Point, svg
from bench.measure import ROOT, Cost, cost, newsletter, paper
from bench.print import OURS

DAY, PAGE = "2026-01-05", 3_200
"""Characters that a page of 四开 holds."""

_ARCHIVE = """
import sys
from datetime import timedelta
from pathlib import Path
from bench.archive import LAST, Newsroom, publish
from newsletter.build.folder import BuildFolder
newsroom, count = Newsroom(), int(sys.argv[1])
records = [newsroom.issue(LAST - timedelta(days=n), n + 1) for n in range(count)]
folder = BuildFolder(Path(sys.argv[2]))
from newsletter.build.records import record_bytes
for record in records[1:]:
    path = folder.site / record.date.isoformat() / "issue.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(record_bytes(record))
publish(folder, records[0])
"""
_READERS = """
import sys
from pathlib import Path
from bench.circulation import KEYS, write_list
from newsletter.circulation.files import Plan, import_people
from newsletter.circulation.store import open_store
path = Path(sys.argv[2]) / "list.csv"
write_list(path, int(sys.argv[1]))
plan = Plan(
    path=path, consent="bench", sections={"news": "news", "projects": "projects"},
    language="zh-Hans",
)
with open_store(f"sqlite:///{sys.argv[2]}/circulation.db") as store:
    import_people(store, KEYS, plan, 1_637_640_000)
"""


def pages(amount: int, scratch: Path) -> Cost:
    """Compose and paint a reader's PDF of so many pages."""
    paper(scratch, amount * PAGE, DAY)
    issue = scratch / "issues" / DAY
    return cost((sys.executable, "-c", OURS, issue, scratch / "our.pdf"))


def articles(amount: int, scratch: Path) -> Cost:
    """Build e-mail, feeds and web of an issue of so many articles."""
    paper(scratch, amount * 550, DAY)
    return newsletter(scratch, "build", DAY, "--only", "email,feeds,web")


def archive(amount: int, scratch: Path) -> Cost:
    """Write feeds and web of an archive of so many articles, ten an issue."""
    return cost((sys.executable, "-c", _ARCHIVE, str(amount // 10), scratch / "build"))


def readers(amount: int, scratch: Path) -> Cost:
    """Take in a list of so many subscribers (SQLite)."""
    return cost((sys.executable, "-c", _READERS, str(amount), scratch))


CURVES: dict[str, tuple[str, str, Callable[[int, Path], Cost], tuple[int, ...]]] = {
    "pages": (
        "Reader's PDF, from a cold process to the finished file",
        "pages 四开",
        pages,
        (1, 2, 4, 8, 16),
    ),
    "articles": (
        "E-mail, feeds and web of one issue, cold",
        "articles",
        articles,
        (5, 20, 50, 100),
    ),
    "archive": (
        "Feeds and web of a whole archive, written at once",
        "articles",
        archive,
        (100, 500, 1_000, 2_000),
    ),
    "subscribers": (
        "List of readers taken in, SQLite",
        "subscribers",
        readers,
        (1_000, 10_000, 50_000, 100_000),
    ),
}


def measured(
    run: Callable[[int, Path], Cost], amounts: Iterable[int]
) -> tuple[Point, ...]:
    """Run once for each amount."""
    points = []
    for amount in amounts:
        with tempfile.TemporaryDirectory() as name:
            one = run(amount, Path(name))
        points.append(Point(amount, one.cpu, one.peak))
        print(f"{amount:>10,}: {one.cpu:6.2f} s CPU {one.peak:5.0f} MiB", flush=True)
    return tuple(points)


def slope(points: tuple[Point, ...]) -> float:
    """Give CPU seconds for one more."""
    middle = sum(one.amount for one in points) / len(points)
    level = sum(one.seconds for one in points) / len(points)
    rise = sum((one.amount - middle) * (one.seconds - level) for one in points)
    return rise / sum((one.amount - middle) ** 2 for one in points)


def main() -> None:
    """Measure and draw the curves named, or all."""
    folder = ROOT / "bench" / "curves"
    folder.mkdir(exist_ok=True)
    for name in sys.argv[1:] or CURVES:
        title, unit, run, amounts = CURVES[name]
        print(title)
        points = measured(run, amounts)
        rise = f"{slope(points) * 1000:.3g} ms more for each"
        print(f"{'slope':>10}: {rise}")
        drawn = svg(f"{title}: {rise}", unit, points)
        (folder / f"{name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
