"""Headlines break between words, evenly, and keep every character."""

from itertools import pairwise
from pathlib import Path

import pytest

from newsletter.layout import load_layout
from newsletter.press.dictionary import entry_of, likeliest
from newsletter.press.fonts import load_fonts
from newsletter.press.headlines import HeadBreaker
from newsletter.press.rules import rules_for
from newsletter.press.values import Line
from tests.builders import a_publication
from tests.press.marked_headlines import (
    CHINESE,
    COUNTED,
    JAPANESE,
    LATIN,
    TRADITIONAL,
    UNSEEN,
)

WIDTHS = (6, 7, 8, 9, 10, 12, 14, 16)
HOSTILE = (
    "",
    "   ",
    "\n\n",
    "，，，，，，，，，，，，，，，，",
    "“" * 40,
    "的" * 60,
    "一" * 60,
    "第" + "九" * 50 + "次",
    "hippopotomonstrosesquippedaliophobia" * 3,
    "https://paper.example.org/a/very/long/address/that/no/column/holds?x=1",
    "👩‍👩‍👧‍👦" * 30,
    "𠮷野家的早餐" * 8,
    "شارع النهر يفتح من جديد أمام الجميع",
    "超长标题" * 2000,
)


def a_breaker(language: str = "zh-Hans", *words: str) -> HeadBreaker:
    publication = a_publication(Path(), language=language)
    fonts = load_fonts(load_layout(publication), language)
    return HeadBreaker(fonts, rules_for(language), words)


def parts(text: str, lines: tuple[Line, ...]) -> list[str]:
    return [text[line.start : line.end].strip() for line in lines]


def breaks(breaker: HeadBreaker, marked: str, ems: float) -> list[bool]:
    """Tell of each line end whether the headline is marked there."""
    pieces = marked.split("/")
    good = {len("".join(pieces[: n + 1])) for n in range(len(pieces))}
    lines = breaker.broken("".join(pieces), "headline", ems)
    return [line.end in good for line in lines[:-1]]


@pytest.mark.parametrize(
    ("language", "heads", "most"),
    [
        ("zh-Hans", CHINESE, 0.015),
        ("zh-Hans", UNSEEN, 0.03),
        ("zh-Hans", COUNTED, 0.015),
        ("zh-Hant", TRADITIONAL, 0.015),
        ("ja", JAPANESE, 0.05),
        ("en", LATIN, 0.0),
    ],
    ids=["zh-Hans", "unseen", "counted", "zh-Hant", "ja", "en"],
)
def test_headlines_end_their_lines_where_a_sub_editor_would(
    language: str, heads: tuple[str, ...], most: float
) -> None:
    breaker = a_breaker(language)

    good = [ok for head in heads for ems in WIDTHS for ok in breaks(breaker, head, ems)]

    assert len(good) > 30
    assert good.count(False) / len(good) <= most


@pytest.mark.parametrize("ems", [4, 5, 6, 8])
@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("河湾区召开第四十次民生工程调度会", "四十次"),
        ("我市完成2021年度民生工程验收", "2021年度"),
        ("来了位“科技特派员”驻村两年", "两年"),
        ("老人有了“早餐卡”", "早餐卡"),
    ],
)
def test_numbers_and_short_quotes_are_never_parted(
    text: str, whole: str, ems: int
) -> None:
    lines = parts(text, a_breaker().broken(text, "headline", ems + len(whole) / 4))

    assert any(whole in line for line in lines)


def test_no_line_starts_with_a_particle_or_a_mark() -> None:
    breaker = a_breaker()

    starts = [
        line[0]
        for text in (marked.replace("/", "") for marked in CHINESE)
        for ems in WIDTHS
        for line in parts(text, breaker.broken(text, "headline", ems))
    ]

    assert not set(starts) & set("的了着过，。、：；！？”》）")


def test_lines_are_near_one_length_and_the_last_is_not_a_remnant() -> None:
    breaker = a_breaker()

    widths = [
        [line.left + line.width for line in lines]
        for marked in CHINESE
        if len(lines := breaker.broken(marked.replace("/", ""), "headline", 12)) > 1
    ]

    assert all(max(line) <= 12.001 for line in widths)
    assert all(line[-1] >= max(line) / 3 for line in widths)
    assert sum(min(line) / max(line) for line in widths) / len(widths) > 0.75


def test_the_papers_own_words_stay_whole() -> None:
    text = "首批共有产权房下月开始配售"

    without = parts(text, a_breaker().broken(text, "headline", 8))
    given = parts(text, a_breaker("zh-Hans", "共有产权房").broken(text, "headline", 8))

    assert not any("共有产权房" in line for line in without)
    assert any("共有产权房" in line for line in given)


def test_own_words_of_several_latin_words_stay_whole() -> None:
    text = "Old mill keeps River Bend talking"

    lines = a_breaker("en", "River Bend").broken(text, "headline", 9)

    assert any("River Bend" in line for line in parts(text, lines))


def test_a_line_ends_at_a_blank_before_it_ends_at_a_word() -> None:
    text = "老街改造完工 居民搬回新房过年"

    lines = a_breaker().broken(text, "headline", 10)

    assert parts(text, lines) == ["老街改造完工", "居民搬回新房过年"]


def test_breaks_by_hand_are_kept() -> None:
    text = "老码头\n迎来新生活"

    lines = a_breaker().broken(text, "headline", 20)

    assert parts(text, lines) == ["老码头", "迎来新生活"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "en"])
def test_no_text_is_lost_or_set_too_wide(text: str, language: str) -> None:
    ems = 6.5

    lines = a_breaker(language).broken(text, "headline", ems)

    assert all(a.end == b.start for a, b in pairwise(lines))
    printed = "".join(run.text for line in lines for run in line.runs)
    bare = "".join(printed.split()).replace("-", "")
    assert bare == "".join(text.split()).replace("-", "")
    assert all(line.left + line.width <= ems + 0.01 for line in lines)


def test_traditional_words_are_found_in_the_simplified_list() -> None:
    text = "社區長照據點今年增設三十處"

    lines = a_breaker("zh-Hant").broken(text, "headline", 9)

    assert parts(text, lines) == ["社區長照據點", "今年增設三十處"]


@pytest.mark.parametrize("word", ["一体化", "民生", "龟甲", "龙头企业", "阿拉伯"])
def test_the_word_list_is_read_by_first_character(word: str) -> None:
    assert entry_of(word)
    assert not entry_of(f"{word}{word[0]}")


@pytest.mark.parametrize("first", ["\x00", "~", "゠", "\ue000", "𠮷", "\U0010fffe"])
def test_characters_that_begin_no_word_are_no_mistake(first: str) -> None:
    assert entry_of(first) is None


def test_a_number_is_one_number_even_where_its_end_is_a_known_word() -> None:
    words = likeliest("县十八届人大常委会", frozenset())

    assert words[-1] == "人大常委会"
