"""Whole issue, digest, plain letter, and sections of which only leads are mailed."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.errors import LayoutError
from newsletter.layout import load_layout
from newsletter.mail import Mailing, mail_edition
from newsletter.mail.budget import lead_of
from newsletter.model.issue import Group
from newsletter.model.publication import InMail
from tests.builders import LIVELIHOOD, NEWS, a_photo
from tests.mail.sample import (
    a_picture,
    copy_of,
    mailed,
    nine_articles,
    notes,
    set_as,
    shown,
    squeezed,
    story,
    the_issue,
    tree,
)


def test_digest_holds_headline_lead_and_link_of_every_article_in_both_parts() -> None:
    issue = the_issue(paper=set_as("digest"))

    edition = mailed(issue)

    page, text = shown(edition.html), squeezed(edition.text)
    links = [link.get("href") for link in tree(edition.html).iter("a")]
    for article in issue.articles:
        url = f"https://paper.example.org/2021-11-23/{article.slug}/"
        assert url in links
        assert url in text
        for part in (page, text):
            assert squeezed(article.title) in part
            assert squeezed(lead_of(article)) in part
            assert "篇的结尾" not in part
    assert edition.problems == ()


def test_digest_is_less_than_half_as_long() -> None:
    whole, digest = mailed(the_issue()), mailed(the_issue(paper=set_as("digest")))

    assert len(digest.text) < len(whole.text) / 2


def test_plain_letter_holds_every_word_but_no_picture(tmp_path: Path) -> None:
    photo = a_photo(tmp_path, caption="志愿者送上热茶。", credit="摄影 丁某")
    issue = the_issue(nine_articles(photo), paper=set_as("plain"))

    edition = mailed(issue, a_picture(photo))

    page, text = shown(edition.html), squeezed(edition.text)
    words = [squeezed(t) for article in issue.articles for t in copy_of(article)]
    assert [word for word in words if word not in page] == []
    assert [word for word in words if word not in text] == ["见护河办法第三条"]
    assert list(tree(edition.html).iter("img")) == []
    assert a_picture(photo).url in [a.get("href") for a in tree(edition.html).iter("a")]
    assert a_picture(photo).url in text


@pytest.mark.parametrize("name", ["issue", "digest", "plain"])
def test_every_layout_lets_its_reader_leave_at_head_and_foot(name: str) -> None:
    page = tree(mailed(the_issue(paper=set_as(name))).html)

    links = [str(link.get("href")).partition("?")[0] for link in page.iter("a")]
    for goal in ("unsubscribe", "preferences", "2021-11-23/"):
        assert links.count(f"https://paper.example.org/{goal}") == 2


def test_paper_may_bring_a_layout_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "layouts" / "gazette" / "email"
    own.mkdir(parents=True)
    (own / "card.html").write_text("<p>{{ issue.paper }} {{ issue.links.unsubscribe }}")
    (own / "card.txt").write_text("{{ issue.paper }} 卡片")
    paper = set_as("card", folder=tmp_path)

    edition = mail_edition(the_issue(paper=paper), load_layout(paper), ())

    assert edition.text == "河湾报 卡片"


def test_layout_that_does_not_exist_is_named() -> None:
    with pytest.raises(LayoutError, match=r"email/fancy\.html"):
        mailed(the_issue(paper=set_as("fancy")))


def test_section_of_leads_gives_lead_and_link_and_the_others_everything() -> None:
    leads = replace(NEWS, in_mail=InMail.LEAD)
    groups = (
        Group(section=LIVELIHOOD, articles=(story(1, "全文在此"),)),
        Group(section=leads, articles=(story(2, "只刊导语"), story(3, "也刊导语"))),
    )
    issue = the_issue(groups)

    edition = mailed(issue)

    whole, *short = issue.articles
    for part in (shown(edition.html), squeezed(edition.text)):
        assert squeezed(whole.texts[-1]) in part
        for article in short:
            assert squeezed(lead_of(article)) in part
            assert squeezed(article.texts[-1]) not in part
    assert edition.text.count("阅读全文") == 2
    assert edition.problems == ()


def test_leads_by_choice_are_not_reported_as_lost_to_the_budget() -> None:
    leads = replace(NEWS, in_mail=InMail.LEAD)
    groups = (
        Group(section=LIVELIHOOD, articles=(story(1, "长稿", 40_000),)),
        Group(section=leads, articles=(story(2, "导语", 900),)),
    )

    edition = mailed(the_issue(groups))

    short = [p.place.file for p in edition.problems if p.code == "E302"]
    assert short == ["issues/2021-11-23/story-1.md"]


def test_article_that_is_only_a_picture_keeps_it_in_a_section_of_leads(
    tmp_path: Path,
) -> None:
    photo = a_photo(tmp_path)
    article = story(1, "一图", body=(), photos=(photo,), dateline="")
    group = Group(section=replace(NEWS, in_mail=InMail.LEAD), articles=(article,))

    page = tree(mailed(the_issue((group,)), a_picture(photo)).html)

    assert len(list(page.iter("img"))) == 1
    assert [p for p in page.iter("p") if not p.text_content().strip()] == []


@pytest.mark.parametrize("name", ["issue", "digest", "plain"])
def test_issue_without_articles_can_be_set_in_every_layout(name: str) -> None:
    issue = the_issue(notes(), set_as(name))

    assert "河湾报" in mailed(issue).text
    assert (
        Mailing(issue=issue, layout=load_layout(issue.publication)).template() is None
    )
