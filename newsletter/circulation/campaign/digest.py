"""The week's issues gathered into one, for readers who chose that."""

from collections.abc import Collection
from dataclasses import replace

from newsletter.circulation.campaign.refusals import CampaignError
from newsletter.errors import Text
from newsletter.model.issue import Group, Issue

_TEMPLATE = "digest"


def gathered(issues: Collection[Issue]) -> Issue:
    """Make one issue of several, section by section, the newest story first.

    It bears the date of the last one.  Links lead to each article in its own issue.

    Raises:
        CampaignError: there is no issue in that week.
    """
    newest_first = sorted(issues, key=lambda issue: issue.date, reverse=True)
    if not newest_first:
        raise CampaignError(
            Text("这一周没有已生成的期", "there is no issue in that week"),
            Text("先用 newsletter build 生成", "build one with newsletter build"),
        )
    last = newest_first[0]
    sections = {
        g.section.slug: g.section for issue in newest_first for g in issue.groups
    }
    order = [s.slug for s in last.publication.sections if s.slug in sections]
    groups = tuple(
        Group(
            section=sections[slug],
            articles=tuple(
                replace(article, slug=f"{issue.date.isoformat()}/{article.slug}")
                for issue in newest_first
                for group in issue.groups
                if group.section.slug == slug
                for article in group.articles
            ),
        )
        for slug in order
    )
    identity = last.publication.mail
    paper = replace(
        last.publication,
        mail=replace(identity, layout=_TEMPLATE) if identity else None,
    )
    return replace(
        last,
        publication=paper,
        since=newest_first[-1].date,
        groups=groups,
        pages=(),
        corrections=tuple(c for issue in newest_first for c in issue.corrections),
    )
