"""The proof: one finished message, pictures inside, addressed to the paper itself."""

from hashlib import sha256

from newsletter.mail.fields import letter_fields, sender_field
from newsletter.mail.letter import Letter
from newsletter.mail.links import links_of
from newsletter.mail.mime import multipart, picture_part, text_part
from newsletter.mail.pictures import content_ids
from newsletter.mail.values import MailPicture
from newsletter.model.issue import Issue
from newsletter.model.publication import MailIdentity


def write_proof(
    issue: Issue,
    identity: MailIdentity,
    letter: Letter,
    pictures: tuple[MailPicture, ...],
) -> bytes:
    """Write the proof: text, or HTML with its pictures (RFC 5322, RFC 2387).

    Raises:
        HeaderError: the identity cannot be written into a header.
    """
    links = links_of(issue)
    parts = (text_part(letter.text, "plain"), _page(issue, letter, pictures))
    return b"".join(
        (
            sender_field("To", issue.publication, identity),
            letter_fields(issue, identity, links, letter.subject),
            multipart("alternative", boundary_of(issue, "alternative"), parts),
        )
    )


def boundary_of(issue: Issue, kind: str) -> str:
    """Make a boundary that is the same whenever the issue is built."""
    paper = issue.publication
    name = f"{paper.slug} {issue.date.isoformat()} {issue.number} {kind}"
    return f"=_{sha256(name.encode()).hexdigest()[:32]}"


def _page(issue: Issue, letter: Letter, pictures: tuple[MailPicture, ...]) -> bytes:
    page = text_part(letter.html, "html")
    if not pictures:
        return page
    parts = tuple(
        picture_part(picture.data, cid, f"photo-{number}.jpg")
        for number, (picture, cid) in enumerate(
            zip(pictures, content_ids(issue, len(pictures)), strict=True), 1
        )
    )
    kind = 'related; type="text/html"'
    return multipart(kind, boundary_of(issue, "related"), (page, *parts))
