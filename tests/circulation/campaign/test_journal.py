"""What a worker remembers of itself when it is dead."""

from pathlib import Path

from newsletter.circulation.campaign.journal import Journal, orphans, read_journal


def test_every_line_that_was_written_is_read_back(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "w1")
    for row in range(20_000):
        journal.reserve()
        journal.taken(7, row)

    assert read_journal(journal.path) == {(7, row) for row in range(20_000)}
    journal.close()


def test_a_torn_last_line_is_no_line(tmp_path: Path) -> None:
    file = tmp_path / "w1.journal"
    file.write_bytes(b"1 10\n1 11\n1 1" + b"\0" * 100)

    assert read_journal(file) == {(1, 10), (1, 11)}


def test_the_journal_of_a_living_worker_is_no_orphan(tmp_path: Path) -> None:
    living, dead = Journal(tmp_path, "living"), Journal(tmp_path, "dead")
    dead.close(keep=True)

    found = [name for name, _ in orphans(tmp_path)]

    assert found == ["dead"]
    living.close()


def test_a_worker_that_ends_well_leaves_nothing(tmp_path: Path) -> None:
    with Journal(tmp_path, "w1") as journal:
        journal.taken(1, 1)

    assert list(tmp_path.iterdir()) == []
