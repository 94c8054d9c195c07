"""Places for the web edition, as ``publish:`` of ``publication.yaml`` tells them."""

import re
from collections import Counter
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

from newsletter.errors import Text
from newsletter.manifest.delivery import no_file
from newsletter.manifest.document import Document
from newsletter.manifest.findings import Findings, shown
from newsletter.manifest.folders import exists
from newsletter.manifest.web_schema import HostEntry
from newsletter.model.hosting import Host, HostKind

_NEEDED = {
    HostKind.FOLDER: ("folder",),
    HostKind.SFTP: ("host", "user", "folder"),
    HostKind.RSYNC: ("host", "user", "folder"),
    HostKind.S3: ("endpoint", "bucket", "access_key", "secret_key"),
}
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_FILES = ("key", "known_hosts")


def host_of(entry: HostEntry, project: Path) -> Host:
    """Make the value.

    Args:
        entry: as read.
        project: the root that paths of this machine are relative to.
    """
    plain = {field.name: getattr(entry, field.name) for field in fields(Host)}
    if entry.kind is HostKind.FOLDER:
        plain["folder"] = str(project / Path(entry.folder).expanduser())
    if entry.kind is HostKind.S3:
        plain["folder"] = entry.folder.strip("/")
    return Host(**plain | {name: _file(plain[name], project) for name in _FILES})


def check_hosts(
    entries: list[HostEntry], document: Document, project: Path, findings: Findings
) -> None:
    """Refuse a place that cannot be reached as it is written.

    Args:
        entries: of ``publish:``.
        document: the same, for places.
        project: the root that paths are relative to.
        findings: gets M102, M103 and M301.
    """
    names = Counter(entry.name for entry in entries)
    for entry in entries:
        if names[entry.name] > 1:
            place = document.value((*entry.path, "name"))
            findings.add("M103", place, *_twice(entry.name))
        _check(entry, document, project, findings)


def _check(
    entry: HostEntry, document: Document, project: Path, findings: Findings
) -> None:
    for key in _NEEDED[entry.kind]:
        if not getattr(entry, key):
            findings.add("M102", document.key((*entry.path, "kind")), *_missing(key))
    for key in _FILES:
        file = _file(getattr(entry, key), project)
        if file and not exists(file):
            findings.add("M301", document.value((*entry.path, key)), *no_file(file))
    _check_secrets(entry, document, findings)
    if entry.endpoint and not _is_root(entry.endpoint):
        place = document.value((*entry.path, "endpoint"))
        findings.add("M103", place, *_bad_endpoint(entry.endpoint))


def _check_secrets(entry: HostEntry, document: Document, findings: Findings) -> None:
    for key in ("password", "access_key", "secret_key"):
        value = getattr(entry, key)
        if value and not _VARIABLE.fullmatch(value):
            findings.add("M103", document.value((*entry.path, key)), *_a_secret(key))
    if entry.password and entry.kind is HostKind.RSYNC:
        findings.add("M103", document.value((*entry.path, "password")), *_KEY_ONLY)


def _is_root(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint.replace("{bucket}", "b"))
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return has_host and parts.scheme in ("http", "https") and parts.path in ("", "/")


def _file(written: str, project: Path) -> Path | None:
    return project / Path(written).expanduser() if written else None


def _missing(key: str) -> tuple[Text, Text]:
    return (
        Text(f"这种发布方式缺少“{key}”。", f"This kind of host needs “{key}”."),
        Text(f"在这一项下写上 {key}。", f"Write {key} beside kind."),
    )


def _twice(name: str) -> tuple[Text, Text]:
    return (
        Text(f"有两处都叫“{shown(name)}”。", f"Two hosts are called “{shown(name)}”."),
        Text("改掉其中一个。", "Rename one."),
    )


def _a_secret(key: str) -> tuple[Text, Text]:
    return (
        Text(
            f"{key} 应是环境变量的名字，不是密钥本身。",
            f"{key} is the name of an environment variable, not the secret.",
        ),
        Text(
            "写成 SITE_SECRET 的样子，把密钥放进这个环境变量；已写进文件的应更换。",
            "Write it like SITE_SECRET and put the secret into that variable; change "
            "one that has stood in a file.",
        ),
    )


_KEY_ONLY = (
    Text("rsync 只用密钥登录。", "rsync logs in by key only."),
    Text("写 key，或用 kind: sftp。", "Write key, or kind: sftp."),
)


def _bad_endpoint(endpoint: str) -> tuple[Text, Text]:
    return (
        Text(
            f"“{shown(endpoint)}”不是服务地址。",
            f"“{shown(endpoint)}” is no root of a service.",
        ),
        Text(
            "写成 https://s3.example.com 或 https://{bucket}.s3.example.com。",
            "Write https://s3.example.com or https://{bucket}.s3.example.com.",
        ),
    )
