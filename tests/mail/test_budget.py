import pytest

from newsletter.errors import Severity
from newsletter.mail.budget import LIMIT_BYTES, WARN_BYTES, lead_of, to_shorten
from newsletter.model.issue import Article
from tests.builders import paragraphs, prose
from tests.mail.sample import mailed, notes, shown, squeezed, story, the_issue, tree


def crowd(count: int, characters: int) -> tuple[Article, ...]:
    return tuple(story(n, f"第{n}篇", characters) for n in range(1, count + 1))


def size(html: str) -> int:
    return len(html.encode())


def test_nine_articles_are_far_below_the_budget() -> None:
    edition = mailed(the_issue())

    assert size(edition.html) < WARN_BYTES / 2
    assert edition.problems == ()


def test_article_of_twenty_thousand_characters_is_printed_whole() -> None:
    article = story(1, "长卷", body=paragraphs(*(prose(500) for _ in range(40))))

    edition = mailed(the_issue(notes(article)))

    assert size(edition.html) < LIMIT_BYTES
    assert squeezed(edition.text).count(prose(500)) == 40
    assert shown(edition.html).count(prose(500)) == 40


def test_long_mail_warns_before_it_must_be_cut() -> None:
    edition = mailed(the_issue(notes(*crowd(20, 1100))))

    assert WARN_BYTES <= size(edition.html) < LIMIT_BYTES
    assert [(p.code, p.severity) for p in edition.problems] == [
        ("E301", Severity.WARNING)
    ]


def test_last_articles_become_lead_and_link_until_the_mail_fits() -> None:
    articles = crowd(12, 4000)

    edition = mailed(the_issue(notes(*articles)))

    short = [p.place for p in edition.problems if p.code == "E302"]
    assert size(edition.html) < LIMIT_BYTES
    assert 0 < len(short) < 12
    assert short == [article.place for article in articles[-len(short) :]]
    links = [a.get("href") for a in tree(edition.html).iter("a")]
    for article in articles[-len(short) :]:
        address = f"https://paper.example.org/2021-11-23/{article.slug}/"
        assert address in links
        assert address in edition.text


def test_no_more_articles_are_shortened_than_need_be() -> None:
    articles = crowd(12, 4000)
    short = sum(p.code == "E302" for p in mailed(the_issue(notes(*articles))).problems)

    with_one_more = to_shorten(articles, lambda slugs: 200_000 - 10_000 * len(slugs))

    assert short < 12
    assert len(with_one_more) == 11
    assert "story-1" not in with_one_more


def test_shortened_article_keeps_its_head_and_byline() -> None:
    edition = mailed(the_issue(notes(*crowd(12, 4000))))

    page = shown(edition.html)
    assert "第12篇记者甲12摄影乙某" in page
    assert "第12篇的结尾" not in page
    assert "第12篇的结尾" not in edition.text


@pytest.mark.parametrize("count", [60, 300])
def test_crowded_issue_never_loses_a_headline(count: int) -> None:
    edition = mailed(the_issue(notes(*crowd(count, 300))))

    page = shown(edition.html)
    assert all(f"第{n}篇记者" in page for n in range(1, count + 1))
    if count == 60:
        assert size(edition.html) < LIMIT_BYTES
    else:
        assert "E301" in [p.code for p in edition.problems]


def test_lead_ends_with_a_sentence() -> None:
    article = story(1, "甲", body=paragraphs("一句" * 40 + "。" + "二句" * 60))

    assert lead_of(article) == "一句" * 40 + "。"


def test_lead_divides_no_letter_and_no_emoji() -> None:
    family = "👩‍👩‍👧"
    accented = "e\u0301"

    leads = [
        lead_of(story(1, "甲", body=paragraphs("字" * before + unit * 60)))
        for unit in (family, accented)
        for before in range(6)
    ]

    for lead in leads:
        cut = lead.removesuffix("……").lstrip("字")
        assert cut.replace(family, "").replace(accented, "") == ""


def test_summary_of_the_editor_is_the_lead() -> None:
    assert lead_of(story(1, "甲", summary="编辑写的摘要。")) == "编辑写的摘要。"
