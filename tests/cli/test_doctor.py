"""The doctor on the command line: nothing is made, and the exit code tells."""

import json
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from newsletter.circulation.store import open_store
from newsletter.cli import run
from tests.handoff.shops import free_port


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    assert run(["init", str(tmp_path), "--language", "en"]) == 0
    return tmp_path


def doctor(
    paper: Path, capfd: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, str]]:
    capfd.readouterr()
    code = run(["--project", str(paper), "doctor", "--json"])
    findings = json.loads(capfd.readouterr().out)["findings"]
    return code, {one["name"]["en"]: one["found"] for one in findings}


def test_a_paper_without_subscribers_gets_no_database(
    paper: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, found = doctor(paper, capfd)

    assert code == 0
    assert found["database of subscribers"]
    assert not list(paper.glob("*.db"))


def test_the_database_that_is_there_is_opened(
    paper: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    open_store(f"sqlite:///{paper / 'circulation.db'}").close()

    code, found = doctor(paper, capfd)

    assert code == 0
    assert "circulation.db" in found["database of subscribers"]


def test_a_database_that_is_none_is_an_outside_failure(
    paper: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (paper / "circulation.db").write_text("no database, but words" * 100)

    code, _ = doctor(paper, capfd)

    assert code == 3


def test_a_shop_out_of_reach_is_an_outside_failure(
    paper: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = paper / "issues/publication.yaml"
    shop = "{name: newsprint, delivery: {kind: folder, folder: gone}}"
    settings.write_text(settings.read_text() + f"\nprinters:\n  - {shop}\n")

    code, found = doctor(paper, capfd)

    assert code == 3
    assert "gone" in found["print shop newsprint"]


def test_hosts_of_the_web_edition_are_looked_at(
    paper: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = paper / "issues/publication.yaml"
    cloud = (
        "{name: cloud, kind: s3, bucket: b, access_key: NO_ID, secret_key: NO_SECRET,"
        f" endpoint: 'http://127.0.0.1:{free_port()}'}}"
    )
    www = "{name: www, kind: folder, folder: www}"
    away = (
        "{name: away, kind: sftp, host: 127.0.0.1, user: u, folder: f,"
        f" port: {free_port()}}}"
    )
    hosts = "".join(f"  - {one}\n" for one in (cloud, www, away))
    settings.write_text(f"{settings.read_text()}\npublish:\n{hosts}")

    code, found = doctor(paper, capfd)

    assert code == 3
    assert "NO_ID" in found["host cloud"]
    assert found["host www"] == f"folder:{paper / 'www'}"
    assert "127.0.0.1" in found["host away"]
    assert not (paper / "www").exists()


def test_a_relay_that_does_not_answer_is_an_outside_failure(
    paper: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = paper / "issues/publication.yaml"
    relay = f"{{host: 127.0.0.1, port: {free_port()}, security: none}}"
    settings.write_text(settings.read_text() + f"\nrelay: {relay}\n")

    code, found = doctor(paper, capfd)

    assert code == 3
    assert "127.0.0.1" in found["mail relay"]


def test_a_relay_that_lets_us_in_is_well(
    paper: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    relay = Controller(Sink(), hostname="127.0.0.1", port=port)
    settings = paper / "issues/publication.yaml"
    words = f"{{host: 127.0.0.1, port: {port}, security: none}}"
    settings.write_text(settings.read_text() + f"\nrelay: {words}\n")

    relay.start()
    code, found = doctor(paper, capfd)
    relay.stop()

    assert code == 0
    assert found["mail relay"] == f"127.0.0.1:{port}"
