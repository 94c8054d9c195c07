"""Read ``issues/publication.yaml``."""

from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from newsletter.errors import InputError, Place, Text
from newsletter.manifest.circulation_schema import NO_SERVICE
from newsletter.manifest.document import Document
from newsletter.manifest.entries import shape_of
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.folders import exists, project_name
from newsletter.manifest.hosts import check_hosts, host_of
from newsletter.manifest.plates import read_plate
from newsletter.manifest.printers import check_printers, printers_of
from newsletter.manifest.publication_schema import MailEntry, PublicationFile
from newsletter.manifest.relay import check_relay, relay_of
from newsletter.manifest.sheet import read_sheet
from newsletter.manifest.source import read_source
from newsletter.manifest.verdicts import validated
from newsletter.manifest.yaml_source import read_yaml
from newsletter.model.circulation import Circulation
from newsletter.model.publication import (
    Filler,
    Furniture,
    MailIdentity,
    Publication,
    Section,
)
from newsletter.model.web import PlateImage, WebIdentity

FILE = "publication.yaml"
_WORDS = "wordlists/words.txt"
_FALLBACK: dict[str, Any] = {
    "name": "?",
    "slug": "x",
    "language": "zh-Hans",
    "time_zone": "UTC",
    "url": "https://example.org/",
    "founded": "2000",
    "sections": [],
}


def load_publication(folder: Path) -> Publication:
    """Read the paper.

    Args:
        folder: the project's root, which holds ``issues/publication.yaml``.

    Raises:
        InputError: every problem of the file, if there is an error among them.
    """
    findings = Findings()
    publication = read_publication(folder, folder / "issues" / FILE, findings)
    if publication is None or findings.has_errors:
        raise InputError(findings.problems)
    return publication


def read_publication(
    project: Path, path: Path, findings: Findings
) -> Publication | None:
    """Read the paper's file, and make the best of it.

    Args:
        project: the root that problems are told relative to.
        path: the file.
        findings: gets its problems.

    Returns:
        The paper, made up where there are errors; None when it cannot be read.
    """
    name = project_name(path, project)
    if not exists(path):
        findings.add("M301", Place(file=name), *_NO_FILE)
        return None
    source = read_source(path, name, findings)
    document = (
        read_yaml(source, shape_of(PublicationFile), findings) if source else None
    )
    if document is None:
        return None
    file = validated(PublicationFile, document, findings, _FALLBACK)
    _check_sections(file, document, findings)
    check_printers(file, document, project, findings)
    sheet = read_sheet(file.sheet, document, findings)
    words = _read_words(project, path.parent / _WORDS, findings)
    check_hosts(file.publish, document, project, findings)
    if file.circulation.count_clicks and not file.web.service:
        place = document.value(("circulation", "count_clicks"))
        findings.add("M103", place, *NO_SERVICE)
    check_relay(file.relay, document, project, findings)

    def plate(*keys: str) -> PlateImage | None:
        written = getattr(getattr(file, keys[0]), keys[1])
        return read_plate(written, path.parent, document.value(keys), findings)

    furniture = _same(Furniture, file.furniture)
    return replace(
        _publication(file, project),
        sheet=sheet,
        words=words,
        furniture=Furniture(
            **furniture | {"nameplate": plate("furniture", "nameplate")}
        ),
        web=WebIdentity(
            icon=plate("web", "icon"),
            logo=plate("web", "logo"),
            hub=file.web.hub or "",
            service=file.web.service or "",
        ),
    )


def _read_words(project: Path, path: Path, findings: Findings) -> tuple[str, ...]:
    """Read the paper's own words, one on a line; lines that begin with # are notes."""
    if not exists(path):
        return ()
    source = read_source(path, project_name(path, project), findings)
    lines = (line.strip() for line in source.lines) if source else ()
    return tuple(dict.fromkeys(w for w in lines if w and not w.startswith("#")))


def _publication(file: PublicationFile, project: Path) -> Publication:
    return Publication(
        name=file.name,
        slug=file.slug,
        language=file.language,
        time_zone=file.time_zone,
        url=file.url,
        founded=file.founded,
        publishes_at=file.publishes_at,
        layout=file.layout,
        sections=tuple(
            Section(
                slug=entry.slug,
                name=entry.name,
                keywords=entry.keywords,
                is_default=entry.default,
                in_mail=entry.in_mail,
            )
            for entry in file.sections
        ),
        mail=_mail(file.mail),
        fillers=tuple(Filler(headline=f.headline, text=f.text) for f in file.fillers),
        printers=printers_of(file.printers, project),
        printer=file.printer,
        circulation=Circulation(**_same(Circulation, file.circulation)),
        relay=relay_of(file.relay, project),
        hosts=tuple(host_of(entry, project) for entry in file.publish),
        folder=project,
    )


def _same(value_class: type, entry: object) -> dict[str, Any]:
    """Take the values of an entry whose keys are those of a model's class."""
    return {field.name: getattr(entry, field.name) for field in fields(value_class)}


def _mail(entry: MailEntry | None) -> MailIdentity | None:
    return MailIdentity(**_same(MailIdentity, entry)) if entry else None


def _check_sections(
    file: PublicationFile, document: Document, findings: Findings
) -> None:
    """Refuse a paper without exactly one default section, or with one twice."""
    entries = file.sections
    written = document.data.get("sections")
    defaults = [entry for entry in entries if entry.default]
    if (
        isinstance(written, list)
        and len(entries) == len(written)
        and len(defaults) != 1
    ):
        at = (*defaults[1].path, "default") if defaults else ("sections",)
        place = document.value(at) if defaults else document.key(at)
        findings.add("M206", place, *_defaults(len(defaults)))
    names = Counter(name for entry in entries for name in {entry.name, entry.slug})
    seen: set[str] = set()
    for entry in entries:
        for key, name in (("name", entry.name), ("slug", entry.slug)):
            if names[name] > 1 and name in seen:
                findings.add("M206", document.value((*entry.path, key)), *_twice(name))
        seen |= {entry.name, entry.slug}


def _defaults(count: int) -> tuple[Text, Text]:
    if count == 0:
        what = Text("没有默认栏目。", "No section is the default one.")
    else:
        what = Text(
            f"有 {count} 个默认栏目。", f"{count} sections are the default one."
        )
    return what, Text(
        "恰好给一个栏目写上“default: true”。",
        "Write “default: true” for exactly one section.",
    )


def _twice(name: str) -> tuple[Text, Text]:
    return (
        Text(
            f"栏目名称或代号“{shown(name)}”重复。",
            f"Two sections are called “{shown(name)}”.",
        ),
        Text("改掉其中一个。", "Rename one."),
    )


_NO_FILE = (
    Text("找不到 publication.yaml。", "There is no publication.yaml."),
    Text(
        "运行 newsletter init，或检查所在文件夹。",
        "Run newsletter init, or check the folder.",
    ),
)
