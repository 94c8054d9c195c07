"""What ``check`` says of an issue beyond what the manifest refuses.

Only rules that are almost never wrong: an editor stops reading a list that
cries wolf.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsletter.desk.marks import CLOSERS, ends_surely, is_open, snippet, unbalanced
from newsletter.desk.placeholders import MARKER
from newsletter.errors import Place, Problem, Severity, Text
from newsletter.model.copy import Paragraph
from newsletter.model.issue import Article, Issue

CODES: dict[str, Text] = {
    "C001": Text("还有待写的文字", "text still to be written"),
    "P001": Text("标点重复", "doubled mark"),
    "P002": Text("汉字之间有半角标点", "half-width mark between Han"),
    "P004": Text("引号、书名号或括号不成对", "marks not in pairs"),
    "P005": Text("末句没有写完", "unfinished last sentence"),
}
"""Code -> meaning."""

_DOUBLED = re.compile(r"([。，、；：])\1+")
_HALF_WIDTH = re.compile(r"(?<=[\u3400-\u9fff])[,.;:!?](?=[\u3400-\u9fff])")
_COUNTER = re.compile(r"^[\d一二三四五六七八九十]{1,3}）")
_AROUND = 8
_SHORTEST_SENTENCE = 20
"""Shorter last paragraphs are signatures and dates."""


@dataclass(frozen=True, slots=True)
class _Copy:
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
        words = text[first : end + _AROUND]
        for number, line in enumerate(self.lines):
            if words in line:
                return Place(
                    file=self.article.place.file,
                    line=number + 1,
                    column=line.index(words) + 1 + start - first,
                    length=end - start,
                    source="\n".join(self.lines[max(number - 2, 0) : number + 1]),
                )
        return self.article.place


def check_issue(issue: Issue) -> tuple[Problem, ...]:
    """List every problem of an issue, sorted by place.

    Those found while reading come along; then placeholders (``C001``, errors) and
    slips of the pen (``P001`` to ``P005``, warnings).
    """
    copies = _copies(issue)
    found = (problem for copy in copies for problem in _slips(copy))
    every = (*issue.problems, *placeholder_problems(issue), *found)
    places = [(p.place.file, p.place.line, p.place.column) for p in every]
    order = sorted(range(len(every)), key=places.__getitem__)
    return tuple(every[n] for n in order)


def placeholder_problems(issue: Issue) -> tuple[Problem, ...]:
    """Refuse articles with ``TODO`` or ``待写`` in headline or text (``C001``).

    Each article is named once, at the first such word.
    """
    found = (_placeholder(copy) for copy in _copies(issue))
    return tuple(problem for problem in found if problem)


def _placeholder(copy: _Copy) -> Problem | None:
    for text in copy.texts:
        match = MARKER.search(text)
        if match:
            words = snippet(text)
            return Problem(
                code="C001",
                place=copy.at(text, *match.span()),
                what=Text(
                    zh=f"还没有写：“{words}”", en=f"still to be written: “{words}”"
                ),
                cure=Text(
                    zh="写上文字，或从 issue.yaml 里删去这篇稿件",
                    en="write it, or take the article out of issue.yaml",
                ),
            )
    return None


def _copies(issue: Issue) -> tuple[_Copy, ...]:
    return tuple(
        _Copy(a, _texts(a), _lines(issue.publication.folder / a.place.file))
        for a in issue.articles
    )


def _texts(article: Article) -> tuple[str, ...]:
    heads = (*article.headline, *article.kicker, *article.deck, article.summary)
    return (*filter(None, heads), *article.texts)


def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError):
        return ()  # problems then point at the file, not at its line


def _slips(copy: _Copy) -> Iterator[Problem]:
    for text in copy.texts:
        yield from _doubled(copy, text)
        yield from _half_width(copy, text)
    yield from _unpaired(copy)
    yield from _unfinished(copy)


def _warning(code: str, place: Place, what: Text, cure: Text) -> Problem:
    return Problem(
        code=code, place=place, what=what, cure=cure, severity=Severity.WARNING
    )


def _doubled(copy: _Copy, text: str) -> Iterator[Problem]:
    for match in _DOUBLED.finditer(text):
        marks = match.group()
        yield _warning(
            "P001",
            copy.at(text, *match.span()),
            Text(zh=f"标点重复：“{marks}”", en=f"doubled mark “{marks}”"),
            Text(zh=f"改成“{marks[0]}”", en=f"write “{marks[0]}”"),
        )


def _half_width(copy: _Copy, text: str) -> Iterator[Problem]:
    for match in _HALF_WIDTH.finditer(text):
        around = text[match.start() - 1 : match.end() + 1]
        full = dict(zip(",.;:!?", "，。；：！？", strict=True))[match.group()]
        yield _warning(
            "P002",
            copy.at(text, *match.span()),
            Text(
                zh=f"汉字之间用了半角标点：“{around}”",
                en=f"half-width mark between Han: “{around}”",
            ),
            Text(zh=f"改成全角“{full}”", en=f"write the full-width “{full}”"),
        )


def _unpaired(copy: _Copy) -> Iterator[Problem]:
    for pair in unbalanced(_paired_text(copy.article.texts)):
        yield _warning(
            "P004",
            copy.article.place,
            Text(zh=f"{pair[0]} 与 {pair[1]} 个数不同", en=f"{pair} are not in pairs"),
            Text(
                zh="补上或删去多余的一个", en="add the missing one, or delete the other"
            ),
        )


def _paired_text(texts: tuple[str, ...]) -> str:
    """Join texts without ``1）`` and without quotes opened anew in each paragraph."""
    joined = ""
    for text in texts:
        plain = _COUNTER.sub("", text)
        again = plain.startswith("“") and is_open(joined)
        joined += plain[1:] if again else plain
    return joined


def _unfinished(copy: _Copy) -> Iterator[Problem]:
    body = copy.article.body
    last = body[-1] if body else None
    if not isinstance(last, Paragraph):
        return
    text = last.texts[0].rstrip()
    short = len(text) < _SHORTEST_SENTENCE
    if short or ends_surely(text) or text.endswith(tuple(CLOSERS)):
        return
    tail = text[-8:]
    yield _warning(
        "P005",
        copy.at(text, len(text) - len(tail), len(text)),
        Text(zh=f"末句没有写完：“…{tail}”", en=f"unfinished last sentence: “…{tail}”"),
        Text(
            zh="补全这篇稿件；它可能是转版时断开的",
            en="complete the article; it may have been cut where it jumped",
        ),
    )
