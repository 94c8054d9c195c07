"""The letter of an issue, short enough for every mailbox."""

from collections.abc import Mapping

from newsletter.errors import InputError
from newsletter.layout import Layout
from newsletter.mail.articles import Shown
from newsletter.mail.budget import to_shorten
from newsletter.mail.clicks import Clicks
from newsletter.mail.faults import placeholder_in_copy
from newsletter.mail.letter import Letter, set_letter
from newsletter.mail.links import Links, links_of
from newsletter.mail.pictures import hosted
from newsletter.mail.values import TOKEN_PLACEHOLDER, MailPicture
from newsletter.mail.view import issue_view, lead_first
from newsletter.model.issue import Issue, Photo
from newsletter.model.publication import InMail


def fitted(
    issue: Issue,
    layout: Layout,
    pictures: tuple[MailPicture, ...],
    reader: str = "",
    clicks: Clicks | None = None,
) -> tuple[Letter, frozenset[str]]:
    """Set the letter that is sent, with ``TOKEN_PLACEHOLDER`` in the reader's links.

    Args:
        issue: as loaded.
        layout: of the paper.
        pictures: those that the letter shows.
        reader: language tag; picks the words around the copy.
        clicks: how links are counted, if they are.

    Returns:
        The letter, and the slugs of the articles that lost text to the budget.

    Raises:
        InputError: the copy holds ``TOKEN_PLACEHOLDER``.
        LayoutError: a template, style sheet or string is missing or faulty.
    """
    shown = hosted(pictures)

    def letter(short: frozenset[str]) -> Letter:
        links = links_of(issue, TOKEN_PLACEHOLDER, clicks)
        return letter_of(issue, layout, shown, short, links, reader)

    groups = lead_first(issue.groups)
    whole = (g for g in groups if g.section.in_mail is InMail.FULL)
    order = tuple(article for group in whole for article in group.articles)
    short = to_shorten(order, lambda slugs: letter(slugs).html_bytes)
    bare = letter_of(issue, layout, shown, short, links_of(issue), reader)
    if TOKEN_PLACEHOLDER in bare.html + bare.text + bare.subject:
        raise InputError([placeholder_in_copy(issue)])
    return letter(short), short


def letter_of(
    issue: Issue,
    layout: Layout,
    shown: Mapping[Photo, Shown],
    short: frozenset[str],
    links: Links,
    reader: str = "",
) -> Letter:
    """Set a letter.

    Args:
        issue: as loaded.
        layout: of the paper.
        shown: how the letter shows each photo.
        short: slugs of articles that become lead and link; those of sections that
            the paper wants so need not be in it.
        links: for a reader's token, or for nobody.
        reader: language tag; picks the words around the copy.
    """
    view = issue_view(issue, links, shown, short)
    return set_letter(view, layout, reader)
