"""Signatures, judged by dkimpy, which shares no code with ours."""

import re
from dataclasses import replace

import dkim
import pytest

from newsletter.errors import UsageError
from newsletter.mail import HeaderError, Mailing, Recipient, Signer, signer
from newsletter.mail.signing import SIGNED
from newsletter.model.issue import Issue
from tests.builders import a_publication
from tests.mail.hostile import GOOD, NAMES
from tests.mail.keys import ed25519_pem, elliptic_pem, locked_pem, rsa_pem
from tests.mail.sample import IDENTITY, gazette, raw_fields, the_issue

ONE = "aaaabbbbccccddddeeeeffffgggg0001"
TWO = "0000111122223333444455556666_-Zz"
READER = Recipient(address="reader@example.net", name="读者甲")


def rsa() -> Signer:
    return signer("example.org", "mail", rsa_pem())


def ed25519() -> Signer:
    return signer("example.org", "mail2", ed25519_pem())


def signed(
    *signers: Signer,
    reader: Recipient = READER,
    token: str = ONE,
    issue: Issue | None = None,
) -> bytes:
    mailing = Mailing(issue=issue or the_issue(), layout=gazette(), signers=signers)
    template = mailing.template()
    assert template is not None
    return template.render(token, reader)


def is_valid(message: bytes, signers: tuple[Signer, ...], index: int = 0) -> bool:
    """Let dkimpy judge, with our records as the name server's."""
    records = {
        f"{one.selector}._domainkey.{one.domain}.": one.record for one in signers
    }

    def record(name: bytes, timeout: int = 5) -> str | None:  # noqa: ARG001
        return records.get(name.decode())

    try:
        return bool(dkim.DKIM(message).verify(idx=index, dnsfunc=record))
    except dkim.ValidationError:  # the body's hash
        return False


@pytest.mark.parametrize("make", [rsa, ed25519])
@pytest.mark.parametrize("token", [ONE, TWO])
def test_signature_of_each_reader_is_valid(make: object, token: str) -> None:
    assert callable(make)
    one = make()

    message = signed(one, token=token)

    assert is_valid(message, (one,))


def test_two_signatures_stand_side_by_side() -> None:
    both = (rsa(), ed25519())

    message = signed(*both)

    algorithms = re.findall(rb"a=(\S+);", message.partition(b"\r\n\r\n")[0])
    assert algorithms == [b"rsa-sha256", b"ed25519-sha256"]
    assert is_valid(message, both, 0)
    assert is_valid(message, both, 1)


@pytest.mark.parametrize("name", NAMES)
def test_signature_holds_for_every_hostile_name(name: str) -> None:
    one = ed25519()

    message = signed(one, reader=Recipient(address=GOOD[3], name=name))

    assert is_valid(message, (one,))


def test_signature_covers_what_filters_and_readers_go_by() -> None:
    fields = dict(raw_fields(signed(rsa())))

    named = re.sub(r"\s", "", fields["DKIM-Signature"].split("h=")[1].split(";")[0])
    assert {"list-unsubscribe", "list-unsubscribe-post", "feedback-id"} <= {*SIGNED}
    assert named.split(":") == [*SIGNED, "from"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Subject: ", b"Subject: x"),
        (b"reader@example.net", b"other@example.net"),
        (ONE.encode(), TWO.encode()),
        (
            b"MIME-Version: 1.0\r\n",
            b"MIME-Version: 1.0\r\nFrom: <evil@example.org>\r\n",
        ),
        (b"Reply-To: ", b"X-Was: "),
        (b"\r\n5", b"\r\n6"),
    ],
)
def test_whatever_is_changed_breaks_the_signature(old: bytes, new: bytes) -> None:
    one = ed25519()
    message = signed(one)

    changed = message.replace(old, new, 1)

    assert is_valid(message, (one,))
    assert changed != message
    assert not is_valid(changed, (one,))


def test_field_that_was_absent_cannot_be_added() -> None:
    one = ed25519()
    paper = a_publication(mail=replace(IDENTITY, reply_to=""))
    message = signed(one, issue=the_issue(paper=paper))

    changed = message.replace(
        b"\r\nDate:", b"\r\nReply-To: <x@example.org>\r\nDate:", 1
    )

    assert is_valid(message, (one,))
    assert not is_valid(changed, (one,))


def test_signed_message_without_its_signature_is_the_unsigned_one() -> None:
    message = signed(rsa(), ed25519())

    bare = re.sub(rb"\A(?:DKIM-Signature:.*\r\n(?:[ \t].*\r\n)*)+", b"", message)

    assert bare == signed()


def test_international_domain_signs_by_its_a_labels() -> None:
    one = signer("例子.中国", "mail", ed25519_pem())

    message = signed(one)

    assert one.domain == "xn--fsqu00a.xn--fiqs8s"
    assert is_valid(message, (one,))


@pytest.mark.parametrize(
    "pem",
    [b"", b"no key", rsa_pem()[:200], locked_pem(), elliptic_pem()],
    ids=["empty", "text", "cut", "locked", "elliptic"],
)
def test_useless_key_is_refused(pem: bytes) -> None:
    with pytest.raises(UsageError, match=r"DKIM|PEM"):
        signer("example.org", "mail", pem)


@pytest.mark.parametrize(
    ("domain", "selector"), [("", "mail"), ("a b", "mail"), ("example.org", "a; d=b")]
)
def test_domain_and_selector_must_be_names(domain: str, selector: str) -> None:
    with pytest.raises(HeaderError):
        signer(domain, selector, ed25519_pem())


def test_signer_does_not_show_its_key() -> None:
    assert "sign=" not in repr(rsa())
