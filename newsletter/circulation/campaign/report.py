"""What became of a campaign: by state, class of bounce, section and provider.

Opens are never counted: mail carries no pictures of ours that tell one reader from
another.  Clicks are, as sums, where the paper asks for it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from newsletter.circulation.campaign.campaigns import books_of
from newsletter.circulation.campaign.chunks import choice_of
from newsletter.circulation.campaign.orders import Campaign
from newsletter.circulation.campaign.protocol import Books, State
from newsletter.circulation.campaign.providers import provider_of
from newsletter.circulation.clicks import Click, clicks_on
from newsletter.circulation.store import Store

_NAMED = 200
"""Addresses that a report names at most, of each kind."""

_LONGEST = 12
"""Providers that a report tells apart; the rest are one."""

OTHERS = "others"

Tally = Mapping[State, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignReport:
    """One campaign at one moment."""

    campaign: Campaign
    books: Books
    seconds: float
    """Since it began, or from beginning to end."""

    providers: Mapping[str, Tally]
    """Largest first; smaller ones together as ``OTHERS``."""

    sections: Mapping[str, Tally]
    """By slug: readers who take the section, those who take all among them."""

    bounces: Mapping[str, int]
    """By class."""

    unsubscribed: int
    """Recipients who have withdrawn since it began."""

    held: tuple[str, ...]
    """Addresses in doubt, by name."""

    failed: tuple[tuple[str, str], ...]
    """Addresses that could not be reached, each with its last answer."""

    clicks: tuple[Click, ...] = ()
    """On the links of the issue, in all its campaigns, the most followed first."""

    @property
    def section_clicks(self) -> dict[str, int]:
        """Clicks by section, in the paper's order; empty when there are none."""
        counts = Counter[str]()
        for click in self.clicks:
            counts[click.target.section] += click.count
        return {slug: counts[slug] for slug in self.sections if counts[slug]}

    @property
    def per_second(self) -> float:
        """Messages taken by the relay, a second."""
        return self.books.of(State.SENT) / self.seconds if self.seconds else 0.0


def report_of(
    store: Store, campaign: Campaign, sections: tuple[str, ...], now: int
) -> CampaignReport:
    """Sum up a campaign.

    Args:
        store: the ledger's.
        campaign: at any stage.
        sections: slugs of the paper's sections, in its order.
        now: seconds since 1970.
    """
    with store.reading() as ledger:
        providers = _providers(ledger, campaign.id)
        by_choice = _choices(ledger, campaign.id)
        bounces = _bounces(ledger, campaign.id)
        withdrawn = _withdrawn(ledger, campaign)
        held = tuple(address for address, _ in _named(ledger, campaign.id, State.HELD))
        failed = _named(ledger, campaign.id, State.FAILED)
        clicks = clicks_on(ledger, campaign.issue)
    end = campaign.finished_at or now
    return CampaignReport(
        campaign=campaign,
        books=books_of(store, campaign),
        seconds=max(0.0, float(end - (campaign.started_at or end))),
        providers=providers,
        sections=_sections(by_choice, sections),
        bounces=bounces,
        unsubscribed=withdrawn,
        held=held,
        failed=failed,
        clicks=clicks,
    )


def _providers(ledger: Connection, campaign: int) -> dict[str, Counter[State]]:
    at = "instr(address, '@')"
    if ledger.dialect.name != "sqlite":
        at = "strpos(address, '@')"
    found = ledger.execute(
        text(
            f"SELECT substr(address, {at} + 1) AS domain, state, count(*) "  # noqa: S608
            "FROM deliveries WHERE campaign_id = :id GROUP BY 1, 2"
        ),
        {"id": campaign},
    )
    tallies: dict[str, Counter[State]] = {}
    for domain, state, count in found:
        # Who was forgotten has no address any more, and so no provider.
        provider = provider_of(domain) or OTHERS
        tallies.setdefault(provider, Counter())[State(state)] += count
    return _largest(tallies)


def _largest(tallies: dict[str, Counter[State]]) -> dict[str, Counter[State]]:
    order = sorted(tallies, key=lambda name: (-tallies[name].total(), name))
    shown = {name: tallies[name] for name in order[:_LONGEST]}
    rest = sum((tallies[name] for name in order[_LONGEST:]), Counter())
    rest += shown.pop(OTHERS, Counter())
    return shown | ({OTHERS: rest} if rest else {})


def _choices(
    ledger: Connection, campaign: int
) -> tuple[tuple[frozenset[str] | None, State, int], ...]:
    found = ledger.execute(
        text(
            "SELECT choice, state, count(*) FROM deliveries WHERE campaign_id = :id "
            "GROUP BY choice, state"
        ),
        {"id": campaign},
    )
    return tuple((choice_of(choice), State(s), n) for choice, s, n in found)


def _sections(
    by_choice: tuple[tuple[frozenset[str] | None, State, int], ...],
    sections: tuple[str, ...],
) -> dict[str, Counter[State]]:
    tallies = {slug: Counter[State]() for slug in sections}
    for choice, state, count in by_choice:
        for slug in sections:
            if choice is None or slug in choice:
                tallies[slug][state] += count
    return tallies


def _bounces(ledger: Connection, campaign: int) -> dict[str, int]:
    found = ledger.execute(
        text(
            "SELECT class, count(*) FROM bounces WHERE campaign_id = :id "
            "GROUP BY class ORDER BY class"
        ),
        {"id": campaign},
    )
    return {kind: count for kind, count in found}  # noqa: C416  (rows, not pairs)


def _withdrawn(ledger: Connection, campaign: Campaign) -> int:
    found = ledger.scalar(
        text(
            "SELECT count(DISTINCT d.subscriber_id) FROM consents c JOIN deliveries d "
            "ON d.subscriber_id = c.subscriber_id AND d.campaign_id = :id "
            "WHERE c.action = 'withdrawn' AND c.at >= :since"
        ),
        {"id": campaign.id, "since": campaign.started_at or 0},
    )
    return int(found or 0)


def _named(
    ledger: Connection, campaign: int, state: State
) -> tuple[tuple[str, str], ...]:
    found = ledger.execute(
        text(
            "SELECT address, answer FROM deliveries WHERE campaign_id = :id "
            'AND state = :state ORDER BY "row" LIMIT :most'
        ),
        {"id": campaign, "state": int(state), "most": _NAMED},
    )
    return tuple((address, answer or "") for address, answer in found)
