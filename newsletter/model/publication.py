"""The paper itself: what stays the same from issue to issue."""

from dataclasses import dataclass, field
from datetime import time
from enum import Enum
from pathlib import Path

from newsletter.errors import Place
from newsletter.model.circulation import Circulation
from newsletter.model.hosting import Host
from newsletter.model.printer import PRINTERS, Printer
from newsletter.model.relay import Relay
from newsletter.model.web import PlateImage, WebIdentity

_NOWHERE = Place(file="")


class InMail(Enum):
    """How much of an article its reader finds in the mail."""

    FULL = "full"
    LEAD = "lead"
    """Its lead, and a link to the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A standing column of the paper (栏目), such as 民生."""

    slug: str
    name: str
    keywords: tuple[str, ...] = ()
    """Words by which an importer recognises the section's stories."""

    is_default: bool = False
    """Takes the stories that fit nowhere else; exactly one section has it."""

    in_mail: InMail = InMail.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Paper and grid of the print edition; every page of an issue has the same."""

    name: str = "四开"
    width: float = 275.0
    """Trimmed page, mm."""

    height: float = 390.0
    """Trimmed page, mm."""

    margin: float = 14.0
    """White on all four sides, mm."""

    columns: int = 5
    measure: int = 12
    """Column width in ems of the body type; a whole number (jlreq, clreq)."""

    leading: float = 1.5
    """Distance of baselines, in ems of the body type."""

    gutter: float = 1.5
    """White between columns, in ems of the body type."""

    pages_multiple: int = 1
    """Number of pages is rounded up to a multiple of this."""

    place: Place = field(default=_NOWHERE, repr=False, compare=False)
    """Where ``publication.yaml`` says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Legal and customary facts printed in nameplate and masthead."""

    nameplate: PlateImage | None = None
    """Printed in place of the name in type."""

    motto: str = ""
    organ: str = ""
    """主办 or publisher."""

    supervisor: str = ""
    """主管."""

    licence: str = ""
    """国内统一刊号 or 准印证, in full, as it must be printed."""

    postal_code: str = ""
    """邮发代号."""

    price: str = ""
    printer: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailIdentity:
    """Who the e-mail edition comes from."""

    sender: str
    """Name shown in From."""

    address: str
    """ASCII local part; the domain may be international."""

    reply_to: str = ""
    postal_address: str = ""
    """Where the publisher can be found; the law of many countries asks for it."""

    reason: str = ""
    """Why the reader gets this mail."""

    layout: str = "issue"
    """Template of the layout: ``issue`` (everything), ``digest`` (headlines and
    leads), ``plain`` (nothing but words), or one of the paper's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """A public-service notice or house advertisement that may fill white space."""

    headline: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The paper: its name, language, addresses, sheet and sections."""

    name: str
    slug: str
    """ASCII name for ``tag:`` identifiers and file names; never changes."""

    language: str
    """BCP 47 tag: ``zh-Hans``, ``zh-CN``, ``en`` …; chooses the line rules."""

    time_zone: str
    url: str
    """Root of the web edition, with a trailing slash."""

    founded: int
    """Year in ``tag:`` identifiers; never changes."""

    publishes_at: time = time(6, 0)
    """Local time at which an issue counts as published."""

    layout: str = "gazette"
    sections: tuple[Section, ...] = ()
    sheet: Sheet = Sheet()
    furniture: Furniture = Furniture()
    mail: MailIdentity | None = None
    fillers: tuple[Filler, ...] = ()
    printers: tuple[Printer, ...] = PRINTERS
    """Ours, and the paper's own."""

    printer: str = "newsprint"
    """Name of the profile that press files are made for."""

    circulation: Circulation = field(default_factory=Circulation)
    # Fingerprints are made from ``repr``, and the relay changes no edition.
    relay: Relay | None = field(default=None, repr=False)
    web: WebIdentity = field(default_factory=WebIdentity)
    hosts: tuple[Host, ...] = ()
    """Where the web edition is published."""

    words: tuple[str, ...] = ()
    """The paper's own word list: names and terms that headlines never part."""

    folder: Path
    """The project's root: it holds ``issues/``, ``layouts/`` and ``build/``."""

    @property
    def is_chinese(self) -> bool:
        """Whether texts are set by Chinese rules."""
        return self.language.lower().startswith("zh")

    def section(self, name: str) -> Section | None:
        """Find a section by name or slug."""
        return next((s for s in self.sections if name in (s.name, s.slug)), None)

    def printer_named(self, name: str = "") -> Printer | None:
        """Find a printer profile; the one that press files are made for, by default."""
        wanted = name or self.printer
        return next((p for p in self.printers if p.name == wanted), None)

    @property
    def default_section(self) -> Section:
        """The section for stories that fit nowhere else."""
        return next(s for s in self.sections if s.is_default)
