"""Ear, index and weather on page one: in the grid, over nothing, and right."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from newsletter.errors import InputError, Severity
from newsletter.layout import load_layout
from newsletter.model.boxes import Boxes, Ear, Index, Spot, Weather
from newsletter.model.issue import Issue, Slot
from newsletter.model.pages import Box, Frame, Page
from newsletter.press.edition import open_shop, print_edition
from newsletter.press.grid import POINTS_PER_MM
from tests.builders import a_photo
from tests.press.fixed.papers import (
    EAR,
    HERE,
    INDEX,
    WEATHER,
    english,
    pages_of,
    paper,
    stories,
)
from tests.press.reader_tags import accessibility_faults

ALL = Boxes(ear=EAR, index=INDEX, weather=WEATHER)
_MM = 0.1


def kinds(page: Page) -> list[str]:
    return [frame.kind for frame in page.frames if frame.kind != "article"]


def frame_of(page: Page, kind: str) -> Frame:
    (frame,) = (frame for frame in page.frames if frame.kind == kind)
    return frame


def overlap(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > _MM and down > _MM


@pytest.fixture(
    scope="module",
    params=[
        {},
        {"layout": "large-print"},
        {"layout": "broadsheet", "language": "en", "name": "Courier"},
    ],
    ids=["gazette", "large print", "broadsheet"],
)
def issue(request: pytest.FixtureRequest) -> Issue:
    fields: dict[str, Any] = request.param
    boxes = ALL
    articles = stories(16)
    if fields.get("language") == "en":
        ear = Ear(headline="Today", text="The lower road is closed.", place=HERE)
        rows = (("Today", "fair", "3–12 °C"), ("Tomorrow", "cloud", "5–14 °C"))
        boxes = Boxes(ear=ear, index=INDEX, weather=Weather(rows=rows, place=HERE))
        articles = english(12)
    return paper(*articles, boxes=boxes, publication=fields)


def test_boxes_stand_in_the_grid_and_over_nothing(issue: Issue) -> None:
    pages = pages_of(issue)

    grid = open_shop(issue, load_layout(issue.publication)).grid
    first = pages[0]
    assert sorted(kinds(first)) == ["ear", "index", "weather"]
    columns = {round(grid.x(c) / POINTS_PER_MM, 1) for c in range(grid.columns)}
    lines = {round(grid.y(n) / POINTS_PER_MM, 1) for n in range(grid.lines)}
    for frame in first.frames:
        assert round(frame.box.x, 1) in columns
        assert round(frame.box.y, 1) in lines
    for one, other in combinations(first.frames, 2):
        assert not overlap(one.box, other.box)


def test_the_index_tells_where_articles_really_stand(issue: Issue) -> None:
    pages = pages_of(issue)

    begins = {
        frame.article: page.number
        for page in pages
        for frame in page.frames
        if frame.kind == "article" and frame.part == 1
    }
    first = pages[0]
    assert len(first.links) > 2
    assert all(begins[link.article] > 1 for link in first.links)
    box = frame_of(first, "index").box
    for link in first.links:
        assert box.x <= link.box.x
        assert link.box.x + link.box.width <= box.x + box.width
        assert box.y <= link.box.y
        assert link.box.y + link.box.height <= box.y + box.height + _MM
    for one, other in combinations(first.links, 2):
        assert not overlap(one.box, other.box)


def test_the_first_of_every_other_page_is_in_the_index_before_any_second() -> None:
    pages = pages_of(paper(*stories(40), boxes=Boxes(index=INDEX)))

    begins = {
        frame.article: page.number
        for page in pages
        for frame in page.frames
        if frame.part == 1
    }
    named = [begins[link.article] for link in pages[0].links]
    assert len(named) > 3
    assert named == sorted(named)
    assert len(named) == len(set(named))


def test_a_single_page_has_no_index() -> None:
    pages = pages_of(paper(*stories(2), boxes=Boxes(index=INDEX, weather=WEATHER)))

    assert len(pages) == 1
    assert kinds(pages[0])[-1] == "weather"
    assert "index" not in kinds(pages[0])


def test_the_editor_chooses_the_entries_and_their_order() -> None:
    index = Index(articles=("a30", "a20", "a0"), headline="本期看点", place=HERE)
    issue = paper(*stories(40), boxes=Boxes(index=index))

    pages = pages_of(issue)
    edition = print_edition(issue, load_layout(issue.publication), lambda _: None)

    assert [link.article for link in pages[0].links] == ["a30", "a20"]
    (problem,) = (p for p in edition.problems if p.code == "F108")
    assert "'a0'" in problem.what.en


def test_headlines_that_the_index_has_no_room_for_are_told() -> None:
    long = "沿河老街二十四座石桥修缮方案公开征求意见会场内外反响热烈"
    articles = tuple(
        replace(story, headline=(f"{story.headline[0]}{long}",), slot=Slot.SECOND)
        if number % 9 == 5
        else story
        for number, story in enumerate(stories(40))
    )
    issue = paper(*articles, boxes=Boxes(index=Index(columns=2, place=HERE)))

    edition = print_edition(issue, load_layout(issue.publication), lambda _: None)

    named = {link.article for link in edition.proof.pages[0].links}
    told = [p for p in edition.problems if p.code == "F112"]
    assert told
    assert all(problem.severity is Severity.HINT for problem in told)
    assert len(told) + len(named) == INDEX.most


def test_an_article_in_the_ear_stands_nowhere_else() -> None:
    boxes = Boxes(ear=Ear(article="a3", place=HERE))
    pages = pages_of(paper(*stories(9, 150), boxes=boxes))

    found = [
        (page.number, frame)
        for page in pages
        for frame in page.frames
        if frame.article == "a3"
    ]
    ((number, frame),) = found
    assert number == 1
    lead = next(f for f in pages[0].frames if f.article == "a0")
    assert frame.box.y + frame.box.height < lead.box.y
    assert frame.end > 150


def test_a_tall_ear_makes_the_nameplate_taller_and_a_taller_one_is_refused() -> None:
    long = Ear(text="河边的老码头修好以后，早晨散步的人多了起来。" * 12, place=HERE)
    endless = Ear(text="河边的老码头修好以后，早晨散步的人多了起来。" * 90, place=HERE)

    low = pages_of(paper(*stories(9), boxes=Boxes(ear=EAR)))[0]
    high = pages_of(paper(*stories(9), boxes=Boxes(ear=long)))[0]
    with pytest.raises(InputError) as caught:
        pages_of(paper(*stories(9), boxes=Boxes(ear=endless)))

    assert frame_of(high, "ear").lines > frame_of(low, "ear").lines
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("F107", HERE)


@pytest.mark.parametrize(
    "boxes",
    [
        Boxes(ear=Ear(text="河", columns=5, place=HERE)),
        Boxes(index=Index(columns=6, place=HERE)),
        Boxes(weather=Weather(rows=(("今天", "晴"),) * 60, place=HERE)),
    ],
    ids=["ear", "index", "weather"],
)
def test_a_box_that_has_no_room_is_refused_at_its_place(boxes: Boxes) -> None:
    with pytest.raises(InputError) as caught:
        pages_of(paper(*stories(20), boxes=boxes))

    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("F107", HERE)


def test_a_narrow_box_has_articles_beside_it() -> None:
    boxes = Boxes(weather=WEATHER)

    first = pages_of(paper(*stories(24), boxes=boxes))[0]

    weather = frame_of(first, "weather")
    assert weather.columns < first.columns
    assert first.fill > 0.95
    beside = [
        frame
        for frame in first.frames
        if frame.kind == "article"
        and frame.box.y + frame.box.height > weather.box.y + _MM
    ]
    assert beside


@pytest.mark.parametrize("spot", [Spot.EAR, Spot.FOOT])
def test_index_and_weather_stand_where_they_are_told(spot: Spot) -> None:
    for boxes, kind in (
        (Boxes(index=Index(spot=spot, place=HERE)), "index"),
        (Boxes(weather=Weather(rows=(("今天", "晴"),), spot=spot)), "weather"),
    ):
        first = pages_of(paper(*stories(20), boxes=boxes))[0]

        is_high = frame_of(first, kind).box.y < first.height / 4
        assert is_high == (spot is Spot.EAR)


def test_a_picture_in_the_ear_is_cropped_to_it(tmp_path: Path) -> None:
    photo = a_photo(tmp_path, 900, 2400, caption="")

    first = pages_of(paper(*stories(9), boxes=Boxes(ear=Ear(photo=photo))))[0]

    assert frame_of(first, "ear").lines <= first.grid_lines / 3


def test_entries_are_links_and_everything_is_tagged() -> None:
    issue = paper(*stories(20), boxes=ALL)
    layout = load_layout(issue.publication)

    edition = print_edition(issue, layout, lambda _: None)

    assert not accessibility_faults(edition.reader_pdf)
    with pymupdf.open(stream=edition.reader_pdf) as document:
        targets = [link["page"] for link in document[0].get_links()]
        text = document[0].get_text()
    begins = {f.article: p.number for p in edition.proof.pages for f in p.frames}
    links = [begins[link.article] - 1 for link in edition.proof.pages[0].links]
    assert set(targets) == set(links)
    assert "导读" in text
    assert "今日提示" in text
    assert "3–12℃" in text
    scale = POINTS_PER_MM
    for link in edition.proof.pages[0].links:
        box = link.box
        clip = (box.x, box.y, box.x + box.width, box.y + box.height)
        with pymupdf.open(stream=edition.reader_pdf) as document:
            inside = document[0].get_textbox([side * scale for side in clip])
        assert link.title in "".join(inside.split())
        assert f"第{begins[link.article]}版" in "".join(inside.split())


def test_a_character_no_font_has_is_told_where_the_box_stands() -> None:
    boxes = Boxes(ear=Ear(text="河\U00012000湾", place=HERE))
    issue = paper(*stories(2), boxes=boxes)

    with pytest.raises(InputError) as caught:
        print_edition(issue, load_layout(issue.publication), lambda _: None)

    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("F104", HERE)
