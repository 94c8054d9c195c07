"""An article as the rules see it: its texts, and where they stand in its file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.errors import Place, Problem, Severity, Text
from newsletter.manifest.source import Source, source_at
from newsletter.model.issue import Article, Issue

_AROUND = 8
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?[”’）》]*")
_FAR = 2_000


@dataclass(frozen=True, slots=True)
class Copy:
    """An article, its texts, and the lines of its file."""

    article: Article
    texts: tuple[str, ...]
    """Headline, kicker and the like, then the body's."""

    source: Source
    """The file; without lines when it is not at hand."""

    def at(self, text: str, start: int, end: int) -> Place:
        """Point at characters of a text, by the words around them.

        Falls back on the file when these are not on one line of it as they are.
        """
        for around in (_AROUND, 2, 0):
            first = max(start - around, 0)
            words = text[first : end + around]
            place = self.source.found(words, start - first, end - start)
            if place:
                return place
        return self.article.place


def copies_of(issue: Issue) -> tuple[Copy, ...]:
    """Read the file of every article for the places of its words."""
    folder = issue.publication.folder
    return tuple(
        Copy(a, _texts(a), source_at(folder / a.place.file, a.place.file))
        for a in issue.articles
    )


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text into sentences, each with where it begins."""
    for match in _SENTENCE.finditer(text):
        yield match.start(), match.group()[:_FAR]


def slip(
    code: str, place: Place, what: Text, cure: Text, severity: Severity
) -> Problem:
    """Make a problem of the copy."""
    return Problem(code=code, place=place, what=what, cure=cure, severity=severity)


def _texts(article: Article) -> tuple[str, ...]:
    heads = (*article.headline, *article.kicker, *article.deck, article.summary)
    words = (p.caption for p in article.photos)
    return (*filter(None, heads), *article.texts, *filter(None, words))
