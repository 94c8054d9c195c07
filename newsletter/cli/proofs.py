"""Proofs that are put beside what a build leaves: pages or galleys, as PDF."""

from pathlib import Path

from newsletter.errors import LayoutError
from newsletter.layout import load_layout
from newsletter.model.issue import Issue
from newsletter.press.prepress import reader_pdf
from newsletter.press.proofsheet import galley_proofs, page_proofs


def write_proof(project: Path, issue: Issue, *, galley: bool = False) -> Path:
    """Write the page proof of an issue, or its galleys, to ``build/proofs``.

    Raises:
        InputError: copy that fits on no page.
        LayoutError: the layout is at fault.
    """
    layout = load_layout(issue.publication)
    painted = galley_proofs(issue, layout) if galley else page_proofs(issue, layout)
    if painted.faults:
        raise LayoutError(f"layouts/{layout.name}/print: {'; '.join(painted.faults)}")
    name = f"{issue.date.isoformat()}-{'galleys' if galley else 'pages'}.pdf"
    path = project / "build" / "proofs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.new")
    waiting.write_bytes(reader_pdf(painted.pdf))
    return waiting.replace(path)
