"""The relay, as ``publication.yaml`` names it."""

from pathlib import Path

from newsletter.errors import Text
from newsletter.manifest.delivery import (
    A_SECRET,
    LOOPBACK,
    READABLE,
    VARIABLE,
    file_of,
    no_file,
)
from newsletter.manifest.document import Document
from newsletter.manifest.findings import Findings
from newsletter.manifest.folders import exists
from newsletter.manifest.relay_schema import RelayEntry
from newsletter.model.delivery import Security
from newsletter.model.relay import Relay


def relay_of(entry: RelayEntry | None, project: Path) -> Relay | None:
    """Make the value; paths are relative to the project's root."""
    if entry is None:
        return None
    return Relay(
        host=entry.host,
        port=entry.port,
        security=entry.security,
        username=entry.username,
        password_env=entry.password_env,
        authorities=file_of(entry.authorities, project),
        connections=entry.connections,
        per_second=entry.per_second,
        providers=tuple((one.name, one.per_second) for one in entry.providers),
        lookup_mx=entry.lookup_mx,
        bounces=entry.bounces,
        timeout=entry.timeout,
        patience=entry.patience,
    )


def check_relay(
    entry: RelayEntry | None, document: Document, project: Path, findings: Findings
) -> None:
    """Refuse a relay that anyone could read along, or a password in the file.

    Args:
        entry: as read.
        document: the same, for places.
        project: the root that paths are relative to.
        findings: gets M103 and M301.
    """
    if entry is None:
        return
    file = file_of(entry.authorities, project)
    if file and not exists(file):
        place = document.value((*entry.path, "authorities"))
        findings.add("M301", place, *no_file(file))
    if entry.password_env and not VARIABLE.fullmatch(entry.password_env):
        place = document.value((*entry.path, "password_env"))
        findings.add("M103", place, *A_SECRET)
    if entry.security is Security.NONE and entry.host not in LOOPBACK:
        place = document.value((*entry.path, "security"))
        findings.add("M103", place, *READABLE)
    if entry.bounces and "+" in entry.bounces.partition("@")[0]:
        place = document.value((*entry.path, "bounces"))
        findings.add("M103", place, *_PLUS)


_PLUS = (
    Text(
        "退信地址里不能有加号：读者的编号要放在加号后面。",
        "The address for bounces must have no plus sign: each reader's serial goes "
        "after one.",
    ),
    Text("写成 bounces@报纸域名。", "Write it like bounces@paper.example."),
)
