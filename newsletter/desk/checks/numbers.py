"""N001, N010, N011: sums that do not add up, numbers written in two ways."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from newsletter.desk.checks.copies import Copy, sentences, slip
from newsletter.errors import Problem, Severity, Text

_UNIT = "[个件名人项家户次处条例篇部辆台座套亩所位张份间宗起批类门只头艘架栋]"
_COUNT = re.compile(
    rf"(?<![\d.,，第%％])(\d{{1,7}}(?:\.\d+)?)(万|亿)?(?:余|多)?({_UNIT})"
)
_ROUGH = re.compile("余|多|近|约|超|以上|左右")
_AMONG = "其中"
_MOST_PARTS = 12
_NEAR = 0.15
_CHINESE_ORDINAL = re.compile(r"第[一二三四五六七八九十百]{1,5}([次届期批轮])")
_ORDINAL = re.compile(r"第\d{1,4}([次届期批轮])")
_CHINESE_COUNT = re.compile(
    rf"(?<![第一二三四五六七八九十每这那哪几])[二三四五六七八九十]{{1,3}}({_UNIT})"
)


def numbers(copy: Copy) -> Iterator[Problem]:
    """Find sums that do not add up, and numbers written now so, now so."""
    for text in copy.texts:
        for start, sentence in sentences(text):
            yield from _sum(copy, text, start, sentence)
    yield from _mixed(copy)


def _sum(copy: Copy, text: str, start: int, sentence: str) -> Iterator[Problem]:
    """Add up what follows 其中 and hold it against the number before."""
    head, among, tail = sentence.partition(_AMONG)
    before = list(_COUNT.finditer(head))
    if not among or not before or _ROUGH.search(head[before[-1].start() - 2 :][:14]):
        return
    whole = before[-1]
    parts = [m for m in _COUNT.finditer(tail) if m[3] == whole[3]][:_MOST_PARTS]
    total, shares = _value(whole), [_value(m) for m in parts]
    if len(shares) < 2 or _adds_up(total, shares):
        return
    added = sum(shares)
    if abs(added - total) > total * _NEAR:
        return  # the parts are only some of them, or of something else
    place = copy.at(text, start + whole.start(), start + whole.end())
    yield slip(
        "N001",
        place,
        Text(
            f"{_said(shares)} 得 {added:g}，不是 {total:g}",
            f"{_said(shares)} makes {added:g}, not {total:g}",
        ),
        Text("核对这几个数", "check these numbers"),
        Severity.WARNING,
    )


def _adds_up(total: float, shares: Sequence[float]) -> bool:
    """Whether the first parts make the whole, and the rest nothing or it again."""
    for number, added in enumerate(accumulate(shares), start=1):
        if number > 1 and abs(added - total) < 1e-6:
            rest = shares[number:]
            return (
                not rest or len(rest) == 1 or _adds_up(total, rest) or sum(rest) < total
            )
    return False


def _value(match: re.Match[str]) -> float:
    scale = {"万": 1e4, "亿": 1e8}.get(match[2], 1.0)
    return float(match[1]) * scale


def _said(shares: Sequence[float]) -> str:
    return " + ".join(f"{share:g}" for share in shares)


def _mixed(copy: Copy) -> Iterator[Problem]:
    """Hint at ordinals, or counts of one sentence, in Han and in digits."""
    whole = "\n".join(copy.texts)
    digits = {m[1]: m for m in _ORDINAL.finditer(whole)}
    for text in copy.texts:
        for match in _CHINESE_ORDINAL.finditer(text):
            other = digits.pop(match[1], None)
            if other:
                yield _two_ways(copy, text, match, other.group(), "N010")
        for start, sentence in sentences(text):
            yield from _mixed_counts(copy, text, start, sentence)


def _mixed_counts(
    copy: Copy, text: str, start: int, sentence: str
) -> Iterator[Problem]:
    counts = {m[3]: m for m in _COUNT.finditer(sentence)}
    for match in _CHINESE_COUNT.finditer(sentence):
        other = counts.pop(match[1], None)
        if other:
            at = text.index(match.group(), start)
            found = re.compile(re.escape(match.group())).match(text, at)
            if found:
                yield _two_ways(copy, text, found, other.group(), "N011")


def _two_ways(
    copy: Copy, text: str, match: re.Match[str], other: str, code: str
) -> Problem:
    words = match.group()
    return slip(
        code,
        copy.at(text, *match.span()),
        Text(
            f"“{words}”和“{other}”一处用汉字，一处用数字",
            f"“{words}” and “{other}”: one in Han, one in digits",
        ),
        Text("统一写法（GB/T 15835）", "write both one way (GB/T 15835)"),
        Severity.HINT,
    )
