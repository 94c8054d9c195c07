"""The preview, as an editor meets it: files are saved, and a browser is watched."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from newsletter.desk.preview import Bench, PreviewServer
from newsletter.desk.preview.painting import alone
from newsletter.desk.preview.proofs import Proofs
from newsletter.desk.preview.screens import mail_as_seen
from newsletter.desk.preview.server import PortError
from newsletter.desk.preview.watch import Watch
from newsletter.desk.scaffold import new_publication
from newsletter.manifest import load_issue
from newsletter.press.values import Block, Drawing, TextLine
from tests.builders import a_photo
from tests.desk.browser import Browser

DAY = "2021-11-23"
SHOWN = (
    "[...document.querySelectorAll('.sheet iframe')].filter(f => "
    "f.style.visibility === '').map(f => f.contentDocument.body.textContent).join('')"
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    new_publication(tmp_path / "paper", date.fromisoformat(DAY), "zh")
    return tmp_path / "paper"


@pytest.fixture
def server(paper: Path) -> Iterator[PreviewServer]:
    bench = Bench(paper, DAY, language="zh", template="vscode://file/{file}:{line}")
    with PreviewServer(bench, 0) as server:
        yield server


@pytest.fixture
def browser(program: Callable[[str], str], tmp_path: Path) -> Iterator[Browser]:
    with Browser(program("chromium"), tmp_path / "profile") as browser:
        yield browser


def folder(paper: Path) -> Path:
    return paper / "issues" / DAY


def add(paper: Path, words: str) -> None:
    article = folder(paper) / "03-articles.md"
    article.write_text(article.read_text() + f"\n{words}\n")


def spoil(paper: Path) -> str:
    manifest = folder(paper) / "issue.yaml"
    text = manifest.read_text()
    manifest.write_text(text.replace("sections:", "setcions:"))
    return text


def answer(server: PreviewServer, path: str, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(server.address[7:-1], timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


class Events:
    """What a browser that connects now is told."""

    def __init__(self, server: PreviewServer) -> None:
        self._connection = http.client.HTTPConnection(server.address[7:-1], timeout=60)
        self._connection.request("GET", "/events")
        self._response = self._connection.getresponse()

    def __enter__(self) -> "Events":
        return self

    def __exit__(self, *error: object) -> None:
        self._response.close()
        self._connection.close()

    def until(self, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while line := self._response.readline():
            if line.startswith(b"data: "):
                state: dict[str, Any] = json.loads(line[6:])
                if is_so(state):
                    return state
        raise AssertionError("the stream has ended")


def is_whole(state: dict[str, Any]) -> bool:
    return bool(state["feeds"]) and all(page["painted"] for page in state["pages"])


def test_saved_words_stand_on_the_page_in_the_browser(
    paper: Path, server: PreviewServer, browser: Browser
) -> None:
    browser.open(server.address)
    browser.wait_until("document.querySelectorAll('.sheet img').length")

    add(paper, "渡口的钟声又响了起来。")

    browser.wait_until(f"({SHOWN}).includes('渡口的钟声又响了起来')")
    browser.wait_until("state.pages.every(page => page.painted)")
    browser.wait_until("document.querySelectorAll('.sheet img').length")
    assert browser.run("document.querySelector('#veil').hidden") is True


def test_problem_lies_over_the_last_good_page_until_it_is_mended(
    paper: Path, server: PreviewServer, browser: Browser
) -> None:
    browser.open(server.address)
    browser.wait_until("document.querySelectorAll('.sheet iframe').length")
    before = browser.run("state.pages[0].key")

    good = spoil(paper)
    browser.wait_until("!document.querySelector('#veil').hidden")
    told = browser.run("document.querySelector('#veil').textContent")
    link = browser.run("document.querySelector('#veil a').href")
    kept = browser.run("document.querySelector('.page').dataset.key")
    (folder(paper) / "issue.yaml").write_text(good)
    browser.wait_until("document.querySelector('#veil').hidden")

    assert "setcions" in told
    assert link.startswith(f"vscode://file{folder(paper)}/issue.yaml:")
    assert kept == before
    assert browser.run("document.querySelectorAll('.finding.error').length") == 0


def test_every_tab_shows_its_edition(
    paper: Path, server: PreviewServer, browser: Browser
) -> None:
    browser.open(server.address)
    browser.wait_until("state && state.feeds.length && state.pages[0].painted")
    inside = (
        "[...document.querySelectorAll('#{0} iframe')]"
        ".map(f => f.contentDocument?.body?.textContent ?? '')"
    )
    title = load_issue(folder(paper)).articles[0].title

    browser.click("[data-tab=mail]")
    browser.wait_until(f"{inside.format('mail')}.filter(t => t.includes('{title}'))[3]")
    browser.click("[data-tab=text]")
    browser.wait_until(
        f"document.querySelector('#text').textContent.includes('{title}')"
    )
    browser.click("[data-tab=feeds]")
    browser.wait_until(
        f"document.querySelector('.item').textContent.includes('{title}')"
    )
    browser.click("[data-tab=web]")
    browser.wait_until(f"{inside.format('web')}.some(t => t.includes('{title}'))")
    picture = (
        "document.querySelector('#web iframe').contentDocument.querySelector('img')"
    )
    browser.wait_until(f"{picture}.naturalWidth")

    widths = browser.run(
        "[...document.querySelectorAll('#mail iframe')].map(f=>f.width)"
    )
    assert widths == ["390", "390", "760", "760"]


def test_frames_are_drawn_where_the_proof_says(
    server: PreviewServer, browser: Browser
) -> None:
    browser.open(server.address)
    browser.wait_until("document.querySelectorAll('.frame').length")

    browser.click("#frames")

    off = browser.run(
        "(() => { const page = state.pages[0], box = page.frames[0].box;"
        "const sheet = document.querySelector('.sheet').getBoundingClientRect();"
        "const frame = document.querySelector('.frame').getBoundingClientRect();"
        "const by = sheet.width / page.sheet.width;"
        "return Math.abs(frame.x - sheet.x - box.x * by)"
        " + Math.abs(frame.height - box.height * by) })()"
    )
    assert off < 1
    assert browser.run("document.querySelectorAll('#slots tr').length") > 6


def test_whoever_connects_is_told_the_state_at_once(server: PreviewServer) -> None:
    with Events(server) as events:
        first = events.until(is_whole)

    with Events(server) as events:
        again = events.until(lambda _: True)

    assert again == first
    assert again["slots"][0]["slot"] == "lead"
    assert again["pages"][0]["frames"]


def test_only_loopback_hosts_are_answered(server: PreviewServer) -> None:
    port = server.address.rsplit(":", 1)[1].strip("/")

    assert answer(server, "/", Host="paper.example.org")[0] == 403
    assert answer(server, "/events", Host=f"paper.example.org:{port}")[0] == 403
    assert answer(server, "/", Host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/page/nothing.html",
        "/page/nothing.png?width=99999999999",
        "/crop/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/site/../../issues/publication.yaml",
        "/site/%2e%2e/issues/publication.yaml",
        f"/site/{DAY}/pages/%D9%A3.webp",
        "/mail/html",
    ],
)
def test_addresses_that_lead_nowhere_are_missing(paper: Path, path: str) -> None:
    spoil(paper)
    bench = Bench(paper, DAY, language="en", template="")
    with PreviewServer(bench, 0) as server:
        assert answer(server, path)[0] == 404


def test_preview_leaves_no_file_behind(paper: Path, server: PreviewServer) -> None:
    before = sorted(paper.rglob("*"))

    with Events(server) as events:
        events.until(is_whole)

    assert sorted(paper.rglob("*")) == before


def test_photo_that_is_taken_away_is_told_and_its_return_clears_it(
    paper: Path, server: PreviewServer
) -> None:
    photo = a_photo(folder(paper) / "photos", 1200, 800, name="quay.jpg")
    manifest = folder(paper) / "issue.yaml"
    entry = "{file: 03-articles.md, photos: [{file: photos/quay.jpg, alt: 码头}]}"
    manifest.write_text(manifest.read_text().replace("03-articles.md", entry))
    with Events(server) as events:
        events.until(lambda state: state["is_good"] and "crop" in whole(server, state))
        picture = photo.path.read_bytes()

        photo.path.unlink()
        bad = events.until(lambda state: not state["is_good"])
        photo.path.write_bytes(picture)
        good = events.until(lambda state: state["is_good"])

    assert any(one["code"] == "M303" for one in bad["findings"])
    assert bad["pages"]
    assert not any(one["code"] == "M303" for one in good["findings"])


def whole(server: PreviewServer, state: dict[str, Any]) -> str:
    """Read the sketches of a state."""
    bodies = (answer(server, f"/page/{p['key']}.html")[1] for p in state["pages"])
    return b"".join(bodies).decode()


def test_bug_is_shown_and_does_not_end_the_preview(
    paper: Path, server: PreviewServer
) -> None:
    template = paper / "layouts" / "gazette" / "print" / "page.html"
    with Events(server) as events:
        events.until(is_whole)

        template.parent.mkdir(parents=True)
        template.write_text("{% for %}")
        bad = events.until(lambda state: not state["is_good"])
        template.unlink()
        good = events.until(lambda state: state["is_good"])

    assert "print/page.html" in bad["findings"][0]["what"]
    assert good["findings"] == []


def test_only_changed_pages_are_drawn_anew(paper: Path) -> None:
    pages = "pages:\n  - {number: 1}\n  - {number: 2}\nsections:"
    manifest = folder(paper) / "issue.yaml"
    text = manifest.read_text().replace("sections:", pages)
    last = text.rindex("  - name:")
    last_group = text[last:].replace("\n", "\n    page: 2\n", 1)
    manifest.write_text(text[:last] + last_group)
    proofs, issue = Proofs(), load_issue(folder(paper))
    layout = proofs.layout_of(issue.publication, None)
    before = proofs.compose(issue, layout)
    article = issue.groups[-1].articles[-1].place.file

    text = (paper / article).read_text()
    (paper / article).write_text(f"{text.rstrip()}\n\n又添了一句话。\n")
    after = proofs.compose(load_issue(folder(paper)), layout)

    assert before.pages[0].key == after.pages[0].key
    assert before.pages[1].key != after.pages[1].key


def test_slots_tell_their_fill_and_what_is_over_or_short(paper: Path) -> None:
    manifest = folder(paper) / "issue.yaml"
    manifest.write_text(manifest.read_text().replace("slot: lead", "slot: brief"))
    issue = load_issue(folder(paper))
    proofs = Proofs()
    long = issue.articles[0]
    file = paper / long.place.file
    file.write_text(f"{file.read_text()}\n" + "河边的老码头修好了。" * 60 + "\n")

    composed = proofs.compose(
        load_issue(folder(paper)), proofs.layout_of(issue.publication, None)
    )

    slots = {slot["article"]: slot for slot in composed.slots}
    assert slots[long.slug]["over"] > 10
    assert all(0.5 < slot["fill"] <= 1 for slot in composed.slots)
    assert {slot["over"] for name, slot in slots.items() if name != long.slug} == {0}


def test_page_by_itself_has_no_links_to_other_pages() -> None:
    hrefs = ("#quay--2", "#quay", "https://example.org/", "")
    lines = tuple(
        TextLine(role="jump", x=0, y=0, height=9, size=9, runs=(), href=href)
        for href in hrefs
    )
    page = Drawing(
        number=1,
        width=100,
        height=100,
        bookmark="",
        blocks=(Block(kind="article", id="quay", items=lines),),
    )

    (block,) = alone(page).blocks

    found = [one.href for one in block.items if isinstance(one, TextLine)]
    assert found == ["", *hrefs[1:]]


def test_change_counts_when_the_file_holds_still(tmp_path: Path) -> None:
    file = tmp_path / "article.md"
    file.write_text("一")
    watch = Watch(lambda: (tmp_path,))
    watch.use()

    file.write_text("一二")
    looks = [watch.has_settled_change(), watch.has_settled_change()]
    watch.use()

    assert looks == [False, True]
    assert not watch.has_settled_change()


def test_leftovers_of_editors_are_no_change(tmp_path: Path) -> None:
    watch = Watch(lambda: (tmp_path,))
    watch.use()

    for name in (".article.md.swp", "article.md~", ".#article.md", "4913.tmp"):
        (tmp_path / name).write_text("x")

    assert not watch.has_change()


def test_letter_is_shown_in_the_colours_asked_for() -> None:
    letter = (
        "<style>@media (prefers-color-scheme: dark){a{color:red}}</style>"
        '<img src="https://paper.example.org/2021-11-23/photos/a-1.jpg">'
    )

    dark = mail_as_seen(letter, "dark", "https://paper.example.org/")
    light = mail_as_seen(letter, "light", "https://paper.example.org/")

    assert "@media (min-width:0)" in dark
    assert "@media (max-width:0)" in light
    assert 'src="/site/2021-11-23/photos/a-1.jpg"' in dark


def test_port_that_is_taken_is_told_with_a_cure(
    paper: Path, server: PreviewServer
) -> None:
    port = int(server.address.rsplit(":", 1)[1].strip("/"))
    bench = Bench(paper, DAY, language="en", template="")

    with pytest.raises(PortError) as refusal:
        PreviewServer(bench, port)

    assert "--port" in refusal.value.cure.en


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_ends_the_command_cleanly(paper: Path, end: signal.Signals) -> None:
    command = [sys.executable, "-m", "newsletter", "--project", str(paper), "preview"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "--port", "0"], stderr=subprocess.PIPE, text=True, env=environment
    ) as job:
        timer = threading.Timer(300, job.kill)
        timer.start()
        assert job.stderr is not None
        first = job.stderr.readline()
        job.send_signal(end)
        rest = job.stderr.read()
        timer.cancel()

    assert "http://127.0.0.1:" in first
    assert job.returncode == 0
    assert "Traceback" not in rest
    assert rest.strip().endswith("preview ended")
