"""The layout that web tests share."""

import os
import shutil
from collections.abc import Callable

import pytest

from newsletter.layout import Layout, load_layout
from tests.builders import a_publication


@pytest.fixture(scope="module")
def layout() -> Layout:
    """Load our own layout once."""
    return load_layout(a_publication())


@pytest.fixture(scope="module")
def module_program() -> Callable[[str], str]:
    """Find an outside program for a whole module, as ``program`` does for a test."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None and os.environ.get("CI"):
            pytest.fail(f"{name} is not installed; .ci/setup --tests gets it")
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find
