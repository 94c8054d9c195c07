"""When a message that was not taken goes again."""

SCHEDULE = (300, 1_800, 7_200, 28_800, 86_400)
"""Seconds to wait after each temporary answer: 5 min, 30 min, 2 h, 8 h, 24 h."""

QUICK = 3
"""Times that a message goes again at once when its connection was cut."""

_FAR = 2 * SCHEDULE[-1]


def delay(attempts: int) -> int | None:
    """Tell how long to wait after a temporary answer.

    Args:
        attempts: made before the one that was just answered.

    Returns:
        Seconds; None when the schedule is at its end and the row has failed.
    """
    return SCHEDULE[attempts] if attempts < len(SCHEDULE) else None


def is_due(moment: int | None, now: int) -> bool:
    """Tell whether a waiting row or chunk may go.

    A moment further away than any wait was written under another clock: it counts
    as due, so that a clock set back cannot hold mail for years.

    Args:
        moment: seconds since 1970; None means at any time.
        now: the same.
    """
    return moment is None or moment <= now or moment > now + _FAR
