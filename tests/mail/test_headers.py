import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsletter.mail.headers import (
    HeaderError,
    ascii_mailbox,
    mailbox,
    structured,
    unstructured,
)

WORDS = re.compile(rb"=\?[^?]+\?[bBqQ]\?[^?]*\?=")


def parsed(field: bytes) -> str:
    (value,) = message_from_bytes(field + b"\r\n", policy=default).values()
    return str(value)


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp", "Zs")), min_size=1))
@example("河湾报" * 60)
@example("𠮷野家👩‍👩‍👧 今日开张")
@example("a" * 2000)
@example("=?utf-8?B?5rKz?=")
def test_subject_comes_back_whole_and_in_legal_lines(text: str) -> None:
    field = unstructured("Subject", text)

    raw = message_from_bytes(field + b"\r\n")["Subject"]
    assert str(make_header(decode_header(raw))) == text
    assert max(map(len, field.split(b"\r\n"))) <= 76
    assert all(len(word) <= 75 for word in WORDS.findall(field))


def test_english_subject_stays_readable_and_folds_at_blanks() -> None:
    text = "The River Bend No. 1024: " + "old quay reopens for walkers " * 4

    field = unstructured("Subject", text.strip())

    assert b"=?" not in field
    assert max(map(len, field.split(b"\r\n"))) <= 76
    assert parsed(field) == text.strip()


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@example.org", "a\nb", "a\x00b", "\u2028"])
def test_line_breaks_and_control_characters_never_reach_a_header(bad: str) -> None:
    for write in (structured, unstructured):
        with pytest.raises(HeaderError):
            write("Subject", bad)
    with pytest.raises(HeaderError):
        mailbox("From", bad, "paper@example.org")
    with pytest.raises(HeaderError):
        mailbox("From", "Paper", f"paper{bad}@example.org")


def test_long_address_in_list_unsubscribe_is_never_encoded() -> None:
    url = "https://paper.example.org/unsubscribe?token=" + "x" * 300

    field = structured("List-Unsubscribe", f"<{url}>, <mailto:paper@example.org>")

    assert b"=?" not in field
    assert field.startswith(b"List-Unsubscribe: <https://")
    assert field.replace(b"\r\n", b"") == (
        f"List-Unsubscribe: <{url}>, <mailto:paper@example.org>".encode()
    )


def test_structured_field_refuses_what_it_cannot_say() -> None:
    with pytest.raises(HeaderError, match="ASCII"):
        structured("List-ID", "<河湾.example.org>")
    with pytest.raises(HeaderError, match="long"):
        structured("Archived-At", "<https://paper.example.org/" + "x" * 998 + ">")


@pytest.mark.parametrize(
    ("display", "written"),
    [
        ("Paper", b"From: Paper <p@example.org>\r\n"),
        ("", b"From: <p@example.org>\r\n"),
        ('The "Bend", Ltd.', b'From: "The \\"Bend\\", Ltd." <p@example.org>\r\n'),
        ("河湾报", b"From: =?utf-8?B?5rKz5rm+5oql?= <p@example.org>\r\n"),
    ],
)
def test_display_name_is_an_atom_a_quoted_string_or_encoded(
    display: str, written: bytes
) -> None:
    assert mailbox("From", display, "p@example.org") == written


def test_long_display_name_folds_and_comes_back() -> None:
    name = "河湾区融媒体中心河湾报编辑部" * 12

    field = mailbox("From", name, "paper@example.org")

    raw = message_from_bytes(field + b"\r\n")["From"]
    assert str(make_header(decode_header(raw))) == f"{name} <paper@example.org>"
    assert max(map(len, field.split(b"\r\n"))) <= 76


def test_international_domain_becomes_its_a_labels() -> None:
    assert ascii_mailbox("paper@例子.中国") == "paper@xn--fsqu00a.xn--fiqs8s"


@pytest.mark.parametrize(
    "bad",
    [
        "编辑@example.org",
        "paper",
        "@example.org",
        "paper@",
        "a b@example.org",
        "a@b@example.org",
        "paper@exa mple.org",
        "paper@-example.org",
        "paper@" + "x" * 64 + ".org",
        "x" * 65 + "@example.org",
        ".paper@example.org",
        "paper@example.org>, <evil@example.org",
    ],
)
def test_unusable_address_is_refused_and_not_rewritten(bad: str) -> None:
    with pytest.raises(HeaderError) as caught:
        ascii_mailbox(bad)

    assert "邮箱地址" in caught.value.what.zh
    assert caught.value.cure.en
