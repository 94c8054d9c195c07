"""Search: what it finds is what contains the query, in a real browser."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsletter.layout import Layout
from newsletter.model.archive import PublishedIssue
from newsletter.model.catalogue import listed
from newsletter.web import segments
from newsletter.web.grams import grams, normal, search_lines
from tests.published import a_photo, an_article, an_issue
from tests.web.browser import Browser, a_browser
from tests.web.reading import site_of

NEWEST = date(2021, 11, 23)
LETTERS = "河湾码头新桥通车民生工程学习会议干部群众一二三〇々年月日的在是了和有大人中"
WORDS = (
    "iPhone",
    "2021年",
    "Wi-Fi",
    "Café",
    "ＡＢＣ",
    "《公报》",
    "3.5%",
    "𠮷野",
    "a",
    "，",
)


def text_of(issue: PublishedIssue, place: int) -> str:
    """Say what an article can be found by, as its page shows it."""
    article = issue.articles[place]
    day = issue.date
    lines = search_lines(article, f"{day.year}年{day.month}月{day.day}日", str(day))
    return normal("\n".join(lines))


def expected(issues: tuple[PublishedIssue, ...], query: str) -> list[str]:
    """Find articles by the definition: every word is a part of the text."""
    terms = unicodedata.normalize("NFKC", query).lower().split()
    return [
        f"{issue.date}/{article.slug}/"
        for issue in issues
        for place, article in enumerate(issue.articles)
        if terms and all(term in text_of(issue, place) for term in terms)
    ]


def a_story(chance: random.Random) -> str:
    """Write a paragraph of Han with Latin words, digits and marks in it."""
    pieces = [
        chance.choice(WORDS) if chance.random() < 0.1 else chance.choice(LETTERS)
        for _ in range(chance.randint(10, 80))
    ]
    return "".join(pieces)


@pytest.fixture(scope="module")
def issues() -> tuple[PublishedIssue, ...]:
    """Make issues over seven months, so that the index has several segments."""
    chance = random.Random(11)  # noqa: S311  (repeatable, not secret)
    return tuple(
        an_issue(
            *(
                an_article(
                    n,
                    title=a_story(chance)[:12],
                    summary="",
                    content=f"<p>{a_story(chance)}</p><p>{a_story(chance)}</p>",
                    photos=(a_photo(caption=a_story(chance)[:9]),) if n == 2 else (),
                )
                for n in range(1, chance.randint(2, 6))
            ),
            date=NEWEST - timedelta(days=days),
            pages=(),
        )
        for days in range(0, 210, 7)
    )


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    layout: Layout,
    issues: tuple[PublishedIssue, ...],
) -> Path:
    """Write the site to a disk."""
    root = tmp_path_factory.mktemp("site")
    for path, data in site_of(layout, *issues).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    with a_browser(program("chromedriver"), program("chromium")) as one:
        yield one


def found(browser: Browser, queries: list[str]) -> list[list[str]]:
    """Search in the page that is open."""
    script = """
    const all = [];
    for (const query of given[0]) {
      const one = [];
      for await (const text of paperSearch.matches(query)) one.push(text.href);
      all.push(one);
    }
    return all;
    """
    result: list[list[str]] = browser.run(script, queries)
    return result


def some_queries(issues: tuple[PublishedIssue, ...], total: int) -> list[str]:
    """Cut queries from the texts, put some together, and add some that are nowhere."""
    chance = random.Random(5)  # noqa: S311
    texts = [text_of(one, n) for one in issues for n in range(len(one.articles))]

    def cut() -> str:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        return text[start : start + chance.choice((1, 1, 2, 2, 3, 4, 6, 9))]

    def invented() -> str:
        return "".join(chance.choices(LETTERS, k=chance.choice((1, 2, 3))))

    makers: tuple[Callable[[], str], ...] = (
        cut,
        cut,
        invented,
        lambda: f"{cut()} {invented()}",
        lambda: f" {cut()}　{cut()} ",
    )
    return [chance.choice(makers)() for _ in range(total)]


def test_search_finds_every_article_with_the_query_and_no_other(
    browser: Browser, site: Path, issues: tuple[PublishedIssue, ...]
) -> None:
    queries = some_queries(issues, 400)
    browser.open((site / "search/index.html").as_uri())

    results = found(browser, queries)

    wrong = [
        (query, result, truth)
        for query, result in zip(queries, results, strict=True)
        if result != (truth := expected(issues, query))
    ]
    assert wrong == []
    assert sum(map(bool, results)) > 200
    assert not all(results)


@pytest.mark.parametrize(
    ("query", "total"),
    [("", 0), (" 　", 0), ("ipHONE", None), ("abc", None), ("第9条", 0), ("\\", 0)],
)
def test_case_and_width_of_a_query_do_not_matter(
    browser: Browser,
    site: Path,
    issues: tuple[PublishedIssue, ...],
    query: str,
    total: int | None,
) -> None:
    browser.open((site / "search/index.html").as_uri())

    (result,) = found(browser, [query])

    assert result == expected(issues, query)
    assert len(result) == total if total is not None else result


def test_search_page_shows_results_as_one_types(browser: Browser, site: Path) -> None:
    browser.open((site / "search/index.html").as_uri() + "?q=%E7%9A%84")
    wait = """
    const status = document.getElementById("status");
    while (!/\\d/.test(status.textContent)) await new Promise(r => setTimeout(r, 20));
    """
    count = "document.querySelectorAll('#found li').length"

    shown = browser.run(
        wait + f"return [status.textContent, {count}, document.activeElement.id]"
    )
    browser.run(
        "const before = " + count + "; document.getElementById('more').click();"
        f"while ({count} === before) await new Promise(r => setTimeout(r, 20));"
    )
    after = browser.run(
        f"return [{count} > 10, document.activeElement.closest('li') !== null,"
        "document.querySelector('#found a').href,"
        "document.querySelector('#found mark').textContent]"
    )

    assert shown[:2] == ["已找到 10 篇，还有更早的。", 10]
    assert after[:2] == [True, True]
    assert after[2].startswith(site.as_uri())
    assert after[3] == "的"


def test_lost_part_of_the_index_is_said_and_nothing_is_hidden(
    browser: Browser, layout: Layout, tmp_path: Path
) -> None:
    for path, data in site_of(layout, an_issue()).items():
        if not path.startswith("search/2021-"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
    browser.open((tmp_path / "search/index.html").as_uri() + "?q=河边")

    said = browser.run(
        "const status = document.getElementById('status');"
        "while (status.textContent.endsWith('……'))"
        " await new Promise(r => setTimeout(r, 20)); return status.textContent"
    )

    assert said == "索引没有取到，请稍后再试。"


def test_text_contains_every_key_of_its_parts() -> None:
    chance = random.Random(3)  # noqa: S311
    for _ in range(300):
        text = normal(a_story(chance))
        start = chance.randrange(len(text))
        part = text[start : start + chance.randint(1, 12)]

        assert grams(part) <= grams(text)


def test_new_issue_changes_one_month_of_the_index() -> None:
    days = [date(2021, 12, 31) - timedelta(days=n) for n in range(800)]
    listing = tuple(listed(an_issue(date=day)) for day in days)

    names = [one.name for one in segments(listing)]
    later = segments(listing[1:])

    assert names[:4] == ["2021-12", "2021-11", "2021-10", "2021-q3"]
    changed = [a.name for a, b in zip(segments(listing), later, strict=True) if a != b]
    assert changed == ["2021-12"]


def test_segments_hold_every_issue_once() -> None:
    days = [date(2022, 1, 9) - timedelta(days=n) for n in range(0, 700, 3)]
    listing = tuple(listed(an_issue(date=day)) for day in days)

    held: list[Any] = [day for one in segments(listing) for day in reversed(one.days)]

    assert held == days
    assert [one.name for one in segments(listing)][:3] == [
        "2022-01", "2021-q4", "2021-q3",
    ]  # fmt: skip
