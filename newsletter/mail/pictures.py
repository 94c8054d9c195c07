"""How one message points to its pictures: at the web edition, or at its own parts."""

from collections.abc import Mapping

from newsletter.mail.articles import PICTURE_WIDTH, Shown
from newsletter.mail.values import MailPicture
from newsletter.model.issue import Issue, Photo


def used_pictures(
    issue: Issue, pictures: tuple[MailPicture, ...]
) -> tuple[MailPicture, ...]:
    """Choose the pictures of the issue's photos, in the order of the copy."""
    known = {picture.photo: picture for picture in pictures}
    photos = dict.fromkeys(p for article in issue.articles for p in article.photos)
    return tuple(known[photo] for photo in photos if photo in known)


def hosted(pictures: tuple[MailPicture, ...]) -> Mapping[Photo, Shown]:
    """Point at the web edition, as every sent mail does."""
    return {p.photo: _shown(p, p.url) for p in pictures}


def embedded(issue: Issue, pictures: tuple[MailPicture, ...]) -> Mapping[Photo, Shown]:
    """Point at the parts of the proof (RFC 2392)."""
    cids = content_ids(issue, len(pictures))
    return {
        picture.photo: _shown(picture, f"cid:{cid}")
        for picture, cid in zip(pictures, cids, strict=True)
    }


def content_ids(issue: Issue, count: int) -> tuple[str, ...]:
    """Name so many pictures of an issue, without angle brackets."""
    name = f"{issue.publication.slug}.{issue.date.isoformat()}"
    return tuple(f"photo-{n}.{issue.number}@{name}" for n in range(1, count + 1))


def _shown(picture: MailPicture, source: str) -> Shown:
    width = min(picture.width, PICTURE_WIDTH)
    return Shown(source=source, url=picture.url, width=width)
