"""Pages of the service in Chromium: a reader's way through them, and axe's verdict."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import sleep

import pytest

from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store, open_store
from newsletter.circulation.subscriber import State
from tests.circulation.service import Running, running
from tests.web.browser import Browser, a_browser

ENTER, TAB, SPACE = "\ue007", "\ue004", " "
ANN = "ann@example.org"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = {name: shutil.which(name) for name in ("chromedriver", "chromium")}
    missing = [name for name, path in found.items() if path is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"{missing} not installed; .ci/setup --tests gets them")
    if missing:
        pytest.skip(f"{missing} not installed")
    with a_browser(str(found["chromedriver"]), str(found["chromium"])) as window:
        yield window


@pytest.fixture
def service(store: Store, keys: Keys) -> Iterator[Running]:
    with running(store, keys) as one:
        yield one


def heading(browser: Browser) -> str:
    said: str = browser.run("return document.querySelector('h1').textContent")
    return said


def send(browser: Browser, selector: str) -> None:
    """Press Enter on an element, and wait for the page that follows."""
    browser.run(
        "window.isOld = true; document.querySelector(given[0]).focus()", selector
    )
    browser.press(ENTER)
    for _ in range(1_200):
        with suppress(OSError):  # between two pages there is none to ask
            if browser.run(
                "return !window.isOld && document.readyState === 'complete'"
            ):
                return
        sleep(0.05)
    pytest.fail(f"no page follows {selector}")


def test_a_reader_comes_changes_and_goes_by_keyboard(
    browser: Browser, service: Running
) -> None:
    browser.show(390)
    browser.open(f"{service.address}/subscribe?lang=zh")
    browser.run("document.querySelector('#address').focus()")
    browser.press(*ANN, TAB, SPACE)  # without the first section
    send(browser, "#address")
    sent = heading(browser)
    browser.open(service.address + service.post.link())
    asked = heading(browser)
    send(browser, "button")
    confirmed = heading(browser)
    reader = service.desk.readers.find_address(ANN)
    assert reader

    token = service.desk.tokens.reader(reader.id)
    browser.open(f"{service.address}/preferences?token={token}")
    browser.run("document.querySelector('[name=sections]').focus()")
    browser.press(SPACE)
    send(browser, "button")
    saved = heading(browser)
    changed = service.desk.readers.find_address(ANN)
    browser.open(f"{service.address}/unsubscribe?token={token}")
    send(browser, "button")
    gone = service.desk.readers.find_address(ANN)

    assert (sent, asked, confirmed) == ("请查收邮件", "确认订阅", "订阅成功")
    assert reader.choice.sections == ("news", "party-study", "projects")
    assert saved == "已保存"
    assert changed
    assert changed.choice.sections is None
    assert heading(browser) == "已退订"
    assert gone
    assert gone.state is State.UNSUBSCRIBED


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser,
    keys: Keys,
    tmp_path: Path,
    node_package: Callable[[str], Path],
    language: str,
    *,
    dark: bool,
) -> None:
    faults = {}
    with (
        open_store(f"sqlite:///{tmp_path}/circulation.db") as store,
        running(store, keys) as service,
    ):
        number = service.confirmed(ANN)
        reader = f"?lang={language}&token={service.desk.tokens.reader(number)}"
        confirm = service.desk.tokens.confirm(number, service.desk.now + 60)
        script = (node_package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
        for width in (320, 1280):
            browser.show(width, dark=dark)
            for path in (
                f"subscribe?lang={language}",
                f"preferences?lang={language}",
                f"confirm?lang={language}&token={confirm}",
                f"unsubscribe{reader}",
                f"preferences{reader}",
                f"confirm?lang={language}&token=x",
            ):
                browser.open(f"{service.address}/{path}")
                faults[path, width] = _faults(browser, script)
            browser.open(f"{service.address}/subscribe?lang={language}")
            send(browser, "#address")  # empty: comes back with words
            faults["fault", width] = _faults(browser, script)

    assert {page: found for page, found in faults.items() if found} == {}


def _faults(browser: Browser, script: str) -> list[object]:
    browser.run(f"{script}; window.axe = axe;")
    found: list[object] = browser.run(
        "const result = await window.axe.run();"
        "return result.violations.map(v => [v.id, v.nodes.map(n => n.html)]);"
    )
    sideways = browser.run("return document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["scrolls sideways"] if sideways else [])]
