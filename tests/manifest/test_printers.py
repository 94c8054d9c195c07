"""Printer profiles in ``publication.yaml``."""

from pathlib import Path

import pytest

from newsletter.errors import InputError
from newsletter.manifest import load_publication
from newsletter.model.delivery import Delivery, DeliveryKind
from newsletter.model.printer import NEWSPRINT, Resolution, file_name
from tests.manifest.desk import PUBLICATION


def loaded(folder: Path, more: str = ""):  # type: ignore[no-untyped-def]
    (folder / "issues").mkdir()
    (folder / "issues/publication.yaml").write_text(PUBLICATION + more, "utf-8")
    return load_publication(folder)


def test_a_paper_that_says_nothing_prints_on_newsprint(tmp_path: Path) -> None:
    paper = loaded(tmp_path)

    assert paper.printer_named() == NEWSPRINT
    assert {p.name for p in paper.printers} == {
        *("newsprint", "heatset", "sheetfed", "proof")
    }


def test_a_paper_changes_one_figure_of_ours_and_keeps_the_rest(tmp_path: Path) -> None:
    paper = loaded(tmp_path, "printers: [{name: newsprint, ink_limit: 220}]\n")

    printer = paper.printer_named()

    assert (printer.ink_limit, printer.condition) == (220, "IFRA26")


def test_a_paper_adds_a_shop_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "press.icc").write_bytes(b"icc")

    paper = loaded(
        tmp_path,
        "所用印厂: riverside\n"
        "printers:\n"
        "  - name: riverside\n"
        "    standard: PDF/X-4\n"
        "    profile: press.icc\n"
        "    出血: 3\n"
        "    picture_ppi: [170, 200, 300]\n"
        "    delivery: {kind: folder, folder: /mnt/shop}\n",
    )

    printer = paper.printer_named()
    assert (printer.standard, printer.bleed) == ("PDF/X-4", 3.0)
    assert printer.profile == tmp_path / "press.icc"
    assert printer.picture_ppi == Resolution(170, 200, 300)
    assert printer.delivery == Delivery(kind=DeliveryKind.FOLDER, folder="/mnt/shop")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("printer: nobody\n", "M103"),
        ("printers: [{name: a, profile: none.icc}]\n", "M301"),
        ("printers: [{name: a, standard: PDF/A}]\n", None),
        ("printers: [{name: a, ink_limit: 900}]\n", "M103"),
        ('printers: [{name: a, naming: "{x}.pdf"}]\n', "M103"),
        ('printers: [{name: a, naming: "one.pdf"}]\n', "M103"),
        ('printers: [{name: a, naming: "../{page}.pdf"}]\n', "M103"),
        ('printers: [{name: a, naming: "{page:0999999999}.pdf"}]\n', "M103"),
        ('printers: [{name: a, naming: "{page}.tif"}]\n', "M103"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(
    more: str, code: str | None, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refusal:
        loaded(tmp_path, more)

    assert code is None or {p.code for p in refusal.value.problems} == {code}


def test_files_are_named_as_the_shop_wants() -> None:
    name = file_name(
        NEWSPRINT, slug="hewan", date="2021-11-23", number=7, page=3, version=2
    )

    assert name == "hewan-2021-11-23-03-v2.pdf"
