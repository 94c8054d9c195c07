"""Which section an article belongs to, by the sections' keywords."""

from dataclasses import dataclass

from newsletter.desk.imported import Note
from newsletter.errors import Text
from newsletter.model.publication import Publication, Section

_HEAD = 4.0
_OPENING = 1.5
_OPENING_LENGTH = 160
_BODY = 0.6
_MOST_COUNTED = 6
_LEAST = 2.0
"""Below this no section is better than the default one."""

_SURE = 4.0
_SURE_LEAD = 1.15


@dataclass(frozen=True, slots=True)
class Choice:
    """A section, and how far it leads."""

    section: Section
    score: float
    runner_up: float

    @property
    def is_sure(self) -> bool:
        """Whether no editor needs to look."""
        return self.score >= max(_SURE, self.runner_up * _SURE_LEAD)


def choose_section(heading: str, body: str, publication: Publication) -> Choice:
    """Choose the section whose keywords the article has most of.

    Args:
        heading: Banner, kicker and headline.
        body: Dateline and paragraphs.
        publication: Names the sections; the default one takes what fits nowhere.
    """
    head, text = heading.casefold(), body.casefold()
    scores = {s: _score(s, head, text) for s in publication.sections}
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if not ranked or scores[ranked[0]] < _LEAST:
        best = scores[ranked[0]] if ranked else 0.0
        return Choice(publication.default_section, best, best)
    runner_up = scores[ranked[1]] if len(ranked) > 1 else 0.0
    return Choice(ranked[0], scores[ranked[0]], runner_up)


def section_note(line: int, choice: Choice) -> Note:
    """Say which section an article went to."""
    name, sure = choice.section.name, choice.is_sure
    if choice.score < _LEAST:
        few = Text(
            f"各栏目的关键词都太少，放在“{name}”，栏目不确定",
            f"too few keywords of any section: put into “{name}”, section uncertain",
        )
        return Note(line=line, what=few, sure=False)
    best, next_best = f"{choice.score:.1f}", f"{choice.runner_up:.1f}"
    zh = f"栏目“{name}”（{best} 分，其次 {next_best} 分）"
    zh += "" if sure else "，栏目不确定"
    en = f"section “{name}” (score {best}, next {next_best})"
    en += "" if sure else ", section uncertain"
    return Note(line=line, what=Text(zh=zh, en=en), sure=sure)


def _score(section: Section, heading: str, body: str) -> float:
    return sum(_weight(w.casefold(), heading, body) for w in section.keywords if w)


def _weight(word: str, heading: str, body: str) -> float:
    """Weigh a keyword: headline above opening above body, per 400 characters."""
    count = min(body.count(word), _MOST_COUNTED)
    weight = count * _BODY / (max(len(body), 200) / 400)
    if word in heading:
        weight += _HEAD
    if word in body[:_OPENING_LENGTH]:
        weight += _OPENING
    return weight
