"""The article for an Official Account, whose editor keeps style attributes only."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.layout import load_layout
from newsletter.mail import WechatArticle, wechat_article
from newsletter.mail.values import MailPicture
from newsletter.model.copy import Listing, Paragraph, Quote, Span, Subhead, Table
from newsletter.model.issue import Group, Issue
from newsletter.model.publication import InMail
from tests.builders import NEWS, a_photo, a_publication
from tests.mail.sample import (
    a_picture,
    an_english_paper,
    copy_of,
    gazette,
    nine_articles,
    notes,
    squeezed,
    story,
    the_issue,
    tree,
)


def pasted(issue: Issue, *pictures: MailPicture) -> WechatArticle:
    return wechat_article(issue, gazette(), pictures)


def seen(html: str) -> str:
    return squeezed(tree(html).text_content())


def test_every_word_of_every_article_is_there(tmp_path: Path) -> None:
    photo = a_photo(tmp_path, caption="志愿者送上热茶。", credit="摄影 丁某")
    issue = the_issue(nine_articles(photo))

    article = pasted(issue, a_picture(photo))

    page = seen(article.html)
    words = [squeezed(t) for one in issue.articles for t in copy_of(one)]
    assert [word for word in words if word not in page] == ["见护河办法第三条"]
    assert "见护河办法<https://paper.example.org/rules?a=1&b=2>第三条" in page
    assert "学习身边榜样" in page


def test_nothing_but_style_attributes_is_used(tmp_path: Path) -> None:
    photo = a_photo(tmp_path)

    page = tree(pasted(the_issue(nine_articles(photo)), a_picture(photo)).html)

    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    named = {name for element in page.iter() for name in element.keys()}  # noqa: SIM118
    styles = " ".join(element.get("style", "") for element in page.iter())
    assert tags.isdisjoint({"style", "script", "link", "a", "div", "iframe", "form"})
    assert named <= {"style", "src", "alt", "start", "charset"}
    assert not re.search(r"position|float|url\(|expression|!important|@", styles)


def test_words_stand_in_styled_tags_only() -> None:
    page = tree(pasted(the_issue()).html)

    bare = [
        element
        for tag in ("p", "h2", "h3", "h4", "li", "td", "th", "pre", "blockquote")
        for element in page.iter(tag)
        if not element.get("style") and not element.getparent().get("style")
    ]
    assert bare == []


def test_pictures_lie_beside_the_article_under_the_name_that_it_says(
    tmp_path: Path,
) -> None:
    photos = [a_photo(tmp_path, name=f"{n}.jpg", height=n * 90) for n in (3, 4)]
    pictures = [a_picture(photo) for photo in photos]

    article = pasted(the_issue(nine_articles(*photos)), *pictures)

    files = dict(article.pictures)
    sources = [str(image.get("src")) for image in tree(article.html).iter("img")]
    assert [files[source] for source in sources] == [one.data for one in pictures]
    assert all(source.startswith("photos/") for source in sources)


def test_addresses_are_printed_wherever_a_link_stood() -> None:
    link = (Span(text="办法", href="https://a.example/"),)
    body = (
        Subhead(link),
        Listing(((Paragraph(link),),)),
        Quote((Paragraph(link),)),
        Table(((link,), (link,))),
        Paragraph((Span(text="a@b.example", href="mailto:a@b.example"),)),
    )

    page = seen(pasted(the_issue(notes(story(1, "链接", body=body)))).html)

    assert page.count("办法<https://a.example/>") == 5
    assert page.count("a@b.example") == 1


def test_section_that_is_mailed_as_leads_is_whole_here() -> None:
    group = Group(
        section=replace(NEWS, in_mail=InMail.LEAD), articles=(story(1, "全文"),)
    )
    issue = the_issue((group,))

    page = seen(pasted(issue).html)

    assert squeezed(issue.articles[0].texts[-1]) in page
    assert "阅读全文" not in page


def test_copy_stays_copy() -> None:
    hostile = "</section><script>alert(1)</script>{{ 7*7 }}"
    issue = the_issue(
        notes(story(1, hostile, body=(Paragraph((Span(text=hostile),)),)))
    )

    page = pasted(issue).html

    assert "<script" not in page
    assert seen(page).count(hostile.replace(" ", "")) == 2


@pytest.mark.parametrize("mail", ["none", "digest"])
def test_identity_and_layout_of_the_mail_do_not_matter(mail: str) -> None:
    whole = the_issue()
    identity = whole.publication.mail
    assert identity is not None
    other = None if mail == "none" else replace(identity, layout=mail)
    paper = replace(whole.publication, mail=other)

    assert pasted(replace(whole, publication=paper)).html == pasted(whole).html


def test_english_paper_and_empty_issue_are_set_too() -> None:
    page = seen(pasted(the_issue((), an_english_paper())).html)

    assert "November2021" in page


def test_paper_may_set_its_own_style(tmp_path: Path) -> None:
    own = tmp_path / "layouts" / "gazette" / "wechat"
    own.mkdir(parents=True)
    (own / "copy.css").write_text("p { color: #123456; }")
    layout = load_layout(a_publication(tmp_path))

    html = wechat_article(the_issue(), layout, ()).html

    assert '<p style="color: #123456;">' in html
