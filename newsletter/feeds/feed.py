"""One feed: what it says of itself, whatever format it is written in."""

from dataclasses import dataclass
from datetime import datetime

from newsletter.feeds.entries import Entry, address, tag
from newsletter.markup import ascii_address, one_line
from newsletter.model.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Articles under one title, newest first."""

    publication: Publication
    folder: str = ""
    """Where it lies below the web root: empty, or with a trailing slash."""

    title: str
    entries: tuple[Entry, ...]
    updated: datetime
    period: str = "daily"
    """How often the paper comes out: ``daily``, ``weekly`` or ``monthly``."""

    previous: str = ""
    """Folder of the issue whose archive feed comes before this; empty for none."""

    following: str = ""
    """Folder of the issue whose archive feed comes after this; empty for none."""

    is_archive: bool = False
    """Holds one issue and never changes but by corrections (RFC 5005, section 4)."""

    @property
    def id(self) -> str:
        """The feed's own ``tag:`` identifier."""
        return tag(self.publication, *filter(None, [self.folder.rstrip("/")]))

    @property
    def home(self) -> str:
        """Address of the web page that shows the same articles."""
        return address(self.publication, self.folder)

    @property
    def subtitle(self) -> str:
        """What the paper says of itself; its title when it says nothing."""
        return one_line(self.publication.furniture.motto) or self.title

    @property
    def rights(self) -> str:
        """Copyright line, of the year of the last change."""
        return f"© {self.updated.year} {one_line(self.publication.name)}"

    def at(self, name: str) -> str:
        """Make the absolute address of a file beside the feed."""
        return address(self.publication, self.folder + name)

    @property
    def hub(self) -> str:
        """Address of the WebSub hub; archives, which do not change, have none."""
        hub = "" if self.is_archive else self.publication.web.hub
        return ascii_address(hub)

    @property
    def chain(self) -> tuple[tuple[str, str], ...]:
        """Relations and addresses of other feeds of the paper (RFC 5005)."""
        current = "atom.xml" if self.is_archive else ""
        links = (
            ("prev-archive", self.previous and f"{self.previous}atom.xml"),
            ("next-archive", self.following and f"{self.following}atom.xml"),
            ("current", current),
        )
        return tuple(
            (relation, address(self.publication, path))
            for relation, path in links
            if path
        )


def joined_names(language: str, names: tuple[str, ...]) -> str:
    """Join people for formats that hold one author: ``韩惠、王晓丹``."""
    return ("、" if language.lower().startswith("zh") else ", ").join(names)


def rss_language(tag_: str) -> str:
    """Turn a BCP 47 tag into one of RSS 2.0's codes: ``zh-Hans`` into ``zh-cn``."""
    subtags = tag_.lower().split("-")
    if subtags[0] == "zh":
        return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(subtags) else "zh-cn"
    region = next((part for part in subtags[1:] if len(part) == 2), "")
    return "-".join(filter(None, (subtags[0], region)))
