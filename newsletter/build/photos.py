"""Photos for screens: one size for the web, one for mail, made once for both."""

from dataclasses import dataclass
from typing import Final

from newsletter.build.job import Job
from newsletter.errors import InputError, Problem
from newsletter.model.issue import Article, Photo
from newsletter.pictures import ScreenPicture, UnreadablePicture, for_screen

_WEB_WIDTH: Final = 1600
"""Pixels: a full column on a screen of twice the usual density."""

_MAIL_WIDTH: Final = 1200
"""Pixels: 600, the width of a letter, on a screen of twice the usual density."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPhoto:
    """One photo of one article, ready for web and mail."""

    article: str
    """Slug."""

    photo: Photo
    url: str
    """Relative to the web root: ``2021-11-23/photos/workers-1.jpg``."""

    web: ScreenPicture
    mail: ScreenPicture


def screen_photos(job: Job) -> tuple[ScreenPhoto, ...]:
    """Make every photo of the issue that some wanted edition shows on a screen.

    Raises:
        InputError: photos cannot be read; names them all.
    """
    if set(job.wanted) <= {"print"}:
        return ()
    photos: list[ScreenPhoto] = []
    problems: list[Problem] = []
    with job.stage("pictures"):
        for article, number, photo in _numbered(job):
            url = f"{job.date}/photos/{article.slug}-{number}.jpg"
            try:
                photos.append(_screen_photo(article, photo, url))
            except UnreadablePicture as error:
                problems.append(_unreadable(photo, error))
    if problems:
        raise InputError(problems)
    return tuple(photos)


def _numbered(job: Job) -> tuple[tuple[Article, int, Photo], ...]:
    return tuple(
        (article, number, photo)
        for article in job.issue.articles
        for number, photo in enumerate(article.photos, 1)
    )


def _screen_photo(article: Article, photo: Photo, url: str) -> ScreenPhoto:
    web = for_screen(photo.path, _WEB_WIDTH)
    is_small = web.width <= _MAIL_WIDTH
    mail = web if is_small else for_screen(photo.path, _MAIL_WIDTH)
    return ScreenPhoto(article=article.slug, photo=photo, url=url, web=web, mail=mail)


def _unreadable(photo: Photo, error: UnreadablePicture) -> Problem:
    return Problem(code="B101", place=photo.place, what=error.what, cure=error.cure)
