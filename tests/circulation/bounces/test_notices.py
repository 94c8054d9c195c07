import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.circulation.bounces.notices import events_of
from newsletter.circulation.bounces.values import Event, Kind
from tests.circulation.bounces.letters import (
    OURS,
    SERIAL,
    TOKEN,
    a_complaint,
    a_dsn,
    a_recipient,
    in_words,
)


def the_event(raw: bytes) -> Event:
    (event,) = events_of(raw)
    return event


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        ("5.1.1", "550 5.1.1 <reader@example.net>: user unknown", Kind.HARD),
        ("5.0.0", "550 no such user here", Kind.HARD),
        ("5.2.2", "552 5.2.2 mailbox full", Kind.SOFT),
        ("5.2.1", "550 5.2.1 mailbox disabled", Kind.SOFT),
        ("4.2.2", "452 4.2.2 over quota", Kind.SOFT),
        ("5.7.1", "550 5.7.1 message refused by policy", Kind.BLOCK),
        ("5.7.515", "550 5.7.515 Access denied, authenticate first", Kind.BLOCK),
        ("5.0.0", "550 Domain frequency limited", Kind.THROTTLE),
        ("5.0.0", "550 Connection frequency limited", Kind.THROTTLE),
        ("4.0.0", "421 HL:ICC 163 smtp9", Kind.THROTTLE),
        ("4.0.0", "451 MI:SFQ 163 smtp9", Kind.THROTTLE),
        ("5.0.0", "554 DT:SPM 163 smtp9", Kind.BLOCK),
        ("5.4.4", "host not found", Kind.SOFT),
    ],
)
def test_failure_is_sorted_by_what_it_says_of_the_reader(
    status: str, words: str, kind: Kind
) -> None:
    event = the_event(a_dsn(a_recipient(status, words)))

    assert event.kind is kind
    assert event.code == status
    assert event.address == "reader@example.net"


def test_report_names_its_reader_by_our_own_marks() -> None:
    event = the_event(a_dsn(a_recipient("5.1.1", "unknown")))

    assert event.serials == (SERIAL,)
    assert event.tokens == (TOKEN,)


def test_each_recipient_of_a_report_is_an_event() -> None:
    blocks = [
        a_recipient("5.1.1", "unknown", address="a@example.net"),
        a_recipient("4.2.2", "full", address="b@example.net"),
        a_recipient("2.0.0", "ok", "delivered", address="c@example.net"),
    ]

    events = events_of(a_dsn(*blocks))

    assert [(one.address, one.kind) for one in events] == [
        ("a@example.net", Kind.HARD),
        ("b@example.net", Kind.SOFT),
    ]


def test_delay_is_no_failure_for_good_whatever_its_code() -> None:
    delayed = a_recipient("5.1.1", "user unknown", action="delayed")

    assert the_event(a_dsn(delayed)).kind is Kind.SOFT


def test_folded_words_of_a_server_are_read_whole() -> None:
    block = a_recipient("5.0.0", "550-user\n unknown\n  in virtual table")

    assert the_event(a_dsn(block)).text == "550-user unknown in virtual table"


@pytest.mark.parametrize("kind", ["abuse", "fraud", "opt-out"])
def test_feedback_report_is_a_complaint(kind: str) -> None:
    event = the_event(a_complaint(kind))

    assert event.kind is Kind.COMPLAINT
    assert event.serials == (SERIAL,)
    assert event.tokens == (TOKEN,)
    assert event.address == "reader@example.net"


def test_feedback_that_mail_is_not_spam_is_no_complaint() -> None:
    assert events_of(a_complaint("not-spam")) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<p>您的邮件被退回。<br>550 Mailbox not found</p>", Kind.HARD),
        ("收件人邮件地址 reader@qq.com 不存在，邮件无法送达。", Kind.HARD),
        ("对方邮箱空间不足，邮件无法送达。", Kind.SOFT),
        ("无法投递：550 Domain frequency limited", Kind.THROTTLE),
        ("邮件被对方拒绝：554 DT:SPM，疑似垃圾邮件", Kind.BLOCK),
        ("投递失败，原因不明", Kind.SOFT),
    ],
)
@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "gb2312"])
def test_failure_told_in_chinese_words_is_understood(
    text: str, kind: Kind, charset: str
) -> None:
    event = the_event(in_words(text, charset))

    assert event.kind is kind
    assert event.serials == (SERIAL,)


def test_failure_told_in_words_finds_the_address_and_our_message() -> None:
    text = f"无法送达 reader@qq.com。原邮件：Message-ID: &lt;{OURS}&gt;"

    event = the_event(in_words(text))

    assert event.address == "reader@qq.com"
    assert event.tokens == (TOKEN,)


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("自动回复：我在休假", ""),
        ("Out of office: back on Monday", ""),
        ("谢谢来信", "Auto-Submitted: auto-replied\n"),
    ],
)
def test_answer_of_a_machine_is_no_failure(subject: str, more: str) -> None:
    raw = in_words("地址不存在？我看看", subject=subject, sender="r@qq.com", more=more)

    assert the_event(raw).kind is Kind.AUTO


def test_letter_of_a_reader_who_quotes_a_failure_tells_nothing() -> None:
    raw = in_words("我的邮件被退信了，550 5.1.1", subject="请教", sender="r@qq.com")

    assert events_of(raw) == ()


@pytest.mark.parametrize("subject", [f"unsubscribe {TOKEN}", f"Unsubscribe {TOKEN} "])
def test_goodbye_by_mail_names_its_reader_by_token(subject: str) -> None:
    raw = in_words("", subject="", sender="r@qq.com").replace(
        b"Subject: =?gb18030?B??=", f"Subject: {subject}".encode()
    )

    event = the_event(raw)

    assert event.kind is Kind.LEAVE
    assert event.tokens == (TOKEN,)


def test_goodbye_in_answer_to_an_issue_names_its_reader_by_that_issue() -> None:
    raw = f"From: r@qq.com\nSubject: unsubscribe\nIn-Reply-To: <{OURS}>\n\n".encode()

    assert the_event(raw).tokens == (TOKEN,)


def test_report_within_a_thousand_parts_is_given_up() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
        for n in range(3_000)
    )

    assert events_of(nested) == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_fault(raw: bytes) -> None:
    assert isinstance(events_of(raw), tuple)


def test_damaged_reports_are_read_without_a_fault() -> None:
    chance = random.Random(3)  # noqa: S311
    whole = a_dsn(a_recipient("5.1.1", "unknown")) + in_words("无法送达")

    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(6):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        cut = bytes(damaged[chance.randrange(200) : chance.randrange(300, 2_000)])

        assert isinstance(events_of(cut), tuple)
