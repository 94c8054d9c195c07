"""Clicks at the public service, on both stores."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from newsletter.build.clicks import target_files
from newsletter.circulation.campaign.digest import gathered
from newsletter.circulation.clicks import clicks_on, links_named
from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import Store
from newsletter.layout import load_layout
from newsletter.mail import clicks_of, mail_edition, targets_of
from newsletter.model.circulation import Circulation
from newsletter.model.publication import MailIdentity
from tests.builders import a_publication, an_article, an_issue
from tests.circulation.campaign.paper import waited_for
from tests.circulation.service import Running, a_paper, running

DAY, WEEK = "2021-11-23", "2021-W47"
LINKS = [
    ("", "https://paper.example.org/"),
    ("news", "https://河湾.example/a?b=1&c=水"),
]


@pytest.fixture
def service(store: Store, keys: Keys, tmp_path: Path) -> Iterator[Running]:
    folder = tmp_path / "build" / DAY
    folder.mkdir(parents=True)
    rows = [{"section": section, "url": url} for section, url in LINKS]
    (folder / "clicks.json").write_text(json.dumps(rows))
    circulation = Circulation(count_clicks=True, proxies=("127.0.0.1",))
    paper = replace(a_paper(circulation=circulation), folder=tmp_path)
    with running(store, keys, paper) as one:
        yield one


def counted(service: Running, name: str = DAY) -> dict[str, int]:
    with service.desk.store.reading() as ledger:
        return {one.number: one.count for one in clicks_on(ledger, name)}


def test_a_click_leads_on_and_is_counted_without_a_trace_of_whom(
    service: Running,
) -> None:
    answers = [service.ask(f"/c/{DAY}/2", User_Agent="Reader/1") for _ in range(2)]
    service.ask(f"/c/{DAY}/1")
    service.ask(f"/c/{WEEK}/2-2")

    assert waited_for(lambda: counted(service) == {"2": 2, "1": 1})
    assert waited_for(lambda: counted(service, WEEK) == {"2-2": 1})
    one = answers[0]
    where = "https://xn--ovw41b.example/a?b=1&c=%E6%B0%B4"
    assert (one.status, one.headers["location"]) == (302, where)
    assert one.headers["cache-control"] == "no-store"
    assert one.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in one.headers
    with service.desk.store.reading() as ledger:
        rows = ledger.execute(text("SELECT * FROM clicks")).mappings().all()
    assert {*rows[0]} == {"issue", "link", "section", "target", "count"}


def test_looks_guesses_and_floods_lead_on_uncounted(service: Running) -> None:
    limit, tomorrow = service.desk.limits.clicks, service.clock() + 86_400
    while limit.allows(service.client, tomorrow):
        pass

    flood = service.ask(f"/c/{DAY}/1")
    service.client = "203.0.113.9"
    head = service.ask(f"/c/{DAY}/1", method="HEAD")
    guess = service.ask(f"/c/{DAY}/1", Sec_Purpose="prefetch;prerender")
    click = service.ask(f"/c/{DAY}/1")

    assert {one.status for one in (flood, head, guess, click)} == {302}
    assert waited_for(lambda: counted(service) == {"1": 1})


@pytest.mark.parametrize(
    "path",
    [
        f"{DAY}/3",
        f"{DAY}/0",
        f"{DAY}/02",
        f"{DAY}/https:%2F%2Fevil.example",
        "20211123/1",
        "2021-11-24/1",
        f"{WEEK}/2",
        "2021-W99/1-1",
        "9999-W52/1-1",
        "..%2F..%2FW/1",
        "%00/1",
    ],
)
def test_only_listed_links_lead_anywhere(service: Running, path: str) -> None:
    answer = service.ask(f"/c/{path}?url=https://evil.example/")

    assert answer.status == 404
    assert "location" not in answer.headers


def test_a_database_that_fails_holds_no_reader_up(service: Running) -> None:
    with service.desk.store.writing() as connection:
        connection.execute(text("DROP TABLE clicks"))

    answers = [service.ask(f"/c/{DAY}/1").status for _ in range(2)]

    assert answers == [302, 302]
    lost = 'kind="click_lost"} 2'
    assert waited_for(lambda: lost in service.desk.metrics.written({}, 0))


def test_links_lead_on_after_counting_was_turned_off(
    store: Store, keys: Keys, service: Running
) -> None:
    paper = replace(service.desk.publication, circulation=Circulation())

    with running(store, keys, paper) as silent:
        assert silent.ask(f"/c/{DAY}/1").status == 302

    assert counted(service) == {}


def test_a_digest_leads_to_each_story_of_the_week_by_numbers_of_its_own(
    tmp_path: Path,
) -> None:
    paper = a_publication(
        mail=MailIdentity(sender="河湾报", address="paper@example.org"),
        circulation=Circulation(count_clicks=True),
    )
    issues = [
        an_issue(an_article(f"story-{n}"), date=date(2021, 11, n), publication=paper)
        for n in (23, 25)
    ]
    for issue in issues:
        (tmp_path / str(issue.date)).mkdir()
        for name, data in target_files(str(issue.date), targets_of(issue)):
            (tmp_path / name).write_bytes(data)
    links = links_named(tmp_path, WEEK)

    week, layout = gathered(issues), load_layout(paper)
    mail = mail_edition(week, layout, (), clicks_of(paper, WEEK, links))

    numbers = dict.fromkeys(re.findall(rf"/c/{WEEK}/([0-9-]+)", mail.text))
    assert [links[number].url for number in numbers] == [
        "https://paper.example.org/2021-11-25/story-25/",
        "https://paper.example.org/2021-11-23/story-23/",
    ]
    assert list(numbers) == ["4-2", "2-2"]
