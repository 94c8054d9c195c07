import pytest

from newsletter.circulation.bounces.policy import (
    LASTING,
    Measure,
    Past,
    Sent,
    Softly,
    measure_for,
)
from newsletter.circulation.bounces.values import Kind

DAY = 86_400
WEEKS = ("2021-11-02", "2021-11-09", "2021-11-16", "2021-11-23")


def sent(*issues: str) -> tuple[Sent, ...]:
    """Issues a week apart, newest first."""
    times = enumerate(sorted(issues), start=1)
    return tuple(reversed([Sent(issue=one, at=n * 7 * DAY) for n, one in times]))


def softly(*issues: str) -> tuple[Softly, ...]:
    """Refusals an hour after each issue went out."""
    return tuple(
        Softly(at=(WEEKS.index(one) + 1) * 7 * DAY + 3_600, issue=one) for one in issues
    )


@pytest.mark.parametrize(
    ("kind", "measure"),
    [
        (Kind.HARD, Measure.SUPPRESS),
        (Kind.COMPLAINT, Measure.UNSUBSCRIBE),
        (Kind.LEAVE, Measure.UNSUBSCRIBE),
        (Kind.BLOCK, Measure.TELL),
        (Kind.THROTTLE, Measure.NOTHING),
        (Kind.AUTO, Measure.NOTHING),
        (Kind.SOFT, Measure.NOTHING),
    ],
)
def test_first_event_calls_for(kind: Kind, measure: Measure) -> None:
    assert measure_for(kind, Past()) is measure


def test_mailbox_that_refuses_three_issues_in_a_row_is_suppressed() -> None:
    past = Past(softly=softly(*WEEKS[1:]), sent=sent(*WEEKS))

    assert measure_for(Kind.SOFT, past) is Measure.SUPPRESS


def test_issue_that_arrived_between_refusals_starts_the_count_anew() -> None:
    past = Past(softly=softly(WEEKS[0], WEEKS[2], WEEKS[3]), sent=sent(*WEEKS))

    assert measure_for(Kind.SOFT, past) is Measure.NOTHING


def test_two_issues_of_a_new_reader_are_too_few_to_judge() -> None:
    past = Past(softly=softly(*WEEKS[2:]), sent=sent(*WEEKS[2:]))

    assert measure_for(Kind.SOFT, past) is Measure.NOTHING


@pytest.mark.parametrize(
    ("apart", "measure"),
    [(LASTING, Measure.SUPPRESS), (LASTING - 1, Measure.NOTHING)],
)
def test_mailbox_that_refuses_for_thirty_days_is_suppressed(
    apart: int, measure: Measure
) -> None:
    start = 50 * DAY
    refused = tuple(Softly(at=start + n * apart // 2) for n in range(3))

    assert measure_for(Kind.SOFT, Past(softly=refused, sent=())) is measure


def test_refusals_before_an_issue_that_arrived_do_not_last() -> None:
    old = tuple(Softly(at=n) for n in (1, 2))
    late = Softly(at=LASTING + 14 * DAY)
    past = Past(softly=(*old, late), sent=sent(WEEKS[0]))

    assert measure_for(Kind.SOFT, past) is Measure.NOTHING


@pytest.mark.parametrize("kind", [Kind.THROTTLE, Kind.BLOCK])
def test_no_reader_pays_for_what_the_provider_minds_of_the_paper(kind: Kind) -> None:
    past = Past(softly=softly(*WEEKS), sent=sent(*WEEKS))

    assert measure_for(kind, past) not in {Measure.SUPPRESS, Measure.UNSUBSCRIBE}
