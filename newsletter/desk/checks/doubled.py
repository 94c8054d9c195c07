"""T001: a character typed twice, found by what it costs the sentence.

A word lattice on a frequency list scores the text with and without one of the
two; the gain says how sure the slip is.  Measured on 1,500 injected doublings and
clean newswire: the larger the gain, the fewer false alarms.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path

from newsletter.desk.checks.copies import Copy, slip
from newsletter.desk.checks.surnames import SURNAMES
from newsletter.errors import Problem, Severity, Text
from newsletter.press.dictionary import TOTAL, entry_of, is_installed

ERROR_GAIN = 12.0
WARNING_GAIN = 8.0
HINT_GAIN = 4.0

_LONGEST_WORD = 6
_AROUND = 6
_UNKNOWN = 0.5
"""Count of a single character that the list does not hold."""

# 徐媛媛: a family name after a mark, and a given name of two alike.
_NAME = re.compile(rf"(?:^|[^\u4e00-\u9fff]|[和与及])[{SURNAMES}]$")
_DOUBLE = re.compile(r"([\u4e00-\u9fff])\1")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and how often they occur."""

    count: Callable[[str], int]
    """How often a word occurs; 0 for one that the list does not hold."""

    total: int
    """Of all words."""

    def score(self, text: str) -> float:
        """Find the likeliest way to read a text as words; logarithm of its chance."""
        best = [0.0] + [float("-inf")] * len(text)
        for end in range(1, len(text) + 1):
            for start in range(max(end - _LONGEST_WORD, 0), end):
                count = float(self.count(text[start:end]))
                if not count and end - start == 1:
                    count = _UNKNOWN
                if count:
                    gain = best[start] + log(count / self.total)
                    best[end] = max(best[end], gain)
        return best[-1]

    def has(self, word: str) -> bool:
        """Whether the list holds a word."""
        return self.count(word) > 0


def find_lexicon(lists: Path) -> Lexicon | None:
    """Find a frequency list: the paper's own, else that of jieba.

    Args:
        lists: The paper's ``issues/wordlists``; ``frequencies.txt`` in it has a word
            and its count on each line.

    Returns:
        The list; None when there is none, neither here nor installed.
    """
    own = lists / "frequencies.txt"
    if own.is_file():
        status = own.stat()
        return _read(own, (status.st_mtime_ns, status.st_size))
    return Lexicon(_met, TOTAL) if is_installed() else None


@lru_cache(maxsize=2)
def _read(path: Path, _stamp: tuple[int, int]) -> Lexicon:
    """Read a list once; another stamp means that the file has changed."""
    counts: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        word, _, rest = line.partition(" ")
        count = rest.partition(" ")[0]
        if count.isdecimal():
            counts[word] = int(count)
    return Lexicon(lambda word: counts.get(word, 0), max(sum(counts.values()), 1))


def _met(word: str) -> int:
    if not _HAN_RUN.match(word):
        return 0
    entry = entry_of(word)
    return entry.met if entry else 0


def doubled_characters(
    copy: Copy, lexicon: Lexicon, names: frozenset[str]
) -> Iterator[Problem]:
    """Find characters that stand twice where once is likelier.

    Args:
        copy: The article.
        lexicon: Judges.
        names: Words that are right as they are: people, places.
    """
    own = names | frozenset(copy.article.byline.names)
    for text in copy.texts:
        for match in _DOUBLE.finditer(text):
            gain = _gain(text, match.start(), lexicon)
            named = _is_named(text, match.start(), own)
            if gain >= HINT_GAIN and not named:
                yield _problem(copy, text, match.start(), gain)


def _is_named(text: str, at: int, names: frozenset[str]) -> bool:
    if _NAME.search(text[max(at - 3, 0) : at]):
        return True
    around = text[max(at - _AROUND, 0) : at + _AROUND]
    return any(text[at : at + 2] in name and name in around for name in names)


def _gain(text: str, at: int, lexicon: Lexicon) -> float:
    """How much likelier the text is without one of the two; 0 for no candidate."""
    both = text[at : at + 2]
    before, after = text[max(at - 2, 0) : at], text[at + 2 : at + 4]
    if _is_reduplication(before, both, after, lexicon):
        return 0.0
    left = _run(text[max(at - _AROUND, 0) : at], from_end=True)
    right = _run(text[at + 2 : at + 2 + _AROUND], from_end=False)
    once = lexicon.score(left + both[0] + right)
    return once - lexicon.score(left + both + right)


def _is_reduplication(before: str, both: str, after: str, lexicon: Lexicon) -> bool:
    first, last = before[-1:], after[:1]
    if first in ("一", "有") or both[0] in (first, last):
        return True
    pairs = (before, after)
    if any(len(pair) == 2 and pair[0] == pair[1] for pair in pairs):
        return True
    words = (both, first + both, both + last, first + both + last, before + both)
    known = {word for word in words if len(word) > 2 or word == both}
    return any(map(lexicon.has, known))


def _run(text: str, *, from_end: bool) -> str:
    runs = _HAN_RUN.findall(text)
    if not runs:
        return ""
    run = str(runs[-1] if from_end else runs[0])
    touches = text.endswith(run) if from_end else text.startswith(run)
    return run if touches else ""


def _problem(copy: Copy, text: str, at: int, gain: float) -> Problem:
    around = text[max(at - 3, 0) : at + 5]
    both = text[at : at + 2]
    severity = Severity.HINT
    if gain >= WARNING_GAIN:
        severity = Severity.ERROR if gain >= ERROR_GAIN else Severity.WARNING
    return slip(
        "T001",
        copy.at(text, at, at + 2),
        Text(
            f"“{both}”可能多了一个字：“{around}”",
            f"“{both}” may be one character too many: “{around}”",
        ),
        Text(
            f"改成“{both[0]}”；没有错就在 issue.yaml 的 silence 里写明",
            f"write “{both[0]}”, or silence it in issue.yaml with a reason",
        ),
        severity,
    )
