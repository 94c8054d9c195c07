"""Damaged files: a verdict on each, and no pass for what other programs call broken."""

import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pikepdf import Name

from newsletter.press.preflight import preflight
from tests.press.preflight.pdfs import ORDER, SHOP, a_press_file, changed, placed

FILES = 300


def damaged(whole: bytes, count: int, chance: random.Random) -> Iterator[bytes]:
    """Break a file in another way each time."""
    for number in range(count):
        data = bytearray(whole)
        at = chance.randrange(len(data))
        kind = number % 5
        if kind == 0:
            del data[at:]
        elif kind == 1:
            for _ in range(chance.randrange(1, 30)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del data[at : at + chance.randrange(1, 400)]
        elif kind == 3:
            data[at : at + 60] = chance.randbytes(60)
        else:
            other = chance.randrange(len(data))
            data[at : at + 90] = data[other : other + 90]
        yield bytes(data)


def complaint(pdf: Path, *command: str) -> str:
    """Say what a program has against a file; nothing when it takes it."""
    done = subprocess.run(
        [*command, pdf.name],
        cwd=pdf.parent,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=120,
    )
    return f"{command[0]}: {done.stdout}{done.stderr}" if done.returncode else ""


@pytest.mark.soak
def test_damage_gives_a_verdict_and_no_pass_that_others_deny(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    whole = changed(a_press_file(), placed(150, Filter=Name.FlateDecode))
    ghostscript = "-q -dBATCH -dNOPAUSE -dSAFER -dPDFSTOPONERROR -sDEVICE=nullpage"
    chance = random.Random(4)  # noqa: S311  (repeatable, not secret)
    pdf, passed, denied = tmp_path / "page.pdf", 0, []

    for number, data in enumerate(damaged(whole, FILES, chance)):
        if preflight(data, SHOP, ORDER).failed:
            continue
        passed += 1
        pdf.write_bytes(data)
        said = complaint(pdf, program("qpdf"), "--check") or complaint(
            pdf, program("gs"), *ghostscript.split()
        )
        if said:
            denied.append((number, said[-300:]))

    assert denied == []
    assert 0 < passed < FILES / 2


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"\0" * 999, b"%PDF-1.4\n" * 99])
def test_what_is_no_pdf_fails_as_unreadable(data: bytes) -> None:
    [verdict] = preflight(data, SHOP, ORDER).verdicts

    assert (verdict.code, verdict.outcome.value) == ("X101", "failed")
