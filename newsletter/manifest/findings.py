"""Collect problems, so that an editor sees all of them at once."""

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

from newsletter.errors import Place, Problem, Severity, Text
from newsletter.manifest.codes import severity

_PER_FILE = 100
_NOTHING = Text("", "")


class Findings:
    """The problems found so far, at most a hundred for each file."""

    def __init__(self) -> None:
        """Begin with none."""
        self._by_file: dict[str, list[Problem]] = {}
        self._more: Counter[str] = Counter()

    def add(self, code: str, place: Place, what: Text, cure: Text = _NOTHING) -> None:
        """Note one problem; the code decides how much it weighs."""
        known = self._by_file.setdefault(place.file, [])
        weight = severity(code)
        known.append(
            Problem(code=code, place=place, what=what, cure=cure, severity=weight)
        )

    def add_unnamed(self, file: str, count: int) -> None:
        """Count further problems of a file that has too many to name each."""
        self._more[file] += max(count, 0)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything noted, errors first where a file has too many."""
        return tuple(
            problem
            for file, found in self._by_file.items()
            for problem in _first(found, self._more[file])
        )

    @property
    def has_errors(self) -> bool:
        """Whether the build must refuse."""
        return any(
            problem.severity is Severity.ERROR
            for found in self._by_file.values()
            for problem in found
        )


def _first(found: list[Problem], unnamed: int) -> list[Problem]:
    """Keep the weightiest hundred and say how many more there are."""
    if len(found) <= _PER_FILE:
        return found
    order = list(Severity)
    kept = sorted(found, key=lambda p: order.index(p.severity))[:_PER_FILE]
    more = len(found) - len(kept) + unnamed
    note = Problem(
        code="M109",
        place=Place(file=found[0].place.file),
        what=Text(
            f"另有 {more} 处问题未列出。", f"{more} more problems are not listed."
        ),
        cure=Text("先改好上面的，再检查一遍。", "Mend those above, then check again."),
    )
    return [*kept, note]


def shown(value: object, most: int = 40) -> str:
    """Quote what an editor wrote, cut to a length that fits a message."""
    text = " ".join(str(value).split())
    return text if len(text) <= most else text[: most - 1] + "…"


def closest(word: str, known: Iterable[str]) -> str:
    """Find the known word that was probably meant, or an empty string."""
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word[:60].casefold(), by_folded, n=1, cutoff=0.5)
    return by_folded[near[0]] if near else ""


def did_you_mean(word: str, known: tuple[str, ...]) -> Text:
    """Suggest the nearest known word, and list what there is."""
    near = closest(word, known)
    names_zh, names_en = "、".join(known[:30]), ", ".join(known[:30])
    listed = Text(f"可用的有：{names_zh}。", f"There are: {names_en}.")
    if not near:
        return listed if known else _NOTHING
    return Text(
        f"是不是想写“{near}”？{listed.zh}", f"Did you mean “{near}”? {listed.en}"
    )
