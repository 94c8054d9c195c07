"""The list of readers from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsletter.cli import run

SECRET = "a secret that only the tests of this paper know"  # noqa: S105
LIST = "email,name\nann@example.org,Ann\nbad\n"


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("NEWSLETTER_SECRET", SECRET)
    assert run(["init", str(tmp_path), "--date", "2021-11-23", "--language", "zh"]) == 0
    (tmp_path / "list.csv").write_text(LIST)

    def call(*arguments: str) -> int:
        filled = (word.replace("@@", str(tmp_path)) for word in arguments)
        return run(["--project", str(tmp_path), "subscribers", *filled])

    return call


def document(capfd: pytest.CaptureFixture[str]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(capfd.readouterr().out)
    return read


TAKE = ("import", "@@/list.csv", "--consent", "city fair")


def test_a_list_goes_in_and_out(
    call: Callable[..., int], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()

    code = call(*TAKE, "--json", "--report", "@@/refused.csv")

    told = document(capfd)
    assert code == 1  # a row was refused
    assert (told["added"], told["refused"]) == (1, {"form": 1})
    assert told["refusals"][0]["line"] == 3
    assert (tmp_path / "refused.csv").read_text().splitlines()[1].startswith("3,bad,")
    assert (tmp_path / "circulation.db").is_file()
    assert call("export", "@@/out.csv") == 0
    assert "ann@example.org,Ann" in (tmp_path / "out.csv").read_text()
    assert call("export", "--format", "jsonl") == 0
    assert json.loads(capfd.readouterr().out)["address"] == "ann@example.org"


def test_a_rehearsal_and_an_undo_leave_nothing(
    call: Callable[..., int], capfd: pytest.CaptureFixture[str]
) -> None:
    codes = [call(*TAKE, "--dry-run"), call("undo"), call(*TAKE), call("undo")]
    capfd.readouterr()

    call("stats", "--json")

    assert codes == [1, 1, 1, 0]
    assert document(capfd)["states"] == {}


def test_one_reader_is_added_shown_removed_and_forgotten(
    call: Callable[..., int], capfd: pytest.CaptureFixture[str]
) -> None:
    ann = "Ann@Example.org"
    added = call("add", ann, "--consent", "电话", "--section", "要闻", "--weekly")
    capfd.readouterr()
    call("show", ann, "--json")
    shown = document(capfd)
    removed = call("remove", ann, "--note", "来电")
    again = call("add", ann, "--consent", "电话")
    forgotten = call("forget", ann)
    gone = call("show", ann)

    assert (added, removed, again, forgotten, gone) == (0, 0, 1, 0, 0)
    assert shown["subscriber"]["digest"] == "weekly"
    assert shown["consents"][0]["source"] == "电话"
    assert '"suppressed": "forgotten"' in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "nobody", "--consent", "x"), 1),
        (("add", "a@example.org"), 2),
        (("add", "a@example.org", "--consent", "x", "--section", "no such"), 2),
        (("show", "a@example.org"), 1),
        (("remove", "a@example.org"), 1),
        (("forget", "a@example.org"), 1),
        (("import", "@@/no such file"), 3),
        (("import", "@@/list.csv", "--encoding", "nonsense"), 1),
        (("import", "@@/list.csv", "--delimiter", "::"), 1),
        (("export", "--json"), 2),
        (("stats", "--database", "mysql://a/b"), 3),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    call: Callable[..., int],
    capfd: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
) -> None:
    assert call(*arguments) == code

    assert "Traceback" not in capfd.readouterr().err


def test_without_a_secret_the_list_stays_shut(
    call: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSLETTER_SECRET")

    assert call("stats") == 3
