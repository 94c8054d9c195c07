"""The list of links beside a mail."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.build.clicks import listed_targets, target_files, targets_now
from newsletter.mail import Target, targets_of
from newsletter.model.circulation import Circulation
from newsletter.model.issue import Issue
from tests.builders import a_publication, an_issue

DAY = "2021-11-23"
GONE = Target(section="news", url="https://gone.example/")


@pytest.fixture
def issue() -> Issue:
    return an_issue(
        publication=a_publication(circulation=Circulation(count_clicks=True))
    )


def test_a_later_list_keeps_every_number_that_was_mailed(issue: Issue) -> None:
    first = targets_now(issue, (GONE,))

    off = replace(issue, publication=a_publication())
    assert first == (GONE, *targets_of(issue))
    assert targets_now(issue, first) == first
    assert targets_now(off, first) == first
    assert target_files(DAY, targets_now(off, ())) == ()


def test_a_list_is_read_as_it_was_written(issue: Issue, tmp_path: Path) -> None:
    targets = targets_now(issue, (GONE,))
    ((path, data),) = target_files(DAY, targets)
    (tmp_path / DAY).mkdir()
    (tmp_path / path).write_bytes(data)

    assert listed_targets(tmp_path, DAY) == targets


@pytest.mark.parametrize("text", ["", "[1]", "{}", '[{"url": "x"}]', "7", "\x00"])
def test_a_damaged_list_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / DAY).mkdir()
    (tmp_path / DAY / "clicks.json").write_text(text)

    assert listed_targets(tmp_path, DAY) == ()
