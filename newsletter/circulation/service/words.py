"""The words of pages and mails in the reader's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from newsletter.errors import LayoutError
from newsletter.layout import Layout

_STRINGS: Final = "service/strings.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words."""

    language: str
    """As a page declares it: ``zh-Hans``, ``en``."""

    said: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Find a word.

        Raises:
            LayoutError: the layout lacks it.
        """
        try:
            return self.said[name]
        except KeyError:
            raise LayoutError(
                f"{_STRINGS}: {self.language}.{name} is missing"
            ) from None


Tables = Mapping[str, Mapping[str, object]]
"""Primary language tag -> name -> word."""


def tables_of(layout: Layout) -> Tables:
    """Read all words of a layout, ``service/strings.toml``.

    Raises:
        LayoutError: no such file, or no valid TOML.
    """
    return layout.settings(_STRINGS)


def words_of(tables: Tables, wanted: str, fallback: str) -> Words:
    """Take the words of a language; else the paper's, else English.

    Args:
        tables: of the layout.
        wanted: BCP 47 tag.
        fallback: the paper's language.

    Raises:
        LayoutError: there are no words at all.
    """
    for tag in (wanted, fallback, "en", *tables):
        name = tag.split("-")[0].lower()
        if name in tables:
            said = {key: str(value) for key, value in tables[name].items()}
            is_wanted = tag.lower().startswith(name) and tag in (wanted, fallback)
            return Words(tag if is_wanted else name, said)
    raise LayoutError(f"{_STRINGS}: no language at all")


def preferred(header: str, known: tuple[str, ...], otherwise: str) -> str:
    """Choose a language by ``Accept-Language`` (RFC 9110 12.5.4).

    Args:
        header: as the browser sent it.
        known: primary tags that there are words for.
        otherwise: what is taken when nothing fits.
    """
    best, weight = otherwise, 0.0
    for item in header[:500].split(","):
        tag, _, params = item.strip().partition(";")
        primary = tag.strip().split("-")[0].lower()
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", params)
        quality = float(found[1]) if found else 1.0
        if primary in known and quality > weight:
            best, weight = primary, quality
    return best
