"""What the doctor looks for outside: other programs, print shops, and hosts."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from newsletter.build.publishing.reach import reach_host
from newsletter.build.publishing.webroot import HostError
from newsletter.desk.examined import Finding, wrong
from newsletter.errors import Severity, Text
from newsletter.model.delivery import Delivery
from newsletter.model.printer import Printer
from newsletter.model.publication import Publication
from newsletter.press.handoff.reach import reach
from newsletter.press.handoff.refusals import BrokenConnectionError, HandoffError
from newsletter.press.profiles import profile_of

_PATIENCE: Final = 10.0
"""Seconds that a shop or a host has to answer."""

_UNREACHED: Final = Text(
    "检查 publication.yaml 里的主机名和 port（或 endpoint）、本机网络和防火墙；"
    "都没错就问对方服务开着没有",
    "check its name and port (or endpoint) in publication.yaml, the network here and "
    "firewalls; if all is right, ask them whether the service runs",
)


def programs() -> Iterator[Finding]:
    """Look for the one program that is not a library of ours: Ghostscript."""
    name, path = Text("Ghostscript", "Ghostscript"), shutil.which("gs")
    if path:
        yield Finding(name=name, found=path)
        return
    yield wrong(
        name,
        "–",
        Text(
            "安装 ghostscript；没有它就不检查总墨量",
            "install ghostscript; without it total ink is not checked",
        ),
        Severity.WARNING,
    )


def printers(
    publication: Publication, environment: Mapping[str, str]
) -> Iterator[Finding]:
    """Look at the profile that press files are made for, and the way to each shop.

    Nothing is sent: a connection is opened, and closed again.

    Args:
        publication: Knows the printers.
        environment: Holds the passwords that deliveries name.
    """
    own = publication.printer_named()
    if own:
        yield _profile(own)
    for printer in publication.printers:
        if printer.delivery:
            yield _shop(printer.name, printer.delivery, environment)


def _profile(printer: Printer) -> Finding:
    name, path = Text("印厂方案", "printer profile"), profile_of(printer)
    said = f"{printer.name}, {printer.standard}, {printer.condition}"
    if path and not path.is_file():
        cure = Text("检查 printers 里的 profile", "check its profile under printers")
        return wrong(name, f"{said}: {path}", cure)
    if path or printer.standard != "PDF/X-4":
        return Finding(name=name, found=f"{said} {path or ''}".strip())
    cure = Text(
        "安装 scribus-data，或在 profile 里写印厂给的 ICC 特性文件",
        "install scribus-data, or name the shop's ICC profile under profile",
    )
    return wrong(name, said, cure)


def _shop(name: str, delivery: Delivery, environment: Mapping[str, str]) -> Finding:
    called = Text(f"印厂 {name}", f"print shop {name}")
    patient = replace(delivery, timeout=min(delivery.timeout, _PATIENCE))
    try:
        reach(patient, environment)
    except HandoffError as error:
        return wrong(called, error.what, _cure(error))
    return Finding(name=called, found=delivery.where)


def hosts(
    publication: Publication, environment: Mapping[str, str], now: datetime
) -> Iterator[Finding]:
    """Look at the way to each place that the web edition is published to.

    Args:
        publication: Knows the hosts.
        environment: Holds the secrets that they name.
        now: The moment, with time zone; signatures of buckets tell it.
    """
    site = publication.folder / "build" / "site"
    for host in publication.hosts:
        called = Text(f"网站 {host.name}", f"host {host.name}")
        patient = replace(host, timeout=min(host.timeout, _PATIENCE))
        try:
            reach_host(patient, site, environment, lambda: now)
        except (HandoffError, HostError) as error:
            yield wrong(called, error.what, _cure(error))
        else:
            yield Finding(name=called, found=host.where)


def _cure(error: HandoffError | HostError) -> Text:
    """Say what helps before anything was sent."""
    return _UNREACHED if isinstance(error, BrokenConnectionError) else error.cure
