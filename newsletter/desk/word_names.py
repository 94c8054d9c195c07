"""Names of Word's elements, as XML writes them in full."""

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}


def qn(name: str) -> str:
    """Write ``w:p`` as ``{http://…/main}p``."""
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


SKIPPED = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "mc:Fallback"))
)
"""What holds no copy, or copy that a tracked change took out."""

BLANKS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
LETTERS = frozenset((qn("w:t"), qn("m:t"), *BLANKS))
BREAKS = (qn("w:br"), qn("w:cr"))
PICTURES = (qn("a:blip"), qn("v:imagedata"))
