"""What people install is a wheel, far from this checkout: it must be whole."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pack a source archive, and a wheel from that archive."""
    folder = tmp_path_factory.mktemp("dist")
    hatchling = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    _run([*hatchling, "--target", "sdist"], CHECKOUT)
    (archive,) = folder.glob("*.tar.gz")
    _run(["tar", "-xf", str(archive)], folder)
    _run([*hatchling, "--target", "wheel"], folder / archive.name[: -len(".tar.gz")])
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel, as an installer does; the libraries are there already."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def _run(command: list[str], folder: Path, **more: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_wheel_carries_layouts_types_and_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert any(name.startswith("newsletter/layouts/gazette/print/") for name in names)
    assert any(name.startswith("newsletter/layouts/gazette/email/") for name in names)
    assert any(name.startswith("newsletter/layouts/gazette/web/") for name in names)
    assert {"newsletter/py.typed", "newsletter/__init__.pyi"} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any("test" in name.lower() for name in names)


def test_installed_package_makes_a_paper_and_builds_it(
    installed: Path, tmp_path: Path
) -> None:
    # Before the site-packages that hold the editable install of this checkout.
    python = [sys.executable, "-W", "error", "-m", "newsletter"]
    place = {"PYTHONPATH": str(installed)}

    version = _run([*python, "--version"], tmp_path, **place)
    _run([*python, "init", "paper", "--date", "2021-11-23"], tmp_path, **place)
    _run([*python, "--project", "paper", "build", "--all"], tmp_path, **place)
    where = "import newsletter.layout as n; print(n.__file__)"
    found = _run([sys.executable, "-c", where], tmp_path, **place)

    assert version.startswith("newsletter, version ")
    assert Path(found.strip()).is_relative_to(installed)
    build = tmp_path / "paper/build"
    assert (build / "2021-11-23/newspaper.pdf").stat().st_size
    assert (build / "site/index.html").is_file()
