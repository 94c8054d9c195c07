"""``newsletter proof``: pages or galleys to be read and signed on paper."""

from newsletter.cli.options import date_argument, json_option
from newsletter.cli.proofs import write_proof
from newsletter.cli.session import Outcome, Session, existing
from newsletter.cli.shape import Command, Option
from newsletter.errors import Text
from newsletter.manifest import load_issue


def proof(session: Session, day: str, *, galley: bool, as_json: bool) -> Outcome:
    """Make proofs of one issue."""
    del as_json
    date = existing(session.project, day).isoformat()
    issue = load_issue(session.project / "issues" / date)
    path = write_proof(session.project, issue, galley=galley)
    return Outcome(
        text=session.say(f"校样：{path}", f"proof: {path}"),
        document={"date": date, "file": path.as_posix()},
    )


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
