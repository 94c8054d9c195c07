import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.build.issue import build_issue, load_issue
from newsletter.cli import run
from tests.handoff.paper import DAY, page, press_of

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def newsletter(capfd: pytest.CaptureFixture[str]) -> Call:
    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        return (code, *capfd.readouterr())

    return call


@pytest.fixture
def paper(newsletter: Call, tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    newsletter("init", folder, "--date", DAY, "--language", "en")
    publication = folder / "issues" / "publication.yaml"
    publication.write_text(
        publication.read_text()
        + "\nprinters:\n  - name: newsprint\n"
        + "    delivery: {kind: folder, folder: hot}\n"
    )
    (folder / "hot").mkdir()
    return folder


SAMPLE = Path(__file__).parent.parent.parent / "issues"
TO_A_FOLDER = """
printers:
  - name: newsprint
    delivery: {kind: folder, folder: hot}
"""


def build(paper: Path) -> None:
    issue = load_issue(paper / "issues" / DAY)
    build_issue(issue, only=("print",), press=press_of(page(1)))


def test_a_hand_off_ends_with_0_and_tells_what_went_where(
    newsletter: Call, paper: Path
) -> None:
    build(paper)

    code, out, err = newsletter("--project", paper, "handoff", DAY)

    assert (code, out) == (0, "")
    assert "4 files sent, 0 were there already" in err
    assert len(list((paper / "hot").iterdir())) == 4


def test_json_tells_the_state_of_every_file(newsletter: Call, paper: Path) -> None:
    build(paper)
    states = []

    for arguments in (["--dry-run"], [], []):
        code, out, _ = newsletter(
            "--project", paper, "handoff", DAY, "--json", *arguments
        )
        assert code == 0
        states.append({file["state"] for file in json.loads(out)["files"]})

    assert states == [{"wanted"}, {"sent"}, {"there"}]


def test_without_a_build_the_input_is_at_fault(newsletter: Call, paper: Path) -> None:
    code, _, err = newsletter("--project", paper, "handoff", DAY)

    assert code == 1
    assert "D101" in err


def test_an_unknown_profile_is_wrong_usage(newsletter: Call, paper: Path) -> None:
    build(paper)

    code, _, err = newsletter("--project", paper, "handoff", DAY, "--to", "nobody")

    assert code == 2
    assert "newsprint" in err


def test_a_folder_that_is_gone_is_an_outside_failure(
    newsletter: Call, paper: Path
) -> None:
    build(paper)
    (paper / "hot").rmdir()

    code, _, err = newsletter("--project", paper, "handoff", DAY)

    assert code == 3
    assert "share is mounted" in err
    assert "Traceback" not in err


@pytest.mark.soak
def test_one_sign_on_page_two_sends_page_two_alone(
    newsletter: Call, tmp_path: Path
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "issues")
    with (tmp_path / "issues" / "publication.yaml").open("a") as publication:
        publication.write(TO_A_FOLDER)
    (tmp_path / "hot").mkdir()
    on_page_two = tmp_path / "issues" / DAY / "08-shengtai-zhenggai.md"
    text = on_page_two.read_text()
    states = []

    for copy in (text, text.replace("严肃", "严犇", 1)):
        on_page_two.write_text(copy)
        newsletter("--project", tmp_path, "build", DAY, "--only", "print")
        _, out, _ = newsletter("--project", tmp_path, "handoff", DAY, "--json")
        files = json.loads(out)["files"]
        states.append([(file["version"], file["state"]) for file in files[:2]])

    assert states == [[(1, "sent"), (1, "sent")], [(1, "there"), (2, "sent")]]
