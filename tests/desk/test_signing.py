"""三审三校: readings in their order, and words that may not change afterwards."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from newsletter.desk.differing import Since, differences
from newsletter.desk.scaffold import new_issue, new_publication
from newsletter.desk.signing import sign, signatures, unsigned
from newsletter.errors import InputError
from newsletter.manifest import load_issue
from newsletter.model.issue import Issue, Review

DAY = date(2021, 11, 23)
NOW = datetime(2021, 11, 22, 18, 30, tzinfo=UTC)
READINGS = (Review.FIRST, Review.SECOND, Review.THIRD, Review.SIGNED)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    new_publication(tmp_path, DAY, "zh")
    return tmp_path


def issue_of(paper: Path, day: date = DAY) -> Issue:
    return load_issue(paper / "issues" / day.isoformat())


def sign_all(paper: Path, *roles: Review) -> None:
    for role in roles:
        issue = issue_of(paper)
        sign(issue, issue.articles, role, "甲某", NOW)


def file_of(paper: Path, number: int = 0) -> Path:
    return paper / issue_of(paper).articles[number].place.file


def codes(paper: Path) -> list[str]:
    return [problem.code for problem in unsigned(issue_of(paper))]


def test_issue_is_final_when_every_article_has_been_released(paper: Path) -> None:
    before = codes(paper)

    sign_all(paper, *READINGS)

    assert set(before) == {"R101"}
    assert len(before) == len(issue_of(paper).articles)
    assert codes(paper) == []


def test_signature_tells_who_when_and_which_reading(paper: Path) -> None:
    sign_all(paper, Review.FIRST, Review.SECOND)

    issue = issue_of(paper)
    given = signatures(issue, issue.articles[0]).given

    assert [one.role for one in given] == [Review.FIRST, Review.SECOND]
    assert given[0].by == "甲某"
    assert given[0].at == "2021-11-22T18:30:00+00:00"


def test_reading_may_not_be_left_out(paper: Path) -> None:
    manifest = paper / "issues" / DAY.isoformat() / "issue.yaml"
    before = manifest.read_bytes()

    with pytest.raises(InputError) as refusal:
        sign_all(paper, Review.SECOND)

    assert {problem.code for problem in refusal.value.problems} == {"R103"}
    assert manifest.read_bytes() == before
    assert not (manifest.parent / ".signed").exists()


def test_words_changed_after_release_are_found(paper: Path) -> None:
    sign_all(paper, *READINGS)

    file = file_of(paper)
    file.write_text(file.read_text() + "\n签发以后加的一句。\n")

    assert codes(paper) == ["R102"]


def test_state_written_by_hand_is_no_signature(paper: Path) -> None:
    sign_all(paper, *READINGS)
    issue = issue_of(paper)

    (issue.folder / ".signed" / f"{issue.articles[0].slug}.json").unlink()
    (issue.folder / ".signed" / f"{issue.articles[1].slug}.json").write_text("[]")

    assert codes(paper) == ["R102", "R102"]


def test_article_sent_back_begins_again(paper: Path) -> None:
    sign_all(paper, *READINGS)
    issue = issue_of(paper)

    sign(issue, issue.articles[:1], Review.DRAFT, "", NOW)

    assert issue_of(paper).articles[0].review is Review.DRAFT
    assert codes(paper) == ["R101"]


def test_placeholder_cannot_be_signed(paper: Path) -> None:
    day = date(2021, 11, 30)
    new_issue(paper, day)
    issue = issue_of(paper, day)

    with pytest.raises(InputError) as refusal:
        sign(issue, issue.articles, Review.FIRST, "", NOW)

    assert {problem.code for problem in refusal.value.problems} == {"C001"}


def test_difference_since_signing_tells_the_very_characters(paper: Path) -> None:
    sign_all(paper, Review.FIRST)
    file = file_of(paper, 1)
    text = file.read_text()
    body = text.rstrip().rsplit("\n", 1)[1]
    file.write_text(text.replace(body, body[:6] + "又" + body[7:]))

    found = differences(issue_of(paper), Since.SIGNED)

    assert [article.status for article in found.articles] == ["changed"]
    stretches = found.articles[0].changes[0].stretches
    marked = {one.sign: one.text for one in stretches if one.sign != " "}
    assert marked == {"-": body[6], "+": "又"}
    assert not found.has_build


def test_replaced_photo_differs_and_asks_for_a_new_signature(paper: Path) -> None:
    photo = paper / "issues" / DAY.isoformat() / "quay.png"
    Image.new("RGB", (900, 600), "gray").save(photo)
    manifest = photo.with_name("issue.yaml")
    entry = f"file: {file_of(paper).name}"
    pictured = f"{entry}\n        photos: [{{file: quay.png, alt: 码头}}]"
    manifest.write_text(manifest.read_text().replace(entry, pictured, 1))
    sign_all(paper, *READINGS)
    before = codes(paper)
    Image.new("RGB", (900, 600), "black").save(photo)

    found = differences(issue_of(paper), Since.SIGNED).articles[0]

    assert before == []
    assert codes(paper) == ["R102"]
    (change,) = found.changes
    assert change.part == "files"
    gone, come = (one.text for one in change.stretches)
    assert gone != come
    assert come.startswith(f"quay.png, {photo.stat().st_size} B, ")


def test_nothing_differs_right_after_signing(paper: Path) -> None:
    sign_all(paper, Review.FIRST)

    assert differences(issue_of(paper), Since.SIGNED).articles == ()
