"""The ticket that tells a shop what it got: XJDF 2.1, its JSON twin, checksums.

The XJDF is a ``Product`` with a layout intent, customer, due time and run list (CIP4
XJDF Specification 2.1); it validates against CIP4's schema.  There is no audit pool:
the moment of writing would make two tickets of one job differ.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from newsletter.press.handoff.values import Job, Parcel

_NAMESPACE: Final = "http://www.CIP4.org/JDFSchema_2_0"
_PT_PER_MM: Final = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """An entry of the run list."""

    parcel: Parcel
    replaces: str = ""
    """Name of the file that it replaces; empty for a first version."""


def sums(runs: tuple[Run, ...]) -> bytes:
    """Write what ``sha256sum --check`` reads."""
    lines = (f"{run.parcel.sha256}  {run.parcel.name}\n" for run in runs)
    return "".join(lines).encode()


def twin(job: Job, runs: tuple[Run, ...], version: int) -> bytes:
    """Write the ticket as JSON, for shops that do not read XJDF."""
    document = {
        "job": job.id,
        "version": version,
        "name": _title(job),
        "date": job.date.isoformat(),
        "number": job.number,
        "due": job.due.isoformat(),
        "customer": job.customer,
        "printer": job.printer.name,
        "bleed_mm": job.printer.bleed,
        "pages": [
            {
                "number": trim.number,
                "width_mm": trim.width,
                "height_mm": trim.height,
            }
            for trim in job.pages
        ],
        "files": [_plain_run(run) for run in runs],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _plain_run(run: Run) -> dict[str, Any]:
    parcel = run.parcel
    return {
        "name": parcel.name,
        "page": parcel.page or None,
        "version": parcel.version,
        "replaces": run.replaces or None,
        "size": parcel.size,
        "sha256": parcel.sha256,
    }


def ticket(job: Job, runs: tuple[Run, ...], version: int) -> bytes:
    """Write the XJDF ticket.

    Lengths are points, as the standard has them; ``CheckSum`` is MD5, which it asks
    for, and a ``GeneralID`` carries SHA-256.
    """
    root = ET.Element(
        "XJDF",
        {
            "xmlns": _NAMESPACE,
            "Version": "2.1",
            "JobID": job.id,
            "JobPartID": f"v{version}",
            "DescriptiveName": _title(job),
            "Types": "Product",
        },
    )
    _add_product(root, job)
    _add_resource(root, "CustomerInfo", {"CustomerID": job.slug})
    contact = _add_resource(root, "Contact", {}, {"ContactType": "Customer"})
    ET.SubElement(contact, "Company", {"OrganizationName": job.customer})
    _add_resource(root, "NodeInfo", {"End": job.due.isoformat()})
    _add_runs(root, job, runs)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


def _title(job: Job) -> str:
    return f"{job.customer} {job.date.isoformat()} No. {job.number}"


def _add_product(root: ET.Element, job: Job) -> None:
    products = ET.SubElement(root, "ProductList")
    product = ET.SubElement(
        products, "Product", {"IsRoot": "true", "DescriptiveName": _title(job)}
    )
    intent = ET.SubElement(product, "Intent", {"Name": "LayoutIntent"})
    width, height = job.pages[0].width, job.pages[0].height
    trim = f"{width * _PT_PER_MM:.3f} {height * _PT_PER_MM:.3f} 0"
    ET.SubElement(
        intent,
        "LayoutIntent",
        {"FinishedDimensions": trim, "Pages": str(len(job.pages))},
    )


def _add_resource(
    root: ET.Element,
    name: str,
    attributes: dict[str, str],
    part: dict[str, str] | None = None,
) -> ET.Element:
    """Add a set of one resource; return the resource."""
    resources = ET.SubElement(root, "ResourceSet", {"Name": name, "Usage": "Input"})
    resource = ET.SubElement(resources, "Resource")
    if part:
        ET.SubElement(resource, "Part", part)
    return ET.SubElement(resource, name, attributes)


def _add_runs(root: ET.Element, job: Job, runs: tuple[Run, ...]) -> None:
    resources = ET.SubElement(
        root, "ResourceSet", {"Name": "RunList", "Usage": "Input"}
    )
    for index, run in enumerate(runs):
        resource = ET.SubElement(resources, "Resource")
        _add_id(resource, "SHA-256", run.parcel.sha256)
        if run.replaces:
            _add_id(resource, "Replaces", run.replaces)
        ET.SubElement(resource, "Part", {"Run": f"R{index + 1}"})
        pages = 1 if run.parcel.page else len(job.pages)
        entry = {
            "LogicalPage": str(index),
            "NPage": str(pages),
            "Pages": f"0 {pages - 1}",
        }
        list_ = ET.SubElement(resource, "RunList", entry)
        ET.SubElement(list_, "FileSpec", _file(run.parcel))


def _add_id(resource: ET.Element, usage: str, value: str) -> None:
    ET.SubElement(resource, "GeneralID", {"IDUsage": usage, "IDValue": value})


def _file(parcel: Parcel) -> dict[str, str]:
    return {
        "URL": quote(parcel.name),
        "UserFileName": parcel.name,
        "FileSize": str(parcel.size),
        "MimeType": "application/pdf",
        "CheckSum": hashlib.md5(parcel.data, usedforsecurity=False).hexdigest(),
    }
