"""A campaign from the command line, to a sink."""

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from newsletter.circulation.secrets import Keys
from newsletter.circulation.store import database_url, open_store
from newsletter.manifest import load_publication
from tests.circulation.campaign.desk import DAY, SECRET, Desk
from tests.circulation.campaign.paper import waited_for
from tests.circulation.service import running


def links_in(message: bytes, service: str) -> set[str]:
    """Find the paths of links in both parts of a mail that are counted."""
    read = message_from_bytes(message, policy=policy.SMTP)
    text = "".join(p.get_content() for p in read.walk() if not p.is_multipart())
    found = re.findall(rf"{service}(c/[^\s\">]+)", text)
    return {f"/{path}" for path in found}


def test_an_issue_goes_to_its_readers_and_the_report_says_so(desk: Desk) -> None:
    code, told = desk("send", DAY, "--expect", "2")

    assert code == 0
    assert set(desk.sink.counts) == {"ann@example.org", "ben@qq.com"}
    assert told["counts"] == {"sent": 2}
    assert told["closed"] is True
    assert told["providers"]["qq"] == {"sent": 1}
    assert told["sections"]["livelihood"] == {"sent": 2}
    assert told["sections"]["culture"] == {"sent": 1}
    assert all(one.startswith("bounce+") for one in desk.sink.senders)


def test_a_second_send_is_refused(desk: Desk) -> None:
    desk("send", DAY)

    code, told = desk("send", DAY)

    assert code == 2
    assert "已有一次发送" in told["text"] or "not sent twice" in told["text"]
    assert set(desk.sink.counts.values()) == {1}


def test_a_dry_run_counts_each_letter_and_sends_nothing(desk: Desk) -> None:
    code, told = desk("send", DAY, "--dry-run")

    assert code == 0
    assert told["recipients"] == 2
    assert {kind["readers"] for kind in told["kinds"]} == {1}
    assert all(kind["bytes"] > 1_000 for kind in told["kinds"])
    assert desk.sink.taken == []
    assert desk("status", DAY)[0] == 2


def test_a_trial_goes_to_one_address_and_is_no_campaign(desk: Desk) -> None:
    code, _ = desk("send", DAY, "--test", "me@example.com")

    assert code == 0
    assert set(desk.sink.counts) == {"me@example.com"}
    assert desk("send", DAY)[0] == 0


def test_an_issue_that_is_not_built_as_it_stands_is_not_sent(bare: Desk) -> None:
    code, told = bare("send", DAY)

    assert code == 1
    assert [one["code"] for one in told["problems"]] == ["K101"]
    assert bare.sink.taken == []


def test_an_issue_that_fails_check_is_not_sent(desk: Desk) -> None:
    article = next((desk.folder / "issues" / DAY).glob("*.md"))
    article.write_text(f"{article.read_text()}\n\n待写\n")

    code, told = desk("send", DAY)

    assert code == 1
    assert "C001" in [one["code"] for one in told["problems"]]
    assert desk.sink.taken == []


def test_an_issue_that_is_not_signed_off_is_not_sent_where_that_is_asked(
    bare: Desk,
) -> None:
    bare.add("circulation: {needs_sign_off: true}")
    bare.build()

    code, told = bare("send", DAY)

    assert code == 1
    assert {one["code"] for one in told["problems"]} == {"R101"}


def test_without_a_relay_nothing_is_sent(bare: Desk) -> None:
    file = bare.folder / "issues" / "publication.yaml"
    file.write_text(file.read_text().partition("relay:")[0])
    bare.build()

    code, told = bare("send", DAY)

    assert code == 1
    assert [one["code"] for one in told["problems"]] == ["K102"]


def test_a_scheduled_campaign_waits_and_can_be_cancelled(desk: Desk) -> None:
    code, told = desk("send", DAY, "--at", "2199-01-01T06:00")

    assert (code, told["state"]) == (0, "scheduled")
    assert desk("cancel", DAY)[1]["state"] == "cancelled"
    assert desk.sink.taken == []


@pytest.mark.parametrize("when", ["yesterday", "2001-01-01T06:00"])
def test_a_time_that_makes_no_sense_is_wrong_usage(desk: Desk, when: str) -> None:
    assert desk("send", DAY, "--at", when)[0] == 2


def test_the_report_is_drawn_as_a_page(desk: Desk) -> None:
    desk("send", DAY)
    page = desk.folder / "report.html"

    code, _ = desk("status", DAY, "--page", str(page))

    html = page.read_text()
    assert code == 0
    assert html.count("<svg") == 1 + 2 + 3  # whole, providers, sections
    assert "http" not in html


def test_clicks_on_a_built_mail_are_told_by_link_and_section(bare: Desk) -> None:
    service = "https://lists.example/"
    bare.add("circulation: {count_clicks: true}", f"web: {{service: '{service}'}}")
    article = next((bare.folder / "issues" / DAY).glob("*.md"))
    article.write_text(
        f"{article.read_text()}\n\n[远处](https://far.example/?a=1&b=2)\n"
    )
    bare.build()
    bare("send", DAY)
    counted = [links_in(one, service) for one in bare.sink.messages]
    paper = load_publication(bare.folder)
    page = bare.folder / "report.html"

    with (
        open_store(database_url(paper, "", {})) as store,
        running(store, Keys(SECRET.encode()), paper) as public,
    ):
        answers = {path: public.ask(path) for path in sorted(set().union(*counted))}
        assert waited_for(lambda: len(bare("status", DAY)[1]["clicks"]) == 2)
    told = bare("status", DAY, "--page", str(page))[1]

    where = {one.headers["location"] for one in answers.values()}
    far = "https://far.example/?a=1&b=2"
    assert where == {paper.url, far}
    assert {one["url"]: one["count"] for one in told["clicks"]} == dict.fromkeys(
        where, 1
    )
    assert set(told["section_clicks"].values()) == {1}
    assert far in bare.said("status", DAY)[1]
    assert "far.example/?a=1&amp;b=2" in page.read_text()


def test_a_log_of_no_use_leaves_what_is_held_and_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    dropped: list[str] = []

    def misdeed(moment: str, recipient: str) -> str | None:
        if moment == "taken" and not dropped:
            dropped.append(recipient)
            return "drop"
        return None

    desk.sink.misdeed = misdeed
    desk("send", DAY, "--policy", "hold")
    log = tmp_path / "mail.log"
    log.write_text("")

    told = desk("reconcile", DAY, str(log))[1]
    log.write_text(
        "".join(
            f"Nov 24 12:00:00 mx postfix/cleanup[7]: 4BAAAA{n}: message-id=<{name}>\n"
            f"Nov 24 12:00:00 mx postfix/qmgr[8]: 4BAAAA{n}: from=<b@x>, size=9, "
            "nrcpt=1 (queue active)\n"
            for n, (_, name) in enumerate(desk.sink.taken)
        )
    )
    settled = desk("reconcile", DAY, str(log))[1]

    assert told["held"] == dropped
    assert settled["sent"] == dropped
    assert desk("status", DAY)[1]["counts"] == {"sent": 2}
    assert set(desk.sink.counts.values()) == {1}


def test_people_read_the_books(desk: Desk) -> None:
    code, text = desk.said("send", DAY)

    assert code == 0
    assert "2 recipients: sent 2; the books close" in text


def test_a_password_in_the_file_and_an_open_wire_are_refused(bare: Desk) -> None:
    file = bare.folder / "issues" / "publication.yaml"
    file.write_text(
        file.read_text().partition("relay:")[0]
        + "relay: {host: far.example, security: none, password_env: geheim}\n"
    )

    code, told = bare("check", DAY)

    assert code == 1
    assert [one["code"] for one in told["problems"]] == ["M103", "M103"]


def test_every_command_of_a_campaign_needs_one(desk: Desk) -> None:
    names = ("pause", "resume", "cancel", "status")

    assert {desk(name, DAY)[0] for name in names} == {2}
