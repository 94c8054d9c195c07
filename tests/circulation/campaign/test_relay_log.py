"""What a relay's log settles of mail that was sent twice."""

from datetime import UTC, datetime

from newsletter.circulation.campaign.relay_log import RelayLog

NAME = "paper.2021-11-23.7.token@paper.example"


def test_a_line_of_the_first_sending_does_not_speak_for_the_second() -> None:
    head, queue = "2021-11-23T06:00:02+00:00 mx postfix", "4BAAAA1"
    lines = [
        f"{head}/cleanup[7]: {queue}: message-id=<{NAME}>",
        f"{head}/qmgr[8]: {queue}: from=<b@x>, size=9, nrcpt=1 (queue active)",
    ]
    taken = int(datetime(2021, 11, 23, 6, 0, 2, tzinfo=UTC).timestamp())

    log = RelayLog.read(lines, datetime(2021, 11, 25, tzinfo=UTC))

    assert log.took(NAME)
    assert log.took(NAME, since=taken)
    assert not log.took(NAME, since=taken + 1)
    assert not log.took("another@paper.example")
