"""What axe finds in the mail, in Chromium: on telephone and desk, by day and night.

Each view is an iframe, since Chromium's own windows cannot be as narrow.
"""

import html
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_photo
from tests.mail.sample import a_picture, mailed, nine_articles, set_as, the_issue

WIDTHS = (375, 700)
# A mail is an article in somebody else's page: that page has the landmarks.
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "rules": {"landmark-one-main": {"enabled": False}, "region": {"enabled": False}},
}
PAGE = """<!DOCTYPE html><title>axe</title><body><pre>running</pre><script>
const views = {views}, script = {script}, options = {options};
const results = views.map(view => new Promise(done => {{
  const frame = document.createElement("iframe");
  frame.width = view.width; frame.height = 4000; frame.srcdoc = view.html;
  frame.onload = async () => {{
    frame.contentWindow.eval(script);
    const page = frame.contentDocument;
    const found = await frame.contentWindow.axe.run(page, options);
    done({{
      width: view.width,
      wide: page.documentElement.scrollWidth,
      dark: frame.contentWindow.matchMedia("(prefers-color-scheme: dark)").matches,
      ground: frame.contentWindow.getComputedStyle(
        page.querySelector(".sheet")).backgroundColor,
      passes: found.passes.map(rule => rule.id),
      violations: found.violations.map(rule => rule.id + ": " +
        rule.nodes.map(node => node.html + " " + node.failureSummary).join("; ")),
    }});
  }};
  document.body.append(frame);
}}));
Promise.all(results).then(all => {{
  document.querySelector("pre").textContent = JSON.stringify(all);
  document.querySelectorAll("iframe").forEach(frame => frame.remove());
}});
</script>"""


def in_script(value: object) -> str:
    return json.dumps(value).replace("</", "<\\/").replace("<!--", "<\\!--")


Sight = tuple[str, Path]
"""Chromium, and axe's script."""


@pytest.fixture
def see(program: Callable[[str], str], node_package: Callable[[str], Path]) -> Sight:
    return program("chromium"), node_package("axe-core") / "axe.min.js"


def views(
    see: Sight, folder: Path, pages: dict[str, str], *, is_dark: bool
) -> list[dict[str, Any]]:
    """Let axe look at every page in every width."""
    wanted = [
        {"width": width, "html": page} for page in pages.values() for width in WIDTHS
    ]
    chromium, axe = see
    script = axe.read_text(encoding="utf-8")
    file = folder / "axe.html"
    file.write_text(
        PAGE.format(
            views=in_script(wanted),
            script=in_script(script),
            options=in_script(OPTIONS),
        )
    )
    process = subprocess.run(
        [
            chromium,
            *("--headless", "--no-sandbox", "--disable-gpu"),
            "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}",
            f"--blink-settings=preferredColorScheme={0 if is_dark else 1}",
            *("--virtual-time-budget=60000", "--window-size=1200,2000", "--dump-dom"),
            file.as_uri(),
        ],
        capture_output=True,
        timeout=180,
        check=True,
    )
    (text,) = re.findall(r"<pre>(.*?)</pre>", process.stdout.decode(), re.DOTALL)
    found: list[dict[str, Any]] = json.loads(html.unescape(text))
    return found


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_any_layout_at_any_width(
    see: Sight,
    tmp_path: Path,
    is_dark: bool,  # noqa: FBT001
) -> None:
    photo = a_photo(tmp_path)
    pages = {
        name: mailed(
            the_issue(nine_articles(photo), set_as(name)), a_picture(photo)
        ).html
        for name in ("issue", "digest", "plain")
    }

    found = views(see, tmp_path, pages, is_dark=is_dark)

    assert len(found) == 6
    assert [v for view in found for v in view["violations"]] == []
    assert all(view["wide"] <= view["width"] for view in found)
    assert all("color-contrast" in view["passes"] for view in found)
    assert {view["dark"] for view in found} == {is_dark}
    is_white = [view["ground"] == "rgb(255, 255, 255)" for view in found]
    assert is_white == [not is_dark] * 6


def test_axe_finds_what_is_wrong(see: Sight, tmp_path: Path) -> None:
    faint = '<p class="sheet" style="color:#ccc;background:#fff">看不清的字</p>'

    found = views(see, tmp_path, {"bad": f'{faint}<img src="x">'}, is_dark=False)

    rules = {violation.partition(":")[0] for violation in found[0]["violations"]}
    assert rules >= {"color-contrast", "image-alt", "html-has-lang", "document-title"}
