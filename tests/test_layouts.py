"""Layouts hold what differs, and decide looks, never breaks."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.errors import LayoutError
from newsletter.layout import load_layout
from newsletter.manifest import load_issue
from newsletter.model.issue import Issue, Slot
from newsletter.press.edition import open_shop, print_edition
from newsletter.press.galley import Typesetter, printed_text
from newsletter.press.heads import Shop
from newsletter.press.values import Line
from tests.builders import a_publication, an_article, an_issue, paragraphs

ROOT = Path(__file__).parents[1]
ENGLISH = (
    "The council met on Tuesday evening to hear from residents about the river path. "
    "Work on the weir will begin in the spring, once the herons have left their nests."
)


def laid_out(issue: Issue, layout: str) -> Issue:
    return replace(issue, publication=replace(issue.publication, layout=layout))


def shop_of(issue: Issue) -> Shop:
    return open_shop(issue, load_layout(issue.publication))


def lines_of(issue: Issue, measure: float) -> tuple[Line, ...]:
    shop = shop_of(issue)
    article = issue.articles[0]
    typesetter = Typesetter(article, shop.fonts, shop.rules, shop.indent)
    return tuple(line.justified() for line in typesetter.galley(measure).lines)


def own_layout(folder: Path, name: str, **files: str) -> None:
    for path, text in files.items():
        file = folder / "layouts" / name / path.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def sample() -> Issue:
    return load_issue(ROOT / "issues" / "2021-11-23")


def test_a_layout_takes_from_another_what_it_does_not_hold(tmp_path: Path) -> None:
    own_layout(tmp_path, "mine", layout_toml='extends = "gazette"\n')
    publication = a_publication(tmp_path, layout="mine")
    gazette = load_layout(a_publication())

    layout = load_layout(publication)

    assert layout.text("print/page.css") == gazette.text("print/page.css")
    assert layout.settings("print/type.toml") == gazette.settings("print/type.toml")


def test_one_key_of_a_settings_file_can_be_changed(tmp_path: Path) -> None:
    toml = "[nameplate]\nsize = 40\n"
    own_layout(tmp_path, "mine", layout_toml='extends = "gazette"\n')
    (tmp_path / "layouts/mine/print").mkdir()
    (tmp_path / "layouts/mine/print/make-up.toml").write_text(toml)
    gazette = load_layout(a_publication()).settings("print/make-up.toml")

    found = load_layout(a_publication(tmp_path, layout="mine")).settings(
        "print/make-up.toml"
    )

    assert found["nameplate"] == gazette["nameplate"] | {"size": 40}
    assert found["head"] == gazette["head"]


def test_layouts_that_extend_in_a_circle_are_refused(tmp_path: Path) -> None:
    own_layout(tmp_path, "left", layout_toml='extends = "right"\n')
    own_layout(tmp_path, "right", layout_toml='extends = "left"\n')

    with pytest.raises(LayoutError, match="left > right > left"):
        load_layout(a_publication(tmp_path, layout="left"))


def test_a_layout_that_extends_nothing_known_says_so(tmp_path: Path) -> None:
    own_layout(tmp_path, "mine", layout_toml='extends = "gazete"\n')

    with pytest.raises(LayoutError, match=r"'gazete' not found.*gazette"):
        load_layout(a_publication(tmp_path, layout="mine"))


def test_faulty_settings_of_a_layout_name_the_file(tmp_path: Path) -> None:
    own_layout(tmp_path, "mine", layout_toml="extends = gazette\n")

    with pytest.raises(LayoutError, match=r"mine/layout\.toml"):
        load_layout(a_publication(tmp_path, layout="mine"))


def test_large_print_sets_body_from_14_points_and_larger_heads(sample: Issue) -> None:
    usual, large = shop_of(sample), shop_of(laid_out(sample, "large-print"))

    assert large.grid.size >= 14 > usual.grid.size
    for slot in Slot:
        assert large.style.sizes[slot].wished > usual.style.sizes[slot].wished


def test_large_print_loses_no_text_of_the_sample(sample: Issue) -> None:
    issue = laid_out(sample, "large-print")

    edition = print_edition(issue, load_layout(issue.publication), lambda _: None)

    assert not edition.proof.overset
    for article in issue.articles:
        parts = sorted(
            (frame.start, frame.end)
            for page in edition.proof.pages
            for frame in page.frames
            if frame.article == article.slug
        )
        assert parts[0][0] == 0
        assert parts[-1][1] == len(printed_text(article))


@pytest.mark.parametrize("layout", ["large-print", "broadsheet"])
def test_a_layout_does_not_move_the_breaks_of_the_copy(
    sample: Issue, layout: str
) -> None:
    here = [(line.start, line.end) for line in lines_of(sample, 12)]
    there = [(line.start, line.end) for line in lines_of(laid_out(sample, layout), 12)]

    assert here == there


def test_an_english_paper_breaks_alike_in_gazette_and_broadsheet() -> None:
    article = an_article(body=paragraphs(ENGLISH * 3), dateline="")
    issue = an_issue(article, publication=a_publication(language="en"))

    gazette = lines_of(issue, 14)
    broadsheet = lines_of(laid_out(issue, "broadsheet"), 14)

    assert gazette == broadsheet
    assert shop_of(laid_out(issue, "broadsheet")).style.nameplate_capitals


def test_a_sheet_that_sets_large_type_already_keeps_its_columns(sample: Issue) -> None:
    wide = replace(sample.publication.sheet, columns=3, measure=14)
    paper = replace(sample.publication, sheet=wide, layout="large-print")

    grid = shop_of(replace(sample, publication=paper)).grid

    assert (grid.columns, grid.measure) == (3, 14)
