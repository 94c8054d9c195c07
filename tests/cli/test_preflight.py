"""``newsletter preflight`` and ``newsletter check --press``."""

import json
from pathlib import Path

import pytest

from newsletter.cli import run
from tests.press.preflight.pdfs import SHOP, a_press_file, changed, drawing

DAY = "2021-11-23"


def test_an_advertisement_is_refused_with_reasons_and_a_picture(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "advert.pdf").write_bytes(
        changed(a_press_file(), drawing("1 0 0 rg 60 60 90 90 re f"))
    )
    faults = tmp_path / "faults"

    code = run(
        [
            *("preflight", str(tmp_path / "advert.pdf"), "--profile", "heatset"),
            *("--pictures", str(faults), "--json"),
        ]
    )

    said = json.loads(capfd.readouterr().out)
    failed = [v["rule"] for v in said["verdicts"] if v["outcome"] == "failed"]
    assert (code, failed) == (1, ["colours"])
    assert [path.name for path in faults.iterdir()] == ["advert-01.png"]


def test_a_good_file_passes(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "advert.pdf").write_bytes(a_press_file(SHOP))

    code = run(["preflight", str(tmp_path / "advert.pdf"), "--profile", "heatset"])

    assert code == 0
    assert "X119" in capfd.readouterr().err


def test_a_profile_nobody_has_is_wrong_usage(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "advert.pdf").write_bytes(b"")

    code = run(["preflight", str(tmp_path / "advert.pdf"), "--profile", "heatse"])

    assert code == 2
    assert "heatset" in capfd.readouterr().err


def test_check_press_judges_every_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    paper = str(tmp_path / "paper")
    run(["init", paper, "--date", DAY, "--language", "zh"])
    capfd.readouterr()

    code = run(["--project", paper, "check", DAY, "--press", "--json"])

    said = json.loads(capfd.readouterr().out)
    assert code == 0
    assert all(one["passed"] for one in said["preflights"])


def test_a_refused_press_file_refuses_the_build_and_leaves_the_last_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper"
    run(["init", str(paper), "--date", DAY, "--language", "zh"])
    build = ["--project", str(paper), "build", DAY, "--only", "print", "--force"]
    assert run(build) == 0
    press = paper / "build" / DAY / "press"
    before = {path.name: path.read_bytes() for path in press.iterdir()}
    settings = paper / "issues/publication.yaml"
    more = "printers: [{name: newsprint, smallest_type: 24}]\n"
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    capfd.readouterr()

    code = run(build)

    assert code == 1
    assert "X113" in capfd.readouterr().err
    assert {path.name: path.read_bytes() for path in press.iterdir()} == before
