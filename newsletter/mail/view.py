"""An issue as plain values for the templates of the e-mail edition."""

from collections.abc import Mapping
from dataclasses import dataclass

from newsletter.mail.articles import ArticleView, Shown, article_view
from newsletter.mail.budget import lead_of
from newsletter.mail.links import Links
from newsletter.model.calendar import long_date, lunar_date, solar_term, weekday
from newsletter.model.correction_box import correction_groups
from newsletter.model.issue import Article, Group, Issue, PageName, Photo, Slot
from newsletter.model.publication import Furniture, InMail, MailIdentity

_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
_FACTS = (
    "organ", "supervisor", "licence", "postal_code", "price", "printer", "address",
    "phone", "email",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Articles under one section head or banner."""

    anchor: str
    name: str
    """Of the section; empty when the head above still holds."""

    banner: str
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A section with the number of its articles."""

    anchor: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """One issue."""

    template: str
    """Of the layout, such as ``digest``."""

    paper: str
    language: str
    direction: str
    motto: str
    dates: tuple[str, ...]
    number: int
    """0 for a digest of several issues."""

    lead_title: str
    lead_text: str
    index: tuple[IndexEntry, ...]
    groups: tuple[GroupView, ...]
    pages: tuple[PageName, ...]
    """Those with editors."""

    facts: tuple[tuple[str, str], ...]
    """Furniture that is given: name of the field, value."""

    postal_address: str
    reason: str
    links: Links


def issue_view(
    issue: Issue, links: Links, pictures: Mapping[Photo, Shown], short: frozenset[str]
) -> IssueView:
    """Lay out what the templates print.

    Args:
        issue: as loaded.
        links: the addresses around the copy.
        pictures: how this message shows each photo.
        short: slugs of the articles that become lead and link.
    """
    paper = issue.publication
    identity = paper.mail or MailIdentity(sender="", address="")
    groups = (*lead_first(issue.groups), *correction_groups(issue))
    articles = [article for group in groups for article in group.articles]
    return IssueView(
        template=identity.layout,
        paper=paper.name,
        language=paper.language,
        direction=_direction(paper.language),
        motto=paper.furniture.motto,
        dates=_dates(issue),
        number=0 if issue.since else issue.number,
        lead_title=articles[0].title if articles else "",
        lead_text=lead_of(articles[0]) if articles else "",
        index=_index(groups),
        groups=_groups(groups, links, pictures, short),
        pages=tuple(page for page in issue.pages if page.editors),
        facts=_facts(paper.furniture),
        postal_address=identity.postal_address,
        reason=identity.reason,
        links=links,
    )


def lead_first(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Put the article with the slot ``lead`` before all others, under its own head.

    Without such an article the paper's order is kept: its first article leads.
    """
    leads = [(g, a) for g in groups for a in g.articles if a.slot is Slot.LEAD]
    if not leads:
        return groups
    home, lead = leads[0]
    others = tuple(_without(group, lead) for group in groups)
    opening = Group(section=home.section, banner=home.banner, articles=(lead,))
    return (opening, *(group for group in others if group.articles))


def _without(group: Group, article: Article) -> Group:
    kept = tuple(a for a in group.articles if a is not article)
    return Group(section=group.section, banner=group.banner, articles=kept)


def _direction(language: str) -> str:
    return "rtl" if language.lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def _dates(issue: Issue) -> tuple[str, ...]:
    language = issue.publication.language
    if issue.since:
        days = sorted({issue.since, issue.date})
        return (" – ".join(long_date(day, language) for day in days),)
    said = [long_date(issue.date, language), weekday(issue.date, language)]
    if issue.publication.is_chinese:
        said += [lunar_date(issue.date), solar_term(issue.date)]
    return tuple(filter(None, said))


def _facts(furniture: Furniture) -> tuple[tuple[str, str], ...]:
    given = ((name, getattr(furniture, name)) for name in _FACTS)
    return tuple((name, value) for name, value in given if value)


def _index(groups: tuple[Group, ...]) -> tuple[IndexEntry, ...]:
    counts: dict[str, int] = {}
    entries: dict[str, tuple[str, str]] = {}
    for number, group in enumerate(groups, 1):
        section = group.section
        if not section.name:
            continue
        entries.setdefault(section.slug, (_anchor(number), section.name))
        counts[section.slug] = counts.get(section.slug, 0) + len(group.articles)
    return tuple(
        IndexEntry(anchor=anchor, name=name, count=counts[slug])
        for slug, (anchor, name) in entries.items()
    )


def _anchor(number: int) -> str:
    return f"s{number}"


def _groups(
    groups: tuple[Group, ...],
    links: Links,
    pictures: Mapping[Photo, Shown],
    short: frozenset[str],
) -> tuple[GroupView, ...]:
    before = (None, *groups)
    return tuple(
        GroupView(
            anchor=_anchor(number),
            name=group.section.name if _needs_head(previous, group) else "",
            banner=group.banner,
            articles=tuple(
                article_view(
                    article,
                    links,
                    pictures,
                    is_short=group.section.in_mail is InMail.LEAD
                    or article.slug in short,
                    section=group.section.slug,
                )
                for article in group.articles
            ),
        )
        for number, (previous, group) in enumerate(zip(before, groups, strict=False), 1)
    )


def _needs_head(previous: Group | None, group: Group) -> bool:
    """A head is repeated only where a banner ends, or the banner would go on."""
    if previous is None or previous.section != group.section:
        return True
    return bool(previous.banner) and not group.banner
