import ast
from pathlib import Path

import pytest

import newsletter


def test_names_promised_by_the_package_are_there() -> None:
    assert all(getattr(newsletter, name) is not None for name in newsletter.__all__)


def test_other_names_are_not() -> None:
    name = "no_such_name"

    with pytest.raises(AttributeError, match=name):
        getattr(newsletter, name)


def test_types_tell_of_the_same_names() -> None:
    stub = Path(newsletter.__file__).with_suffix(".pyi").read_text()

    names = {
        alias.asname
        for node in ast.parse(stub).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert names | {"__version__"} == set(newsletter.__all__)
