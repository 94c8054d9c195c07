import os
from pathlib import Path

import pytest

from newsletter.desk.filing import FilingError, file_all, file_schemas, refuse_existing
from newsletter.errors import InputError, Text


def test_files_are_all_there_or_none_with_their_folders(tmp_path: Path) -> None:
    first = tmp_path / "issues" / "2021-11-23" / "01-quay.md"
    blocked = tmp_path / "file" / "02-lamp.md"
    (tmp_path / "file").write_text("a file where a folder should be")

    with pytest.raises(FilingError) as refused:
        file_all(tmp_path, {first: "码头", blocked: "路灯"}, {})

    assert list(tmp_path.iterdir()) == [tmp_path / "file"]
    assert str(tmp_path / "file") in refused.value.what.en
    assert "什么也没有写入" in refused.value.cure.zh


def test_error_of_a_full_disk_names_a_file(tmp_path: Path) -> None:
    full = OSError(28, os.strerror(28))  # a failing write() names none

    error = FilingError(full, tmp_path / "01-quay.md", Text("", ""))

    assert error.what.en == f"{tmp_path}/01-quay.md: No space left on device"


def test_file_that_is_there_is_named_as_the_editor_types_it(tmp_path: Path) -> None:
    mine = tmp_path / "issues" / "publication.yaml"
    mine.parent.mkdir()
    mine.touch()

    with pytest.raises(InputError) as refused:
        refuse_existing(tmp_path, {mine: ""})

    (problem,) = refused.value.problems
    assert problem.place.file == "issues/publication.yaml"


def test_schemas_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / ".newsletter").write_text("a file where the folder should be")

    with pytest.raises(FilingError) as refused:
        file_schemas(tmp_path)

    assert "schemas" in refused.value.cure.en
