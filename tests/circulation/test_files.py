"""Lists of readers in any shape, on both stores."""

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from newsletter.circulation.dossier import dossier, forget, stats
from newsletter.circulation.files import (
    FileError,
    Imported,
    Plan,
    Refusal,
    export_people,
    import_people,
    undo_import,
)
from newsletter.circulation.files.reading import reading
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store, open_store
from newsletter.circulation.subscriber import (
    Choice,
    Evidence,
    Reason,
    State,
    Subscriber,
)
from newsletter.circulation.subscribers import Subscribers

NOW = 1_637_640_000
LINK = Evidence(source="link")
SECTIONS = {"要闻": "news", "news": "news", "projects": "projects"}
LIST = (
    "email,姓名,栏目,城市\n"
    "ann@example.org,王小明,要闻;projects,合肥\n"
    "bo@例子.中国,Bo,,\n"
)
BO = "bo@xn--fsqu00a.xn--fiqs8s"


class Office:
    """Somebody who imports lists."""

    def __init__(self, store: Store, keys: Keys, folder: Path) -> None:
        self.store, self.keys, self.folder = store, keys, folder
        self.readers = Subscribers(store, keys)
        self.refused: list[Refusal] = []
        self.clock = NOW

    def take(
        self, content: str | bytes, name: str = "list.csv", **options: Any
    ) -> Imported:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.refused.clear()
        self.clock += 60
        given = {"consent": "city fair", "sections": SECTIONS, "language": "zh"}
        plan = Plan(path=path, **given | options)
        return import_people(
            self.store, self.keys, plan, self.clock, self.refused.append
        )

    def reader(self, address: str = "ann@example.org") -> Subscriber:
        found = self.readers.find_address(address)
        assert found
        return found

    def reasons(self) -> list[tuple[int, str]]:
        return [(one.line, one.code) for one in self.refused]

    def export(self, *, as_json: bool = False) -> str:
        stream = io.StringIO(newline="")
        export_people(self.store, stream, as_json=as_json)
        return stream.getvalue()


@pytest.fixture
def office(store: Store, keys: Keys, tmp_path: Path) -> Office:
    return Office(store, keys, tmp_path)


def test_a_list_comes_in_with_its_consent(office: Office) -> None:
    done = office.take(LIST)

    reader = office.reader()
    trail = dossier(office.store, office.keys, BO, NOW)["consents"]
    assert (done.read, done.added, done.refused) == (2, 2, {})
    assert reader.state is State.CONFIRMED
    assert reader.choice == Choice(
        name="王小明",
        language="zh",
        sections=("news", "projects"),
        attributes={"城市": "合肥"},
    )
    assert office.reader(BO).choice.sections is None
    assert [(row["action"], row["source"]) for row in trail] == [
        ("imported", "city fair")
    ]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("gb18030", b""),
        ("utf-16", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32", b""),
    ],
)
def test_any_encoding_is_found_out(office: Office, encoding: str, mark: bytes) -> None:
    long = LIST + "".join(f"r{n}@example.org,读者,,\n" for n in range(300))

    office.take(mark + long.encode(encoding))

    assert office.reader().choice.name == "王小明"


@pytest.mark.parametrize("encoding", ["big5", "cp1252", "shift_jis"])
def test_other_encodings_can_be_named(office: Office, encoding: str) -> None:
    name = "Zoë" if encoding == "cp1252" else "王小明"
    content = f"email,name\nann@example.org,{name}\n".encode(encoding)

    office.take(content, encoding=encoding)

    assert office.reader().choice.name == name


def test_bytes_that_no_encoding_explains_are_refused(office: Office) -> None:
    with pytest.raises(FileError, match="line 3"):
        office.take(b"email\na@example.org\nb\xff\xff@example.org\n")

    assert stats(office.store, NOW)["states"] == {}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_any_delimiter_is_found_out(office: Office, delimiter: str) -> None:
    office.take(LIST.replace(",", delimiter).replace("要闻;projects", "要闻"))

    assert office.reader().choice.attributes == {"城市": "合肥"}


def test_quoted_cells_keep_line_breaks_quotes_and_commas(office: Office) -> None:
    office.take(
        'email,name,note\r\n"ann@example.org","Ann ""A"",\r\nReader","a\r\nb"\r\n'
        "bad\r\nbo@example.org,Bo,\r\n"
    )

    assert office.reader().choice.name == 'Ann "A", Reader'
    assert office.reader().choice.attributes == {"note": "a\r\nb"}
    assert office.reasons() == [(5, "form")]


def test_a_list_of_bare_addresses_is_a_list(office: Office) -> None:
    done = office.take("ann@example.org\n\nbo@example.org\n")

    assert done.added == 2


def test_json_lines_say_the_same(office: Office) -> None:
    rows = (
        {"email": "ann@example.org", "栏目": ["要闻"], "age": 40, "name": None},
        {"email": ["bo"]},
        {"email": "cy@example.org", "attributes": {"a": {"b": [1]}}, "digest": "每周"},
    )
    lines = [*(json.dumps(row, ensure_ascii=False) for row in rows), "[1]", "{"]

    done = office.take("\n".join(lines), "list.jsonl")

    assert done.added == 2
    assert office.reader().choice.attributes == {"age": 40}
    assert office.reader().choice.sections == ("news",)
    assert office.reader("cy@example.org").choice.digest == "weekly"
    assert office.reader("cy@example.org").choice.attributes == {"a": {"b": [1]}}
    assert office.reasons() == [(2, "empty"), (4, "torn"), (5, "torn")]


def test_every_refused_row_is_told_with_its_reason(office: Office) -> None:
    office.readers.suppress("held@example.org", Reason.BOUNCED, NOW)
    gone = office.readers.add("gone@example.org", Choice(), LINK, NOW)
    office.readers.unsubscribe(gone, LINK, NOW)

    done = office.take(
        "email,sections,state,language,digest\n"
        "ann@example.org,,,,\n"
        "ann＠example.org,,,,\n"
        ",news,,,\n"
        "读者@example.org,,,,\n"
        "a@localhost,,,,\n"
        "b@example.org,sport,,,\n"
        "c@example.org,,perhaps,,\n"
        "d@example.org,,,中文,\n"
        "e@example.org,,,,daily\n"
        "f@example.org,,,,,\n"
        "ANN@Example.org,,,,\n"
        "held@example.org,,,,\n"
        "gone@example.org,,,,\n"
    )

    assert office.reasons() == [
        (3, "form"),
        (4, "empty"),
        (5, "local"),
        (6, "domain"),
        (7, "section"),
        (8, "state"),
        (9, "language"),
        (10, "digest"),
        (11, "torn"),
        (12, "twice"),
        (13, "suppressed"),
        (14, "withdrawn"),
    ]
    assert all(one.what.zh and one.what.en for one in office.refused)
    assert (done.read, done.added, sum(done.refused.values())) == (13, 1, 12)
    assert office.reader("gone@example.org").state is State.UNSUBSCRIBED


def test_nobody_comes_in_without_consent(office: Office) -> None:
    content = "email,来源\nann@example.org,读者节\nbo@example.org,\n"

    done = office.take(content, consent="")

    assert done.added == 1
    assert office.reasons() == [(3, "consent")]


def test_a_rehearsal_tells_all_and_changes_nothing(office: Office) -> None:
    rehearsed = office.take(LIST + "bad,,,\n", is_rehearsal=True)
    before = office.export()
    reasons = office.reasons()

    done = office.take(LIST + "bad,,,\n")

    assert (rehearsed.added, reasons) == (done.added, office.reasons())
    assert rehearsed.id is None
    assert before.count("\n") == 1
    assert undo_import(office.store, NOW)


def test_the_same_list_again_changes_nothing(office: Office) -> None:
    office.take(LIST)
    before = office.export(as_json=True)

    again = office.take(LIST)

    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert again.id is None
    assert office.export(as_json=True) == before


def test_a_later_list_changes_what_it_tells_and_nothing_else(office: Office) -> None:
    office.take(LIST)

    done = office.take("email,language,age\nann@example.org,en,40\n")

    assert (done.added, done.changed) == (0, 1)
    assert office.reader().choice == Choice(
        name="王小明",
        language="en",
        sections=("news", "projects"),
        attributes={"城市": "合肥", "age": "40"},
    )


def test_a_no_in_a_list_counts_and_a_not_yet_takes_nothing_away(
    office: Office,
) -> None:
    office.take("email\nann@example.org\nbo@example.org\n")

    office.take(
        "email,status\nann@example.org,unsubscribed\nbo@example.org,pending\n"
        "cy@example.org,退订\n"
    )

    assert office.reader().state is State.UNSUBSCRIBED
    assert office.reader("bo@example.org").state is State.CONFIRMED
    assert office.reader("cy@example.org").state is State.UNSUBSCRIBED


def test_who_was_forgotten_is_not_brought_back(office: Office) -> None:
    office.take(LIST)
    forget(office.store, office.keys, BO, LINK, NOW)

    done = office.take(LIST)

    assert done.refused == {"suppressed": 1}
    assert office.readers.find_address(BO) is None


@pytest.mark.parametrize("as_json", [False, True])
def test_what_was_exported_comes_back_the_same(
    office: Office, tmp_path: Path, *, as_json: bool
) -> None:
    office.take(LIST + '"x@example.org","=1+1, ""x""\n y",,\n')
    office.take("email,status,digest\ncy@example.org,unsubscribed,weekly\n")
    written = office.export(as_json=as_json)
    name = "out.jsonl" if as_json else "out.csv"

    with_itself = office.take(written, name, consent="")
    with open_store(f"sqlite:///{tmp_path}/other.db") as other:
        elsewhere = Office(other, office.keys, office.folder)
        moved = elsewhere.take(written, name, consent="")
        again = elsewhere.export(as_json=True)

    assert (with_itself.changed, with_itself.added, with_itself.refused) == (0, 0, {})
    assert moved.added == 4
    assert _undated(again) == _undated(office.export(as_json=True))


def _undated(exported: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in exported.splitlines()]
    trail = ("consented_at", "consent_source")
    return [{key: row[key] for key in row if key not in trail} for row in rows]


def test_the_last_import_can_be_undone(office: Office) -> None:
    office.take("email,name\nann@example.org,Ann\n")
    before = office.export(as_json=True)
    office.take(LIST)

    undone = undo_import(office.store, NOW + 999)

    assert undone
    assert (undone.removed, undone.restored, undone.kept) == (1, 1, 0)
    assert office.readers.find_address(BO) is None
    assert _undated(office.export(as_json=True)) == _undated(before)


def test_undoing_leaves_readers_who_have_spoken_since(office: Office) -> None:
    office.take("email\nann@example.org\nbo@example.org\ncy@example.org\n")
    office.readers.unsubscribe(office.reader().id, LINK, NOW + 900)
    wish = Choice(language="en")
    office.readers.prefer(office.reader("bo@example.org").id, wish, LINK, NOW + 900)

    undone = undo_import(office.store, NOW + 999)

    assert undone
    assert (undone.removed, undone.kept) == (1, 2)
    assert office.reader().state is State.UNSUBSCRIBED
    assert office.reader("bo@example.org").choice == wish
    assert undo_import(office.store, NOW + 999) is None


def test_no_heads_for_addresses_is_told(office: Office) -> None:
    with pytest.raises(FileError, match="姓名"):
        office.take("姓名,城市\n王小明,合肥\n")


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_told(office: Office, content: str) -> None:
    with pytest.raises(FileError):
        office.take(content)


def test_one_endless_line_is_no_list(office: Office) -> None:
    with pytest.raises(FileError, match="this is no list"):
        office.take("email\n" + "a" * 2_000_000)


def test_a_lost_quotation_mark_is_told_by_its_line(office: Office) -> None:
    rows = "".join(f"r{n}@example.org,x\n" for n in range(9000))

    office.take('email,name\nann@example.org,"Ann\n' + rows)

    assert office.refused[0].line == 2
    assert office.refused[0].code == "torn"


def test_memory_does_not_grow_with_the_list(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.csv"
        path.write_text(
            "email,name\n" + "".join(f"r{n}@example.org,Reader\n" for n in range(rows))
        )
        tracemalloc.start()
        with reading(Plan(path=path)) as listing:
            assert sum(1 for _ in listing.rows) == rows
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)

    assert peak(40_000) < 2_000_000
