"""What the other scripts share: cost of a program, papers to build, recorded ratios."""

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "2021-11-23"
RECORDED = ROOT / "bench" / "recorded.json"
TOLERATED = 1.2
"""A ratio that has grown by more is worse."""

_MEASURED = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
if done.returncode:
    sys.exit(done.stderr.decode("utf-8", "replace")[-2000:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process and what it started."""

    wall: float
    cpu: float
    peak: float
    """MiB of the largest single process."""


def cost(command: Sequence[str | Path]) -> Cost:
    """Run a program once, from its start to its end."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *map(str, command)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path[1:]))},
    )
    wall = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr}")
    cpu, peak = json.loads(done.stdout.splitlines()[-1])
    return Cost(wall, cpu, peak)


def median(costs: Sequence[Cost]) -> Cost:
    """Take the middle of each figure."""
    return Cost(
        *(
            statistics.median(getattr(one, name) for one in costs)
            for name in ("wall", "cpu", "peak")
        )
    )


def in_turn(
    contestants: Mapping[str, Callable[[], Cost]], rounds: int
) -> dict[str, Cost]:
    """Run everything once, then again, so that all meet the same bad moments."""
    costs: dict[str, list[Cost]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            costs[name].append(run())
    return {name: median(found) for name, found in costs.items()}


def newsletter(project: Path, *arguments: str) -> Cost:
    """Run our command line in a paper's folder."""
    command = (sys.executable, "-m", "newsletter", "--project", project, *arguments)
    return cost(command)


def told(name: str, one: Cost, more: str = "") -> str:
    """Write a line of a table."""
    return (
        f"{name:>34}: {one.wall:6.2f} s wall {one.cpu:6.2f} s CPU"
        f" {one.peak:5.0f} MiB peak{more}"
    )


def sample_paper(project: Path) -> None:
    """Copy the sample's publication and issue."""
    shutil.copytree(ROOT / "issues", project / "issues")


def paper(project: Path, characters: int, day: str = "2026-01-05") -> None:
    """Write an issue of so many characters, of the sample's sentences, with a photo.

    The sheet is 四开, 270 by 390 mm, five columns of 14 ems.
    """
    chance = Random(characters)  # noqa: S311  (repeatable, not secret)
    issues = project / "issues"
    folder = issues / day
    (folder / "photos").mkdir(parents=True, exist_ok=True)
    ours = (ROOT / "issues" / "publication.yaml").read_text(encoding="utf-8")
    sheet = ours.replace("width: 275", "width: 270").replace(
        "measure: 12", "measure: 14"
    )
    (issues / "publication.yaml").write_text(sheet, encoding="utf-8")
    photo = next((ROOT / "issues" / SAMPLE / "photos").glob("*.jpg"))
    shutil.copy(photo, folder / "photos" / "one.jpg")
    manifest = [
        *("schema: 1", f"date: {day}", "number: 1", "sections:"),
        *("  - name: 要闻", "    articles:"),
    ]
    sentences, written, number = _sentences(), 0, 0
    while written < characters:
        number += 1
        text, wanted = "", chance.choice((300, 420, 500, 600, 700, 800))
        while len(text) < wanted:
            text += "".join(chance.choices(sentences, k=3)) + "\n\n"
        name = f"{number:03}-story-{number}.md"
        head = chance.choice(sentences)[:14].strip("。，、；：")
        (folder / name).write_text(
            f"---\nheadline: {head}\nbyline: 记者 甲某\ndateline: 本报讯\n---\n{text}",
            encoding="utf-8",
        )
        manifest.append(f"      - file: {name}")
        if number == 1:
            manifest += [
                *("        slot: lead", "        photos:"),
                "          - {file: photos/one.jpg, caption: 说明, alt: 图}",
            ]
        written += len(text)
    (folder / "issue.yaml").write_text("\n".join(manifest) + "\n", encoding="utf-8")


def _sentences() -> list[str]:
    articles = sorted((ROOT / "issues" / SAMPLE).glob("*.md"))
    copy = "".join(
        one.read_text(encoding="utf-8").split("---", 2)[2] for one in articles
    )
    return re.findall(r"[^。\n#*>|“”]{8,60}。", copy)


def recorded() -> dict[str, float]:
    """Read the ratios that were recorded; empty when none were."""
    return json.loads(RECORDED.read_text()) if RECORDED.is_file() else {}


def show(name: str, table: str) -> None:
    """Put a table between the README's two marks of that name."""
    readme = ROOT / "README.md"
    place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    text = readme.read_text(encoding="utf-8")
    shown = place.sub(lambda marks: marks[1] + table + marks[2], text)
    readme.write_text(shown, encoding="utf-8")


def own_peak() -> float:
    """Tell the peak memory of this process, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
