"""What the doctor says of a machine that is well, and of ones that are not."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newsletter.desk.doctor import examine
from newsletter.desk.examined import Finding
from newsletter.desk.scaffold import new_publication
from newsletter.errors import Severity

NOW = datetime(2021, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    new_publication(tmp_path, date(2021, 11, 23), "zh")
    return tmp_path


def named(findings: tuple[Finding, ...], name: str) -> Finding:
    return next(one for one in findings if one.name.en == name)


def test_machine_that_builds_the_paper_is_well(paper: Path) -> None:
    findings = examine(paper, NOW, {})

    assert not [one for one in findings if one.severity is Severity.ERROR]
    assert not (paper / "build").exists()


def test_other_time_zone_is_a_hint(paper: Path) -> None:
    zone = named(examine(paper, NOW, {}), "time zone")

    assert zone.severity is Severity.HINT
    assert "14:00" in zone.found


def test_machine_alone_is_looked_at_without_a_paper() -> None:
    names = {one.name.en for one in examine(None, NOW, {})}

    assert names == {"Python", "libraries", "system libraries", "Ghostscript"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written_is_told(paper: Path) -> None:
    (paper / "issues").chmod(0o500)

    found = named(examine(paper, NOW, {}), "issues/ can be written")

    (paper / "issues").chmod(0o700)
    assert found.severity is Severity.ERROR


def test_build_that_is_a_file_is_told(paper: Path) -> None:
    (paper / "build").write_text("a file where the folder should be")

    found = named(examine(paper, NOW, {}), "build/ can be written")

    assert found.severity is Severity.ERROR
    assert found.cure.en


def test_faulty_publication_is_told_with_its_place(paper: Path) -> None:
    file = paper / "issues" / "publication.yaml"
    file.write_text(file.read_text().replace("language:", "langauge:"))

    found = named(examine(paper, NOW, {}), "publication")

    assert found.severity is Severity.ERROR
    assert "publication.yaml:" in found.found


def test_font_that_is_missing_is_told_with_its_package(paper: Path) -> None:
    (paper / "layouts" / "gazette" / "print").mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "layouts" / "gazette" / "print" / "type.toml"
    faces = shipped.read_text().replace("NotoSerifCJK-Regular.ttc", "NoSuchFont.ttc")
    (paper / "layouts" / "gazette" / "print" / "type.toml").write_text(faces)

    found = named(examine(paper, NOW, {}), "fonts")

    assert found.severity is Severity.ERROR
    assert "NoSuchFont.ttc" in found.found
