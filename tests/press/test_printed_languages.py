"""Lines of other languages as they stand on paper."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pymupdf
import pytest

from newsletter.press.edition import open_shop, paint_style
from newsletter.press.paint import paint
from newsletter.press.values import Run
from tests.builders import a_publication, an_issue
from tests.press.drawings import a_block, a_layout, a_line, a_page
from tests.press.printed_lines import Ink, Printed, print_paragraphs
from tests.press.type_samples import (
    ENGLISH,
    FRENCH,
    GERMAN,
    JAPANESE,
    KOREAN,
    TRADITIONAL,
)

WIDE = re.compile(r"[\u3041-\u30fa\u3400-\u9fff\uac00-\ud7a3]")
NEVER_FIRST = "、，。：；！？」』）》〉】”’％‰℃·・‧,.!?:;)%"
BLANKS = " \u00a0\u202f"
NEVER_LAST = "「『（《〈【“‘￥($"


def flush_error(line: Printed) -> float:
    """Points by which a full line misses the end of its column."""
    trim = max(-line.line.runs[-1].spacing, 0.0)
    return abs(line.ink[-1].end - trim - line.measure) * line.size


def gaps(line: Printed) -> Iterator[tuple[Ink, Ink]]:
    """Pair what stands on either side of a word space."""
    shown = [one for one in line.ink if one.text not in BLANKS]
    at = 0
    for word in line.copy.split()[:-1]:
        at += len(word)
        yield shown[at - 1], shown[at]


def edges(lines: list[Printed]) -> list[str]:
    return [
        line.text
        for line in lines
        if (not line.line.opens and line.text[0] in NEVER_FIRST)
        or line.text[-1] in NEVER_LAST
    ]


@pytest.mark.parametrize("measure", [11, 14])
@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("zh-Hant-TW", TRADITIONAL),
        ("zh-Hant-HK", TRADITIONAL),
        ("ja", JAPANESE),
        ("ko", KOREAN),
    ],
    ids=["TW", "HK", "ja", "ko"],
)
def test_lines_are_flush_whole_and_start_with_no_mark(
    language: str, texts: tuple[str, ...], measure: int
) -> None:
    lines = print_paragraphs(texts, measure, 9.5, language)

    assert max(flush_error(line) for line in lines if line.is_full) <= 0.25
    assert edges(lines) == []
    assert all(line.ink[-1].x < measure for line in lines)
    shown = "".join("".join(line.text.split()) for line in lines)
    assert shown == "".join("".join(texts).split())


@pytest.mark.parametrize("pair", ["──", "……"])
def test_taiwan_dashes_of_two_strokes_stay_whole(pair: str) -> None:
    lines = print_paragraphs((f"他說{pair}不知道也好，" * 20,), 13, 9, "zh-Hant")

    assert all(line.text.count(pair[0]) % 2 == 0 for line in lines)
    assert not any(line.text.startswith(pair[0]) for line in lines[1:])


def test_two_japanese_dashes_stay_whole() -> None:
    lines = print_paragraphs(("彼は――知らない――と言った。" * 20,), 9, 9, "ja")

    assert all(line.text.count("―") % 2 == 0 for line in lines)


def test_japanese_marks_give_up_half_an_em_at_line_ends_and_side_by_side() -> None:
    lines = print_paragraphs(JAPANESE, 12, 9, "ja")

    ends = [line for line in lines if line.text[-1] in "、。」』）" and line.is_full]
    pairs = [
        b.x - a.x
        for line in lines
        for a, b in pairwise(line.ink)
        if a.text in "、。」』" and b.text in "「『（、。」"
    ]
    assert ends
    assert all(abs(line.ink[-1].x - 11.5) <= 0.03 for line in ends)
    assert len(pairs) > 3
    assert max(pairs) <= 0.53


def test_figures_stand_close_to_hangul_and_words_keep_their_spaces() -> None:
    lines = print_paragraphs(KOREAN, 14, 9, "ko")

    pairs = [(a, b) for line in lines for a, b in pairwise(line.ink)]
    close = [b.x - a.end for a, b in pairs if a.text.isdigit() and WIDE.match(b.text)]
    spaces = [
        after.x - before.end
        for line in lines
        if line.is_full
        for before, after in gaps(line)
    ]
    assert len(close) > 5
    assert max(close) <= 0.1
    assert min(spaces) >= 0.15


@pytest.mark.parametrize(
    ("language", "font", "low", "high"),
    [
        ("zh-Hans", "SC", 0, 0.3),
        ("zh-Hant-TW", "TC", 0.4, 0.6),
        ("zh-Hant-HK", "HK", 0.4, 0.6),
        ("ja", "JP", 0, 0.3),
    ],
)
def test_marks_stand_where_the_region_has_them(
    language: str, font: str, low: float, high: float
) -> None:
    issue = an_issue(publication=a_publication(language=language))
    layout = a_layout()
    style = paint_style(issue, open_shop(issue, layout))
    line = a_line(size=100, height=150, runs=(Run("，", "body"),))

    result = paint((a_page(a_block(line)),), layout, style)

    with pymupdf.open(stream=result.pdf) as document:
        [name] = [one[3] for one in document[0].get_fonts()]
        ink = document[0].get_pixmap(clip=(20, 20, 120, 170))
    places = range(ink.width * ink.height)
    dark = [n % ink.width for n in places if ink.samples[n * ink.n] < 128]
    middle = sum(dark) / len(dark) / ink.width
    assert name.endswith(f"NotoSerifCJK{font.lower()}-Regular")
    assert low < middle < high


@pytest.mark.parametrize("measure", [14, 18, 24])
@pytest.mark.parametrize(
    ("language", "texts"),
    [("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH)],
    ids=["en", "de", "fr"],
)
def test_latin_lines_are_flush_with_even_spaces(
    language: str, texts: tuple[str, ...], measure: int
) -> None:
    lines = print_paragraphs(texts, measure, 9.5, language, indent=1)

    full = [line for line in lines if line.is_full]
    spaces = sorted(
        after.x - before.end for line in full for before, after in gaps(line)
    )
    assert max(map(flush_error, full)) <= 0.25
    assert spaces[0] >= 0.17
    assert spaces[len(spaces) // 2] <= 0.46
    assert spaces[int(len(spaces) * 0.98)] <= 0.8
    ladders = "".join("-" if line.line.hyphenated else "." for line in lines)
    assert "----" not in ladders
    assert ladders.count("---") <= (measure < 18)


def test_french_marks_never_leave_the_word_before_their_thin_space() -> None:
    text = "Pourquoi pas\u202f? dit-elle\u202f; «\u00a0Oui\u00a0!\u00a0» " * 12

    lines = print_paragraphs((text.strip(),), 11, 9.5, "fr", indent=1)

    assert all(line.text[0] not in "?;!»" for line in lines)
    assert all(line.text.rstrip()[-1] != "«" for line in lines)
