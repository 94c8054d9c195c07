"""``newsletter publish`` as people and programs call it."""

import json
from pathlib import Path

import pytest

from newsletter.cli import Exit, run
from tests.manifest.desk import PUBLICATION
from tests.publish.places import SITE, a_site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "publication.yaml").write_text(
        f"{PUBLICATION}publish:\n"
        "  - {name: main, kind: folder, folder: www}\n"
        "  - {name: spare, kind: sftp, host: 127.0.0.1, port: 9, user: u, folder: f,"
        " attempts: 1}\n",
        encoding="utf-8",
    )
    return a_site(tmp_path)


def call(project: Path, *arguments: str) -> int:
    return run(["--project", str(project), "publish", *arguments])


def test_site_is_published_and_told_to_a_program(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = call(project, "--to", "main", "--json")

    said = json.loads(capsys.readouterr().out)
    assert code == Exit.DONE
    assert [one["path"] for one in said["sent"]][-1] == "sitemap.xml"
    assert (len(said["sent"]), said["removed"], said["there"]) == (len(SITE), [], 0)
    assert (project / "www" / "index.html").read_bytes() == SITE["index.html"]


def test_rehearsal_lists_what_would_go(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = call(project, "--to", "main", "--dry-run")

    said = capsys.readouterr().err
    assert code == Exit.DONE
    assert "  + index.html\n" in said
    assert f"main: {len(SITE)} files to send" in said
    assert not (project / "www").exists()


def test_wrong_usage_and_failures_have_their_exit_codes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [call(project), call(project, "--to", "x"), call(project, "--to", "spare")]
    (project / "build/site/index.html").unlink()
    codes.append(call(project, "--to", "main"))

    said = capsys.readouterr().err
    assert codes == [Exit.USAGE, Exit.USAGE, Exit.OUTSIDE, Exit.INPUT]
    assert "for --to there is: main, spare" in said
    assert "D301" in said
    assert "Traceback" not in said
