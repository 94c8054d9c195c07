"""The journal of a host, the hub, and the command."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest

from newsletter.build.publishing import publish_site
from newsletter.build.publishing.plan import is_live_feed
from newsletter.errors import InputError, UsageError
from newsletter.model.hosting import Host, HostKind
from newsletter.model.web import WebIdentity
from tests.publish.places import SITE, Told, a_site, paper, publish, sent


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(name="main", kind=HostKind.FOLDER, folder=str(tmp_path / "www"))


def journal(folder: Path) -> Path:
    return folder / "build" / "publish" / "main.jsonl"


def contents(host: Host) -> dict[str, bytes]:
    root = Path(host.folder)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".newsletter"
    }


class Killed(BaseException):
    """What a power cut looks like from inside."""


@pytest.mark.parametrize("after", range(0, len(SITE), 5))
def test_run_may_be_killed_after_any_file(
    host: Host, tmp_path: Path, after: int
) -> None:
    told = Told()

    def kill(path: str) -> None:
        told(path)
        if len(told.paths) > after:
            raise Killed

    with pytest.raises(Killed):
        publish(a_site(tmp_path), host, kill)
    with journal(tmp_path).open("a") as stream:
        stream.write('{"path":"index.html","size":1,"cha')

    again = publish(tmp_path, host)

    assert contents(host) == SITE
    assert set(sent(again)) == set(SITE) - set(told.paths)
    assert sent(publish(tmp_path, host)) == []


def test_same_content_with_a_new_time_is_not_sent(host: Host, tmp_path: Path) -> None:
    publish(a_site(tmp_path), host)
    for path in (tmp_path / "build/site").rglob("*.html"):
        path.write_bytes(path.read_bytes())

    assert sent(publish(tmp_path, host)) == []


def test_going_back_to_an_earlier_place_sends_only_what_changed(
    host: Host, tmp_path: Path
) -> None:
    other = Host(name="main", kind=HostKind.FOLDER, folder=str(tmp_path / "other"))
    publish(a_site(tmp_path), host)
    publish(tmp_path, other)

    publish(a_site(tmp_path, SITE | {"index.html": b"later"}), host)

    assert contents(host) == SITE | {"index.html": b"later"}
    assert contents(other) == SITE


def test_site_that_was_never_built_is_a_problem(host: Host, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        publish(tmp_path, host)

    assert [one.code for one in refusal.value.problems] == ["D301"]


def test_several_hosts_must_be_chosen_from(host: Host, tmp_path: Path) -> None:
    publication = paper(a_site(tmp_path), host)

    with pytest.raises(UsageError, match="for --to there is: main"):
        publish_site(publication, "elsewhere")


@contextmanager
def a_hub(*answers: int) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """Run a WebSub hub that answers so, then 204 for good."""
    calls: list[dict[str, list[str]]] = []
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            calls.append(parse_qs(body))
            self.send_response(left.pop(0) if left else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/push?x=1", calls
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


ROOT = "https://paper.example.org/"
FEEDS = [f"{ROOT}{path}" for path in SITE if is_live_feed(path)]


def test_hub_is_told_of_each_feed_that_changed(host: Host, tmp_path: Path) -> None:
    with a_hub() as (address, calls):
        hub = WebIdentity(hub=address)
        first = publish(a_site(tmp_path), host, web=hub)
        told_first = [call["hub.url"][0] for call in calls]
        calls.clear()
        publish(a_site(tmp_path, SITE | {"rss.xml": b"<rss>2</rss>"}), host, web=hub)
        publish(tmp_path, host, web=hub)

    assert sorted(told_first) == sorted(FEEDS)
    assert sorted(first.told) == sorted(FEEDS)
    assert calls == [{"hub.mode": ["publish"], "hub.url": [f"{ROOT}rss.xml"]}]


def test_deaf_hub_is_a_warning_and_is_told_next_time(
    host: Host, tmp_path: Path
) -> None:
    with a_hub(204, 503) as (address, calls):
        hub = WebIdentity(hub=address)
        first = publish(a_site(tmp_path), host, web=hub)
        second = publish(tmp_path, host, web=hub)

    assert [one.code for one in first.problems] == ["D302"]
    assert "HTTP 503" in first.problems[0].what.en
    assert len(first.told) == 1
    assert sorted((*first.told, *second.told)) == sorted(FEEDS)
    assert len(calls) == len(FEEDS) + 1
    assert contents(host) == SITE


def test_hub_that_is_not_there_does_not_stop_the_site(
    host: Host, tmp_path: Path
) -> None:
    with a_hub() as (address, _):
        pass

    done = publish(a_site(tmp_path), host, web=WebIdentity(hub=address))

    assert [one.code for one in done.problems] == ["D302"]
    assert contents(host) == SITE


def test_journal_is_lines_of_json(host: Host, tmp_path: Path) -> None:
    publish(a_site(tmp_path), host)

    lines = [json.loads(line) for line in journal(tmp_path).read_text().splitlines()]

    assert lines[0]["where"] == host.where
    assert {line["path"] for line in lines[1:]} == set(SITE)
