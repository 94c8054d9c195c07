"""The site as a whole: its addresses, its words, and how a page is made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from newsletter.errors import LayoutError
from newsletter.layout import Layout
from newsletter.markup import ascii_address, ascii_path, clean, one_line
from newsletter.model.archive import PublishedArticle
from newsletter.model.publication import Publication, Section
from newsletter.model.web import ICON

File: TypeAlias = tuple[str, bytes]
"""(path below the web root, content)."""

Files: TypeAlias = tuple[File, ...]

_STRINGS: Final = "web/strings.toml"


@dataclass(frozen=True, slots=True)
class Site:
    """A paper's web edition in its layout and language.

    Pages link to each other by relative directory addresses, so that the site
    works at any path of any host; only ``404.html``, which a server shows
    anywhere, and what other machines read use absolute ones.
    """

    publication: Publication
    layout: Layout
    words: dict[str, str]
    """Labels in the paper's language."""

    @property
    def language(self) -> str:
        """BCP 47 tag of the paper."""
        return self.publication.language

    def absolute(self, path: str = "") -> str:
        """Make an address below the web root absolute, in ASCII."""
        return ascii_address(self.publication.url).rstrip("/") + "/" + ascii_path(path)

    @property
    def service(self) -> str:
        """Address of the service for subscribers, with a slash at its end; or empty."""
        return ascii_address(self.publication.web.service)

    def moment(self, time: datetime) -> datetime:
        """Give a time without a zone the paper's own."""
        zone = ZoneInfo(self.publication.time_zone)
        return time if time.tzinfo else time.replace(tzinfo=zone)

    def section(self, article: PublishedArticle) -> Section:
        """Find an article's section; one the paper gave up keeps its slug as name."""
        slug = article.section
        return self.publication.section(slug) or Section(slug=slug, name=slug)

    def page(self, template: str, folder: str, **values: object) -> File:
        """Fill a template as ``index.html`` of a folder below the web root."""
        root = "../" * folder.count("/") or "./"
        return f"{folder}index.html", self._filled(template, folder, root, values)

    def part(self, template: str, **values: object) -> bytes:
        """Fill a template of ``epub/``."""
        given = {"paper": self.publication, "words": self.words, **values}
        return clean(self.layout.render(f"epub/{template}", **given)).encode()

    def signpost(self, path: str, folder: str, title: str) -> File:
        """Write a page that only leads on to a folder below the web root.

        It needs neither a script nor a server's help.
        """
        root = "../" * path.count("/") or "./"
        values: dict[str, object] = {
            "target": root + ascii_path(folder),
            "title": title,
        }
        return path, self._filled("signpost.html", folder, root, values)

    def missing_page(self, template: str) -> File:
        """Fill the page that a server shows for addresses that lead nowhere."""
        return "404.html", self._filled(template, "", self.absolute(), {})

    def _filled(
        self, template: str, folder: str, root: str, values: dict[str, object]
    ) -> bytes:
        html = self.layout.render(
            f"web/{template}",
            **{
                "paper": self.publication,
                "name": one_line(self.publication.name),
                "words": self.words,
                "root": root,
                "folder": folder,
                "canonical": self.absolute(folder),
                "home": self.absolute(),
                "icon": ICON if self.publication.web.icon else "",
                **values,
            },
        )
        return clean(html).encode()


def open_site(publication: Publication, layout: Layout) -> Site:
    """Set up a paper's site with the labels of its language.

    Raises:
        LayoutError: the layout's ``web/strings.toml`` lacks the language.
    """
    language = "zh" if publication.is_chinese else "en"
    strings = layout.settings(_STRINGS)
    if language not in strings:
        raise LayoutError(f"layouts/{layout.name}/{_STRINGS}: no table [{language}]")
    words = {key: str(value) for key, value in strings[language].items()}
    return Site(publication, layout, words)
