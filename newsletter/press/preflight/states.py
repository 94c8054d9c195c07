"""Graphics states (ISO 32000-1, 8.4.5) and transparency groups."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Name, Object


def settings_of(state: Object) -> Iterator[tuple[str, Any]]:
    """List what a graphics state sets, by the names of ``Pens``."""
    if "/OP" in state:
        yield "stroke_overprints", bool(state.OP)
        yield "fill_overprints", bool(state.get("/op", state.OP))
    elif "/op" in state:
        yield "fill_overprints", bool(state["/op"])
    if "/OPM" in state:
        yield "overprint_mode", int(state.OPM)
    if "/LW" in state:
        yield "line", float(state.LW)
    if {"/ca", "/CA", "/BM", "/SMask"} & set(state.keys()):
        yield "opacity", _opacity(state)


def _opacity(state: Object) -> str:
    """Name what makes paint translucent; empty when it is opaque."""
    for key in ("/ca", "/CA"):
        if float(state.get(key, 1)) < 1:
            return key[1:]
    if "/BM" in state and state.BM not in (Name.Normal, Name.Compatible):
        return "BM"
    return "SMask" if isinstance(state.get("/SMask"), Dictionary) else ""


def is_transparent(group: Object | None) -> bool:
    """Tell whether a group dictionary makes a transparency group."""
    return group is not None and group.get("/S") == Name.Transparency
