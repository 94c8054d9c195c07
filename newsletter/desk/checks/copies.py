"""An article as the rules see it: its texts, and where they stand in its file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import Place, Problem, Severity, Text
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

    lines: tuple[str, ...]
    """Of the file; empty when it is not at hand."""

    def at(self, text: str, start: int, end: int) -> Place:
        """Point at characters of a text, by the words around them.

        Falls back on the file when these are not on one line of it as they are.
        """
        first = max(start - _AROUND, 0)
        for around in (_AROUND, 2, 0):
            first = max(start - around, 0)
            place = self._found(text[first : end + around], start - first, end - start)
            if place:
                return place
        return self.article.place

    def _found(self, words: str, offset: int, length: int) -> Place | None:
        for number, line in enumerate(self.lines):
            if words in line:
                return Place(
                    file=self.article.place.file,
                    line=number + 1,
                    column=line.index(words) + 1 + offset,
                    length=length,
                    source="\n".join(self.lines[max(number - 2, 0) : number + 1]),
                )
        return None


def copies_of(issue: Issue) -> tuple[Copy, ...]:
    """Read the file of every article for the places of its words."""
    return tuple(
        Copy(a, _texts(a), _lines(issue.publication.folder / a.place.file))
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


def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError):
        return ()  # problems then point at the file, not at its line
