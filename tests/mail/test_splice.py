"""Messages for readers: what is spliced is what would have been written whole."""

import re
from base64 import encodebytes
from dataclasses import replace
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import UsageError
from newsletter.mail import TOKEN_PLACEHOLDER, HeaderError, Mailing, Recipient, Template
from newsletter.mail.splice import MARK, Run, base64_pieces
from newsletter.model.issue import Issue
from tests.builders import a_publication
from tests.mail.hostile import BAD, GOOD, NAMES
from tests.mail.sample import (
    IDENTITY,
    an_english_paper,
    gazette,
    mailed,
    message_text,
    raw_fields,
    read,
    the_issue,
)

ONE = "aaaabbbbccccddddeeeeffffgggg0001"
TWO = "0000111122223333444455556666_-Zz"
READER = Recipient(address="reader@example.net", name="读者甲")


def a_template(issue: Issue | None = None) -> Template:
    template = Mailing(issue=issue or the_issue(), layout=gazette()).template()
    assert template is not None
    return template


@given(
    st.lists(st.binary(max_size=90).filter(lambda part: MARK not in part), min_size=1)
)
def test_spliced_lines_are_those_of_the_whole_body(parts: list[bytes]) -> None:
    pieces = base64_pieces(MARK.join(parts))

    for token in (ONE.encode(), TWO.encode()):
        spliced = b"".join(
            piece.encoded(token) if isinstance(piece, Run) else piece
            for piece in pieces
        )
        whole = encodebytes(token.join(parts)).replace(b"\n", b"\r\n")
        assert spliced == whole


def test_two_tokens_may_share_a_line_and_stand_at_both_ends() -> None:
    data = MARK + b"-" + MARK

    pieces = base64_pieces(data)

    assert sum(isinstance(piece, Run) for piece in pieces) == 1
    (run,) = [piece for piece in pieces if isinstance(piece, Run)]
    assert run.around == (b"", b"-", b"")


def test_most_of_a_letter_is_encoded_once_for_all() -> None:
    template = a_template()

    open_bytes = sum(len(run.encoded(MARK)) for _, run in template.runs)
    assert open_bytes < 0.1 * sum(map(len, template.body))


def test_decoded_parts_equal_the_plain_rendering() -> None:
    issue = the_issue()
    edition = mailed(issue)

    message = read(a_template(issue).render(ONE, READER))

    for kind, whole in (("text/html", edition.html), ("text/plain", edition.text)):
        assert TOKEN_PLACEHOLDER in whole
        assert message_text(message, kind) == whole.replace(TOKEN_PLACEHOLDER, ONE)
    assert [part.defects for part in message.walk() if part.defects] == []
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_tokens_and_names_never_cross_readers() -> None:
    template = a_template()

    first = template.render(ONE, READER)
    second = template.render(TWO, Recipient(address="other@example.net"))
    again = template.render(ONE, READER)

    opened = [
        raw.decode() + message_text(read(raw), "text/html") + message_text(read(raw))
        for raw in (first, second)
    ]
    assert first == again
    assert ONE in opened[0]
    assert TWO not in opened[0]
    assert TWO in opened[1]
    assert ONE not in opened[1]
    assert "reader@" not in opened[1]
    assert all(TOKEN_PLACEHOLDER not in one for one in opened)


def test_message_id_is_stable_for_issue_and_reader() -> None:
    issue = the_issue()
    template, next_week = a_template(issue), a_template(replace(issue, number=1025))

    ids = [
        read(one.render(token, READER))["Message-ID"]
        for one in (template, template, next_week)
        for token in (ONE, TWO)
    ]

    assert ids[:2] == ids[2:4]
    assert len(set(ids)) == 4
    assert ids[0] == f"<hewan.2021-11-23.1024.{ONE}@example.org>"


def test_unsubscription_is_the_readers_own_by_https_and_by_mail() -> None:
    fields = dict(raw_fields(a_template().render(ONE, READER)))

    assert fields["List-Unsubscribe"] == (
        f"<https://paper.example.org/unsubscribe?token={ONE}>,"
        f" <mailto:paper@example.org?subject=unsubscribe%20{ONE}>"
    )
    assert fields["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_header_lines_are_legal_and_programs_fields_hold_no_encoded_word() -> None:
    paper = an_english_paper(
        slug="a-paper-with-a-very-long-name-" * 2,
        url="https://报纸.example.org/" + "x" * 90 + "/",
        mail=replace(IDENTITY, address="paper@例子.中国"),
    )

    raw = a_template(the_issue(paper=paper)).render(ONE, READER)

    fields = raw_fields(raw)
    names = [name for name, _ in fields]
    encoded = {name for name, value in fields if "=?" in value}
    assert encoded <= {"To", "From", "Subject"}
    assert len(names) == len(set(names))
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert all(len(word) <= 75 for word in re.findall(rb"=\?\S+\?=", raw))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()


@pytest.mark.parametrize("name", NAMES)
def test_hostile_name_reaches_nothing_but_the_display_name(name: str) -> None:
    plain = raw_fields(a_template().render(ONE, READER))

    raw = a_template().render(ONE, Recipient(address="reader@example.net", name=name))

    fields = raw_fields(raw)
    assert [f for f in fields if f[0] != "To"] == [f for f in plain if f[0] != "To"]
    (to,) = [value for field, value in fields if field == "To"]
    assert [address for _, address in getaddresses([to])] == ["reader@example.net"]
    assert read(raw)["To"].addresses[0].addr_spec == "reader@example.net"
    assert message_text(read(raw), "text/plain")


def test_there_are_a_hundred_hostile_subscribers() -> None:
    assert len({*NAMES}) + len({*GOOD, *BAD}) == 100


@pytest.mark.parametrize("address", GOOD)
def test_usable_address_is_written_in_ascii(address: str) -> None:
    raw = a_template().render(ONE, Recipient(address=address, name="甲"))

    written = read(raw)["To"].addresses[0].addr_spec
    local, _, domain = address.rpartition("@")
    assert written == f"{local}@{domain.encode('idna').decode()}"


@pytest.mark.parametrize("address", BAD)
def test_unusable_address_is_reported_and_not_mailed(address: str) -> None:
    template = a_template()

    with pytest.raises(HeaderError) as caught:
        template.render(ONE, Recipient(address=address))

    assert caught.value.what.zh
    assert caught.value.cure.zh


@pytest.mark.parametrize("token", ["", "short", "x" * 33, "河" * 32, "a" * 31 + "\n"])
def test_token_that_would_move_the_letter_is_refused(token: str) -> None:
    template = a_template()

    with pytest.raises(UsageError, match="32"):
        template.render(token, READER)


def test_paper_without_https_offers_no_one_click() -> None:
    paper = a_publication(url="http://paper.example.org/", mail=IDENTITY)

    fields = dict(raw_fields(a_template(the_issue(paper=paper)).render(ONE, READER)))

    assert "List-Unsubscribe-Post" not in fields
    assert ONE in fields["List-Unsubscribe"]
