"""Advertisements as boxes: which page each is booked for, and its size in the grid."""

from newsletter.errors import InputError, Problem
from newsletter.model.boxes import Advertisement, Position
from newsletter.model.issue import Issue
from newsletter.press.advertisements.content import AdCopy
from newsletter.press.advertisements.reading import read_page
from newsletter.press.fixed.box import FixedBox
from newsletter.press.fixed.ear import too_wide, twice
from newsletter.press.grid import POINTS_PER_MM
from newsletter.press.heads import Shop


def paid_boxes(
    issue: Issue, shop: Shop
) -> tuple[dict[int, tuple[FixedBox, ...]], dict[int, AdCopy]]:
    """Read all advertisements of an issue.

    Returns:
        By page number: the boxes at its foot; and what has the whole of it.

    Raises:
        InputError: F107, one is too wide, or a page is sold twice; F109, a file that
            cannot be used.
    """
    feet: dict[int, tuple[FixedBox, ...]] = {}
    whole: dict[int, AdCopy] = {}
    problems: list[Problem] = []
    for advertisement in issue.advertisements:
        page = advertisement.page
        try:
            copy = AdCopy(advertisement, read_page(advertisement))
            if advertisement.position is Position.PAGE:
                if page in whole:
                    raise twice(advertisement.place, page)
                whole[page] = copy
            else:
                feet[page] = (*feet.get(page, ()), _box(copy, shop))
        except InputError as error:
            problems.extend(error.problems)
    for page in whole.keys() & feet.keys():
        place = whole[page].advertisement.place
        problems.extend(twice(place, page).problems)
    if problems:
        raise InputError(problems)
    return feet, whole


def _box(copy: AdCopy, shop: Shop) -> FixedBox:
    columns = _columns(copy.advertisement, shop)
    return FixedBox(copy, columns, copy.least(columns, shop))


def _columns(advertisement: Advertisement, shop: Shop) -> int:
    """Take the columns that are asked for, or the fewest that hold the width."""
    grid = shop.grid
    columns = advertisement.columns
    if columns is None:
        width = (advertisement.width or 0) * POINTS_PER_MM - 0.5
        columns = 1
        while columns < grid.columns and grid.span(columns) < width:
            columns += 1
        if grid.span(columns) < width:
            columns += 1
    if columns > grid.columns:
        raise too_wide(advertisement.place, columns, grid.columns)
    return columns
