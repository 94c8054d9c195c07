"""What search engines read: schema.org NewsArticle as JSON-LD."""

import json
from typing import Any, Final

from newsletter.markup import one_line
from newsletter.model.archive import PublishedIssue
from newsletter.model.web import LOGO
from newsletter.web.shown import ShownArticle, ShownCorrection
from newsletter.web.site import Site

_HEADLINE_LENGTH: Final = 110  # characters; engines drop longer ones


def news_article(site: Site, issue: PublishedIssue, article: ShownArticle) -> str:
    """Describe an article as JSON-LD that is safe inside a ``script`` element."""
    record = article.record
    publisher: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "name": one_line(site.publication.name),
        "url": site.absolute(),
    }
    if site.publication.web.logo:
        logo = {"@type": "ImageObject", "url": site.absolute(LOGO)}
        publisher |= {"logo": logo}
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": site.absolute(article.folder),
        "headline": article.title[:_HEADLINE_LENGTH],
        "alternativeHeadline": one_line(record.kicker),
        "description": article.summary,
        "datePublished": site.moment(record.published).isoformat(),
        "dateModified": site.moment(record.updated).isoformat(),
        "inLanguage": site.language,
        "articleSection": one_line(article.section.name),
        "author": _authors(record.credits) or [publisher],
        "publisher": publisher,
        "image": [site.absolute(photo.url) for photo in record.photos],
        "correction": [_correction(site, note) for note in article.notes],
        "printPage": str(record.page or ""),
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": issue.number,
            "datePublished": issue.date.isoformat(),
            "isPartOf": {"@type": "Newspaper", "name": publisher["name"]},
        },
    }
    said = {key: value for key, value in described.items() if value}
    # "</script>" or "<!--" inside a string would end or change the element.
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")


def _correction(site: Site, note: ShownCorrection) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": note.text,
        "datePublished": site.moment(note.record.published).isoformat(),
    }


def _authors(credit_pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> list[Any]:
    return [
        {"@type": "Person", "name": one_line(name)}
        | ({"jobTitle": one_line(role)} if role else {})
        for role, names in credit_pairs
        for name in names
    ]
