"""What an import is going to write, worked out before anything is written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from newsletter.desk.article_file import article_text
from newsletter.desk.imported import ImportedArticle, ImportedPage
from newsletter.desk.manifest_sections import joined_to
from newsletter.desk.manifest_text import (
    Entry,
    GroupText,
    PhotoText,
    added_to,
    filled_in,
    is_listed_plainly,
    new_manifest,
)
from newsletter.desk.numbering import article_names, next_number
from newsletter.desk.placeholders import placeholder, placeholder_article
from newsletter.desk.reading import Reading
from newsletter.desk.review_sheet import NAME, sheet_head, sheet_part
from newsletter.manifest.folders import article_files
from newsletter.model.publication import Publication

MANIFEST = "issue.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """An issue's folder, as it is and as it is going to be."""

    folder: Path
    articles: Mapping[str, str]
    """File -> text."""

    manifest: str = ""
    """Empty when there is none."""

    review: str = ""
    pictures: Mapping[str, bytes]
    """File below the folder -> content, for those to be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What importing one source adds."""

    bench: Bench
    """The folder afterwards."""

    added: tuple[str, ...]
    """Articles that the manifest did not list."""

    skipped: tuple[str, ...]
    """Articles that it holds already, word for word."""


def bench_of(folder: Path) -> Bench:
    """Read what an issue's folder holds."""
    return Bench(
        folder=folder,
        articles={path.name: _text(path) for path in article_files(folder)},
        manifest=_text(folder / MANIFEST),
        review=_text(folder / NAME),
        pictures={},
    )


def plan(bench: Bench, reading: Reading, publication: Publication, day: date) -> Plan:
    """Work out what a source adds to an issue.

    Articles that are there word for word are not written again; those that the
    manifest lists already are not listed again.

    Raises:
        InputError: the manifest has no list to add to.
    """
    page = reading.page
    names, texts = _named(bench, page, publication)
    known = bench.articles.keys() - texts.keys()
    listed = {n for n in names if n in known and _lists(bench.manifest, n)}
    added = [
        (n, a) for n, a in zip(names, page.articles, strict=True) if n not in listed
    ]
    review, manifest = bench.review, bench.manifest
    if reading.source.digest not in review:
        language = publication.language
        part = sheet_part(reading.source, page, names, language)
        review = review.rstrip("\n") + "\n" if review else sheet_head(day, language)
        review += part
    note = f"{' '.join(reading.source.name.split())} SHA-256 {reading.source.digest}"
    groups = _groups(added)
    if manifest:
        manifest = _listed_in(manifest, bench, groups, note)
    else:
        number = page.number or next_number(bench.folder.parent, day)
        manifest = new_manifest(day, number, groups, note=note)
    after = replace(
        bench,
        articles={**bench.articles, **texts},
        manifest=manifest,
        review=review,
        pictures={**bench.pictures, **_pictures(page)},
    )
    return Plan(
        bench=after,
        added=tuple(name for name, _ in added),
        skipped=tuple(name for name in names if name in listed),
    )


def _listed_in(
    manifest: str, bench: Bench, groups: tuple[GroupText, ...], note: str
) -> str:
    """List groups: for the placeholder that one fills, in their section, or last."""
    others = []
    for group in groups:
        before, first = manifest, group.entries[0].file
        if first in bench.articles and is_listed_plainly(manifest, first):
            manifest = filled_in(manifest, first, group, note=note)
        elif not group.banner:
            manifest = joined_to(manifest, group, note=note)
        if manifest == before:
            others.append(group)
    return added_to(manifest, others, note=note) if others or not groups else manifest


def _named(
    bench: Bench, page: ImportedPage, publication: Publication
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Name the file of each article: the one that is there, or a new one."""
    headline = placeholder(publication.language)
    texts = [article_text(a, missing_headline=headline) for a in page.articles]
    known = {text: name for name, text in bench.articles.items()}
    waiting = _waiting(bench, publication)
    slots = [
        known.get(text) or (waiting.pop(a.section.name, "") if not a.banner else "")
        for a, text in zip(page.articles, texts, strict=True)
    ]
    fresh = [
        a.section.slug for a, name in zip(page.articles, slots, strict=True) if not name
    ]
    made = article_names(fresh, bench.articles)
    names = tuple(name or next(made) for name in slots)
    new = {n: t for n, t in zip(names, texts, strict=True) if t not in known}
    return names, new


def _waiting(bench: Bench, publication: Publication) -> dict[str, str]:
    """Find the placeholders of a new issue that nobody has touched, by section."""
    language = publication.language
    wanted = {placeholder_article(language, s.name): s for s in publication.sections}
    return {
        wanted[text].name: name
        for name, text in bench.articles.items()
        if text in wanted and is_listed_plainly(bench.manifest, name)
    }


def _pictures(page: ImportedPage) -> dict[str, bytes]:
    return {p.file: p.content for article in page.articles for p in article.pictures}


def _lists(manifest: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", manifest) is not None


def _groups(added: Sequence[tuple[str, ImportedArticle]]) -> tuple[GroupText, ...]:
    """Group articles by section and banner, in the order in which the page has them."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for name, article in added:
        key = (article.section.name, _banner(article))
        photos = tuple(
            PhotoText(
                file=picture.file,
                caption=picture.caption.text if picture.caption else "",
                credit=picture.credit.text if picture.credit else "",
                alt=picture.alt,
            )
            for picture in article.pictures
            if not picture.is_pasted
        )
        entry = Entry(file=name, slot=article.slot, photos=photos)
        groups.setdefault(key, []).append(entry)
    return tuple(
        GroupText(name=section, banner=banner, entries=tuple(entries))
        for (section, banner), entries in groups.items()
    )


def _banner(article: ImportedArticle) -> str:
    return " ".join(part.text for part in article.banner)


def _text(path: Path) -> str:
    """Read a file of the issue; empty when it is not there."""
    if not path.is_file():
        return ""
    return path.read_bytes().decode("utf-8", "surrogateescape")
