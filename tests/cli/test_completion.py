"""What a shell offers at the Tab key."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.cli import run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    run(["init", str(folder), "--date", "2021-11-16", "--language", "zh"])
    run(["--project", str(folder), "new", "2021-11-23"])
    return folder


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """A folder with the command, as an installation has it."""
    script = tmp_path / "bin/newsletter"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsletter "$@"\n')
    script.chmod(0o755)
    return script.parent


@pytest.fixture
def offered(paper: Path, command: Path) -> Callable[..., list[str]]:
    """Ask as zsh and fish do, through the environment."""

    def offered(*words: str, asked_by: str = "fish") -> list[str]:
        environment = environ(command) | {
            "_NEWSLETTER_COMPLETE": f"{asked_by}_complete",
            "COMP_WORDS": " ".join(("newsletter", *words)),
            "COMP_CWORD": words[-1] if asked_by == "fish" else str(len(words)),
        }
        done = subprocess.run(
            ["newsletter"],
            env=environment,
            cwd=paper,
            capture_output=True,
            text=True,
            check=True,
        )
        if asked_by == "fish":
            lines = done.stdout.split()
            return [line.partition(",")[2].partition("\t")[0] for line in lines]
        return done.stdout.splitlines()[1::3]

    return offered


def environ(command: Path) -> dict[str, str]:
    path = f"{command}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}


def test_dates_are_offered_the_newest_first(offered: Callable[..., list[str]]) -> None:
    assert offered("check", "2021") == ["2021-11-23", "2021-11-16"]
    assert offered("preview", "2021-11-1") == ["2021-11-16"]


def test_a_date_that_is_typed_is_not_offered_again(
    offered: Callable[..., list[str]],
) -> None:
    assert offered("build", "2021-11-23", "2021") == ["2021-11-16"]


def test_slugs_of_the_issue_are_offered(offered: Callable[..., list[str]]) -> None:
    found = offered("sign", "2021-11-23", "li")

    assert found == ["livelihood-1"]


def test_lists_of_editions_are_completed_word_by_word(
    offered: Callable[..., list[str]],
) -> None:
    assert offered("build", "--only", "print,we") == ["print,web", "print,wechat"]


def test_printer_profiles_are_offered(offered: Callable[..., list[str]]) -> None:
    assert offered("handoff", "2021-11-16", "--to", "h") == ["heatset"]


def test_outside_a_paper_nothing_is_offered_and_nothing_fails(
    offered: Callable[..., list[str]], paper: Path
) -> None:
    (paper / "issues/publication.yaml").rename(paper / "elsewhere.yaml")

    assert offered("check", "2021") == []


def test_zsh_is_answered_in_its_own_form(offered: Callable[..., list[str]]) -> None:
    assert offered("check", "2021-11-2", asked_by="zsh") == ["2021-11-23"]


def test_bash_completes_for_real(paper: Path, command: Path) -> None:
    script = (
        'eval "$(_NEWSLETTER_COMPLETE=bash_source newsletter)"\n'
        "COMP_WORDS=(newsletter sign 2021-11-23 cul); COMP_CWORD=3\n"
        "_newsletter_completion newsletter\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )

    done = subprocess.run(
        ["bash", "-c", script],
        env=environ(command),
        cwd=paper,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["culture-1"]


def test_fish_completes_for_real(
    paper: Path, command: Path, program: Callable[[str], str]
) -> None:
    script = (
        "_NEWSLETTER_COMPLETE=fish_source newsletter | source\n"
        'complete -C "newsletter sign 2021-11-23 cul"\n'
    )

    done = subprocess.run(
        [program("fish"), "--no-config", "-c", script],
        env=environ(command) | {"HOME": str(paper)},
        cwd=paper,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["culture-1"]


def test_zsh_completes_for_real(
    paper: Path, command: Path, program: Callable[[str], str]
) -> None:
    done = subprocess.run(
        [program("zsh"), "-f", "-c", IN_ZSH],
        env=environ(command) | {"HOME": str(paper), "TERM": "xterm"},
        cwd=paper,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert "DONE[sign 2021-11-23 culture-1 ]" in done.stdout


IN_ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'autoload -Uz compinit && compinit -u -D'
zpty -w shell 'eval "$(_NEWSLETTER_COMPLETE=zsh_source newsletter)"'
zpty -w shell 'told() { print -r -- "DONE[${BUFFER#newsletter }]"; exit }'
zpty -w shell 'zle -N told; bindkey "^T" told; print rea""dy'
zpty -r shell seen '*ready*'
zpty -n -w shell $'newsletter sign 2021-11-23 cul\t\C-t'
while zpty -r shell seen; do print -r -- $seen; done
"""
