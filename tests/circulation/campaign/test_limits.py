"""How fast mail may go, and what answers mean."""

import pytest

from newsletter.circulation.campaign.answers import Class, class_of, verdict_of
from newsletter.circulation.campaign.limits import Limits
from newsletter.circulation.campaign.protocol import Verdict
from newsletter.circulation.campaign.providers import Directory
from newsletter.circulation.campaign.watch import Watch


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def sent_in(limits: Limits, clock: Clock, provider: str, seconds: float) -> int:
    """Send as fast as the limits let, and count."""
    end, count = clock.now + seconds, 0
    while clock.now < end:
        if limits.wait(provider):
            clock.now += 0.01
        else:
            limits.take(provider)
            count += 1
    return count


def test_a_provider_gets_no_more_than_its_rate() -> None:
    clock = Clock()
    limits = Limits(providers={"qq": 5.0}, clock=clock)

    count = sent_in(limits, clock, "qq", seconds=60)

    assert 295 <= count <= 312
    assert limits.wait("gmail") == 0


def test_the_relay_bounds_all_providers_together() -> None:
    clock = Clock()
    limits = Limits(relay=10.0, clock=clock)

    count = sent_in(limits, clock, "qq", 10) + sent_in(limits, clock, "gmail", 10)

    assert 195 <= count <= 222


def test_workers_share_the_rates() -> None:
    clock = Clock()
    limits = Limits(relay=10.0, providers={"qq": 4.0}, clock=clock)

    limits.share(4)

    assert 9 <= sent_in(limits, clock, "qq", 10) <= 13


def test_throttle_answers_close_a_provider_for_longer_each_time() -> None:
    clock = Clock()
    limits = Limits(clock=clock)

    limits.throttled("netease")
    limits.throttled("netease")  # was under way already
    first = limits.wait("netease")
    clock.now += first
    limits.throttled("netease")
    second = limits.wait("netease")

    assert (first, second) == (60.0, 120.0)
    assert limits.wait("qq") == 0


@pytest.mark.parametrize(
    ("code", "text", "verdict", "kind"),
    [
        (550, "Domain frequency limited", Verdict.THROTTLED, Class.THROTTLE),
        (550, "Connection frequency limited", Verdict.THROTTLED, Class.THROTTLE),
        (421, "HL:ICC 163 smtp8", Verdict.THROTTLED, Class.THROTTLE),
        (451, "MI:SFQ 163 smtp8", Verdict.THROTTLED, Class.THROTTLE),
        (421, "4.7.28 unusual rate of mail", Verdict.THROTTLED, Class.THROTTLE),
        (451, "4.3.0 try later", Verdict.LATER, Class.SOFT),
        (552, "5.2.2 mailbox full", Verdict.REFUSED, Class.SOFT),
        (550, "5.1.1 no such user", Verdict.REFUSED, Class.HARD),
        (550, "5.7.1 SPF check failed", Verdict.REFUSED, Class.BLOCK),
        (550, "5.7.515 access denied", Verdict.REFUSED, Class.BLOCK),
    ],
)
def test_answers_are_sorted_by_whom_they_are_about(
    code: int, text: str, verdict: Verdict, kind: Class
) -> None:
    assert verdict_of(code, text) is verdict
    assert class_of(code, text) is kind


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("a@QQ.com", "qq"),
        ("a@foxmail.com", "qq"),
        ("a@yeah.net", "netease"),
        ("a@hotmail.com", "outlook"),
        ("a@works.example", "gmail"),
        ("a@alone.example", "alone.example"),
    ],
)
def test_a_providers_domains_count_as_one_and_its_exchangers_too(
    address: str, provider: str
) -> None:
    exchangers = {"works.example": ("aspmx.l.google.com.",)}
    directory = Directory(asks=True, lookup=lambda domain: exchangers.get(domain, ()))

    assert directory.provider(address) == provider


def test_a_name_server_is_asked_once_for_a_domain() -> None:
    asked: list[str] = []

    def lookup(domain: str) -> tuple[str, ...]:
        asked.append(domain)
        return ()

    directory = Directory(asks=True, lookup=lookup)
    for number in range(3):
        directory.provider(f"reader{number}@paper.example")

    assert asked == ["paper.example"]


def test_a_worker_is_dead_when_its_beat_stands_still_whatever_the_time_of_day() -> None:
    watch = Watch(patience=60)

    assert watch.dead({"a": 5_000, "b": 5_000}, now=0) == ()
    assert watch.dead({"a": 5_005, "b": -90_000}, now=50) == ()  # b's clock was set
    assert watch.dead({"a": 5_005, "b": -89_995}, now=100) == ()
    assert watch.dead({"a": 5_005, "b": -89_990}, now=111) == ("a",)
