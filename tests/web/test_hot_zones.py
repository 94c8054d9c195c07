"""The sample issue in a real Chromium: every rectangle leads where the page says."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError

import pytest

from newsletter.build.issue import build_issue, load_issue
from tests.web.browser import Browser, a_browser

DAY = "2021-11-23"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample for print and web."""
    folder = tmp_path_factory.mktemp("paper")
    shutil.copytree(ROOT / "issues", folder / "issues")
    build_issue(load_issue(folder / "issues" / DAY), only=("print", "web"))
    return folder / "build"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def issue_page(build: Path) -> Iterator[str]:
    """Serve the site, and name the page of the issue."""
    handler = partial(Quiet, directory=str(build / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{DAY}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    with a_browser(program("chromedriver"), program("chromium")) as one:
        yield one


def frames_of(build: Path) -> list[tuple[int, str, list[float]]]:
    """List every frame of an article: page, slug, and its box in percent."""
    proof = json.loads((build / DAY / "proof.json").read_bytes())
    found = []
    for page in proof["pages"]:
        width, height = page["sheet"]["width"], page["sheet"]["height"]
        for frame in page["frames"]:
            if frame["article"]:
                box = frame["box"]
                found.append(
                    (
                        page["number"],
                        frame["article"],
                        [
                            100 * box["x"] / width,
                            100 * box["y"] / height,
                            100 * box["width"] / width,
                            100 * box["height"] / height,
                        ],
                    )
                )
    return found


ZONES = """
const all = [];
for (const page of document.querySelectorAll(".page")) {
  const sheet = page.querySelector(".hot img").getBoundingClientRect();
  for (const zone of page.querySelectorAll(".zone")) {
    const box = zone.getBoundingClientRect();
    all.push([Number(page.id.slice(5)), zone.href.split("/").at(-2), [
      100 * (box.left - sheet.left) / sheet.width,
      100 * (box.top - sheet.top) / sheet.height,
      100 * box.width / sheet.width, 100 * box.height / sheet.height]]);
  }
}
return all;
"""
CENTRE = """
const zone = document.querySelectorAll(".zone")[given[0]];
zone.scrollIntoView({block: "center", behavior: "instant"});
const box = zone.getBoundingClientRect();
return [box.left + box.width / 2,
  (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2];
"""
OPEN = """
return [location.pathname, document.readyState,
  [...document.querySelectorAll("h1 .line")].map(l => l.textContent).join(" ")];
"""


def arrived(browser: Browser, slug: str) -> str:
    """Wait for an article's page, and read its headline."""
    for _ in range(600):
        with suppress(HTTPError):  # a page that goes away takes the question with it
            path, state, title = browser.run(OPEN)
            if f"/{slug}/" in path and state == "complete":
                return str(title)
        time.sleep(0.05)
    raise AssertionError(slug)


@pytest.mark.parametrize("width", [390, 1280])
def test_zones_lie_where_the_press_put_every_part_of_an_article(
    browser: Browser, build: Path, issue_page: str, width: int
) -> None:
    browser.show(width)
    browser.open(issue_page)

    zones: list[Any] = browser.run(ZONES)

    frames = frames_of(build)
    assert len(zones) == len(frames) >= 9
    for zone, frame in zip(zones, frames, strict=True):
        assert zone[:2] == list(frame[:2])
        assert zone[2] == pytest.approx(frame[2], abs=0.15)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_click_on_each_zone_opens_its_article(
    browser: Browser, build: Path, issue_page: str, width: int
) -> None:
    browser.show(width)
    record = json.loads((build / "site" / DAY / "issue.json").read_bytes())
    titles = {one["slug"]: " ".join(one["headline"]) for one in record["articles"]}
    slugs = [slug for _, slug, _ in frames_of(build)]
    opened = []

    for number, slug in enumerate(slugs):
        browser.open(issue_page)
        browser.click(*browser.run(CENTRE, number))
        opened.append(arrived(browser, slug))

    assert opened == [titles[slug] for slug in slugs]
    assert set(slugs) == set(titles)
