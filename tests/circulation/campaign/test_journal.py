"""What a worker remembers of itself when it is dead."""

from pathlib import Path

from newsletter.circulation.campaign.journal import Journal, orphans, read_journal


def test_every_line_that_was_written_is_read_back(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "w1")
    for row in range(20_000):
        journal.reserve()
        journal.taken(7, row)

    assert read_journal(journal.path).taken == {(7, row) for row in range(20_000)}
    journal.close()


def test_a_torn_last_line_is_no_line(tmp_path: Path) -> None:
    file = tmp_path / "w1.journal"
    file.write_bytes(b"1 10\n1 11\n1 1" + b"\0" * 100)

    assert read_journal(file).taken == {(1, 10), (1, 11)}


def test_what_was_begun_is_certain_only_while_the_machine_has_not_been_down(
    tmp_path: Path,
) -> None:
    with Journal(tmp_path, "w1") as journal:
        journal.begun(1, 5)
        journal.begun(1, 6)
        journal.taken(1, 5)
        written = journal.path.read_bytes()
        memory = read_journal(journal.path)
    _, _, lines = written.partition(b"\n")
    other = tmp_path / "other.journal"
    other.write_bytes(b"boot another\n" + lines)

    after = read_journal(other)

    assert (memory.taken, memory.begun) == ({(1, 5)}, {(1, 5), (1, 6)})
    assert (after.taken, after.begun) == ({(1, 5)}, None)


def test_a_long_journal_begins_anew_once_the_ledger_has_it_all(tmp_path: Path) -> None:
    with Journal(tmp_path, "w1") as journal:
        for row in range(100_000, 200_000):
            journal.reserve()
            journal.taken(12_345, row)
        journal.settled()
        journal.taken(1, 7)

        memory = read_journal(journal.path)

    assert memory.taken == {(1, 7)}
    assert memory.begun == frozenset()


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
