"""The way to a print shop, as a printer profile of ``publication.yaml`` tells it."""

import re
from pathlib import Path

from newsletter.errors import Text
from newsletter.manifest.delivery_schema import DeliveryEntry
from newsletter.manifest.document import Document
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.folders import exists
from newsletter.model.delivery import Delivery, DeliveryKind, Security

_NEEDED = {
    DeliveryKind.FOLDER: ("folder",),
    DeliveryKind.SFTP: ("host", "user"),
    DeliveryKind.MAIL: ("host", "address"),
}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")


def delivery_of(entry: DeliveryEntry, project: Path) -> Delivery:
    """Make the value.

    Args:
        entry: as read.
        project: the root that paths of this machine are relative to.
    """
    folder = entry.folder
    if entry.kind is DeliveryKind.FOLDER:
        folder = str(project / Path(folder).expanduser())
    return Delivery(
        kind=entry.kind,
        folder=folder,
        host=entry.host,
        port=entry.port,
        user=entry.user,
        password=entry.password,
        key=file_of(entry.key, project),
        known_hosts=file_of(entry.known_hosts, project),
        address=entry.address,
        sender=entry.sender,
        security=entry.security,
        authorities=file_of(entry.authorities, project),
        size_limit=entry.size_limit,
        timeout=entry.timeout,
        attempts=entry.attempts,
    )


def file_of(written: str, project: Path) -> Path | None:
    """Find a file whose path may start from the project or from home."""
    return project / Path(written).expanduser() if written else None


def check_delivery(
    entry: DeliveryEntry, document: Document, project: Path, findings: Findings
) -> None:
    """Refuse a way that leads nowhere, or that anyone could read along.

    Args:
        entry: as read.
        document: the same, for places.
        project: the root that paths are relative to.
        findings: gets M102, M103 and M301.
    """
    for key in _NEEDED[entry.kind]:
        if not getattr(entry, key):
            findings.add("M102", document.key((*entry.path, "kind")), *_missing(key))
    for key in ("key", "known_hosts", "authorities"):
        file = file_of(getattr(entry, key), project)
        if file and not exists(file):
            findings.add("M301", document.value((*entry.path, key)), *no_file(file))
    if entry.password and not VARIABLE.fullmatch(entry.password):
        findings.add("M103", document.value((*entry.path, "password")), *A_SECRET)
    if entry.security is Security.NONE and entry.host not in LOOPBACK:
        findings.add("M103", document.value((*entry.path, "security")), *READABLE)


def _missing(key: str) -> tuple[Text, Text]:
    return (
        Text(f"这种交付方式缺少“{key}”。", f"This kind of delivery needs “{key}”."),
        Text(f"在 delivery 下写上 {key}。", f"Write {key} under delivery."),
    )


def no_file(file: Path) -> tuple[Text, Text]:
    """Say that a file is not there, and how paths are written."""
    name = shown(file, 80)
    return (
        Text(f"找不到文件“{name}”。", f"There is no file “{name}”."),
        Text(
            "路径从报纸文件夹算起；也可写绝对路径或 ~/ 开头。",
            "Paths start from the paper's folder; absolute ones and ~/ are taken too.",
        ),
    )


A_SECRET = (
    Text(
        "password 应是环境变量的名字，不是口令本身。",
        "password is the name of an environment variable, not the password.",
    ),
    Text(
        "写成 SHOP_PASSWORD 的样子，把口令放进这个环境变量；已写进文件的口令应更换。",
        "Write it like SHOP_PASSWORD and put the password into that variable; change "
        "a password that has stood in a file.",
    ),
)
READABLE = (
    Text(
        "security: none 会让文件和口令明文经过网络。",
        "security: none sends files and password readable over the network.",
    ),
    Text(
        "用 starttls 或 tls；none 只能用于本机的服务器。",
        "Use starttls or tls; none is for a server on this machine.",
    ),
)
