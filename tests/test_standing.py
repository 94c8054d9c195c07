"""Standing matter: kept by what it is made from, never stale, never in the way."""

import os
from pathlib import Path

import pytest

from newsletter.standing import NOTHING, Standing


class Maker:
    """Counts how often it was asked."""

    def __init__(self, made: bytes = b"made") -> None:
        self.made = made
        self.asked = 0

    def __call__(self) -> bytes:
        self.asked += 1
        return self.made


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_made_of_the_same_parts_is_not_made_again(tmp_path: Path) -> None:
    make = Maker()

    first = Standing(tmp_path).kept(("page", 1, b"x"), make)
    second = Standing(tmp_path).kept(("page", 1, b"x"), make)

    assert (first, second, make.asked) == (b"made", b"made", 1)


@pytest.mark.parametrize(
    "parts", [("page", 2), ("page", "1"), ("pag", "e1"), ("page",)]
)
def test_other_parts_are_another_entry(tmp_path: Path, parts: tuple[object]) -> None:
    Standing(tmp_path).kept(("page", 1), Maker(b"old"))

    found = Standing(tmp_path).kept(parts, Maker(b"new"))

    assert found == b"new"


def test_another_salt_finds_nothing(tmp_path: Path) -> None:
    Standing(tmp_path, salt="one").kept(("page",), Maker(b"old"))

    found = Standing(tmp_path, salt="two").kept(("page",), Maker(b"new"))

    assert found == b"new"


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 40])
def test_a_broken_entry_is_made_again(tmp_path: Path, damage: bytes) -> None:
    Standing(tmp_path).kept(("page",), Maker())
    [file] = entries(tmp_path)
    file.write_bytes(damage)

    found = [Standing(tmp_path).kept(("page",), Maker(b"again")) for _ in range(2)]

    assert found == [b"again", b"again"]
    assert Standing(tmp_path).found(("page",)) == b"again"


def test_made_afresh_it_replaces_what_stood(tmp_path: Path) -> None:
    Standing(tmp_path).kept(("page",), Maker(b"old"))

    Standing(tmp_path, fresh=True).kept(("page",), Maker(b"new"))

    assert Standing(tmp_path).found(("page",)) == b"new"


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    standing = Standing(tmp_path, most=250)
    for number in range(3):
        standing.keep((number,), bytes(80))
        os.utime(entries_of(tmp_path, standing, number), (number, number))
    standing.found((0,))

    standing.trim()

    kept = [number for number in range(3) if standing.found((number,)) is not None]
    assert kept == [0, 2]


def entries_of(folder: Path, standing: Standing, number: int) -> Path:
    """Find the newest file, which is the entry just kept."""
    assert standing.found((number,)) is not None
    return max(entries(folder), key=lambda path: path.stat().st_mtime_ns)


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    standing = Standing(tmp_path / "file")

    found = standing.kept(("page",), Maker())
    standing.trim()

    assert found == b"made"


def test_without_a_folder_nothing_is_kept() -> None:
    make = Maker()

    NOTHING.kept(("page",), make)
    NOTHING.kept(("page",), make)
    NOTHING.trim()

    assert make.asked == 2
