"""How many messages are announced at a time."""

from newsletter.circulation.campaign.pace import Pace


def lengths(pace: Pace, times: int, lasting: float) -> list[int]:
    """Announce so often, each row lasting so many seconds, over ten connections."""
    found: list[int] = []
    now = 0.0
    for _ in range(times):
        pace.handed(now)
        now += lasting / 2
        pace.ran_low(10, now)
        found.append(pace.window(10))
    return found


def test_a_quick_relay_gets_longer_rows_up_to_a_bound() -> None:
    found = lengths(Pace(), 8, lasting=0.01)

    assert found == [20, 40, 80, 160, 320, 500, 500, 500]


def test_a_slow_relay_gets_one_message_for_each_connection() -> None:
    pace = Pace()
    lengths(pace, 8, lasting=0.01)

    found = lengths(pace, 8, lasting=3.0)

    assert found[-1] == 10
    assert pace.low(10) == 0


def test_trouble_begins_anew() -> None:
    pace = Pace()
    lengths(pace, 8, lasting=0.01)

    pace.brake()

    assert pace.window(10) == 10


def test_nothing_is_announced_while_no_connection_stands() -> None:
    pace = Pace()
    lengths(pace, 8, lasting=0.01)

    assert pace.window(0) == 0


def test_without_a_row_each_connection_has_one_message() -> None:
    assert lengths(Pace(seconds=0), 3, lasting=0.0) == [10, 10, 10]
