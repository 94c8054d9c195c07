"""The nameplate: name, date and facts, in type or with a picture of the name."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from newsletter.build.inputs import fingerprint
from newsletter.errors import InputError
from newsletter.layout import load_layout
from newsletter.manifest import load_publication
from newsletter.model.calendar import lunar_date
from newsletter.model.issue import PageName
from newsletter.model.publication import Furniture
from newsletter.model.web import PlateImage
from newsletter.press.edition import open_shop
from newsletter.press.furniture import folio
from newsletter.press.legible import illegible
from newsletter.press.nameplate import nameplate
from newsletter.press.values import Block, Drawing, Picture, TextLine
from tests.builders import a_publication, an_issue
from tests.manifest.desk import PUBLICATION, Desk, underlined


def plate(**fields: Any) -> Block:
    issue = an_issue(publication=a_publication(**fields))
    return nameplate(issue, 4, open_shop(issue, load_layout(issue.publication)))


def words(block: Block) -> list[str]:
    lines = (item for item in block.items if isinstance(item, TextLine))
    return ["".join(run.text for run in line.runs) for line in lines]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_picture_of_the_name_stands_in_its_place() -> None:
    image = PlateImage(path=Path("a.png"), file="a.png", width=900, height=300)

    block = plate(furniture=Furniture(nameplate=image))

    (picture,) = (item for item in block.items if isinstance(item, Picture))
    assert picture.width / picture.height == pytest.approx(3)
    assert picture.photo.alt == "河湾报"
    assert "河湾报" not in words(block)


def test_without_ears_date_and_number_stand_in_the_line_of_facts() -> None:
    block = plate(language="en", layout="broadsheet", name="Courier")

    found = words(block)
    assert found[0] == "COURIER"
    assert "23 November 2021" in found[1]
    assert "No. 1024 · 4 pages" in found[1]
    assert len(found) == 2


def test_an_ear_that_is_too_full_is_set_smaller_and_keeps_its_words() -> None:
    motto = "河湾里的船都在清早离岸" * 24

    block = plate(furniture=Furniture(motto=motto))

    ears = [item for item in block.items if isinstance(item, TextLine) and item.x < 70]
    assert motto in "".join(words(block))
    assert min(item.y for item in ears) > 0


def test_a_long_name_stands_on_two_lines() -> None:
    name = "The Riverside Towns and Villages Weekly Courier and Advertiser"

    block = plate(name=name, language="en")

    first, second = (i for i in block.items if getattr(i, "role", "") == "nameplate")
    assert isinstance(first, TextLine)
    assert isinstance(second, TextLine)
    assert min(first.size, second.size) > 12
    assert second.y >= first.y + first.size
    assert " ".join(words(block)[:2]) == name


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"furniture": Furniture(motto="清早离岸的船" * 90)}, "清早离岸的船"),
        ({"furniture": Furniture(licence="准印证第二十一号" * 40)}, "准印证第二十一号"),
        ({"name": "河湾两岸各村各镇" * 12}, "河湾两岸各村各镇"),
    ],
    ids=["ear", "facts", "name"],
)
def test_furniture_that_nobody_could_read_is_a_problem(
    fields: dict[str, Any], shown: str
) -> None:
    issue = an_issue(publication=a_publication(**fields))
    shop = open_shop(issue, load_layout(issue.publication))
    drawing = Drawing(
        number=1,
        width=shop.grid.width,
        height=shop.grid.height,
        bookmark="1",
        blocks=(nameplate(issue, 4, shop), folio(issue, 2, shop)),
    )

    found = illegible(issue, (drawing,), shop)

    assert {problem.code for problem in found} == {"F113"}
    assert any(shown[:4] in problem.what.zh for problem in found)
    assert all(problem.place.file == "issues/publication.yaml" for problem in found)


def test_the_furniture_of_every_usual_paper_can_be_read() -> None:
    issue = an_issue()
    shop = open_shop(issue, load_layout(issue.publication))
    blocks = (nameplate(issue, 4, shop), folio(issue, 2, shop))
    drawing = Drawing(number=1, width=800, height=1100, bookmark="1", blocks=blocks)

    assert illegible(issue, (drawing,), shop) == ()


def test_a_long_page_name_stays_clear_of_the_papers_name() -> None:
    name = "河湾两岸各村各镇的新鲜事" * 5
    issue = an_issue(pages=(PageName(number=2, name=name),))
    shop = open_shop(issue, load_layout(issue.publication))

    title, paper, _ = (
        item for item in folio(issue, 2, shop).items if isinstance(item, TextLine)
    )

    text = "".join(run.text for run in title.runs)
    assert name in text
    assert title.x + shop.fonts.width(text, "folio") * title.size < paper.x


def test_a_traditional_paper_writes_its_lunar_date_in_its_own_characters() -> None:
    found = "".join(words(plate(language="zh-Hant")))

    assert "農曆辛丑年" in found
    assert lunar_date(date(2021, 11, 23)) == "农历辛丑年十月十九"


def test_the_picture_is_read_from_the_folder_of_the_issues(desk: Desk) -> None:
    Image.new("L", (600, 200), 0).save(desk.folder.parent / "name.png")
    desk.write("../publication.yaml", PUBLICATION + "报头: {报头图: name.png}\n")

    found = load_publication(desk.root).furniture.nameplate

    assert found is not None
    assert (found.file, found.width, found.height) == ("name.png", 600, 200)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("nmae.png", "M303"),
        ("../outside.png", "M304"),
        ("publication.yaml", "M305"),
        (".", "M303"),
        ("x" * 5000, "M303"),
    ],
    ids=["missing", "outside", "no picture", "folder", "long"],
)
def test_a_picture_that_cannot_be_used_is_told_in_its_place(
    desk: Desk, file: str, code: str
) -> None:
    desk.write(
        "../publication.yaml", f"{PUBLICATION}furniture: {{nameplate: {file}}}\n"
    )

    with pytest.raises(InputError) as caught:
        load_publication(desk.root)

    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.place.file == "issues/publication.yaml"
    assert underlined(problem).startswith(file[:20])


def test_a_new_picture_of_the_name_makes_a_new_issue(tmp_path: Path) -> None:
    path = tmp_path / "name.png"
    image = PlateImage(path=path, file="name.png", width=60, height=20)
    issue = an_issue(publication=a_publication(furniture=Furniture(nameplate=image)))
    layout = load_layout(issue.publication)
    path.write_bytes(b"one")
    before = fingerprint(issue, layout)

    path.write_bytes(b"two")

    assert fingerprint(issue, layout) != before
    assert fingerprint(replace(issue, number=2), layout) != before
