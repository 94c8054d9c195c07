"""Both parts of the mail and its subject, set by the layout's templates."""

from dataclasses import dataclass
from typing import Any

from newsletter.errors import LayoutError
from newsletter.layout import Layout
from newsletter.mail.articles import PICTURE_WIDTH
from newsletter.mail.inline import inlined
from newsletter.mail.view import IssueView
from newsletter.markup import clean, one_line

_STRINGS = "email/strings.toml"
_TYPE = {"tracking", "indent", "serif", "sans", "outlook_font"}
"""Strings that go with the copy, whoever reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a reader gets, before it is encoded."""

    html: str
    text: str
    subject: str

    @property
    def html_bytes(self) -> int:
        """Size of the HTML as Gmail counts it: decoded, without pictures."""
        return len(self.html.encode())


def set_letter(view: IssueView, layout: Layout, reader: str = "") -> Letter:
    """Fill the layout's templates and move the styles into the tags.

    Args:
        view: the issue.
        layout: of the paper.
        reader: language tag of whoever reads it; picks the words around the copy.

    Raises:
        LayoutError: a template, style sheet or string is missing or faulty.
    """
    values = {
        "issue": view,
        "strings": strings_for(layout, view.language, reader),
        "picture_width": PICTURE_WIDTH,
    }
    subject = one_line(layout.render("email/subject.txt", **values))
    name = f"email/{view.template}"
    page = layout.render(f"{name}.html", subject=subject, **values)
    text = layout.render(f"{name}.txt", **values)
    return Letter(html=inlined(clean(page)), text=clean(text), subject=subject)


def strings_for(layout: Layout, paper: str, reader: str) -> dict[str, Any]:
    """Find the words for a reader, and the type that the paper's copy is set in.

    A language that the layout does not speak leaves the paper's own words.

    Args:
        layout: of the paper.
        paper: language tag of the copy.
        reader: language tag, or empty.

    Raises:
        LayoutError: there is neither the paper's language nor English.
    """
    own = strings_of(layout, paper)
    spoken = {key.partition("-")[0].lower() for key in layout.settings(_STRINGS)}
    if not reader or reader.partition("-")[0].lower() not in spoken:
        return own
    return strings_of(layout, reader) | {name: own[name] for name in _TYPE & own.keys()}


def strings_of(layout: Layout, language: str) -> dict[str, Any]:
    """Find the layout's own words for a language; English stands in for others.

    ``zh-Hant-TW`` takes ``zh-hant-tw``, ``zh-hant`` or ``zh``, whichever is there.

    Raises:
        LayoutError: there is neither the language nor English.
    """
    known = {key.lower(): table for key, table in layout.settings(_STRINGS).items()}
    tags = language.lower().split("-")
    names = ["-".join(tags[:length]) for length in range(len(tags), 0, -1)]
    for name in (*names, "en"):
        if isinstance(known.get(name), dict):
            return dict(known[name])
    raise LayoutError(f"layouts/{layout.name}/{_STRINGS}: no [{names[-1]}], no [en]")
