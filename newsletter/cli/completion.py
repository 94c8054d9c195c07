"""What a shell offers at the Tab key: dates of issues, slugs, editions, printers."""

from collections.abc import Iterable
from pathlib import Path

import click

from newsletter.cli.session import Misuse, Session, dates_of
from newsletter.errors import InputError
from newsletter.manifest import load_publication
from newsletter.manifest.folders import article_files
from newsletter.manifest.orders import named


def dates(ctx: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """Offer the dates of issues, the newest first; those typed already no more."""
    project = _project(ctx)
    known = [one.isoformat() for one in dates_of(project)] if project else []
    given = ctx.params.get("days") or ()
    return _beginning(typed, (day for day in reversed(known) if day not in given))


def slugs(ctx: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """Offer the articles of the issue whose date has been typed."""
    project, day = _project(ctx), ctx.params.get("day")
    if project is None or not day:
        return []
    files = article_files(project / "issues" / day)
    given = ctx.params.get("slugs") or ()
    found = (named(path)[1] for path in files)
    return _beginning(typed, (slug for slug in found if slug not in given))


def printers(ctx: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """Offer the names of printer profiles."""
    project = _project(ctx)
    try:
        known = load_publication(project).printers if project else ()
    except InputError:
        return []
    return _beginning(typed, (printer.name for printer in known))


def lists_of(known: Iterable[str]) -> "_Lists":
    """Offer words for a list with commas between them."""
    return _Lists(tuple(known))


class _Lists:
    """Completes the last word of a list."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self._known = known

    def __call__(self, _: click.Context, __: click.Parameter, typed: str) -> list[str]:
        before, comma, word = typed.rpartition(",")
        free = (one for one in self._known if one not in before.split(","))
        return [f"{before}{comma}{one}" for one in _beginning(word, free)]


def _project(ctx: click.Context) -> Path | None:
    session = ctx.find_object(Session)
    chosen = ctx.find_root().params.get("project")
    if session is None:
        return None
    session.chosen = Path(chosen) if chosen else session.chosen
    try:
        return session.project
    except Misuse:
        return None


def _beginning(typed: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.startswith(typed)]
