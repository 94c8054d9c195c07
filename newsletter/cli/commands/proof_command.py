"""``newsletter proof``: pages or galleys to be read and signed on paper."""

from pathlib import Path

from newsletter.cli.options import date_argument, json_option
from newsletter.cli.session import Outcome, Session, existing
from newsletter.cli.shape import Command, Option
from newsletter.errors import LayoutError, Text
from newsletter.layout import load_layout
from newsletter.manifest import load_issue
from newsletter.press.prepress import reader_pdf
from newsletter.press.proofsheet import galley_proofs, page_proofs


def proof(session: Session, day: str, *, galley: bool, as_json: bool) -> Outcome:
    """Make proofs of one issue."""
    del as_json
    date = existing(session.project, day).isoformat()
    issue = load_issue(session.project / "issues" / date)
    layout = load_layout(issue.publication)
    painted = galley_proofs(issue, layout) if galley else page_proofs(issue, layout)
    if painted.faults:
        raise LayoutError(f"layouts/{layout.name}/print: {'; '.join(painted.faults)}")
    name = f"{date}-{'galleys' if galley else 'pages'}.pdf"
    path = session.project / "build" / "proofs" / name
    _write(path, reader_pdf(painted.pdf))
    return Outcome(
        text=session.say(f"校样：{path}", f"proof: {path}"),
        document={"date": date, "file": path.as_posix()},
    )


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.new")
    waiting.write_bytes(data)
    waiting.replace(path)


command = Command(
    "proof",
    proof,
    [
        date_argument(),
        Option(
            ["--galley"],
            Text(
                "打小样：一篇一栏，行距加大，旁边有行号",
                "Galleys: each article in one column, widely spaced, lines numbered.",
            ),
            is_flag=True,
        ),
        json_option(),
    ],
    about=Text(
        "打校样：大样是带行号的整版，小样是单篇，都有签字栏；放在 build/proofs/。",
        "Make proofs on paper: pages with numbered lines, or galleys of each article, "
        "with boxes to sign; they go to build/proofs/.",
    ),
    examples=("newsletter proof 2021-11-23", "newsletter proof 2021-11-23 --galley"),
)
