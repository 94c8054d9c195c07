from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.errors import InputError, Severity
from newsletter.mail import TOKEN_PLACEHOLDER
from newsletter.model.issue import Group, Slot
from tests.builders import LIVELIHOOD, NEWS, PROJECTS, a_photo, a_publication, an_issue
from tests.mail.sample import (
    a_picture,
    an_english_paper,
    copy_of,
    mailed,
    nine_articles,
    notes,
    shown,
    squeezed,
    story,
    the_issue,
    tree,
)


def test_both_parts_hold_every_word_of_every_article(tmp_path: Path) -> None:
    photo = a_photo(tmp_path, caption="志愿者送上热茶。", credit="摄影 丁某")
    issue = the_issue(nine_articles(photo))

    edition = mailed(issue, a_picture(photo))

    words = [squeezed(t) for article in issue.articles for t in copy_of(article)]
    page, text = shown(edition.html), squeezed(edition.text)
    linked = "见护河办法<https://paper.example.org/rules?a=1&b=2>第三条"
    assert [word for word in words if word not in page] == []
    assert [word for word in words if word not in text] == ["见护河办法第三条"]
    assert linked in text
    assert edition.problems == ()


def test_articles_stand_in_the_same_order_in_both_parts() -> None:
    issue = the_issue()

    edition = mailed(issue)

    page, text = shown(edition.html), squeezed(edition.text)
    for part in (page, text):
        begins = [part.index(squeezed(str(a.byline))) for a in issue.articles]
        assert begins == sorted(begins)


def test_headings_are_real_and_nested() -> None:
    page = tree(mailed(the_issue()).html)

    assert [h.text_content() for h in page.iter("h1")] == ["河湾报"]
    assert [h.text_content() for h in page.iter("h2")] == [
        "民生", "项目", "党史学习", "要闻",
    ]  # fmt: skip
    assert len(list(page.iter("h3"))) == 9
    assert [h.text_content() for h in page.iter("h4")] == ["怎么护河"]


def test_hand_broken_headline_keeps_its_lines() -> None:
    page = tree(mailed(the_issue()).html)

    lead = next(page.iter("h3"))
    assert list(lead.itertext()) == ["老码头迎来新生活", "十里河岸成了客厅"]
    assert lead.find("br") is not None


def test_date_line_names_weekday_lunar_date_and_number() -> None:
    edition = mailed(the_issue())

    line = "2021年11月23日星期二农历辛丑年十月十九第1024期"
    assert line in shown(edition.html)
    assert line in squeezed(edition.text)


def test_index_counts_the_articles_of_each_section_and_points_to_it() -> None:
    page = tree(mailed(the_issue()).html)

    entries = page.xpath("//p[@class='index']/a")
    targets = {h.get("id"): h.text_content() for h in page.iter("h2")}
    assert [e.text_content() for e in entries] == [
        "民生 2", "项目 2", "党史学习 1", "要闻 4",
    ]  # fmt: skip
    names = [targets[e.get("href")[1:]] for e in entries]
    assert names == ["民生", "项目", "党史学习", "要闻"]


def test_banner_stands_between_its_section_and_its_articles() -> None:
    page = shown(mailed(the_issue()).html)

    assert "党史学习学习身边榜样凝聚共识" in page


def test_lead_slot_comes_first_under_its_own_section() -> None:
    groups = (
        Group(section=NEWS, articles=(story(1, "会议召开"),)),
        Group(section=PROJECTS, articles=(story(2, "新桥", slot=Slot.LEAD),)),
    )

    edition = mailed(the_issue(groups))

    page = shown(edition.html)
    assert page.index("新桥") < page.index("会议召开")
    assert [h.text_content() for h in tree(edition.html).iter("h2")] == ["项目", "要闻"]
    assert edition.subject == "河湾报 第1024期：新桥"


def test_section_head_is_not_repeated_above_a_banner_of_the_same_section() -> None:
    groups = (
        Group(section=LIVELIHOOD, articles=(story(1, "一"),)),
        Group(section=LIVELIHOOD, banner="同城", articles=(story(2, "二"),)),
        Group(section=LIVELIHOOD, articles=(story(3, "三"),)),
    )

    page = tree(mailed(the_issue(groups)).html)

    assert [h.text_content() for h in page.iter("h2")] == ["民生", "民生"]


def test_picture_is_hosted_in_the_html_with_its_alternative_text(
    tmp_path: Path,
) -> None:
    photo = a_photo(tmp_path, width=900, alt="河边的木码头")

    page = tree(mailed(the_issue(nine_articles(photo)), a_picture(photo)).html)

    (image,) = page.iter("img")
    assert image.get("src") == a_picture(photo).url
    assert image.get("alt") == "河边的木码头"
    assert image.get("width") == "552"


def test_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    photo = a_photo(tmp_path, width=120, height=80)

    page = tree(mailed(the_issue(nine_articles(photo)), a_picture(photo)).html)

    (image,) = page.iter("img")
    assert image.get("width") == "120"
    assert "max-width:120px" in image.get("style").replace(" ", "")


def test_photo_without_a_picture_keeps_its_words_and_is_reported(
    tmp_path: Path,
) -> None:
    photo = a_photo(tmp_path, caption="老码头的早晨。")

    edition = mailed(the_issue(nine_articles(photo)))

    assert "老码头的早晨。" in shown(edition.html)
    assert "<img" not in edition.html
    assert [(p.code, p.severity) for p in edition.problems] == [
        ("E201", Severity.WARNING)
    ]
    assert edition.problems[0].place == photo.place


def test_masthead_prints_furniture_editors_address_and_reason() -> None:
    edition = mailed(the_issue())

    for part in (shown(edition.html), squeezed(edition.text)):
        assert "主办：河湾区融媒体中心" in part
        assert "第1版要闻：责编丙某" in part
        assert "您在河湾报网站上订阅了本报。河湾路1号，000000" in part


def test_reader_links_stand_at_top_and_foot_with_the_placeholder() -> None:
    edition = mailed(the_issue())

    base = "https://paper.example.org/"
    links = [a.get("href") for a in tree(edition.html).iter("a")]
    for name in ("unsubscribe", "preferences"):
        address = f"{base}{name}?token={TOKEN_PLACEHOLDER}"
        assert links.count(address) == 2
        assert edition.text.count(address) == 2
    assert links.count(f"{base}2021-11-23/") == 2
    assert edition.text.count(f"{base}2021-11-23/\n") == 2


def test_placeholder_has_the_length_of_a_token_and_needs_no_encoding() -> None:
    assert len(TOKEN_PLACEHOLDER) == 32
    assert TOKEN_PLACEHOLDER.replace("-", "").isalnum()
    assert TOKEN_PLACEHOLDER.isascii()


def test_placeholder_in_the_copy_is_refused() -> None:
    issue = the_issue(notes(story(1, f"看{TOKEN_PLACEHOLDER}")))

    with pytest.raises(InputError) as caught:
        mailed(issue)

    assert [p.code for p in caught.value.problems] == ["E103"]


def test_same_issue_gives_the_same_bytes(tmp_path: Path) -> None:
    photo = a_photo(tmp_path)
    issue = the_issue(nine_articles(photo))

    assert mailed(issue, a_picture(photo)) == mailed(issue, a_picture(photo))


def test_english_paper_is_english_throughout() -> None:
    article = story(1, "Old quay reopens", body=(), dateline="")
    paper = an_english_paper()

    edition = mailed(the_issue(notes(article), paper))

    page = tree(edition.html)
    assert page.get("lang") == "en"
    assert "23 November 2021 · Tuesday · No. 1024" in edition.text
    assert "You receive this mail because you subscribed to The River Bend." in (
        edition.text
    )
    assert edition.subject == "The River Bend No. 1024: Old quay reopens"
    assert "农历" not in edition.html + edition.text


def test_language_without_words_of_its_own_gets_english_and_its_direction() -> None:
    edition = mailed(the_issue(notes(story(1, "خبر")), an_english_paper(language="ar")))

    page = tree(edition.html)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert "Unsubscribe" in edition.text


def test_html_names_its_language_twice_because_some_clients_strip_the_first() -> None:
    page = tree(mailed(the_issue()).html)

    (article,) = page.xpath("//div[@role='article']")
    assert (page.get("lang"), page.get("dir")) == ("zh-Hans", "ltr")
    assert (article.get("lang"), article.get("dir")) == ("zh-Hans", "ltr")


def test_styles_are_inlined_and_only_what_cannot_be_stays_in_blocks() -> None:
    html = mailed(the_issue()).html

    blocks = [style.text or "" for style in tree(html).iter("style")]
    assert "prefers-color-scheme: dark" in "".join(blocks)
    assert "[data-ogsc]" in "".join(blocks)
    assert "max-width: 480px" in "".join(blocks)
    assert ".kicker {" not in blocks[0]
    assert all(h.get("style") for h in tree(html).iter("h1", "h2", "h3"))


def test_outlook_gets_its_table_of_fixed_width() -> None:
    html = mailed(the_issue()).html

    assert '<!--[if mso]><table role="presentation" width="600"' in html
    assert "<!--[if mso]></td></tr></table><![endif]-->" in html


def test_preheader_shows_the_lead_and_stays_out_of_the_text() -> None:
    edition = mailed(the_issue())

    (preheader,) = tree(edition.html).xpath("//div[@class='preheader']")
    assert preheader.text_content().startswith("第1篇的开头。")
    assert "display: none" in preheader.get("style")
    assert "\u034f" not in edition.text


def test_issue_without_articles_still_makes_a_mail() -> None:
    edition = mailed(replace(the_issue(), groups=()))

    assert edition.subject == "河湾报 第1024期"
    assert "河湾报" in shown(edition.html)


def test_paper_without_mail_identity_gets_both_parts_and_a_warning() -> None:
    issue = an_issue(publication=a_publication(mail=None))

    edition = mailed(issue)

    assert edition.message == b""
    assert "老码头迎来新生活" in shown(edition.html)
    assert [(p.code, str(p.place)) for p in edition.problems] == [
        ("E101", "issues/publication.yaml")
    ]


def test_paper_on_plain_http_is_told_that_one_click_is_lost() -> None:
    edition = mailed(an_issue(publication=a_publication(url="http://paper.example/")))

    assert [p.code for p in edition.problems] == ["E104"]
    assert b"List-Unsubscribe-Post" not in edition.message
