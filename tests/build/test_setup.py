"""The set-up files agree with each other."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = (
    "bash", "cat", "dirname", "env", "fc-list", "grep", "id", "python3", "sort", "tr",
)  # fmt: skip
LOCKS = ("build.lock", "requirements.lock")


def pinned(name: str) -> dict[str, str]:
    lock = (ROOT / ".ci" / name).read_text()
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+) \\$", lock, re.MULTILINE))


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]

    names = {re.split(r"[\[<>=]", line)[0].lower() for line in wanted}

    assert names <= pinned("requirements.lock").keys()


def test_both_locks_agree() -> None:
    build, run = (pinned(name) for name in LOCKS)

    assert {name: run[name] for name in build.keys() & run.keys()} == {
        name: build[name] for name in build.keys() & run.keys()
    }


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_hashes_and_names_no_host(name: str) -> None:
    lock = (ROOT / ".ci" / name).read_text()

    assert "://" not in lock
    assert all(
        "--hash=sha256:" in entry
        for entry in re.split(r"(?m)^(?=[\w.-]+(?:\[[\w,]+\])?==)", lock)[1:]
    )


def test_what_builds_the_project_is_pinned() -> None:
    system = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]

    pins = pinned("build.lock")
    assert system["requires"] == [f"hatchling=={pins['hatchling']}"]


def test_machine_without_fonts_is_told_what_to_get(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text("<fontconfig></fontconfig>")
    # A system that is not Debian's, so that nothing can be installed here.
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "dnf").touch(mode=0o755)
    for name in TOOLS:
        found = subprocess.run(
            ["which", name], capture_output=True, text=True, check=True
        )
        (tools / name).symlink_to(found.stdout.strip())
    here = tmp_path / "checkout"
    (here / ".ci").mkdir(parents=True)
    (here / ".ci/setup").write_bytes((ROOT / ".ci/setup").read_bytes())

    done = subprocess.run(
        ["bash", ".ci/setup"],
        cwd=here,
        env={
            "PATH": str(tools),
            "FONTCONFIG_FILE": str(config),
            "PYTHON": sys.executable,
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "font Noto Serif CJK SC" in done.stderr
    assert "sudo dnf install" in done.stderr
    assert "google-noto-serif-cjk-fonts" in done.stderr
    assert not (here / ".venv").exists()
