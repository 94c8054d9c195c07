"""Press files that are refused: by whom, and with which pictures."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from newsletter.errors import LayoutError
from newsletter.layout import load_layout
from newsletter.model.printer import NEWSPRINT
from newsletter.press.edition import print_edition
from newsletter.press.refusal import RefusedFiles
from tests.builders import a_publication, an_issue


def test_pages_that_are_refused_come_as_pictures_with_their_faults_framed() -> None:
    shop = replace(NEWSPRINT, name="shop", smallest_type=200.0)
    publication = a_publication(printers=(shop,), printer="shop")

    with pytest.raises(RefusedFiles) as caught:
        print_edition(
            an_issue(publication=publication),
            load_layout(publication),
            lambda _: None,
        )

    assert [problem.code for problem in caught.value.problems] == ["X113"]
    ((number, picture),) = caught.value.pictures
    assert number == 1
    colours = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1 << 20)
    assert any(red > 180 and max(rest) < 80 for _, (red, *rest) in colours or ())


def test_a_layout_with_colours_that_are_no_ink_is_told_to_its_designer(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "layouts" / "mine"
    (folder / "print").mkdir(parents=True)
    (folder / "layout.toml").write_text('extends = "gazette"\n')
    css = load_layout(a_publication()).text("print/page.css")
    (folder / "print" / "page.css").write_text(css + ".role-headline{color:red}")
    publication = a_publication(tmp_path, layout="mine")

    with pytest.raises(LayoutError, match=r"mine/print: page 1.*DeviceRGB 1 0 0"):
        print_edition(
            an_issue(publication=publication),
            load_layout(publication),
            lambda _: None,
        )
