"""Every page that an issue's mail may lead to, in the order of the paper."""

from collections.abc import Iterator, Mapping

from newsletter.mail.articles import address_of
from newsletter.mail.clicks import Clicks, Target, is_counted
from newsletter.mail.links import links_of, service_of
from newsletter.mail.spans import respanned
from newsletter.model.copy import Span
from newsletter.model.correction_box import correction_groups
from newsletter.model.issue import Article, Issue
from newsletter.model.publication import Publication


def targets_of(issue: Issue) -> tuple[Target, ...]:
    """List them, each once for a section: the front page, articles, links in the copy.

    The list is the same whatever sections or language a reader has chosen, and however
    many articles lose text to the budget.
    """
    links = links_of(issue)
    found = [Target(section="", url=links.home)]
    for group in (*issue.groups, *correction_groups(issue)):
        for article in group.articles:
            urls = (address_of(article, links), *_in_copy(article))
            found += (Target(section=group.section.slug, url=url) for url in urls)
    return tuple(dict.fromkeys(found))


def _in_copy(article: Article) -> Iterator[str]:
    spans: list[Span] = []

    def seen(span: Span) -> Span:
        spans.append(span)
        return span

    for block in article.body:
        respanned(block, seen)
    return (span.href for span in spans if is_counted(span))


def clicks_of(paper: Publication, name: str, numbered: Mapping[str, Target]) -> Clicks:
    """Give each target its address, if the paper counts clicks.

    Args:
        paper: whose service answers.
        name: of the issue or week.
        numbered: targets by the number that stands in the address.
    """
    if not paper.circulation.count_clicks:
        return Clicks()
    root = f"{service_of(paper)}c/{name}/"
    return Clicks(addresses={target: root + n for n, target in numbered.items()})
