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


def set_letter(view: IssueView, layout: Layout) -> Letter:
    """Fill the layout's templates and move the styles into the tags.

    Raises:
        LayoutError: a template, style sheet or string is missing or faulty.
    """
    values = {
        "issue": view,
        "strings": strings_of(layout, view.language),
        "picture_width": PICTURE_WIDTH,
    }
    subject = one_line(layout.render("email/subject.txt", **values))
    name = f"email/{view.template}"
    page = layout.render(f"{name}.html", subject=subject, **values)
    text = layout.render(f"{name}.txt", **values)
    return Letter(html=inlined(clean(page)), text=clean(text), subject=subject)


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
