"""Links of a mail whose clicks are counted."""

import re
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from newsletter.mail import (
    Clicks,
    Mailing,
    Recipient,
    clicks_of,
    mail_edition,
    targets_of,
)
from newsletter.model.circulation import Circulation
from newsletter.model.copy import Block, Listing, Paragraph, Quote, Span
from newsletter.model.issue import Issue
from newsletter.model.web import WebIdentity
from tests.mail.sample import gazette, mailed, notes, set_as, story, the_issue

SERVICE = "https://lists.example.org/river/"
FAR = "https://far.example/a?b=1&c=2"


def counting(*body: Block, layout: str = "issue") -> Issue:
    paper = set_as(
        layout,
        circulation=Circulation(count_clicks=True),
        web=WebIdentity(service=SERVICE),
    )
    return the_issue(notes(story(1, "一则", body=body)), paper)


def clicks(issue: Issue) -> Clicks:
    numbered = {str(n): one for n, one in enumerate(targets_of(issue), 1)}
    return clicks_of(issue.publication, "2021-11-23", numbered)


def link(text: str, url: str) -> Paragraph:
    return Paragraph((Span(text=text, href=url),))


@pytest.mark.parametrize("layout", ["issue", "plain", "digest"])
def test_links_to_pages_go_by_the_service_in_both_parts(layout: str) -> None:
    body = (Quote((Listing(((link("远处", FAR),),)),)), link("再看", FAR))
    issue = counting(*body, layout=layout)

    edition = mail_edition(issue, gazette(), (), clicks(issue))

    counted = set(re.findall(rf"{SERVICE}c/\S+?(?=[\">\s])", edition.html))
    assert [one.url for one in targets_of(issue)][2:] == [FAR]
    assert counted == {f"{SERVICE}c/2021-11-23/{n}" for n in _shown(layout)}
    assert "far.example" not in edition.html + edition.text
    assert f"{SERVICE}c/2021-11-23/{_shown(layout)[-1]}" in edition.text


def _shown(layout: str) -> tuple[int, ...]:
    """Front page and far page; a digest has articles in place of the latter."""
    return (1, 2) if layout == "digest" else (1, 3)


def test_addresses_in_words_mailboxes_and_readers_own_links_lead_straight() -> None:
    issue = counting(link(FAR, FAR), link("信箱", "mailto:desk@example.org"))

    edition = mail_edition(issue, gazette(), (), clicks(issue))

    assert FAR in edition.text
    assert "mailto:desk@example.org" in edition.html
    assert f"{SERVICE}unsubscribe?token=" in edition.html
    assert f"{SERVICE}preferences?token=" in edition.text
    assert "https://paper.example.org/2021-11-23/" in edition.text
    assert edition.message == mailed(issue).message


def test_every_choice_and_language_of_readers_has_the_same_numbers() -> None:
    issue = the_issue(paper=counting(layout="digest").publication)
    mailing = Mailing(
        issue=issue, layout=gazette(), clicks=clicks(issue), language="en"
    )
    template = mailing.template(frozenset({"news"}))

    assert template
    message = template.render("t" * 32, Recipient(address="a@example.org"))
    part = message_from_bytes(message, policy=policy.SMTP).get_body(("plain",))
    assert part
    text = part.get_content()
    numbers = map(int, re.findall(rf"{SERVICE}c/2021-11-23/(\d+)", text))
    targets = targets_of(issue)
    assert [targets[n - 1].url for n in numbers] == [
        f"https://paper.example.org/2021-11-23/{article.slug}/"
        for article in issue.groups[-1].articles
    ]


def test_a_paper_that_counts_nothing_has_no_way_round() -> None:
    issue = counting(link("远处", FAR))
    plain = replace(issue, publication=replace(
        issue.publication, circulation=Circulation()
    ))  # fmt: skip

    assert clicks(plain) == Clicks()
    assert mailed(plain).html == mail_edition(plain, gazette(), (), clicks(plain)).html
