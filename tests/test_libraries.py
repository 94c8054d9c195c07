"""What the code imports is what an installation brings."""

import ast
import re
import sys
import tomllib
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]


def imported(folder: Path) -> set[str]:
    """Name the outermost packages that the files of a folder import."""
    names: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"newsletter", "tests", "bench"}


def declared(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["optional-dependencies"][name] for name in extras]
    every = [*project["dependencies"], *(one for group in groups for one in group)]
    return {plain(re.split(r"[\s<>=!~\[;]", one)[0]) for one in every}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def undeclared(folder: Path, libraries: set[str]) -> set[str]:
    brought_by = packages_distributions()
    return {
        name
        for name in imported(folder)
        if not libraries & {plain(one) for one in brought_by.get(name, [name])}
    }


def test_every_library_that_the_package_imports_is_declared() -> None:
    assert undeclared(ROOT / "newsletter", declared()) == set()


def test_every_library_that_only_tests_import_is_declared_for_development() -> None:
    assert undeclared(ROOT / "tests", declared("dev")) == set()
    assert undeclared(ROOT / "bench", declared("dev")) == set()


def test_libraries_install_on_the_python_of_debian_12() -> None:
    asked = {
        one.metadata["Name"]: one.metadata.get("Requires-Python") or ""
        for one in distributions()
    }

    too_new = {n for n, python in asked.items() if "3.11.2" not in SpecifierSet(python)}

    assert not too_new, "hold them back in .ci/held.in, then make lock"
