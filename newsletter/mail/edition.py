"""The e-mail edition of one issue, from values to bytes.

Fit the letter into its budget, set it again for the proof with the pictures
inside, and write the message.
"""

from newsletter.errors import InputError
from newsletter.layout import Layout
from newsletter.mail.budget import size_problems
from newsletter.mail.clicks import Clicks
from newsletter.mail.faults import (
    bad_identity,
    missing_pictures,
    no_identity,
    no_one_click,
)
from newsletter.mail.fitting import fitted, letter_of
from newsletter.mail.headers import HeaderError
from newsletter.mail.letter import Letter
from newsletter.mail.links import links_of
from newsletter.mail.pictures import embedded, used_pictures
from newsletter.mail.proof import write_proof
from newsletter.mail.values import MailEdition, MailPicture
from newsletter.model.issue import Issue


def mail_edition(
    issue: Issue,
    layout: Layout,
    pictures: tuple[MailPicture, ...],
    clicks: Clicks | None = None,
) -> MailEdition:
    """Make the mail of one issue; the same issue gives the same bytes.

    The HTML stays below ``budget.LIMIT_BYTES``: as many articles as need be, from
    the last, become lead and link, in both parts.  A photo without a picture
    keeps its words.  Without a mail identity there is no message.

    Args:
        issue: as loaded.
        layout: has the paper's mail template as ``email/….html`` and ``.txt``,
            ``subject.txt`` and ``strings.toml``.
        pictures: one for each photo that shall be seen.
        clicks: how links are counted, if they are; those of the proof never.

    Raises:
        InputError: no header can carry the identity, or the copy holds
            ``TOKEN_PLACEHOLDER``.
        LayoutError: a template, style sheet or string is missing or faulty.
    """
    used = used_pictures(issue, pictures)
    letter, short = fitted(issue, layout, used, clicks=clicks)
    proof = letter_of(issue, layout, embedded(issue, used), short, links_of(issue))
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


def _message(issue: Issue, proof: Letter, used: tuple[MailPicture, ...]) -> bytes:
    identity = issue.publication.mail
    if identity is None:
        return b""
    try:
        return write_proof(issue, identity, proof, used)
    except HeaderError as error:
        raise InputError([bad_identity(issue, error.what, error.cure)]) from error
