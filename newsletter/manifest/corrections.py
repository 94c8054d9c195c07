"""Corrections (更正): find the article of an earlier issue that each is about."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from newsletter.errors import Text
from newsletter.manifest.article import read_article
from newsletter.manifest.document import Document
from newsletter.manifest.entries import shape_of
from newsletter.manifest.findings import Findings, did_you_mean, shown
from newsletter.manifest.folders import exists, project_name
from newsletter.manifest.groups import orders_of
from newsletter.manifest.issue_schema import CorrectionEntry, IssueFile
from newsletter.manifest.orders import Order, named, numbered
from newsletter.manifest.source import read_source
from newsletter.manifest.verdicts import validated
from newsletter.manifest.yaml_source import read_yaml
from newsletter.model.correction import Correction
from newsletter.model.publication import Sheet

_MANIFEST = "issue.yaml"


def read_corrections(
    file: IssueFile, document: Document, folder: Path, findings: Findings
) -> tuple[Correction, ...]:
    """Read the corrections of a manifest.

    Args:
        file: the manifest.
        document: the same, for places.
        folder: the issue's; earlier ones are its neighbours.
        findings: gets M208 for an issue or article that there is not.
    """
    earlier: dict[date, dict[str, Order]] = {}
    found: list[Correction] = []
    for entry in file.corrections:
        if _is_dated_well(entry, file.date, document, folder, findings):
            day = entry.date
            if day not in earlier:
                earlier[day] = _orders(folder.parent / day.isoformat(), day)
            found += _correction(entry, earlier[day], document, folder, findings)
    return tuple(found)


def _is_dated_well(
    entry: CorrectionEntry,
    today: date,
    document: Document,
    folder: Path,
    findings: Findings,
) -> bool:
    place = document.value((*entry.path, "date"))
    if entry.date >= today:
        findings.add("M208", place, *_not_earlier(entry.date))
    elif not exists(folder.parent / entry.date.isoformat() / _MANIFEST):
        findings.add("M208", place, *_no_issue(entry.date, folder))
    else:
        return True
    return False


def _correction(
    entry: CorrectionEntry,
    orders: dict[str, Order],
    document: Document,
    folder: Path,
    findings: Findings,
) -> Iterator[Correction]:
    slug = named(Path(entry.article))[1].casefold()
    order = orders.get(slug)
    if order is None:
        place = document.value((*entry.path, "article"))
        findings.add("M208", place, *_no_article(entry, slug, orders))
        return
    earlier = folder.parent / entry.date.isoformat()
    # What is wrong with the earlier issue is told when that one is checked.
    article = read_article(order, earlier, Sheet(), Findings())
    yield Correction(
        date=entry.date,
        article=order.slug,
        ordinal=order.ordinal,
        title=article.title if article else order.slug,
        text=entry.text,
        place=document.value((*entry.path, "text")),
    )


def _orders(folder: Path, day: date) -> dict[str, Order]:
    """List the articles of an earlier issue by slug; none if it cannot be read."""
    quiet, path = Findings(), folder / _MANIFEST
    source = read_source(path, project_name(path, folder.parent.parent), quiet)
    document = read_yaml(source, shape_of(IssueFile), quiet) if source else None
    if document is None:
        return {}
    stand_ins = {"date": day.isoformat(), "number": "0", "sections": []}
    file = validated(IssueFile, document, quiet, stand_ins)
    orders = numbered(orders_of(file, document, folder, quiet), quiet)
    return {order.slug.casefold(): order for order in orders}


def _not_earlier(day: date) -> tuple[Text, Text]:
    return (
        Text(
            f"{day} 不早于本期，更正只能针对已经出版的报纸。",
            f"{day} is not before this issue; corrections are of printed articles.",
        ),
        Text(
            "写登出那篇稿件的日期；本期的稿件直接改。",
            "Write the date of the issue that had it; in this one, mend the article.",
        ),
    )


def _no_issue(day: date, folder: Path) -> tuple[Text, Text]:
    return (
        Text(f"没有 {day} 这一期。", f"There is no issue of {day}."),
        did_you_mean(day.isoformat(), _days(folder)),
    )


def _days(folder: Path) -> tuple[str, ...]:
    """List the dates of earlier issues, newest first."""
    names = (path.parent.name for path in folder.parent.glob(f"*/{_MANIFEST}"))
    return tuple(sorted((n for n in names if n < folder.name), reverse=True))


def _no_article(
    entry: CorrectionEntry, slug: str, orders: dict[str, Order]
) -> tuple[Text, Text]:
    known = tuple(order.slug for order in orders.values())
    if not known:
        cure = Text(
            f"先看 newsletter check {entry.date}。",
            f"See newsletter check {entry.date} first.",
        )
    else:
        cure = did_you_mean(slug, known)
    name = shown(entry.article)
    return (
        Text(
            f"{entry.date} 一期没有稿件“{name}”。",
            f"The issue of {entry.date} has no article “{name}”.",
        ),
        cure,
    )
