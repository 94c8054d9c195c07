import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newsletter.cli import COMMANDS, run
from newsletter.cli.session import is_there

DAY = "2021-11-23"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(self.out)
        return plain


@pytest.fixture
def newsletter(capfd: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def call(*arguments: object) -> Said:
        code = run([str(argument) for argument in arguments])
        return Said(code, *capfd.readouterr())

    return call


@pytest.fixture
def paper(newsletter: Callable[..., Said], tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    said = newsletter("init", folder, "--date", DAY, "--language", "zh")
    assert said.code == 0
    return folder


def spoil(paper: Path) -> None:
    manifest = paper / "issues" / DAY / "issue.yaml"
    manifest.write_text(manifest.read_text().replace("sections:", "setcions:"))


def test_help_shows_every_command(newsletter: Callable[..., Said]) -> None:
    said = newsletter("--help")

    assert said.code == 0
    assert all(name in said.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_explains_itself_with_an_example(
    newsletter: Callable[..., Said],
    command: str,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NEWSLETTER_LANG", language)

    said = newsletter(command, "--help")

    assert said.code == 0
    assert f"newsletter {command} " in said.out.split("\n\n", 1)[1]
    assert ("例如" in said.out) == (language == "zh")


def test_help_imports_nothing_heavy() -> None:
    heavy = "weasyprint PIL pydantic yaml lxml jinja2 feedgen fontTools uharfbuzz"
    program = (
        "import sys; from newsletter.cli import run; run(['--help']);"
        f"sys.exit(' '.join(set({heavy.split()!r}) & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.stderr.strip() == ""
    assert "Usage: newsletter" in done.stdout


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_press_is_not_loaded_before_it_is_needed(command: str) -> None:
    heavy = "weasyprint feedgen pikepdf paramiko docx"
    program = (
        f"import sys; from newsletter.cli import run; run(['{command}', '--help']);"
        f"sys.exit(' '.join(set({heavy.split()!r}) & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.stderr.strip() == ""


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["biuld", DAY], "did you mean build?"),
        (["build"], "newsletter build --help"),
        (["build", DAY, "--frce"], "newsletter build --help"),
        (["build", DAY, "--all"], "one or more dates"),
        (["build", "2021-11-32"], DAY),
        (["build", "2021-11-22"], f"did you mean {DAY}?"),
        (["build", "tomorrow"], "write dates as 2021-11-23"),
        (["build", DAY, "--only", "prnt"], "did you mean print?"),
        (["build", DAY, "--only", ""], "there are print, email"),
        (["check", DAY, "--format", "xml"], "github"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_hint(
    newsletter: Callable[..., Said], paper: Path, arguments: list[str], hint: str
) -> None:
    said = newsletter("--project", paper, *arguments)

    assert said.code == 2
    assert hint in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", DAY, "--frce"], "没有选项 --frce；是不是 --force？"),
        (["check"], "缺少 'DATE'"),
        (["check", DAY, "--format", "xml"], "'--format' 的值不对"),
        (["check", DAY, "extra"], "用法不对"),
    ],
)
def test_wrong_usage_is_told_in_chinese_too(
    newsletter: Callable[..., Said],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.setenv("NEWSLETTER_LANG", "zh")

    said = newsletter(*arguments)

    assert said.code == 2
    assert words in said.err


def test_no_command_at_all_shows_the_help(newsletter: Callable[..., Said]) -> None:
    said = newsletter()

    assert said.code == 2
    assert said.err.startswith("Usage: newsletter")


def test_issue_that_may_not_be_seen_is_an_issue_all_the_same(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    program = (
        "import os, sys; from pathlib import Path;"
        "from newsletter.cli.session import is_there;"
        "os.geteuid() or os.setuid(65534);"  # root may see everything
        f"sys.exit(not is_there(Path({str(closed)!r}) / 'issue.yaml'))"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False)

    assert done.returncode == 0
    assert not is_there(tmp_path / "issue.yaml")


def test_folder_without_a_paper_is_wrong_usage(
    newsletter: Callable[..., Said], tmp_path: Path
) -> None:
    said = newsletter("--project", tmp_path, "check", DAY)

    assert said.code == 2
    assert "newsletter init" in said.err


def test_paper_is_found_from_a_folder_inside_it(
    newsletter: Callable[..., Said], paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(paper / "issues" / DAY)

    assert newsletter("check", DAY).code == 0


def test_new_paper_passes_its_own_check(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    said = newsletter("--project", paper, "check", DAY, "--json")

    assert said.code == 0
    assert said.document["ok"] is True
    assert said.document["problems"] == []


def test_init_does_not_touch_a_paper_that_is_there(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    before = (paper / "issues/publication.yaml").read_bytes()

    said = newsletter("init", paper, "--date", DAY)

    assert said.code == 1
    assert (paper / "issues/publication.yaml").read_bytes() == before


def test_problems_end_with_1_and_are_shown_with_their_line(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    spoil(paper)

    said = newsletter("--project", paper, "check", DAY)

    assert said.code == 1
    assert f"issues/{DAY}/issue.yaml:" in said.err
    assert "│ setcions:" in said.err
    assert "^^^^^^^^" in said.err
    assert "sections" in said.err
    assert said.out == ""


def test_messages_are_chinese_where_the_locale_is(
    newsletter: Callable[..., Said], paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(paper)
    monkeypatch.setenv("NEWSLETTER_LANG", "zh_CN.UTF-8")

    said = newsletter("--project", paper, "check", DAY)

    assert "错误 M1" in said.err
    assert "提示：" in said.err


def test_nothing_is_coloured_where_nobody_sees_it(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    spoil(paper)

    assert "\x1b" not in newsletter("--project", paper, "check", DAY).err


@pytest.mark.parametrize("form", [["--json"], ["--format", "json"], ["--format=json"]])
def test_json_is_one_object_and_nothing_else_even_for_problems(
    newsletter: Callable[..., Said], paper: Path, form: list[str]
) -> None:
    spoil(paper)

    said = newsletter("--project", paper, "check", DAY, *form)

    assert said.code == said.document["exit"] == 1
    assert said.document["ok"] is False
    assert said.document["problems"][0]["severity"] == "error"
    assert said.err == ""


@pytest.mark.parametrize(
    "arguments",
    [["build", "2021-11-22"], ["build"], ["build", DAY, "--nonsense"], ["sned"]],
)
def test_json_is_printed_for_wrong_usage_too(
    newsletter: Callable[..., Said], paper: Path, arguments: list[str]
) -> None:
    said = newsletter("--project", paper, *arguments, "--json")

    assert said.code == said.document["exit"] == 2
    assert said.document["error"] == "usage"
    assert said.err == ""


def test_notes_for_a_code_host_go_to_standard_output(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    spoil(paper)

    said = newsletter("--project", paper, "check", DAY, "--format", "github")

    assert said.code == 1
    assert all(line.startswith("::") for line in said.out.splitlines())
    assert f"::error file=issues/{DAY}/issue.yaml,line=" in said.out
    assert said.err == ""


def test_new_issue_is_refused_by_check_until_it_is_written(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    made = newsletter("--project", paper, "new", "2021-11-30", "--json")
    said = newsletter("--project", paper, "check", "2021-11-30")

    assert made.code == 0
    assert any(name.endswith("issue.yaml") for name in made.document["files"])
    assert said.code == 1
    assert "C001" in said.err


def test_issue_still_to_be_written_is_built_with_a_warning(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    newsletter("--project", paper, "new", "2021-11-30")
    build = ("--project", paper, "build", "2021-11-30", "--only", "feeds")

    said = newsletter(*build)
    again = newsletter(*build)

    assert said.code == 0
    assert "warning C001" in said.err
    assert "nothing has changed" in again.err


def test_notes_for_a_code_host_are_in_the_language_of_messages(
    newsletter: Callable[..., Said], paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(paper)
    notes = ("--project", paper, "check", DAY, "--format", "github")

    english = newsletter(*notes).out
    monkeypatch.setenv("NEWSLETTER_LANG", "zh")
    chinese = newsletter(*notes).out

    assert "Unknown key" in english
    assert "不认识的键" in chinese


@pytest.mark.parametrize("redirection", [">/dev/full", "2>/dev/full", "2>&-"])
def test_answer_that_cannot_be_written_leaves_no_trace(
    newsletter: Callable[..., Said], paper: Path, redirection: str
) -> None:
    del newsletter
    to_read = ["--json"] if redirection.startswith(">") else []
    shell = ["/bin/sh", "-c", f'exec "$0" "$@" {redirection}', sys.executable]
    command = ["-m", "newsletter", "--project", str(paper), "check", DAY, *to_read]

    done = subprocess.run(
        [*shell, *command], capture_output=True, text=True, check=False
    )

    assert done.returncode == (0 if "-" in redirection else 3)
    assert "Traceback" not in done.stderr
    assert ("No space left" in done.stderr) == bool(to_read)


def test_import_reports_what_it_made(
    newsletter: Callable[..., Said], paper: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# 老码头迎来新生活\n\n记者 甲某\n\n"
        "本报讯 河边的老码头修好了。孩子们在树下读书。\n"
    )

    said = newsletter("--project", paper, "import", "2021-12-07", page, "--json")
    again = newsletter("--project", paper, "import", "2021-12-07", page)

    assert said.code == again.code == 0
    assert len(said.document["imports"][0]["articles"]) == 1
    assert "imported before" in again.err


def test_build_tells_its_editions_and_then_has_nothing_to_do(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    build = ("--project", paper, "build", DAY, "--only", "feeds,email")

    first = newsletter(*build)
    second = newsletter(*build)
    forced = newsletter(*build, "--force", "--json")

    assert (first.code, second.code, forced.code) == (0, 0, 0)
    assert "email" in first.err
    assert "feeds" in first.err
    assert "nothing has changed" in second.err
    assert forced.document["issues"][0]["unchanged"] is False
    assert forced.err == ""


def test_issue_with_problems_does_not_stop_the_others(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    newsletter("--project", paper, "new", "2021-11-30")
    spoil(paper)

    said = newsletter("--project", paper, "build", "--all", "--only", "feeds", "--json")

    assert said.code == 1
    first, second = said.document["issues"]
    assert (first["ok"], second["ok"]) == (False, True)
    assert (paper / "build/site/rss.xml").is_file()


def test_file_system_that_refuses_ends_with_3(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    (paper / "build").write_text("a file where the folder should be")

    said = newsletter("--project", paper, "build", DAY, "--only", "feeds")

    assert said.code == 3
    assert "check free space and permissions" in said.err
    assert "Traceback" not in said.err


def test_interrupted_build_ends_without_a_trace_and_can_be_repeated(
    newsletter: Callable[..., Said], paper: Path
) -> None:
    command = [sys.executable, "-m", "newsletter", "--project", str(paper), "build"]
    with subprocess.Popen([*command, DAY], stderr=subprocess.PIPE, text=True) as job:
        while not (paper / "build/.lock").exists():
            time.sleep(0.002)
        job.send_signal(signal.SIGINT)
        _, told = job.communicate(timeout=60)

    again = newsletter("--project", paper, "build", DAY, "--only", "feeds")

    assert job.returncode == 130
    assert told.splitlines()[-1] == "interrupted; the last build is unchanged"
    assert "Traceback" not in told
    assert again.code == 0


def test_weekly_is_brought_in_and_its_copy_rated(
    newsletter: Callable[..., Said], paper: Path, tmp_path: Path
) -> None:
    weekly = tmp_path / "weekly.md"
    weekly.write_text(
        "# 河湾周刊（第 9 期）\n\n## 要闻\n\n### 老码头\n\n2月30日，老码头修好了。\n\n"
        "### 渡口\n\n渡口六点开船。\n",
        encoding="utf-8",
    )

    brought = newsletter(
        "--project", paper, "import", "2021-12-07", "--weekly", weekly, "--json"
    )
    said = newsletter("--project", paper, "check", "2021-12-07", "--json")

    assert brought.code == 0
    assert len(brought.document["imports"][0]["articles"]) == 2
    assert said.code == 1
    assert "D001" in [one["code"] for one in said.document["problems"]]
    assert said.document["rate"]["slips"] == 1
    assert said.document["rate"]["limit"] == 3


def test_bad_file_among_several_is_named_and_nothing_is_written(
    newsletter: Callable[..., Said], paper: Path, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "old.doc"
    good.write_text("# 老码头\n\n老码头修好了。\n", encoding="utf-8")
    bad.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))

    said = newsletter("--project", paper, "import", "2021-12-07", good, bad)

    assert said.code == 1
    assert "old.doc" in said.err
    assert not (paper / "issues" / "2021-12-07").exists()
