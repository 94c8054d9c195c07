"""Hand-off to a hot folder, and what its record is good for."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from newsletter.build.folder import BuildFolder, FolderError
from newsletter.build.handoff import Handoff, HandoffMisuseError
from newsletter.errors import InputError
from newsletter.model.delivery import Delivery, DeliveryKind
from newsletter.model.issue import Issue
from newsletter.model.printer import SHEETFED
from newsletter.press.handoff.record import Record
from newsletter.press.handoff.refusals import HandoffError
from newsletter.press.handoff.values import Step
from tests.handoff.paper import (
    DAY,
    NOW,
    Told,
    a_printer,
    built,
    handed_off,
    page,
    sent,
    the_issue,
)


@pytest.fixture
def hot(tmp_path: Path) -> Path:
    folder = tmp_path / "hot"
    folder.mkdir()
    return folder


def to(hot: Path) -> Delivery:
    return Delivery(kind=DeliveryKind.FOLDER, folder=str(hot))


def paper(tmp_path: Path, hot: Path, *pages: bytes) -> Issue:
    return built(tmp_path, a_printer(to(hot)), *pages)


def record_of(tmp_path: Path, hot: Path) -> Record:
    path = tmp_path / "build" / DAY / "handoff.json"
    return Record(path, "newsprint", to(hot).where, lambda: NOW)


def first_page(done: Handoff) -> str:
    return done.plan.parcels[0].name


def test_files_arrive_and_the_ticket_is_the_last(tmp_path: Path, hot: Path) -> None:
    done = handed_off(paper(tmp_path, hot, page(1), page(2)))

    arrived = sorted(hot.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert {path.name: path.read_bytes() for path in arrived} == {
        parcel.name: parcel.data for parcel in done.plan.parcels
    }
    assert arrived[-1].suffix == ".xjdf"


def test_twice_is_once(tmp_path: Path, hot: Path) -> None:
    issue = paper(tmp_path, hot, page(1))
    handed_off(issue)
    times = {path: path.stat().st_mtime_ns for path in hot.iterdir()}

    again = handed_off(issue)

    assert sent(again) == []
    assert {path: path.stat().st_mtime_ns for path in hot.iterdir()} == times


def test_a_rehearsal_tells_and_touches_nothing(tmp_path: Path, hot: Path) -> None:
    done = handed_off(paper(tmp_path, hot, page(1)), rehearse=True)

    assert len(sent(done)) == 4
    assert list(hot.iterdir()) == []
    assert not (tmp_path / "build" / DAY / "handoff.json").exists()


def test_a_build_in_between_keeps_the_record(tmp_path: Path, hot: Path) -> None:
    handed_off(paper(tmp_path, hot, page(1)))

    again = handed_off(paper(tmp_path, hot, page(1)))

    assert sent(again) == []


def test_without_a_record_what_is_there_is_not_sent_again(
    tmp_path: Path, hot: Path
) -> None:
    issue = paper(tmp_path, hot, page(1))
    handed_off(issue)
    (tmp_path / "build" / DAY / "handoff.json").unlink()
    told = Told()

    handed_off(issue, told)

    assert told == []


def test_a_page_that_goes_back_to_what_it_was_gets_a_third_version(
    tmp_path: Path, hot: Path
) -> None:
    for seed in (1, 2):
        handed_off(paper(tmp_path, hot, page(seed)))

    done = handed_off(paper(tmp_path, hot, page(1)))

    assert sent(done)[0] == f"hewan-{DAY}-01-v3.pdf"


def test_another_place_gets_everything(tmp_path: Path, hot: Path) -> None:
    handed_off(paper(tmp_path, hot, page(1)))
    other = tmp_path / "other"
    other.mkdir()

    done = handed_off(paper(tmp_path, other, page(1)))

    assert len(sent(done)) == 4
    assert sent(done)[0] == f"hewan-{DAY}-01-v1.pdf"


def test_the_record_only_grows_and_tells_every_step(tmp_path: Path, hot: Path) -> None:
    path = tmp_path / "build" / DAY / "handoff.json"
    handed_off(paper(tmp_path, hot, page(1)))
    before = json.loads(path.read_bytes())["events"]

    handed_off(paper(tmp_path, hot, page(2)))

    after = json.loads(path.read_bytes())["events"]
    assert after[: len(before)] == before
    assert [event["step"] for event in before] == ["placing", "sent"] * 4
    assert datetime.fromisoformat(before[0]["at"]) == NOW
    assert before[0]["where"] == f"folder:{hot}"


def test_a_file_taken_while_a_killed_run_placed_it_is_not_sent_again(
    tmp_path: Path, hot: Path
) -> None:
    issue = paper(tmp_path, hot, page(1))
    plan = handed_off(issue, rehearse=True).plan
    record_of(tmp_path, hot).add(Step.PLACING, plan.parcels[0])

    done = handed_off(issue)

    assert first_page(done) not in sent(done)
    assert not (hot / first_page(done)).exists()
    assert record_of(tmp_path, hot).events[1].step is Step.TAKEN


def test_a_file_that_a_killed_run_did_not_place_is_placed_without_sending(
    tmp_path: Path, hot: Path
) -> None:
    issue = paper(tmp_path, hot, page(1))
    plan = handed_off(issue, rehearse=True).plan
    (hot / f".{plan.parcels[0].name}.part").write_bytes(page(1))
    record_of(tmp_path, hot).add(Step.PLACING, plan.parcels[0])
    told = Told()

    handed_off(issue, told)

    assert told[0] == (plan.parcels[0].name, len(page(1)))
    assert (hot / plan.parcels[0].name).read_bytes() == page(1)


def test_a_damaged_record_is_refused_and_kept(tmp_path: Path, hot: Path) -> None:
    issue = paper(tmp_path, hot, page(1))
    path = tmp_path / "build" / DAY / "handoff.json"
    path.write_text('{"schema": 1, "events": [{"at"')

    with pytest.raises(HandoffError, match="cannot be read"):
        handed_off(issue)

    assert path.read_text() == '{"schema": 1, "events": [{"at"'
    assert list(hot.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_outside_failure(tmp_path: Path) -> None:
    issue = paper(tmp_path, tmp_path / "not-mounted", page(1))

    with pytest.raises(HandoffError, match="share is mounted"):
        handed_off(issue)


def test_without_press_files_nothing_is_handed_off(tmp_path: Path, hot: Path) -> None:
    issue = the_issue(tmp_path, a_printer(to(hot)))

    with pytest.raises(InputError) as refusal:
        handed_off(issue)

    [problem] = refusal.value.problems
    assert problem.code == "D101"
    assert f"newsletter build {DAY}" in problem.cure.en
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("spoil", ["changed", "removed", "sums"])
def test_files_that_are_not_what_was_built_are_refused(
    tmp_path: Path, hot: Path, spoil: str
) -> None:
    issue = paper(tmp_path, hot, page(1), page(2))
    press = tmp_path / "build" / DAY / "press"
    second = next(path for path in press.iterdir() if "-02-" in path.name)
    if spoil == "changed":
        second.write_bytes(page(2)[:-1] + b"!")
    elif spoil == "removed":
        second.unlink()
    else:
        (press / "SHA256SUMS").write_text("nothing of use\n")

    with pytest.raises(InputError) as refusal:
        handed_off(issue)

    assert refusal.value.problems[0].code == ("D101" if spoil == "removed" else "D102")
    assert list(hot.iterdir()) == []


def test_an_issue_that_changed_since_is_handed_off_with_a_warning(
    tmp_path: Path, hot: Path
) -> None:
    paper(tmp_path, hot, page(1))
    changed = the_issue(tmp_path, a_printer(to(hot), ink_limit=230))

    done = handed_off(changed)

    assert [problem.code for problem in done.problems] == ["D201"]


@pytest.mark.parametrize(
    "naming",
    [
        "{slug}-{page:02}.pdf",
        "{slug}-v{version}.pdf",
        "{nothing}.pdf",
        "a/{page}{version}",
    ],
)
def test_names_that_cannot_be_used_are_refused(
    tmp_path: Path, hot: Path, naming: str
) -> None:
    own = a_printer(to(hot))
    built(tmp_path, own, page(1), page(2))
    issue = the_issue(tmp_path, own, a_printer(to(hot), name="b", naming=naming))

    with pytest.raises(InputError) as refusal:
        handed_off(issue, to="b")

    assert refusal.value.problems[0].code == "D103"
    assert list(hot.iterdir()) == []


def test_a_profile_that_wants_other_press_files_is_refused(
    tmp_path: Path, hot: Path
) -> None:
    issue = built(tmp_path, a_printer(to(hot)), page(1))
    other = the_issue(
        tmp_path, *issue.publication.printers, a_printer(to(hot), name="b", bleed=3.0)
    )

    with pytest.raises(HandoffMisuseError, match="printer: b"):
        handed_off(other, to="b")


def test_a_profile_without_delivery_offers_those_with_one(
    tmp_path: Path, hot: Path
) -> None:
    issue = the_issue(tmp_path, a_printer(to(hot)), SHEETFED)

    with pytest.raises(HandoffMisuseError, match="there is: newsprint"):
        handed_off(issue, to="sheetfed")


def test_while_a_build_runs_nothing_is_handed_off(tmp_path: Path, hot: Path) -> None:
    issue = paper(tmp_path, hot, page(1))

    with (
        BuildFolder(tmp_path / "build").locked(),
        pytest.raises(FolderError, match="another build"),
    ):
        handed_off(issue)

    assert list(hot.iterdir()) == []
