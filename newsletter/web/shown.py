"""Issues, pages and articles as templates show them: texts ready, links relative."""

from dataclasses import dataclass
from itertools import groupby

from newsletter.markup import as_text, ascii_path, one_line
from newsletter.model.archive import (
    HotZone,
    PublishedArticle,
    PublishedCorrection,
    PublishedIssue,
    PublishedPage,
    PublishedPhoto,
)
from newsletter.model.calendar import long_date, lunar_date, solar_term, weekday
from newsletter.model.correction import box_line, note_label
from newsletter.model.publication import Section
from newsletter.web.site import Site

_SUMMARY_LENGTH = 120  # characters; what a list has room for


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCorrection:
    """What an issue puts right in an article of an earlier one (更正)."""

    record: PublishedCorrection
    label: str
    """``更正（2021年11月30日）：``, with the date of the issue that makes it."""

    text: str
    line: str
    """As printed in the box: the article it is about, and what was wrong."""

    href: str
    """Short address of the article below the web root."""

    made_in: str
    """Folder of the issue that makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticle:
    """An article with its address and its words on one line each."""

    record: PublishedArticle
    folder: str
    """Below the web root, with a trailing slash."""

    title: str
    lines: tuple[str, ...]
    """The headline as broken by hand."""

    section: Section
    has_section_page: bool
    summary: str
    short: str
    """Its short address below the web root, which no new slug changes."""

    notes: tuple[ShownCorrection, ...]
    """What later issues put right in it, oldest first."""

    @property
    def href(self) -> str:
        """Its address below the web root."""
        return ascii_path(self.folder)

    @property
    def photo(self) -> PublishedPhoto | None:
        """Its first photo."""
        return next(iter(self.record.photos), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Articles that follow each other under one section head and one banner."""

    section: Section
    has_section_page: bool
    banner: str
    articles: tuple[ShownArticle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownZone:
    """A rectangle on a page picture that leads elsewhere, in percent."""

    href: str
    """Relative to the web root; an address where it leads out of the paper."""

    title: str
    is_outward: bool
    """Whether an advertiser's site is where it leads."""

    left: float
    top: float
    width: float
    height: float
    is_first: bool
    """First of its article on the page; keyboards and screen readers skip others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """A page of the print edition with what begins on it."""

    record: PublishedPage
    name: str
    zones: tuple[ShownZone, ...]
    groups: tuple[Group, ...]

    @property
    def picture(self) -> str:
        """Address of its picture below the web root."""
        return ascii_path(self.record.picture)

    @property
    def pdf(self) -> str:
        """Address of its PDF below the web root; may be empty."""
        return ascii_path(self.record.pdf)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIssue:
    """An issue with its dates written out."""

    record: PublishedIssue
    folder: str
    long_date: str
    weekday: str
    lunar: str
    """Lunar date and solar term of a Chinese paper."""

    articles: tuple[ShownArticle, ...]
    groups: tuple[Group, ...]
    pages: tuple[ShownPage, ...]
    unpaged: tuple[Group, ...]
    """What begins on none of the pages; everything when there are no pages."""

    corrections: tuple[ShownCorrection, ...]
    """That it makes, of articles in earlier issues."""

    @property
    def pdf(self) -> str:
        """Address of the reader's PDF below the web root; may be empty."""
        return ascii_path(self.record.pdf)

    @property
    def epub(self) -> str:
        """Address of its EPUB below the web root; may be empty."""
        return ascii_path(self.record.epub)

    @property
    def megabytes(self) -> str:
        """Size of the PDF."""
        return f"{self.record.pdf_size / 1_000_000:.1f}"


def show_issue(site: Site, issue: PublishedIssue) -> ShownIssue:
    """Prepare an issue for templates."""
    language = site.language
    articles = tuple(_article(site, issue, article) for article in issue.articles)
    numbers = {page.number for page in issue.pages}
    lunar = (lunar_date(issue.date), solar_term(issue.date))
    return ShownIssue(
        record=issue,
        folder=f"{issue.date.isoformat()}/",
        long_date=long_date(issue.date, language),
        weekday=weekday(issue.date, language),
        lunar=" ".join(filter(None, lunar)) if site.publication.is_chinese else "",
        articles=articles,
        groups=_groups(articles),
        pages=tuple(_page(page, articles) for page in issue.pages),
        unpaged=_groups(tuple(a for a in articles if a.record.page not in numbers)),
        corrections=tuple(_correction(site, one) for one in issue.corrections),
    )


def _article(
    site: Site, issue: PublishedIssue, article: PublishedArticle
) -> ShownArticle:
    title = one_line(article.title) or issue.date.isoformat()
    section = site.section(article)
    return ShownArticle(
        record=article,
        folder=f"{issue.date.isoformat()}/{article.slug}/",
        short=f"{issue.date.isoformat()}/{article.ordinal}.html",
        title=title,
        lines=tuple(filter(None, map(one_line, article.headline))) or (title,),
        section=section,
        has_section_page=section in site.publication.sections,
        summary=_shortened(one_line(article.summary) or as_text(article.content)),
        notes=tuple(_correction(site, note) for note in article.notes),
    )


def _correction(site: Site, record: PublishedCorrection) -> ShownCorrection:
    made = site.moment(record.published).date()
    day, title, text = record.date, one_line(record.title), one_line(record.text)
    return ShownCorrection(
        record=record,
        label=note_label(made, site.language),
        text=text,
        line=box_line(day, title, text, site.language),
        href=f"{day.isoformat()}/{record.ordinal}.html",
        made_in=f"{made.isoformat()}/",
    )


def _shortened(text: str) -> str:
    cut = text[:_SUMMARY_LENGTH].rstrip()
    return text if len(text) <= _SUMMARY_LENGTH else cut + "…"


def _groups(articles: tuple[ShownArticle, ...]) -> tuple[Group, ...]:
    def head(article: ShownArticle) -> tuple[str, str]:
        return article.section.slug, one_line(article.record.banner)

    return tuple(
        Group(
            section=members[0].section,
            has_section_page=members[0].has_section_page,
            banner=banner,
            articles=members,
        )
        for (_, banner), found in groupby(articles, head)
        for members in (tuple(found),)
    )


def _page(page: PublishedPage, articles: tuple[ShownArticle, ...]) -> ShownPage:
    return ShownPage(
        record=page,
        name=one_line(page.name),
        zones=_zones(page.zones, articles),
        groups=_groups(tuple(a for a in articles if a.record.page == page.number)),
    )


def _zones(
    zones: tuple[HotZone, ...], articles: tuple[ShownArticle, ...]
) -> tuple[ShownZone, ...]:
    """Bring zones of known articles and of advertisers into the page."""
    by_slug = {article.record.slug: article for article in articles}
    seen: set[str] = set()
    shown = []
    for zone in zones:
        article = by_slug.get(zone.article)
        if article or zone.href:
            known = zone.article or zone.href
            shown.append(_zone(zone, article, is_first=known not in seen))
            seen.add(known)
    return tuple(shown)


def _zone(zone: HotZone, article: ShownArticle | None, *, is_first: bool) -> ShownZone:
    left, right = _within(zone.x), _within(zone.x + zone.width)
    top, bottom = _within(zone.y), _within(zone.y + zone.height)
    return ShownZone(
        href=article.href if article else zone.href,
        title=article.title if article else zone.title,
        is_outward=article is None,
        left=left,
        top=top,
        width=round(right - left, 3),
        height=round(bottom - top, 3),
        is_first=is_first,
    )


def _within(fraction: float) -> float:
    return round(min(max(fraction, 0.0), 1.0) * 100, 3)
