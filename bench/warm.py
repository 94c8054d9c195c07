"""Measure what an editor waits for: start, check, a cold build, and building again.

Each figure is a process of its own, from its start to its end.
"""

import tempfile
from pathlib import Path

from bench.measure import SAMPLE, Cost, cost, in_turn, newsletter, sample_paper, told

ROUNDS = 3
_LIMITS = {"--help": 0.15, "check": 0.4, "nothing changed": 0.3, "one word changed": 1}
"""Seconds asked for on an idle machine."""


def figures(project: Path) -> dict[str, Cost]:
    """Run every command in turn."""
    sample_paper(project)
    article = next((project / "issues" / SAMPLE).glob("01-*.md"))

    def changed() -> Cost:
        copy = article.read_text(encoding="utf-8")
        at = copy.rindex("。")
        article.write_text(f"{copy[:at]}了{copy[at:]}", encoding="utf-8")
        found = newsletter(project, "build", SAMPLE)
        article.write_text(copy, encoding="utf-8")
        newsletter(project, "build", SAMPLE)
        return found

    return in_turn(
        {
            "python": lambda: cost(("python3", "-c", "pass")),
            "--help": lambda: newsletter(project, "--help"),
            "check": lambda: newsletter(project, "check", SAMPLE),
            "cold build": lambda: newsletter(project, "build", SAMPLE, "--force"),
            "nothing changed": lambda: newsletter(project, "build", SAMPLE),
            "one word changed": changed,
        },
        ROUNDS,
    )


def ratios(found: dict[str, Cost] | None = None) -> dict[str, float]:
    """Measure, print a table, and give the ratios of CPU seconds to a cold build."""
    if found is None:
        with tempfile.TemporaryDirectory() as name:
            found = figures(Path(name))
    for what, one in found.items():
        limit = f"  (asked: {_LIMITS[what]} s)" if what in _LIMITS else ""
        print(told(what, one, limit))
    cold = found["cold build"].cpu
    return {
        f"{what} / cold build": found[what].cpu / cold
        for what in ("--help", "check", "nothing changed", "one word changed")
    } | {"cold build, MiB / 250": found["cold build"].peak / 250}


def main() -> None:
    """Print table and ratios."""
    for name, ratio in ratios().items():
        print(f"{name:>54}: {ratio:5.2f}")


if __name__ == "__main__":
    main()
