"""Whatever an editor can type comes out safe and whole."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.mail import MailEdition
from newsletter.mail.plain import as_text
from newsletter.model.copy import Code, Listing, Paragraph, Quote, Span
from newsletter.model.issue import Article, Group
from newsletter.model.publication import Section
from tests.builders import a_publication, paragraphs
from tests.mail.sample import (
    FURNITURE,
    IDENTITY,
    mailed,
    notes,
    shown,
    squeezed,
    story,
    the_issue,
    tree,
)

HOSTILE = "</title></style></td><script>alert(1)</script><img src=x onerror=y>\"'&amp;"
TYPED = (
    HOSTILE,
    "{{ 7 * 7 }}{% raw %}{# #}",
    "emoji 👩‍👩‍👧 🏳️‍🌈 ☺️",
    "Ext-B 𠮷𡈽𪚥",
    "nbsp\u00a0zwsp\u200bzwj\u200d全角\u3000空格",
    "bidi \u202eabc\u202c שלום",
    "x" * 3000,
    "<!--[if mso]><![endif]--> ]]>",
    "%s %(name)s {paper} ${x}",
)


def everywhere(text: str) -> MailEdition:
    """Print a text in every place of the mail that an editor can fill."""
    article = story(
        1,
        text,
        kicker=(text,),
        deck=(text,),
        dateline=text,
        summary=text,
        body=(*paragraphs(text), Code(text), Quote(paragraphs(text))),
    )
    section = Section(slug="s", name=text)
    paper = a_publication(
        name=text,
        furniture=replace(FURNITURE, motto=text, organ=text),
        mail=replace(IDENTITY, sender=" ".join(text.split()), reason=text),
    )
    groups = (Group(section=section, banner=text, articles=(article,)),)
    return mailed(the_issue(groups, paper))


def copied(article: Article, **fields: Any) -> MailEdition:
    return mailed(the_issue(notes(replace(article, **fields))))


@pytest.mark.parametrize("text", TYPED)
def test_text_comes_out_whole_wherever_it_is_typed(text: str) -> None:
    edition = everywhere(text)

    page = shown(edition.html)
    assert page.count(squeezed(text)) >= 13
    assert squeezed(edition.text).count(squeezed(text)) >= 13
    assert " ".join(text.split()) in edition.subject


def test_markup_in_the_copy_is_never_a_tag() -> None:
    plain, hostile = everywhere("甲"), everywhere(HOSTILE)

    tags = [sorted(str(e.tag) for e in tree(x.html).iter()) for x in (plain, hostile)]
    assert tags[0] == tags[1]
    assert tree(hostile.html).xpath("//script | //@onerror") == []


def test_control_characters_go_and_their_neighbours_stay() -> None:
    edition = copied(story(1, "甲\x00乙\x0b丙\ud800丁\ufffe戊"))

    assert "甲乙丙丁戊" in shown(edition.html)
    assert "甲乙丙丁戊" in edition.text
    assert edition.subject.endswith("甲乙丙丁戊")


def test_line_break_in_a_headline_cannot_begin_a_header() -> None:
    edition = copied(story(1, "甲\r\nBcc: all@example.org"))

    assert edition.subject == "河湾报 第1024期：甲 Bcc: all@example.org"
    assert b"\r\nBcc" not in edition.message


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_makes_a_mail_that_can_be_encoded(text: str) -> None:
    edition = copied(story(1, "甲", kicker=(text,)), body=paragraphs(text))

    edition.html.encode()
    edition.text.encode()
    assert "甲" in shown(edition.html)
    assert edition.message.isascii()


def test_article_of_only_a_headline_is_printed() -> None:
    edition = copied(story(1, "只有标题", body=(), dateline=""))

    assert "只有标题" in shown(edition.html)


def test_body_headings_stay_below_the_headline() -> None:
    edition = mailed(the_issue())

    levels = [e.tag for e in tree(edition.html).iter("h1", "h2", "h3", "h4", "h5")]
    steps = [int(b[1]) - int(a[1]) for a, b in pairwise(levels)]
    assert max(steps) == 1


def test_paragraph_of_the_text_part_is_one_line() -> None:
    text = "长" * 3000

    lines = copied(story(1, "甲"), body=paragraphs(text), dateline="").text.split("\n")

    assert text in lines


def test_blocks_read_on_their_own_as_plain_text() -> None:
    nested = Listing(
        (
            (*paragraphs("甲"), Listing((paragraphs("子"),))),
            paragraphs("乙"),
        ),
        ordered=True,
    )
    link = Paragraph(
        (
            Span(text="写信给"),
            Span(text="a@example.org", href="mailto:a@example.org"),
            Span(text="编辑部", href="https://paper.example.org/"),
        )
    )

    texts = as_text((nested, link, Quote(paragraphs("一", "二")), Code("x\n  y")))

    assert texts == (
        "1. 甲\n   · 子",
        "2. 乙",
        "写信给a@example.org编辑部 <https://paper.example.org/>",
        "> 一",
        "> 二",
        "    x\n      y",
    )
