"""The e-mail edition of one issue, from values to bytes.

Fit the HTML into its budget, set both parts with the readers' placeholder, set
them again for the proof with the pictures inside, and write the message.
"""

from collections.abc import Mapping

from newsletter.errors import InputError
from newsletter.layout import Layout
from newsletter.mail.articles import Shown
from newsletter.mail.budget import size_problems, to_shorten
from newsletter.mail.faults import (
    bad_identity,
    missing_pictures,
    no_identity,
    no_one_click,
    placeholder_in_copy,
)
from newsletter.mail.headers import HeaderError
from newsletter.mail.letter import Letter, set_letter
from newsletter.mail.links import links_of
from newsletter.mail.pictures import embedded, hosted, used_pictures
from newsletter.mail.proof import write_proof
from newsletter.mail.values import TOKEN_PLACEHOLDER, MailEdition, MailPicture
from newsletter.mail.view import issue_view, lead_first
from newsletter.model.issue import Issue, Photo


def mail_edition(
    issue: Issue, layout: Layout, pictures: tuple[MailPicture, ...]
) -> MailEdition:
    """Make the mail of one issue; the same issue gives the same bytes.

    The HTML stays below ``budget.LIMIT_BYTES``: as many articles as need be, from
    the last, become lead and link, in both parts.  A photo without a picture
    keeps its words.  Without a mail identity there is no message.

    Args:
        issue: as loaded.
        layout: has ``email/issue.html``, ``.txt``, ``.css`` and ``strings.toml``.
        pictures: one for each photo that shall be seen.

    Raises:
        InputError: no header can carry the identity, or the copy holds
            ``TOKEN_PLACEHOLDER``.
        LayoutError: a template, style sheet or string is missing or faulty.
    """
    used = used_pictures(issue, pictures)
    short = _shortened(issue, layout, hosted(used))
    letter = _letter(issue, layout, hosted(used), short, TOKEN_PLACEHOLDER)
    proof = _letter(issue, layout, embedded(issue, used), short)
    if TOKEN_PLACEHOLDER in proof.html + proof.text + proof.subject:
        raise InputError([placeholder_in_copy(issue)])
    return MailEdition(
        html=letter.html,
        text=letter.text,
        subject=letter.subject,
        message=_message(issue, proof, used),
        problems=(
            *no_identity(issue),
            *no_one_click(issue),
            *missing_pictures(issue, used),
            *size_problems(issue, letter.html_bytes, short),
        ),
    )


def _shortened(
    issue: Issue, layout: Layout, shown: Mapping[Photo, Shown]
) -> frozenset[str]:
    def size(short: frozenset[str]) -> int:
        return _letter(issue, layout, shown, short, TOKEN_PLACEHOLDER).html_bytes

    groups = lead_first(issue.groups)
    return to_shorten(tuple(a for group in groups for a in group.articles), size)


def _letter(
    issue: Issue,
    layout: Layout,
    shown: Mapping[Photo, Shown],
    short: frozenset[str],
    token: str = "",
) -> Letter:
    return set_letter(issue_view(issue, links_of(issue, token), shown, short), layout)


def _message(issue: Issue, proof: Letter, used: tuple[MailPicture, ...]) -> bytes:
    identity = issue.publication.mail
    if identity is None:
        return b""
    try:
        return write_proof(issue, identity, proof, used)
    except HeaderError as error:
        raise InputError([bad_identity(issue, error.what, error.cure)]) from error
