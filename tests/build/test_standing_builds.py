"""Rebuilding: nothing stale, whatever has changed; nothing made twice."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.build.inputs import fingerprint, surroundings
from newsletter.build.issue import build_issue
from newsletter.layout import load_layout
from newsletter.model.issue import Issue
from newsletter.press.shelf import font_shelf, fonts_named
from tests.build.test_build import tree
from tests.builders import a_photo, a_publication, an_article, an_issue

Change = Callable[[Issue], Issue]


@pytest.fixture
def issue(tmp_path: Path) -> Issue:
    photo = a_photo(tmp_path / "photos", 2400, 1600)
    return an_issue(an_article(photos=(photo,)), publication=a_publication(tmp_path))


def another_word(issue: Issue) -> Issue:
    return an_issue(
        replace(issue.articles[0], headline=("新桥通车",)),
        publication=issue.publication,
    )


def another_photo(issue: Issue) -> Issue:
    path = issue.articles[0].photos[0].path
    path.write_bytes(a_photo(path.parent / "b", 1600, 2400).path.read_bytes())
    return issue


def another_style(issue: Issue) -> Issue:
    folder = issue.publication.folder / "layouts" / "gazette" / "print"
    folder.mkdir(parents=True)
    ours = load_layout(issue.publication).text("print/page.css")
    css = ours + ".role-headline { color: device-cmyk(0 0 0 0.8) }"
    (folder / "page.css").write_text(css, encoding="utf-8")
    return issue


def another_sheet(issue: Issue) -> Issue:
    paper = issue.publication
    sheet = replace(paper.sheet, height=paper.sheet.height - 10)
    return another_word(replace_publication(issue, replace(paper, sheet=sheet)))


def another_title(issue: Issue) -> Issue:
    return replace_publication(issue, replace(issue.publication, name="新报"))


def replace_publication(issue: Issue, paper: object) -> Issue:
    return replace(issue, publication=paper)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [another_word, another_photo, another_style, another_sheet, another_title],
    ids=lambda change: change.__name__,
)
def test_whatever_changes_is_seen_and_equals_a_build_from_nothing(
    issue: Issue, change: Change
) -> None:
    build_issue(issue, only=("print",))
    before = tree(issue)
    changed = change(issue)

    build_issue(changed, only=("print",))
    after = tree(changed)

    build_issue(changed, only=("print",), force=True)
    assert after == tree(changed)
    assert after["2021-11-23/newspaper.pdf"] != before["2021-11-23/newspaper.pdf"]


def test_a_broken_cache_is_noticed_and_made_again(issue: Issue) -> None:
    build_issue(issue)
    before = tree(issue)
    cache = issue.publication.folder / "build" / ".cache"
    for path in cache.rglob("*"):
        if path.is_file():
            path.write_bytes(b"rot" + path.read_bytes()[5:])

    build_issue(issue)

    assert tree(issue) == before


def test_fonts_and_layout_count_among_what_a_build_is_made_from(issue: Issue) -> None:
    layout = load_layout(issue.publication)
    fonts = font_shelf(layout, fonts_named(layout))
    name, path = next(iter(sorted(fonts.items())))
    before = surroundings(issue, layout), fingerprint(issue, layout)
    own = issue.publication.folder / "layouts" / "gazette" / "fonts"
    own.mkdir(parents=True)

    (own / name).write_bytes(path.read_bytes() + b"\0")

    layout = load_layout(issue.publication)
    after = surroundings(issue, layout), fingerprint(issue, layout)
    assert font_shelf(layout, {name}) == {name: own / name}
    assert before[0] != after[0]
    assert before[1] != after[1]
