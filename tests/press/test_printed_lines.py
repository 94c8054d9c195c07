"""Lines as they stand on paper: glyphs read back from the PDF, held against rules."""

import sys
from pathlib import Path

import pytest

from newsletter.layout import load_layout
from newsletter.manifest import load_issue
from newsletter.press.edition import open_shop
from newsletter.press.galley import printed_copy
from newsletter.press.heads import Shop
from newsletter.press.pages import plan_issue
from newsletter.press.shapes import Shape
from tests.press.line_faults import Report, examine
from tests.press.mixed_copy import paragraphs
from tests.press.printed_lines import print_paragraphs, set_paragraphs
from tests.press.type_samples import CHINESE

SAMPLE = Path(__file__).parents[2] / "issues" / "2021-11-23"
WIDE = 12
"""Ems from which no line of the mixed copy is torn; see ``test_a_hundred…``."""


def report_of(texts: tuple[str, ...], measure: float, size: float) -> Report:
    return examine(texts, print_paragraphs(texts, measure, size))


@pytest.fixture(scope="module")
def sample() -> tuple[Shop, tuple[str, ...]]:
    issue = load_issue(SAMPLE)
    shop = open_shop(issue, load_layout(issue.publication))
    copies = (c for a in issue.articles for c in printed_copy(a, 2))
    return shop, tuple(copy.text for copy in copies if copy.role == "body")


def test_sample_issue_stands_on_paper_as_the_standard_asks(
    sample: tuple[Shop, tuple[str, ...]],
) -> None:
    shop, texts = sample

    report = report_of(texts, shop.grid.measure, shop.grid.size)

    assert report.characters > 3000
    assert report.shown == []
    assert report.pitch(0.99) <= 1.105
    assert max(report.pitches) <= 1.25


def test_no_column_of_the_sample_opens_with_the_end_of_a_paragraph(
    sample: tuple[Shop, tuple[str, ...]],
) -> None:
    shop, _ = sample

    legs = [
        shape.galley.lines[first]
        for plan in plan_issue(load_issue(SAMPLE), shop)
        for shape in (placed.shape for placed in plan.placed)
        if isinstance(shape, Shape)
        for first, end in shape.legs
        if end > first
    ]

    assert len(legs) > 10
    assert [line for line in legs if line.closes and not line.opens] == []


@pytest.mark.parametrize(
    ("measure", "size"), [(10, 9), (12, 10.5), (13, 9.2), (14, 14), (18, 7.875)]
)
def test_prose_stands_on_paper_as_the_standard_asks(measure: int, size: float) -> None:
    report = report_of(CHINESE, measure, size)

    assert report.shown == []
    assert max(report.pitches) <= 1.25


@pytest.mark.parametrize("measure", [11, 13, 16])
def test_every_mark_and_sign_mixed_breaks_no_rule(measure: int) -> None:
    texts = tuple(paragraphs(4000, seed=measure))

    report = report_of(texts, measure, 9)

    assert report.shown == []
    assert max(report.pitches) <= 1.25 + 0.005


@pytest.mark.parametrize("word", ["don’t", "Wi-Fi", "hello@river.example", "PM2.5"])
def test_white_beside_a_foreign_word_is_not_more_than_a_third_of_an_em(
    word: str,
) -> None:
    texts = tuple(
        f"{'镇上的渡船' * 2}{'修' * n}用{word}说话，石阶一级一级编上号。"
        for n in range(10)
    )

    report = report_of(texts, 10, 9)

    assert report.shown == []
    assert max(report.gaps) <= 1 / 3 + 0.005
    assert max(report.pitches) <= 1.25


@pytest.mark.parametrize("measure", range(10, 21))
def test_no_paragraph_ends_with_a_single_character(measure: int) -> None:
    texts = tuple(paragraphs(3000, seed=measure))

    ends = [
        "".join(run.text for run in line.runs).strip()
        for _, line in set_paragraphs(texts, measure, "zh-Hans", 2, "body")
        if line.closes and not line.opens
    ]

    assert len(ends) > 8
    assert [end for end in ends if len(end) < 2] == []


@pytest.mark.parametrize("measure", [12, 16, 20])
def test_chinese_quoted_in_an_english_paper_is_flush(measure: int) -> None:
    texts = (
        (
            "The old quay, which the villagers call “老码头真的又热闹起来了”, opened"
            " in spring, and 河湾镇的渡船鸣响汽笛 was painted on the wall by the ferry."
        ),
        (
            "A sign over the gate reads 把旧仓库改成了阅览室 in red letters, and people"
            " ask what 船小——这样的愁，越多越好 may mean before they board 《渡口》。"
        ),
    )

    lines = print_paragraphs(texts, measure, 9.5, "en", indent=1)

    off = [
        (line.ink[-1].end - line.measure) * line.size for line in lines if line.is_full
    ]
    assert len(off) > 4
    assert max(map(abs, off)) <= 0.25


@pytest.mark.soak
@pytest.mark.parametrize("measure", [10, 11, 12, 13, 14, 15, 16, 18, 20, 24, 30])
def test_a_hundred_thousand_characters_break_no_rule(
    measure: int, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tuple(paragraphs(105_000))

    report = report_of(texts, measure, 9)

    with capsys.disabled():
        sys.stdout.write(f"\n{measure} em: {report.figures}\n")
    assert report.characters >= 100_000
    # Ideographs alone before （1989—2021） in a first line of eight or nine ems.
    assert set(report.faults) <= (set() if measure >= WIDE else {"pitch"})
    assert report.faults["pitch"] <= len(report.pitches) / 4000
    assert report.seldom <= report.lines / 300
    assert round(report.pitch(0.99), 2) <= 1.10
    assert measure < WIDE or round(max(report.pitches), 2) <= 1.25
