"""Pictures of refused pages, beside the last good build."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.build.issue import build_issue
from newsletter.errors import InputError, OutsideError, Problem, Text
from newsletter.layout import Layout
from newsletter.model.issue import Issue
from newsletter.press.edition import PrintEdition
from newsletter.press.refusal import RefusedFiles
from tests.build.fakes import quick_press
from tests.builders import a_publication, an_issue


def faulty_press(
    issue: Issue, layout: Layout, progress: Callable[[str], None]
) -> PrintEdition:
    """Refuse page 2, with a picture of it."""
    del layout, progress
    told = Text("字太小", "small type")
    problem = Problem(code="X113", place=issue.place, what=told, cure=told)
    raise RefusedFiles((problem,), ((2, b"picture"),))


@pytest.fixture
def issue(tmp_path: Path) -> Issue:
    return an_issue(publication=a_publication(tmp_path))


def test_a_refusal_leaves_pictures_and_the_last_good_build(issue: Issue) -> None:
    build = issue.publication.folder / "build"
    build_issue(issue, only=("print",), press=quick_press)
    before = sorted((build / "2021-11-23").rglob("*"))

    with pytest.raises(InputError):
        build_issue(issue, only=("print",), press=faulty_press)

    assert sorted((build / "2021-11-23").rglob("*")) == before
    pictures = list((build / "faults" / "2021-11-23").iterdir())
    assert [(p.name, p.read_bytes()) for p in pictures] == [("page-02.png", b"picture")]


def test_the_next_good_build_removes_the_pictures(issue: Issue) -> None:
    with pytest.raises(InputError):
        build_issue(issue, only=("print",), press=faulty_press)

    build_issue(issue, only=("print",), press=quick_press)

    assert not (issue.publication.folder / "build/faults/2021-11-23").exists()


def test_pictures_that_cannot_be_written_are_an_outside_fault(issue: Issue) -> None:
    build = issue.publication.folder / "build"
    build.mkdir()
    (build / "faults").write_text("no folder")

    with pytest.raises(OutsideError, match="faults"):
        build_issue(issue, only=("print",), press=faulty_press)
