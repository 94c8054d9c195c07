"""Our own documents as JSON, in the shapes that README tells."""

import json
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import Any

from newsletter.model.pages import Frame, Page, Proof
from newsletter.model.report import Report
from newsletter.press.acceptance import FilePreflight
from newsletter.press.preflight import preflight_json


def proof_bytes(proof: Proof) -> bytes:
    """Write ``proof.json``: what fell where, page by page, lengths in mm."""
    return written(
        {
            "pages": [_page(page) for page in proof.pages],
            "jumps": [asdict(jump) for jump in proof.jumps],
            "overset": list(proof.overset),
        }
    )


def preflight_bytes(preflights: tuple[FilePreflight, ...]) -> bytes:
    """Write ``preflight.json``: the verdicts on each press file."""
    return written({"files": preflights_json(preflights)})


def preflights_json(preflights: tuple[FilePreflight, ...]) -> list[dict[str, Any]]:
    """Turn verdicts on files into plain JSON values."""
    return [{"file": one.file, **preflight_json(one.report)} for one in preflights]


def report_json(report: Report) -> dict[str, Any]:
    """Turn a report into plain JSON values.

    Problems keep both languages; sizes are bytes, paths below the build folder.
    """
    plain: dict[str, Any] = json.loads(json.dumps(asdict(report), default=_plain))
    return plain


def written(document: dict[str, Any]) -> bytes:
    """Write a document: UTF-8, indented, keys in the order given."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _page(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "name": page.name,
        "sheet": {"width": page.width, "height": page.height},
        "columns": page.columns,
        "grid_lines": page.grid_lines,
        "fill": page.fill,
        "holes": [asdict(hole) for hole in page.holes],
        "frames": [_frame(frame) for frame in page.frames],
        "links": [asdict(link) for link in page.links],
    }


def _frame(frame: Frame) -> dict[str, Any]:
    return {
        "article": frame.article,
        "kind": frame.kind,
        "part": frame.part,
        "box": asdict(frame.box),
        "columns": frame.columns,
        "lines": frame.lines,
        "range": [frame.start, frame.end],
    }


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"no JSON for {type(value).__name__}")
