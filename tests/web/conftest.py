"""The layout that web tests share."""

import pytest

from newsletter.layout import Layout, load_layout
from tests.builders import a_publication


@pytest.fixture(scope="module")
def layout() -> Layout:
    """Load our own layout once."""
    return load_layout(a_publication())
