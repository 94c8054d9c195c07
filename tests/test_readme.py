"""The README is true: it lists every command and code, and nothing else."""

import re
from pathlib import Path

import pytest

import newsletter
from newsletter.build.codes import CODES as BUILD
from newsletter.circulation.campaign.editions import CODES as SENDING
from newsletter.cli import COMMANDS
from newsletter.desk.check import CODES as CHECK
from newsletter.desk.finality import CODES as FINAL
from newsletter.desk.refusals import CODES as IMPORT
from newsletter.desk.remarks import CODES as REMARKS
from newsletter.desk.signing import CODES as SIGNING
from newsletter.mail import CODES as MAIL
from newsletter.manifest import CODES as MANIFEST
from newsletter.press.handoff.refusals import CODES as HANDOFF
from newsletter.press.preflight import CODES as PREFLIGHT
from newsletter.press.review import CODES as PRESS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODES = {
    **MANIFEST,
    **CHECK,
    **IMPORT,
    **SIGNING,
    **FINAL,
    **REMARKS,
    **PRESS,
    **PREFLIGHT,
    **HANDOFF,
    **MAIL,
    **BUILD,
    **SENDING,
}


def test_every_code_stands_in_the_readme_with_its_meaning() -> None:
    rows = dict(re.findall(r"^\| `([A-Z]\d{3})` \| (.+) \|$", README, re.MULTILINE))

    assert rows == {code: f"{text.en} {text.zh}" for code, text in CODES.items()}


def test_every_code_that_the_program_can_say_has_a_meaning() -> None:
    sources = (ROOT / "newsletter").rglob("*.py")
    said = {
        code
        for path in sources
        for code in re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8"))
    }

    assert said == set(CODES)


def test_every_command_stands_in_the_readme() -> None:
    named = set(re.findall(r"`newsletter ([a-z]+)", README))

    assert named == set(COMMANDS)


@pytest.mark.parametrize("name", newsletter.__all__)
def test_every_exported_name_is_there(name: str) -> None:
    assert getattr(newsletter, name)
