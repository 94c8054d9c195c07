"""The dialogue with a relay, well and badly behaved; where it is cut decides."""

import pytest

from newsletter.circulation.campaign.protocol import Reply, Verdict
from newsletter.circulation.campaign.refusals import RelayAwayError
from newsletter.circulation.campaign.wire import Connection, Envelope
from tests.circulation.campaign.paper import a_relay
from tests.circulation.campaign.sink import Misdeed, Sink, listening

TO = Envelope("bounces+serial@paper.example", "reader@example.net")
MESSAGE = b"Message-ID: <1@paper.example>\r\n\r\n.dot\r\n..two\r\n"


def at(wanted: str, answer: str) -> Misdeed:
    """Misbehave at one moment."""
    return lambda moment, _: answer if moment == wanted else None


def offered(sink: Sink, **fields: object) -> Reply:
    """Offer one message over a new connection."""
    with listening(sink), Connection(a_relay(sink.port, **fields), "") as connection:
        return connection.send(TO, MESSAGE)


@pytest.mark.parametrize("is_piped", [True, False])
def test_a_message_arrives_as_it_is_with_its_readers_envelope(is_piped: bool) -> None:  # noqa: FBT001
    sink = Sink(is_piped=is_piped, keeps_messages=True)

    reply = offered(sink)

    assert reply.verdict is Verdict.TAKEN
    assert sink.taken == [("reader@example.net", "1@paper.example")]
    assert sink.senders == ["bounces+serial@paper.example"]
    assert sink.messages == [MESSAGE.replace(b"\r\n.", b"\r\n..")]


@pytest.mark.parametrize("is_piped", [True, False])
@pytest.mark.parametrize(
    ("moment", "answer", "verdict"),
    [
        ("mail", "drop", Verdict.UNSENT),
        ("rcpt", "drop", Verdict.UNSENT),
        ("data", "drop", Verdict.UNSENT),
        # So short a message is whole on its way before the cut is seen.
        ("body", "drop", Verdict.DOUBTFUL),
        ("dot", "drop", Verdict.DOUBTFUL),
        ("taken", "drop", Verdict.DOUBTFUL),
        ("mail", "421 closing", Verdict.UNSENT),
        ("mail", "550 5.7.1 who are you", Verdict.UNWELCOME),
        ("mail", "530 5.7.0 log in first", Verdict.UNWELCOME),
        ("rcpt", "550 5.1.1 no such user", Verdict.REFUSED),
        ("rcpt", "450 4.2.0 greylisted", Verdict.LATER),
        ("rcpt", "550 Domain frequency limited", Verdict.THROTTLED),
        ("dot", "452 4.3.1 disk full", Verdict.LATER),
        ("dot", "554 5.6.0 no", Verdict.REFUSED),
        ("taken", "354 what?", Verdict.DOUBTFUL),
        ("taken", "gibberish", Verdict.DOUBTFUL),
        ("rcpt", "gibberish", Verdict.UNSENT),
    ],
)
def test_the_moment_of_a_misdeed_decides_what_is_known(
    moment: str,
    answer: str,
    verdict: Verdict,
    is_piped: bool,  # noqa: FBT001
) -> None:
    reply = offered(Sink(misdeed=at(moment, answer), is_piped=is_piped))

    assert reply.verdict is verdict


def test_a_relay_that_stalls_after_the_dot_leaves_a_doubt() -> None:
    reply = offered(Sink(misdeed=at("taken", "stall")), patience=0.3)

    assert reply.verdict is Verdict.DOUBTFUL
    assert reply.is_over


def test_a_relay_that_stalls_before_the_dot_leaves_none() -> None:
    reply = offered(Sink(misdeed=at("rcpt", "stall")), timeout=0.3)

    assert reply.verdict is Verdict.UNSENT


def test_a_connection_is_used_again_after_a_refusal() -> None:
    answers = iter(["550 5.1.1 no such user", None])

    def misdeed(moment: str, _: str) -> str | None:
        return next(answers) if moment == "rcpt" else None

    sink = Sink(misdeed=misdeed)
    with listening(sink), Connection(a_relay(sink.port), "") as connection:
        first = connection.send(TO, MESSAGE)
        second = connection.send(TO, MESSAGE)

    assert (first.verdict, second.verdict) == (Verdict.REFUSED, Verdict.TAKEN)
    assert sink.connections == 1


def test_nobody_at_the_relay_is_told_as_such() -> None:
    with listening(Sink()) as sink:
        pass

    with pytest.raises(RelayAwayError, match=r"no relay at 127\.0\.0\.1"):
        Connection(a_relay(sink.port), "")
