"""The public service over real HTTP, on both stores."""

import re
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import select

from newsletter.circulation.dossier import dossier, forget, stats
from newsletter.circulation.secrets import Keys
from newsletter.circulation.service.clerk import answer_due
from newsletter.circulation.service.letters import DAY
from newsletter.circulation.service.post import Handed
from newsletter.circulation.service.wishes import (
    OLDEST,
    Kind,
    drop_old,
    drop_stale,
    due,
    keep,
    waiting,
)
from newsletter.circulation.store import Store
from newsletter.circulation.store.tables import requests
from newsletter.circulation.subscriber import Choice, Evidence, Reason, State
from newsletter.mail.links import links_of
from newsletter.model.circulation import Circulation
from newsletter.model.web import WebIdentity
from tests.builders import an_issue
from tests.circulation.service import Running, a_paper, running

ANN = "ann@example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def service(store: Store, keys: Keys) -> Iterator[Running]:
    with running(store, keys) as one:
        yield one


def state_of(service: Running, address: str = ANN) -> State | None:
    reader = service.desk.readers.find_address(address)
    return reader.state if reader else None


def link_of(service: Running, number: int) -> str:
    return f"/unsubscribe?token={service.desk.tokens.reader(number)}"


def settled(service: Running) -> None:
    """Wait until every wish has been answered."""
    while waiting(service.desk.store):
        answer_due(service.desk, service.post)


def test_a_reader_signs_up_by_form_and_link(service: Running) -> None:
    form = service.ask("/subscribe")
    taken = service.sign_up(ANN, sections=["news"], digest="weekly", language="en")
    recipient, mail = service.post.next()
    path = re.search(r"example\.org(/confirm\?token=\w+)", mail.get_content())
    assert path
    fetched = service.ask(path[1])
    before = state_of(service)
    token = path[1].partition("=")[2]
    confirmed = service.ask("/confirm", {"token": token})

    reader = service.desk.readers.find_address(ANN)
    assert (form.status, taken.status, fetched.status, confirmed.status) == (200,) * 4
    assert recipient == mail["To"] == ANN
    assert mail["From"] == "河湾报 <paper@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert before is State.UNCONFIRMED
    assert reader
    assert reader.state is State.CONFIRMED
    assert reader.choice.sections == ("news",)
    assert (reader.choice.digest, reader.choice.language) == ("weekly", "en")


def test_the_trail_keeps_the_words_that_were_agreed_to(service: Running) -> None:
    service.confirmed(ANN)

    desk = service.desk
    trail = dossier(desk.store, desk.keys, ANN, 0)["consents"]
    assert [row["action"] for row in trail] == ["asked", "confirmed"]
    assert "河湾报" in trail[0]["form_text"]
    assert trail[0]["form_text"] in service.ask("/subscribe?lang=zh").text
    assert [row["address_of_request"] for row in trail] == [service.client] * 2


def test_the_addresses_in_the_mail_edition_are_answered(service: Running) -> None:
    number = service.confirmed(ANN)
    issue = an_issue(publication=service.desk.publication)
    links = links_of(issue, service.desk.tokens.reader(number, issue.date))

    paths = [
        url.removeprefix("https://paper.example.org")
        for url in (links.unsubscribe, links.preferences)
    ]

    assert [service.ask(path).status for path in paths] == [200, 200]
    assert ANN in service.ask(paths[0]).text
    assert service.ask(paths[0], ONE_CLICK).status == 200
    assert state_of(service) is State.UNSUBSCRIBED


def test_fetching_a_link_changes_nothing(service: Running) -> None:
    number = service.confirmed(ANN)

    for method in ("GET", "HEAD"):
        answer = service.ask(link_of(service, number), method=method)
        assert answer.status == 200

    assert state_of(service) is State.CONFIRMED


@pytest.mark.parametrize("encoding", ["url", "multipart"])
def test_one_click_unsubscribes_without_cookies_or_pages(
    service: Running, encoding: str
) -> None:
    path = link_of(service, service.confirmed(ANN))
    if encoding == "url":
        answer = service.ask(path, ONE_CLICK)
    else:
        body = (
            b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
            b"One-Click\r\n--x--\r\n"
        )
        kind = "multipart/form-data; boundary=x"
        answer = service.ask(path, body=body, Content_Type=kind)

    desk = service.desk
    trail = dossier(desk.store, desk.keys, ANN, 0)["consents"]
    assert answer.status == 200
    assert "set-cookie" not in answer.headers
    assert state_of(service) is State.UNSUBSCRIBED
    assert trail[-1]["source"] == "one-click"
    assert service.ask(path, ONE_CLICK).status == 200


def test_one_click_of_somebody_who_is_gone_succeeds(service: Running) -> None:
    path = link_of(service, service.confirmed(ANN))
    desk = service.desk
    forget(desk.store, desk.keys, ANN, Evidence(source="operator"), desk.now)

    assert service.ask(path, ONE_CLICK).status == 200
    assert service.ask(path).status == 410


def test_preferences_are_shown_and_changed(service: Running) -> None:
    number = service.confirmed(ANN)
    path = f"/preferences?token={service.desk.tokens.reader(number)}"
    shown = service.ask(path).text

    wish = {"sections": ["news", "nonsense"], "language": "en", "digest": "weekly"}
    saved = service.ask(path, wish)
    none = service.ask(path, {"language": "en"})

    reader = service.desk.readers.find(number)
    assert shown.count(" checked") == 4 + 1 + 1  # sections, every issue, language
    assert saved.status == 200
    assert none.status == 422
    assert reader
    assert reader.choice.sections == ("news",)
    assert reader.choice.digest == "weekly"
    assert "Which sections" in service.ask(path).text


def test_a_form_answers_alike_for_every_address(service: Running) -> None:
    service.confirmed("known@example.org")
    service.desk.readers.suppress("held@example.org", Reason.MANUAL, service.desk.now)
    addresses = ("new@example.org", "known@example.org", "held@example.org")

    forms = [service.sign_up(address) for address in addresses]
    links = [service.ask("/preferences", {"address": one}) for one in addresses]
    settled(service)

    told = []
    while not service.post.is_empty:
        told.append(service.post.next())
    assert len({(one.status, one.body) for one in forms}) == 1
    assert len({(one.status, one.body) for one in links}) == 1
    assert sorted(address for address, _ in told) == [
        "known@example.org",
        "known@example.org",
        "new@example.org",
    ]


def test_a_repeated_sign_up_changes_nothing_and_says_so_by_mail(
    service: Running,
) -> None:
    service.confirmed(ANN)

    service.sign_up(ANN, sections=["news"])
    path = service.post.link()

    reader = service.desk.readers.find_address(ANN)
    assert reader
    assert reader.state is State.CONFIRMED
    assert reader.choice.sections is None
    assert path.startswith("/preferences?token=")
    assert service.ask(path).status == 200


def test_links_end_with_their_time_and_their_use(service: Running) -> None:
    service.sign_up(ANN)
    path = service.post.link()
    form: dict[str, str | list[str]] = {"token": path.partition("=")[2]}

    service.clock.ahead = 8 * DAY
    late = service.ask(path)
    service.clock.ahead = 0
    in_time = service.ask("/confirm", form)
    number = service.desk.readers.find_address(ANN)
    assert number
    service.ask(link_of(service, number.id), ONE_CLICK)
    again = service.ask("/confirm", form)

    assert (late.status, in_time.status, again.status) == (410, 200, 410)
    assert state_of(service) is State.UNSUBSCRIBED


@pytest.mark.parametrize("path", ["/confirm", "/unsubscribe", "/preferences"])
@pytest.mark.parametrize("token", ["x", "a" * 32, "é" * 32, "<script>", "0" * 4000])
def test_forged_links_open_nothing(service: Running, path: str, token: str) -> None:
    answers = [
        service.ask(f"{path}?token=" + token.encode().hex()[:3000]),
        service.ask(path, {"token": token}),
    ]

    assert [answer.status for answer in answers] == [410, 410]
    assert "<script>" not in answers[1].text


def test_a_token_for_one_door_opens_no_other(service: Running) -> None:
    number = service.confirmed(ANN)
    reader = service.desk.tokens.reader(number)
    confirm = service.desk.tokens.confirm(number, service.desk.now + 60)

    assert service.ask(f"/confirm?token={reader}").status == 410
    assert service.ask(f"/unsubscribe?token={confirm}").status == 410


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"address": ""}, "请写上您的邮箱"),
        ({"address": "ann"}, "不像邮箱"),
        ({"address": "读者@example.org"}, "@ 之前"),
        ({"address": "<b>@x.org"}, "不像邮箱"),
        ({"sections": "nonsense"}, "至少选一个栏目"),
    ],
)
def test_a_form_with_faults_comes_back_with_words(
    service: Running, fields: dict[str, str], said: str
) -> None:
    answer = service.sign_up(ANN, language="zh", **{"address": ANN, **fields})

    assert answer.status == 422
    assert said in answer.text
    assert "<b>@" not in answer.text
    assert stats(service.desk.store, 0)["states"] == {}


def test_other_sites_cannot_send_the_form(service: Running) -> None:
    form: dict[str, str | list[str]] = {"address": ANN, "sections": ["news"]}

    statuses = [
        service.ask("/subscribe", form, **headers).status
        for headers in (
            {"Origin": "https://evil.example"},
            {"Sec_Fetch_Site": "cross-site"},
            {"Origin": "https://paper.example.org", "Sec_Fetch_Site": "cross-site"},
            {"Origin": service.address},
        )
    ]

    assert statuses == [403, 403, 200, 200]


def test_nobody_can_flood_a_mailbox_or_the_form(service: Running) -> None:
    same = {service.sign_up(ANN).status for _ in range(5)}
    settled(service)
    mails = service.post.mails.qsize()

    statuses = [service.sign_up(f"r{n}@example.org").status for n in range(20)]
    service.client = "203.0.113.9"
    other = service.sign_up("other@example.org").status

    assert same == {200}
    assert mails == 3
    assert statuses == [200] * 15 + [429] * 5
    assert other == 200


def test_only_our_proxies_are_believed(store: Store, keys: Keys) -> None:
    alone = a_paper(circulation=Circulation())
    with running(store, keys, alone) as service:
        for n in range(20):
            service.client = f"203.0.113.{n}"
            service.sign_up(f"r{n}@example.org")
        service.client = "203.0.113.99"
        last = service.sign_up(ANN)

    assert last.status == 429


def test_a_mail_that_cannot_go_now_goes_later(service: Running) -> None:
    service.post.answers = [Handed.LATER]
    service.sign_up(ANN)
    tried = 0
    while not tried:  # until the clerk has put it off, by the clock as it is
        with service.desk.store.reading() as connection:
            tried = connection.scalar(select(requests.c.attempts)) or 0
    assert service.ask("/health").text == '{"ok":true,"waiting":1}'

    service.clock.ahead = 130
    service.clerk.wake()
    _, mail = service.post.next()

    settled(service)
    assert (
        service.post.seen[0].split(b"Date:")[0]
        == (service.post.seen[1].split(b"Date:")[0])
    )
    desk = service.desk
    trail = dossier(desk.store, desk.keys, ANN, 0)["consents"]
    assert [row["action"] for row in trail] == ["asked"]
    assert mail["Message-ID"].startswith("<hewan.service.")


def test_who_never_confirms_is_erased_after_a_while(service: Running) -> None:
    service.confirmed("bo@example.org")
    service.sign_up(ANN)
    service.post.next()
    settled(service)

    gone = drop_stale(service.desk.store, service.desk.now + 60)

    assert gone == 1
    assert state_of(service) is None
    assert state_of(service, "bo@example.org") is State.CONFIRMED


def test_pages_speak_the_readers_language(service: Running) -> None:
    def title(path: str, **headers: str) -> str:
        found = re.search(r"<h1>(.*)</h1>", service.ask(path, **headers).text)
        assert found
        return found[1]

    assert title("/subscribe") == "用邮箱订阅"
    assert title("/subscribe", Accept_Language="en-GB,zh;q=0.5") == "Subscribe by mail"
    assert title("/subscribe", Accept_Language="fr,zh-CN;q=0.8") == "用邮箱订阅"
    assert title("/subscribe?lang=en") == "Subscribe by mail"


def test_every_page_guards_its_reader(service: Running) -> None:
    number = service.confirmed(ANN)

    for path in ("/subscribe", link_of(service, number), "/confirm?token=x", "/nope"):
        headers = service.ask(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["strict-transport-security"].startswith("max-age=")
        assert "server" not in headers
        assert "set-cookie" not in headers


def test_metrics_are_not_told_through_a_proxy_that_nobody_named(
    store: Store, keys: Keys
) -> None:
    with running(store, keys, a_paper(circulation=Circulation())) as service:
        relayed = service.ask("/metrics", X_Forwarded_For="203.0.113.9")
        direct = service.ask("/metrics", X_Forwarded_For="")

    assert (relayed.status, direct.status) == (404, 200)


def test_two_clerks_never_take_the_same_wish(service: Running) -> None:
    store, evidence = service.desk.store, Evidence(source="form")
    later = service.desk.now + 10**6
    for n in range(30):
        keep(store, Kind.SUBSCRIBE, f"r{n}@example.org", Choice(), evidence, later)
    together = Barrier(3)

    def take(_: int) -> list[int]:
        together.wait()
        taken: list[int] = []
        while wishes := due(store, later, most=4):
            taken += [wish.id for wish in wishes]
        return taken

    with ThreadPoolExecutor(3) as pool:
        taken = [number for numbers in pool.map(take, range(3)) for number in numbers]

    assert len(taken) == len(set(taken)) == 30


def test_health_and_metrics_tell_operators(service: Running) -> None:
    service.confirmed(ANN)
    settled(service)

    health = service.ask("/health")
    outside = service.ask("/metrics")
    inside = service.ask("/metrics", X_Forwarded_For="").text

    assert health.status == 200
    assert outside.status == 404
    assert 'newsletter_subscribers{state="confirmed"} 1' in inside
    assert 'newsletter_events_total{event="confirmed"} 1' in inside
    assert 'newsletter_letters_total{outcome="taken"} 1' in inside
    for line in inside.splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) .+|\w+({(\w+="[^"]*",?)+})? \d+', line)


@pytest.mark.parametrize(
    ("path", "body", "kind", "status"),
    [
        ("/subscribe", b"a" * (1 << 21), "application/x-www-form-urlencoded", 413),
        ("/subscribe", b"\xff\xfe=%ff&&&=", "application/x-www-form-urlencoded", 422),
        ("/subscribe", b"nonsense", "multipart/form-data; boundary=x", 400),
        ("/subscribe", b"{}", "application/json", 422),
        ("/webhooks/nobody", b"{}", "application/json", 404),
        ("/health", b"{}", "application/json", 405),
    ],
)
def test_bodies_that_make_no_sense_are_refused(
    service: Running, path: str, body: bytes, kind: str, status: int
) -> None:
    answer = service.ask(path, body=body, Content_Type=kind)

    assert answer.status == status
    assert "Traceback" not in answer.text


class _Provider:
    """A provider whose signature is a word."""

    name = "acme"

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    def take(self, headers: Mapping[str, str], body: bytes, at: int) -> int:
        assert at > 0
        if headers.get("x-signature") != "good":
            return 403
        self.taken.append(body)
        return 204


def test_reports_of_providers_reach_their_hook(store: Store, keys: Keys) -> None:
    provider = _Provider()
    with running(store, keys, hooks=(provider,)) as service:
        bad = service.ask("/webhooks/acme", body=b"bounce")
        good = service.ask("/webhooks/acme", body=b"bounce", X_Signature="good")

    assert (bad.status, good.status) == (403, 204)
    assert provider.taken == [b"bounce"]


def test_the_web_edition_is_served_beside_the_service(
    store: Store, keys: Keys, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    (site / "subscribe").mkdir(parents=True)
    (site / "index.html").write_text("<h1>河湾报</h1>")
    (site / "subscribe" / "index.html").write_text("feeds")
    (site / "404.html").write_text("no such article")
    (site / "rss.xml").write_text("<rss/>")
    (site / "_headers").write_text(
        "/*\n  Content-Security-Policy: default-src 'self'\n"
        "/*/rss.xml\n  X-Other: 1\n/rss.xml\n  Content-Type: application/rss+xml\n"
    )
    (tmp_path / "secret").write_text("secret")
    with running(store, keys, site=site) as service:
        home, feeds, form = (
            service.ask(path) for path in ("/", "/subscribe/", "/subscribe")
        )
        feed = service.ask("/rss.xml")
        missing = [
            service.ask(path, method="GET")
            for path in ("/nope", "/../secret", "/%2e%2e/secret", "/_headers")
        ]

    assert "河湾报" in home.text
    assert home.headers["content-security-policy"] == "default-src 'self'"
    assert (feeds.text, form.status) == ("feeds", 200)
    assert feed.headers["content-type"] == "application/rss+xml"
    assert "x-other" not in feed.headers
    assert {one.status for one in missing} == {404}
    assert all("secret" not in one.text for one in missing)


def test_a_service_may_live_below_a_path(store: Store, keys: Keys) -> None:
    web = WebIdentity(service="https://lists.example.org/river/")
    paper = a_paper(web=web)
    with running(store, keys, paper) as service:
        service.ask("/river/subscribe", {"address": ANN, "sections": "news"})
        _, mail = service.post.next()
        form = service.ask("/river/subscribe").text
        outside = service.ask("/subscribe")

    assert "https://lists.example.org/river/confirm?token=" in mail.get_content()
    assert 'action="/river/subscribe"' in form
    assert outside.status == 404
    issue = an_issue(publication=paper)
    assert links_of(issue).unsubscribe == "https://lists.example.org/river/unsubscribe"


def test_one_household_cannot_fill_the_list_of_wishes_and_old_ones_are_erased(
    store: Store,
) -> None:
    def kept(number: int, client: str, at: int = 1_000) -> bool:
        evidence = Evidence(source="form", address=client)
        address = f"r{number}@example.org"
        return keep(store, Kind.SUBSCRIBE, address, Choice(), evidence, at)

    mine = [kept(n, f"2001:db8::{n + 1:x}") for n in range(102)]

    assert mine == [True] * 100 + [False] * 2
    assert kept(200, "2001:db8:1::1")
    assert kept(201, "198.51.100.7", at=9_000)
    assert kept(202, "", at=9_000)
    assert drop_old(store, 9_000) == 101
    assert kept(203, "2001:db8::1", at=9_000)
    assert waiting(store) == 3


def test_what_nobody_answers_is_erased_by_the_service_that_runs(
    service: Running,
) -> None:
    evidence, old = Evidence(source="form"), service.desk.now - OLDEST - 60
    service.clerk.stop()
    keep(service.desk.store, Kind.SUBSCRIBE, ANN, Choice(), evidence, old)

    service.clerk = clerk = type(service.clerk)(service.post)
    clerk.start(service.desk)
    while waiting(service.desk.store):
        time.sleep(0.01)
    clerk.stop()

    assert service.post.is_empty
