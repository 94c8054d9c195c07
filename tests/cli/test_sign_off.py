"""From draft to print on the command line."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.cli import run

DAY = "2021-11-23"
READINGS = ("1st", "2nd", "3rd", "signed")


@pytest.fixture
def newsletter(tmp_path: Path) -> Callable[..., int]:
    assert run(["init", str(tmp_path), "--date", DAY, "--language", "zh"]) == 0

    def call(*arguments: str) -> int:
        return run(["--project", str(tmp_path), *arguments])

    return call


def test_final_check_and_build_wait_for_every_release(
    newsletter: Callable[..., int],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    build = ("build", DAY, "--final", "--only", "email")
    before = (newsletter("check", DAY, "--final"), newsletter(*build))
    told = capfd.readouterr().err

    signed = [newsletter("sign", DAY, "--all", "--as", role) for role in READINGS]
    checked = newsletter("check", DAY, "--final")
    capfd.readouterr()
    built = [(newsletter(*build), capfd.readouterr().err) for _ in range(2)]

    assert before == (1, 1)
    assert "R101" in told
    assert f"newsletter sign {DAY} welcome --as 1st" in told
    assert signed == [0, 0, 0, 0]
    assert checked == 0
    assert [code for code, _ in built] == [0, 0]
    assert all("C005" in words for _, words in built)
    assert (tmp_path / "build" / DAY / "email.html").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("sign", DAY, "--as", "1st"),
        ("sign", DAY, "welcom", "--as", "1st"),
        ("sign", DAY, "welcome", "--as", "boss"),
        ("sign", DAY, "welcome"),
    ],
)
def test_wrong_signing_is_wrong_usage(
    newsletter: Callable[..., int], arguments: tuple[str, ...]
) -> None:
    assert newsletter(*arguments) == 2


def test_chinese_names_of_readings_are_understood(
    newsletter: Callable[..., int],
) -> None:
    assert newsletter("sign", DAY, "welcome", "--as", "初审", "--by", "甲某") == 0


def test_difference_since_the_build_shows_copy_and_pages(
    newsletter: Callable[..., int],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    newsletter("build", DAY, "--only", "print,web")
    newsletter("diff", DAY)
    unchanged = capfd.readouterr().err
    article = tmp_path / "issues" / DAY / "03-articles.md"
    article.write_text(article.read_text() + "\n" + "新添的一段话。" * 40 + "\n")

    code = newsletter("diff", DAY)

    told = capfd.readouterr().err
    assert code == 0
    assert unchanged.endswith(f"{DAY}: nothing has changed\n")
    assert "articles “" in told
    assert "{+新添的一段话。" in told
    assert "page 1: " in told
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("command", "name", "beside"),
    [
        (("proof", DAY), "pages", "满版率"),
        (("proof", DAY, "--galley"), "galleys", "小样"),
        (("build", DAY, "--only", "feeds", "--proof"), "pages", "分区线"),
    ],
    ids=["pages", "galleys", "with a build"],
)
def test_proofs_hold_every_headline_and_a_box_to_sign(
    newsletter: Callable[..., int],
    program: Callable[[str], str],
    tmp_path: Path,
    command: tuple[str, ...],
    name: str,
    beside: str,
) -> None:
    pdftotext = program("pdftotext")

    code = newsletter(*command)

    words = text_of(pdftotext, tmp_path / "build" / "proofs" / f"{DAY}-{name}.pdf")
    assert code == 0
    assert "终审" in words
    assert "签发" in words
    assert "不得付印" in words
    assert "10" in words
    assert beside in words


def text_of(pdftotext: str, pdf: Path) -> str:
    done = subprocess.run(
        [pdftotext, str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout
