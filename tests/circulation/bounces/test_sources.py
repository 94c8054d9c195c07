import io
import mailbox
from email import message_from_bytes
from pathlib import Path

import pytest

from newsletter.circulation.bounces.sources import (
    SourceError,
    letters_from,
    letters_in,
)
from tests.circulation.bounces.letters import a_complaint, a_dsn, a_recipient

LETTERS = (a_dsn(a_recipient("5.1.1", "unknown")), a_complaint())


def a_maildir(path: Path) -> mailbox.Maildir:
    box = mailbox.Maildir(path)
    for raw in LETTERS:
        box.add(mailbox.MaildirMessage(message_from_bytes(raw)))
    return box


def test_new_letters_of_a_maildir_are_read_and_marked_as_seen(tmp_path: Path) -> None:
    box = a_maildir(tmp_path / "box")

    first = list(letters_in(tmp_path / "box"))
    for letter in first:
        letter.done()
    again = list(letters_in(tmp_path / "box"))

    assert len(first) == 2
    assert again == []
    assert len(box) == 2
    assert all(message.get_flags() == "S" for message in box)


def test_letters_that_were_not_done_are_read_again(tmp_path: Path) -> None:
    a_maildir(tmp_path / "box")

    first = [letter.raw for letter in letters_in(tmp_path / "box")]
    again = [letter.raw for letter in letters_in(tmp_path / "box")]

    assert first == again


def test_mbox_is_read_letter_by_letter(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "mbox")
    for raw in LETTERS:
        box.add(raw)
    box.close()

    letters = list(letters_in(tmp_path / "mbox"))

    assert [b"feedback-report" in letter.raw for letter in letters] == [False, True]


def test_folder_of_files_and_one_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "b.eml").write_bytes(LETTERS[1])
    (tmp_path / "a.eml").write_bytes(LETTERS[0])
    (tmp_path / "notes.txt").write_text("not a letter")

    assert [letter.raw for letter in letters_in(tmp_path)] == list(LETTERS)
    assert [one.raw for one in letters_in(tmp_path / "a.eml")] == [LETTERS[0]]


def test_pipe_gives_one_letter_or_none() -> None:
    assert [one.raw for one in letters_from(io.BytesIO(LETTERS[0]))] == [LETTERS[0]]
    assert list(letters_from(io.BytesIO(b"\n"))) == []


def test_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere"):
        list(letters_in(tmp_path / "nowhere"))
