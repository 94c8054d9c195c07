"""One spelling for one mailbox, or a reason why not."""

import pytest

from newsletter.circulation.addresses import AddressError, normalised


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ann@example.org", "ann@example.org"),
        ("  Ann.Reader+News@Example.ORG. ", "ann.reader+news@example.org"),
        ("mailto:ann@example.org", "ann@example.org"),
        ("<ann@example.org>", "ann@example.org"),
        ("duzhe@例子.中国", "duzhe@xn--fsqu00a.xn--fiqs8s"),
        ("duzhe@bücher.example", "duzhe@xn--bcher-kva.example"),
        ("o'hara=x{y}@mail.example.co", "o'hara=x{y}@mail.example.co"),
        ("a@xn--fsqu00a.xn--fiqs8s", "a@xn--fsqu00a.xn--fiqs8s"),
    ],
)
def test_spellings_of_one_mailbox_are_one(written: str, kept: str) -> None:
    assert normalised(written) == kept
    assert normalised(kept) == kept


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("ann", "form"),
        ("@example.org", "form"),
        ("ann@", "form"),
        ("ann＠example.org", "form"),
        ("a b@example.org", "form"),
        ("a..b@example.org", "form"),
        (".a@example.org", "form"),
        ('"a b"@example.org', "form"),
        ("ann@example.org\nBcc: all@example.org", "form"),
        ("a\r\nb@example.org", "form"),
        ("a,b@example.org", "form"),
        ("读者@example.org", "local"),
        ("ann@localhost", "domain"),
        ("ann@192.0.2.1", "domain"),
        ("ann@[192.0.2.1]", "domain"),
        ("ann@exa_mple.org", "domain"),
        ("ann@-a.example", "domain"),
        ("ann@a..example", "domain"),
        (f"ann@{'a' * 64}.example", "domain"),
        (f"{'a' * 65}@example.org", "long"),
        (f"ann@{'a.' * 126}example", "long"),
    ],
)
def test_what_no_mail_can_reach_is_refused_with_a_reason(
    written: str, code: str
) -> None:
    with pytest.raises(AddressError) as caught:
        normalised(written)

    assert caught.value.code == code
    assert caught.value.what.zh
    assert caught.value.what.en
    assert "\n" not in caught.value.what.en
