from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from newsletter.errors import InputError
from newsletter.mail import TOKEN_PLACEHOLDER
from newsletter.model.publication import MailIdentity, Publication
from tests.builders import a_photo, a_publication
from tests.mail.sample import (
    IDENTITY,
    a_picture,
    an_english_paper,
    mailed,
    message_text,
    nine_articles,
    raw_fields,
    read,
    the_issue,
    tree,
)

NO_ENCODED_WORDS = (
    "Message-ID", "List-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Help",
    "List-Owner", "List-Archive", "Archived-At", "Feedback-ID", "Reply-To",
)  # fmt: skip


def message_of(paper: Publication | None = None) -> bytes:
    return mailed(the_issue(paper=paper)).message


def test_message_parses_without_defects(tmp_path: Path) -> None:
    photo = a_photo(tmp_path)

    message = read(mailed(the_issue(nine_articles(photo)), a_picture(photo)).message)

    assert [part.defects for part in message.walk() if part.defects] == []
    for name in ("From", "To", "Reply-To", "Subject", "Date", "Message-ID"):
        assert not message[name].defects


def test_parts_are_text_then_html_with_its_pictures(tmp_path: Path) -> None:
    photo = a_photo(tmp_path)

    message = read(mailed(the_issue(nine_articles(photo)), a_picture(photo)).message)

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
    ]


def test_every_picture_shown_is_a_part_of_the_proof(tmp_path: Path) -> None:
    photos = [a_photo(tmp_path, name=f"{n}.jpg", height=n * 90) for n in (3, 4)]
    pictures = [a_picture(photo) for photo in photos]

    message = read(mailed(the_issue(nine_articles(*photos)), *pictures).message)

    page = tree(message_text(message, "text/html"))
    parts = {
        part["Content-ID"].strip("<>"): part.get_content()
        for part in message.walk()
        if part.get_content_type() == "image/jpeg"
    }
    sources = [image.get("src") for image in page.iter("img")]
    assert [parts[s.removeprefix("cid:")] for s in sources] == [
        picture.data for picture in pictures
    ]


def test_decoded_parts_are_the_edition_without_a_reader() -> None:
    edition = mailed(the_issue())

    message = read(edition.message)

    proof, hosted = message_text(message, "text/html"), edition.html
    assert TOKEN_PLACEHOLDER not in proof
    assert proof == hosted.replace(f"?token={TOKEN_PLACEHOLDER}", "")
    assert message_text(message, "text/plain") == edition.text.replace(
        f"?token={TOKEN_PLACEHOLDER}", ""
    )


def test_lines_are_short_ascii_and_end_in_crlf() -> None:
    message = message_of()

    assert message.isascii()
    assert message.endswith(b"--\r\n")
    assert b"\n" not in message.replace(b"\r\n", b"")
    assert max(map(len, message.split(b"\r\n"))) <= 78


def test_header_names_the_paper_its_date_and_its_number() -> None:
    message = read(message_of())

    assert message["From"] == "河湾报 <paper@example.org>"
    assert message["To"] == "河湾报 <paper@example.org>"
    assert message["Reply-To"] == "desk@example.org"
    assert message["Subject"] == "河湾报 第1024期：老码头迎来新生活 十里河岸成了客厅"
    assert message["Message-ID"] == "<hewan.2021-11-23.1024@example.org>"
    assert message["List-ID"] == "<hewan.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Precedence"] == "bulk"
    assert message["Feedback-ID"] == "2021-11-23:1024:issue:hewan"
    assert message["Content-Language"] == "zh-Hans"


def test_every_field_stands_once() -> None:
    names = [name for name, _ in raw_fields(message_of())]

    assert len(names) == len(set(names))


def test_no_encoded_word_where_programs_read() -> None:
    paper = an_english_paper(
        slug="a-paper-with-a-very-long-name-" * 3,
        url="https://报纸.example.org/" + "x" * 90 + "/",
        mail=replace(IDENTITY, address="paper@例子.中国"),
    )

    fields = dict(raw_fields(message_of(paper)))

    assert [fields[n] for n in NO_ENCODED_WORDS if "=?" in fields[n]] == []
    assert fields["From"].endswith("<paper@xn--fsqu00a.xn--fiqs8s>")
    assert "https://xn--4ruw83d.example.org/" in fields["List-Unsubscribe"]


def test_one_click_unsubscription_is_offered_by_https_and_by_mail() -> None:
    fields = dict(raw_fields(message_of()))

    assert fields["List-Unsubscribe"] == (
        "<https://paper.example.org/unsubscribe>,"
        " <mailto:paper@example.org?subject=unsubscribe>"
    )
    assert fields["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_date_is_the_hour_of_publication_in_the_papers_time_zone() -> None:
    chinese = dict(raw_fields(message_of()))
    english = dict(raw_fields(message_of(an_english_paper(publishes_at=time(17, 30)))))

    assert chinese["Date"] == "Tue, 23 Nov 2021 06:00:00 +0800"
    assert english["Date"] == "Tue, 23 Nov 2021 17:30:00 +0000"


def test_message_id_is_the_issues_own() -> None:
    issue = the_issue()

    ids = {
        read(mailed(one).message)["Message-ID"]
        for one in (issue, replace(issue, number=1025), replace(issue, groups=()))
    }

    assert len(ids) == 2


@pytest.mark.parametrize(
    "identity",
    [
        MailIdentity(sender="河湾报\r\nBcc: all@example.org", address="p@example.org"),
        MailIdentity(sender="河湾报", address="p@example.org\nBcc: all@example.org"),
        MailIdentity(sender="河湾报", address="编辑@example.org"),
        MailIdentity(sender="河湾报", address="p@example.org", reply_to="nobody"),
    ],
)
def test_identity_that_no_header_can_carry_is_refused(identity: MailIdentity) -> None:
    issue = the_issue(paper=a_publication(mail=identity))

    with pytest.raises(InputError) as caught:
        mailed(issue)

    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == ("E102", "issues/publication.yaml")
    assert problem.cure.zh
