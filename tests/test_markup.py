"""HTML of an article's body."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from newsletter.markup import (
    as_html,
    as_text,
    ascii_address,
    clean,
    inline_html,
    one_line,
    with_dateline,
)
from newsletter.model.copy import (
    Block,
    Code,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Subhead,
    Table,
    texts,
)
from tests.builders import paragraphs


def spans(text: str) -> tuple[Span, ...]:
    """Make one plain span."""
    return (Span(text=text),)


EVERY_BLOCK: tuple[Block, ...] = (
    Paragraph(spans("第一段。")),
    Subhead(spans("小标题"), 3),
    Listing(((Paragraph(spans("甲")),), (Paragraph(spans("乙")),))),
    Listing(((Paragraph(spans("丙")), Code("一\n  二")),), ordered=True, start=4),
    Quote(paragraphs("引用的话。")),
    Table(((spans("表头"),), (spans("格"),))),
    Rule(),
)


def test_every_kind_of_block_has_its_element() -> None:
    written = as_html(EVERY_BLOCK)

    assert written == (
        "<p>第一段。</p>\n"
        "<h3>小标题</h3>\n"
        "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n"
        '<ol start="4">\n<li><p>丙</p>\n<pre><code>一\n  二</code></pre></li>\n</ol>\n'
        "<blockquote>\n<p>引用的话。</p>\n</blockquote>\n"
        "<table>\n<tr><th>表头</th></tr>\n<tr><td>格</td></tr>\n</table>\n"
        "<hr/>"
    )


def test_nested_list_stands_inside_its_item() -> None:
    inner = Listing(((Paragraph(spans("里")),),))
    outer = Listing(((Paragraph(spans("外")), inner),))

    tree = etree.fromstring(as_html((outer,)))

    assert tree.findtext("li/ul/li") == "里"


def test_marks_nest_with_the_link_outside() -> None:
    span = Span(
        text="字", strong=True, emphasis=True, href="https://example.org/?a=1&b=2"
    )

    written = inline_html((span,))

    assert written == (
        '<a href="https://example.org/?a=1&amp;b=2"><strong><em>字</em></strong></a>'
    )


def test_nothing_an_editor_writes_becomes_a_tag() -> None:
    text = "<script>alert(1)</script> ]]> &amp; &#8;"

    written = as_html((Paragraph(spans(text)), Code(text)))

    shown = "&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp;amp; &amp;#8;"
    assert written == f"<p>{shown}</p>\n<pre><code>{shown}</code></pre>"


def test_hand_made_break_stays() -> None:
    assert inline_html(spans("一\n二")) == "一<br/>二"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//x", "a.md"]
)
def test_unsafe_address_leaves_plain_text(href: str) -> None:
    assert inline_html((Span(text="字", href=href),)) == "字"


def test_address_cannot_leave_its_attribute() -> None:
    written = inline_html((Span(text="字", href='https://example.org/"onclick="x'),))

    assert html.fromstring(written).attrib.keys() == ["href"]


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("甲\x00乙\x08丙\x1f丁\x7f戊\x9f己", "甲乙丙丁戊己"),
        ("一\r\n二\r三\x85四\n五", "一\n二\n三\n四\n五"),
        ("\ud83d\ude00", "😀"),
        ("半\ud800个\udfff", "半个"),
        ("非\ufffe字\uffff符\ufdd0、\U0001fffe", "非字符、"),
        ("👨‍👩‍👧 𠮷\U00030000 \ue000 ☀️\t", "👨‍👩‍👧 𠮷\U00030000 \ue000 ☀️\t"),
    ],
    ids=[
        "controls",
        "line ends",
        "pair",
        "lone halves",
        "non-characters",
        "rare but good",
    ],
)
def test_cleaning_keeps_all_that_xml_can_carry(given_text: str, kept: str) -> None:
    assert clean(given_text) == kept


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_well_formed_markup(text: str) -> None:
    written = as_html(
        (Paragraph(spans(text)), Code(text), Quote((Paragraph(spans(text)),)))
    )

    tree = etree.fromstring(f"<div>{written}</div>")
    assert tree.findtext("pre/code") == clean(text)


def test_characters_of_the_copy_stand_in_the_markup_once() -> None:
    written = as_html(EVERY_BLOCK)

    shown = "".join(map(str, html.fragment_fromstring(written, "div").itertext()))

    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", "".join(texts(EVERY_BLOCK)))


def test_title_is_folded_to_one_line() -> None:
    assert one_line(" 一\u3000\n二\u2028三\x00 ") == "一 二 三"


@pytest.mark.parametrize(
    ("dateline", "written"),
    [
        ("本报讯", "<p><strong>本报讯</strong>\u3000正文。</p>"),
        ("LONDON", "<p><strong>LONDON</strong> 正文。</p>"),
        ("", "<p>正文。</p>"),
    ],
)
def test_dateline_opens_the_first_paragraph(dateline: str, written: str) -> None:
    assert as_html(with_dateline(dateline, paragraphs("正文。"))) == written


def test_dateline_before_a_list_is_a_paragraph() -> None:
    blocks = with_dateline("本报讯", (Rule(),))

    assert as_html(blocks) == "<p><strong>本报讯</strong></p>\n<hr/>"


def test_text_of_markup_has_no_tags() -> None:
    markup = "<p>甲<strong>乙</strong>丙 &lt;b&gt;</p>\n<p>丁</p>"

    assert as_text(markup) == "甲乙丙 <b> 丁"


@pytest.mark.parametrize(
    ("given_url", "ascii_url"),
    [
        (
            "https://河湾.example/路 径/",
            "https://xn--ovw41b.example/%E8%B7%AF%20%E5%BE%84/",
        ),
        ("https://example.org/%20?a=b#c", "https://example.org/%20?a=b#c"),
        ("https://me@河湾.example:80/", "https://me@xn--ovw41b.example:80/"),
        ("http://[::1", "http://[::1"),
        ("https://" + "a" * 70 + ".org/", "https://" + "a" * 70 + ".org/"),
    ],
    ids=["IDN", "encoded", "login and port", "broken", "overlong label"],
)
def test_addresses_become_ascii(given_url: str, ascii_url: str) -> None:
    assert ascii_address(given_url) == ascii_url
