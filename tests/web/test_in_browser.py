"""Pages in a real Chromium: what can be clicked, reached by keys, and read aloud."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsletter.layout import Layout
from newsletter.model.web import WebIdentity
from tests.web.browser import Browser, a_browser
from tests.web.reading import ISSUES, site_of

TAB, ENTER = "\ue004", "\ue007"
PAGES = (
    "index.html", "404.html", "search/index.html", "about/index.html",
    "subscribe/index.html", "archive/index.html", "archive/2020/index.html",
    "sections/projects/index.html", "2021-11-23/index.html",
    "2021-11-23/story-3/index.html", "2021-11-23/3.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, layout: Layout) -> Path:
    root = tmp_path_factory.mktemp("site")
    web = WebIdentity(service="https://mail.example.org/")
    files = site_of(layout, *ISSUES, url=f"{root.as_uri()}/", web=web)
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    with a_browser(program("chromedriver"), program("chromium")) as one:
        yield one


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser,
    site: Path,
    node_package: Callable[[str], Path],
    width: int,
    *,
    dark: bool,
) -> None:
    browser.show(width, dark=dark)
    axe = node_package("axe-core") / "axe.min.js"
    script = axe.read_text(encoding="utf-8")
    faults = {}

    for page in PAGES:
        # The signpost leads on at once: look at it before it does.
        text = (site / page).read_text(encoding="utf-8")
        still = (site / page).with_suffix(".still.html")
        still.write_text(text.replace('http-equiv="refresh"', 'name="refresh"'))
        browser.open(still.as_uri())
        browser.run(f"{script}; window.axe = axe;")
        found = browser.run(
            "const result = await window.axe.run();"
            "return result.violations.map(v => [v.id, v.nodes.map(n => n.html)]);"
        )
        sideways = browser.run(
            "return document.documentElement.scrollWidth > innerWidth"
        )
        faults[page] = [*found, *(["scrolls sideways"] if sideways else [])]

    assert {page: found for page, found in faults.items() if found} == {}


def test_keyboard_leads_from_the_skip_link_to_an_article(
    browser: Browser, site: Path
) -> None:
    browser.show(1280)
    browser.open((site / "2021-11-23/index.html").as_uri())
    focused = "return document.activeElement.{}"

    browser.press(TAB)
    first = browser.run(focused.format("className"))
    browser.press(ENTER)
    names = []
    for _ in range(30):
        browser.press(TAB)
        names.append(
            browser.run(
                "const one = document.activeElement;"
                "return one.getAttribute('aria-label') || one.textContent.trim()"
            )
        )

    assert first == "skip"
    assert "阅读：河边的 第1条消息" in names
    assert names.index("阅读：河边的 第1条消息") < names.index("河边的 第1条消息")
    assert all(names)


def test_short_address_opens_the_article(browser: Browser, site: Path) -> None:
    browser.open((site / "2021-11-23/3.html").as_uri())

    arrived = browser.run(
        "while (location.pathname.endsWith('.html'))"
        " await new Promise(r => setTimeout(r, 20)); return location.href"
    )

    assert arrived == f"{site.as_uri()}/2021-11-23/story-3/"
