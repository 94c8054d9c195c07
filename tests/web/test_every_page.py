"""What holds for every page of a site."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree

from newsletter.feeds import feed_files
from newsletter.layout import Layout
from newsletter.model.archive import PublishedIssue
from tests.builders import a_publication
from tests.published import (
    an_issue,
)
from tests.web.reading import ISSUES, ROOT, elements, pages_of, read, site_of, values

VOID = ("meta", "link", "img", "br", "hr", "input")


def assets_of(issues: tuple[PublishedIssue, ...]) -> Iterator[str]:
    """List the files that the builder puts beside the pages."""
    for issue in issues:
        yield from (photo.url for one in issue.articles for photo in one.photos)
        yield from (page.picture for page in issue.pages)
        yield from (page.pdf for page in issue.pages)
        yield issue.pdf


def targets(files: dict[str, bytes], path: str) -> set[str]:
    """List the files below the web root that a page points to."""
    address = ROOT + path.removesuffix("index.html")
    found = values(read(files, path), "//@href | //@src")
    joined = {urlsplit(urljoin(address, one)) for one in found}
    inside = {
        unquote(one.path[1:]) for one in joined if one.netloc == "paper.example.org"
    }
    return {
        one + "index.html" if one.endswith("/") or not one else one for one in inside
    }


def test_every_article_and_issue_has_a_page(layout: Layout) -> None:
    files = site_of(layout, an_issue())

    expected = {f"2021-11-23/story-{n}/index.html" for n in range(1, 10)}
    assert expected | {"2021-11-23/index.html"} <= set(files)


def test_every_internal_link_leads_to_a_file(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    known = {*files, *assets_of(ISSUES), *dict(feed_files(a_publication(), ISSUES))}
    lost = {path: targets(files, path) - known for path in pages_of(files)}
    assert {path: found for path, found in lost.items() if found} == {}


def test_links_work_below_any_path_of_any_host(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    links = {
        link
        for path in pages_of(files)
        if path != "404.html"
        for link in values(read(files, path), "//body//@href | //body//@src")
    }

    assert links
    assert [link for link in links if link.startswith(("/", "http"))] == []


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_markup_is_balanced_and_ids_are_unique(layout: Layout, language: str) -> None:
    files = site_of(layout, *ISSUES, language=language)

    for path in pages_of(files):
        text = files[path].decode()
        closed = re.sub(rf"<((?:{'|'.join(VOID)})\b[^>]*?)/?>", r"<\1/>", text)
        tree = etree.fromstring(closed.removeprefix("<!DOCTYPE html>").encode())
        ids = values(tree, "//@id")
        assert len(ids) == len(set(ids)), path
        assert values(tree, "/html/@lang") == [language]
        assert len(elements(tree, "//h1")) == 1, path


def test_headings_do_not_skip_a_level(layout: Layout) -> None:
    files = site_of(layout, *ISSUES)

    for path in pages_of(files):
        levels = [
            int(str(one.tag)[1])
            for one in read(files, path).iter("h1", "h2", "h3", "h4", "h5", "h6")
        ]
        steps = [after - before for before, after in pairwise(levels)]
        assert levels[0] == 1, path
        assert max(steps, default=0) <= 1, path


def contrast(one: str, other: str) -> float:
    """Measure the contrast of two colours by WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_type_stands_out_in_light_and_dark(layout: Layout) -> None:
    css = layout.text("web/style.css")
    palettes = [
        dict(re.findall(r"--(\w+): (#\w{6});", part)) for part in css.split("@media")
    ]

    faults = [
        (name, ground)
        for palette in palettes
        if "paper" in palette
        for name in ("ink", "soft", "red")
        for ground in ("paper", "tint")
        if contrast(palette[name], palette[ground]) < 4.5
    ]

    assert len([palette for palette in palettes if "paper" in palette]) == 2
    assert faults == []


PROGRAM = """
import hashlib
from newsletter.layout import load_layout
from tests.builders import a_publication
from tests.web.reading import ISSUES, site_of
files = site_of(load_layout(a_publication()), *ISSUES)
print(hashlib.sha256(repr(files).encode()).hexdigest())
"""


def test_same_records_give_the_same_bytes_under_any_hash_seed(layout: Layout) -> None:
    here = hashlib.sha256(repr(site_of(layout, *ISSUES)).encode()).hexdigest()

    there = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"PYTHONHASHSEED": "4711"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.strip()

    assert there == here
