"""For newsrooms: every article as ninjs 3.1, the IPTC's form of news in JSON."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any, Final

from newsletter.markup import as_lines, one_line
from newsletter.web.shown import ShownArticle, ShownIssue
from newsletter.web.site import File, Site

_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}


def ninjs_files(site: Site, issue: ShownIssue) -> Iterator[File]:
    """Write ``DATE/ninjs/ORDINAL.json`` for each article of an issue."""
    for article in issue.articles:
        path = f"{issue.folder}ninjs/{article.record.ordinal}.json"
        text = json.dumps(_item(site, issue, article), ensure_ascii=False, indent=1)
        yield path, text.encode() + b"\n"


def _item(site: Site, issue: ShownIssue, article: ShownArticle) -> dict[str, Any]:
    record = article.record
    item = {
        "standard": _STANDARD,
        "uri": site.absolute(article.short),
        "type": "text",
        "language": site.language,
        "firstCreated": _time(site, article, "published"),
        "versionCreated": _time(site, article, "updated"),
        "pubStatus": "usable",
        "copyrightHolder": one_line(site.publication.name),
        "headlines": _headlines(article),
        "by": one_line(record.byline),
        "descriptions": _described(summary=one_line(record.summary)),
        "bodies": _bodies(article),
        "people": [{"name": one_line(n), "rel": "byline"} for n in record.names],
        "subjects": [{"name": one_line(article.section.name), "rel": "section"}],
        "altIds": [{"role": "issue", "value": str(issue.record.number)}],
        "associations": [_picture(site, article, n) for n in range(len(record.photos))],
    }
    return {key: value for key, value in item.items() if value}


def _bodies(article: ShownArticle) -> list[dict[str, str]]:
    """Give the text as HTML and plain, corrections on top as in feeds."""
    notes = [f"{note.label} {note.text}" for note in article.notes]
    content = article.record.content
    marked = "".join(f"<p>{escape(note, quote=False)}</p>\n" for note in notes)
    plain = "\n".join((*notes, *as_lines(content)))
    return [
        {"role": "main", "contentType": "text/html", "value": marked + content},
        {"role": "plain", "contentType": "text/plain", "value": plain},
    ]


def _headlines(article: ShownArticle) -> list[dict[str, str]]:
    record = article.record
    kicker, deck = one_line(record.kicker), one_line(record.deck)
    return _described(main=article.title, kicker=kicker, deck=deck)


def _described(**words: str) -> list[dict[str, str]]:
    return [
        {"role": role, "contentType": "text/plain", "value": text}
        for role, text in words.items()
        if text
    ]


def _picture(site: Site, article: ShownArticle, place: int) -> dict[str, Any]:
    photo = article.record.photos[place]
    address = site.absolute(photo.url)
    return {
        "name": f"picture-{place + 1}",
        "uri": address,
        "type": "picture",
        "by": one_line(photo.credit),
        "descriptions": _described(
            caption=one_line(photo.caption), alt=one_line(photo.alt)
        ),
        "renditions": [
            {
                "name": "web",
                "href": address,
                "contentType": "image/jpeg",
                "width": photo.width,
                "height": photo.height,
                "sizeInBytes": photo.size,
            }
        ],
    }


def _time(site: Site, article: ShownArticle, name: str) -> str:
    moment = site.moment(getattr(article.record, name))
    return moment.isoformat(timespec="seconds")
