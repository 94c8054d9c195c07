"""P001 to P010: marks doubled, half-width, unpaired, missing."""

import re
from collections.abc import Iterator

from newsletter.desk.checks.copies import Copy
from newsletter.desk.marks import CLOSERS, ends_surely, is_open, unbalanced
from newsletter.errors import Place, Problem, Severity, Text
from newsletter.model.copy import Paragraph

_DOUBLED = re.compile(r"([。，、；：])\1+")
_HALF_WIDTH = re.compile(r"(?<=[\u3400-\u9fff])[,.;:!?](?=[\u3400-\u9fff])")
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_PARTED = re.compile("(?<=[”》])、(?=[“《])")
_COUNTER = re.compile(r"^[\d一二三四五六七八九十]{1,3}）")
_SHORTEST_SENTENCE = 20
"""Shorter last paragraphs are signatures and dates."""


def marks(copy: Copy) -> Iterator[Problem]:
    """Find slips of punctuation in an article."""
    for text in copy.texts:
        yield from _doubled(copy, text)
        yield from _half_width(copy, text)
        yield from _full_width(copy, text)
        yield from _parted(copy, text)
    yield from _unpaired(copy)
    yield from _unfinished(copy)


def _warning(code: str, place: Place, what: Text, cure: Text) -> Problem:
    return Problem(
        code=code, place=place, what=what, cure=cure, severity=Severity.WARNING
    )


def _doubled(copy: Copy, text: str) -> Iterator[Problem]:
    for match in _DOUBLED.finditer(text):
        marks = match.group()
        yield _warning(
            "P001",
            copy.at(text, *match.span()),
            Text(zh=f"标点重复：“{marks}”", en=f"doubled mark “{marks}”"),
            Text(zh=f"改成“{marks[0]}”", en=f"write “{marks[0]}”"),
        )


def _half_width(copy: Copy, text: str) -> Iterator[Problem]:
    for match in _HALF_WIDTH.finditer(text):
        around = text[match.start() - 1 : match.end() + 1]
        full = dict(zip(",.;:!?", "，。；：！？", strict=True))[match.group()]
        yield _warning(
            "P002",
            copy.at(text, *match.span()),
            Text(
                zh=f"汉字之间用了半角标点：“{around}”",
                en=f"half-width mark between Han: “{around}”",
            ),
            Text(zh=f"改成全角“{full}”", en=f"write the full-width “{full}”"),
        )


def _full_width(copy: Copy, text: str) -> Iterator[Problem]:
    for match in _FULL_WIDTH.finditer(text):
        words = match.group()
        plain = words.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)})
        yield _warning(
            "P003",
            copy.at(text, *match.span()),
            Text(f"全角字母或数字：“{words}”", f"full-width letters: “{words}”"),
            Text(f"改成“{plain}”", f"write “{plain}”"),
        )


def _parted(copy: Copy, text: str) -> Iterator[Problem]:
    for match in _PARTED.finditer(text):
        around = text[match.start() - 1 : match.end() + 1]
        yield Problem(
            code="P010",
            place=copy.at(text, *match.span()),
            what=Text(
                f"引号或书名号之间用了顿号：“{around}”",
                f"“、” between quoted words or titles: “{around}”",
            ),
            cure=Text("删去顿号（GB/T 15834）", "leave it out (GB/T 15834)"),
            severity=Severity.HINT,
        )


def _unpaired(copy: Copy) -> Iterator[Problem]:
    for pair in unbalanced(_paired_text(copy.article.texts)):
        yield _warning(
            "P004",
            copy.article.place,
            Text(zh=f"{pair[0]} 与 {pair[1]} 个数不同", en=f"{pair} are not in pairs"),
            Text(
                zh="补上或删去多余的一个", en="add the missing one, or delete the other"
            ),
        )


def _paired_text(texts: tuple[str, ...]) -> str:
    """Join texts without ``1）`` and without quotes opened anew in each paragraph."""
    joined = ""
    for text in texts:
        plain = _COUNTER.sub("", text)
        again = plain.startswith("“") and is_open(joined)
        joined += plain[1:] if again else plain
    return joined


def _unfinished(copy: Copy) -> Iterator[Problem]:
    body = copy.article.body
    last = body[-1] if body else None
    if not isinstance(last, Paragraph):
        return
    text = last.texts[0].rstrip()
    short = len(text) < _SHORTEST_SENTENCE
    if short or ends_surely(text) or text.endswith(tuple(CLOSERS)):
        return
    tail = text[-8:]
    yield _warning(
        "P005",
        copy.at(text, len(text) - len(tail), len(text)),
        Text(zh=f"末句没有写完：“…{tail}”", en=f"unfinished last sentence: “…{tail}”"),
        Text(
            zh="补全这篇稿件；它可能是转版时断开的",
            en="complete the article; it may have been cut where it jumped",
        ),
    )
