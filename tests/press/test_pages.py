"""Pages of generated issues: full, level, and nothing lost, whatever the copy."""

import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from newsletter.layout import load_layout
from newsletter.model.issue import Article, Issue, Slot
from newsletter.press.edition import open_shop
from newsletter.press.flatplan import PagePlan
from newsletter.press.heads import Shop
from newsletter.press.judge import clashes
from newsletter.press.pages import plan_issue
from newsletter.press.proof import proof_of
from newsletter.press.shapes import Shape
from tests.builders import a_photo, an_article, an_issue, paragraphs, prose

SIZES = (90, 180, 320, 500, 800)


def generated(count: int, photos: int, folder: Path) -> Issue:
    """Make an issue of so many articles, some with a picture, the first the lead."""
    dice = random.Random(count)  # noqa: S311  no secret
    shot = a_photo(folder, 900, 600)
    return an_issue(
        *(story(n, dice.choice(SIZES), (shot,) * (n < photos)) for n in range(count))
    )


def story(number: int, size: int, photos: tuple[object, ...]) -> Article:
    parts = [prose(90)] * (size // 90) or [prose(size)]
    slot = Slot.LEAD if number == 0 else Slot.BRIEF if size < 150 else Slot.NORMAL
    return an_article(
        f"a{number}",
        ordinal=number + 1,
        headline=(f"第{number}篇稿件写河湾的事",),
        body=paragraphs(*parts),
        slot=slot,
        photos=photos,
    )


def shapes(plans: tuple[PagePlan, ...]) -> list[Shape]:
    return [
        placed.shape
        for plan in plans
        for placed in plan.placed
        if isinstance(placed.shape, Shape)
    ]


@pytest.fixture(
    scope="module",
    params=[(5, 0), (9, 2), (24, 6), (50, 12)],
    ids=lambda param: f"{param[0]} articles",
)
def planned(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Issue, Shop, tuple[PagePlan, ...]]:
    count, photos = request.param
    issue = generated(count, photos, tmp_path_factory.mktemp("photos"))
    shop = open_shop(issue, load_layout(issue.publication))
    return issue, shop, plan_issue(issue, shop)


Planned = tuple[Issue, Shop, tuple[PagePlan, ...]]


def test_every_line_of_every_article_has_one_place(planned: Planned) -> None:
    issue, _, plans = planned

    taken: Counter[str] = Counter()
    for shape in shapes(plans):
        for first, end in shape.legs:
            for line in shape.galley.lines[first:end]:
                taken[shape.galley.article.slug] += line.end - line.start

    for article in issue.articles:
        parts = [s.galley for s in shapes(plans) if s.galley.article is article]
        # Line breaks between paragraphs are no characters of a line.
        whole = sum(line.end - line.start for line in parts[0].lines)
        assert taken[article.slug] == whole


def test_pages_before_the_last_are_full(planned: Planned) -> None:
    issue, shop, plans = planned

    fills = [page.fill for page in proof_of(issue, plans, shop).pages]

    assert all(fill >= 0.99 for fill in fills[:-1])
    assert sum(fills[:-1]) >= 0.995 * len(fills[:-1])


def test_legs_of_a_frame_end_within_a_line_of_each_other(planned: Planned) -> None:
    _, _, plans = planned

    for shape in shapes(plans):
        # A leg that only a picture or a head stands in ends with it.
        legs = zip(shape.drops, shape.legs, strict=True)
        feet = [drop + end - first for drop, (first, end) in legs if end > first]
        # One line for the legs that end short, one for a paragraph's last line
        # that must not stand alone on top of the next leg.
        if len(feet) > 1:
            assert max(feet) - min(feet[:-1]) <= 2


def test_no_two_headlines_stand_side_by_side_at_one_height(planned: Planned) -> None:
    _, _, plans = planned

    found = [clashes(plan.placed) for plan in plans]

    assert not any(found)


def test_text_that_jumps_has_twelve_lines_before_and_after(planned: Planned) -> None:
    _, _, plans = planned

    for shape in shapes(plans):
        if shape.jumps:
            assert shape.taken >= 12
            assert len(shape.galley.lines) - shape.taken >= 12


def test_no_page_is_fuller_than_full(planned: Planned) -> None:
    issue, shop, plans = planned

    fills = [page.fill for page in proof_of(issue, plans, shop).pages]

    assert max(fills) <= 1.0


def test_no_leg_opens_with_the_last_line_of_a_paragraph(planned: Planned) -> None:
    _, _, plans = planned

    opening = [
        shape.galley.lines[first]
        for shape in shapes(plans)
        for first, end in shape.legs[1:]
        if first < end
    ]

    lone = [line for line in opening if line.closes and not line.opens]
    assert lone == []


def test_frames_never_overlap_and_stay_in_their_region(planned: Planned) -> None:
    _, shop, plans = planned

    for plan in plans:
        cells: set[tuple[int, int]] = set()
        for placed in plan.placed:
            last = placed.line + placed.shape.height
            own = {
                (column, line)
                for column in range(placed.column, placed.column + placed.columns)
                for line in range(placed.line, last)
            }
            assert not own & cells
            assert last <= plan.region.height
            assert placed.column + placed.columns <= shop.grid.columns
            cells |= own


def test_no_two_pages_in_a_row_have_one_skeleton(planned: Planned) -> None:
    _, _, plans = planned

    bones = [
        sorted((p.column, p.line, p.columns, p.shape.height) for p in plan.placed)
        for plan in plans
    ]

    assert all(one != other for one, other in pairwise(bones))
