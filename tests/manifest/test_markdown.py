import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.manifest.copyreading import read_copy
from newsletter.manifest.findings import Findings
from newsletter.manifest.source import source_of
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
from tests.manifest.desk import Desk, underlined


def blocks_of(markdown: str) -> tuple[Block, ...]:
    return read_copy(source_of("a.md", markdown), 0, Findings()).blocks


def codes_of(markdown: str) -> list[str]:
    findings = Findings()
    read_copy(source_of("a.md", markdown), 0, findings)
    return [problem.code for problem in findings.problems]


@pytest.mark.parametrize(
    ("markdown", "printed"),
    [
        ("河边\n码头", ["河边码头"]),
        ("the old\nquay", ["the old quay"]),
        ("共有\n29 个", ["共有29 个"]),
        ("他说\n“好”", ["他说“好”"]),
        ("“好”\n“走”", ["“好”“走”"]),
        ("he said\n“yes”", ["he said “yes”"]),
        ("한국\n신문", ["한국 신문"]),
        ("河边  \n码头", ["河边\n码头"]),
        ("　　河边　\n　　码头", ["河边", "码头"]),
        ("河边\n　　\n码头", ["河边", "码头"]),
        ("    四个空格的缩进", ["四个空格的缩进"]),
        ("\t制表符的缩进", ["制表符的缩进"]),
        ("[注]: 本文的数据", ["[注]: 本文的数据"]),
        ("a &amp; b", ["a & b"]),
        ("\\*不是强调\\*", ["*不是强调*"]),
    ],
)
def test_text_is_printed_as_the_editor_means_it(
    markdown: str, printed: list[str]
) -> None:
    assert list(texts(blocks_of(markdown))) == printed


@pytest.mark.parametrize(
    "markdown",
    ["前面**重点：**后面", "前面**“重点”**后面", "**重点**后面", "a **重点** b"],
)
def test_bold_works_beside_chinese_marks(markdown: str) -> None:
    (paragraph,) = blocks_of(markdown)

    assert isinstance(paragraph, Paragraph)
    assert any(span.strong and "重点" in span.text for span in paragraph.spans)
    assert "*" not in paragraph.texts[0]


def test_every_kind_of_block_is_read() -> None:
    markdown = (
        "## 小标题\n\n- 一\n- 二\n\n3. 三\n4. 四\n\n> 引文\n\n```\n码\n  码\n```\n\n"
        "|甲|乙|\n|-|-|\n|1|`2`|\n\n---\n\n*强*~~删~~"
    )

    blocks = blocks_of(markdown)

    def one(text: str) -> tuple[Paragraph, ...]:
        return (Paragraph((Span(text=text),)),)

    assert blocks == (
        Subhead((Span(text="小标题"),), 2),
        Listing((one("一"), one("二"))),
        Listing((one("三"), one("四")), ordered=True, start=3),
        Quote(one("引文")),
        Code("码\n  码"),
        Table(
            (
                ((Span(text="甲"),), (Span(text="乙"),)),
                ((Span(text="1"),), (Span(text="2", code=True),)),
            )
        ),
        Rule(),
        Paragraph((Span(text="强", emphasis=True), Span(text="删", deleted=True))),
    )


def test_numbers_that_do_not_follow_stay_as_written() -> None:
    lists = blocks_of("1. 一\n2. 二\n5. 五")

    assert [block.start for block in lists if isinstance(block, Listing)] == [1, 5]


def test_a_list_of_ones_counts_up() -> None:
    (block,) = blocks_of("1. 一\n1. 二\n1. 三")

    assert isinstance(block, Listing)
    assert len(block.items) == 3


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a", "mailto:a@example.org", "tel:+861055550000"],
)
def test_a_link_keeps_its_address(address: str) -> None:
    (paragraph,) = blocks_of(f"见[这里]({address})。")

    assert isinstance(paragraph, Paragraph)
    assert paragraph.spans[1] == Span(text="这里", href=address)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert", "data:text/html,x", "file:///x", "b.md", "#c", "https://[::1"],
)
def test_a_link_that_cannot_be_used_keeps_its_text_and_warns(address: str) -> None:
    markdown = f"见[这里]({address})。"

    (paragraph,) = blocks_of(markdown)

    assert paragraph == Paragraph((Span(text="见这里。"),))
    assert codes_of(markdown) == ["W304"]


def test_html_and_script_stay_visible_and_warn(desk: Desk) -> None:
    article = desk.article("前<script>alert(1)</script>后\n\n<div>块</div>\n")

    assert article.texts == ("前<script>alert(1)</script>后", "<div>块</div>")
    marked = [underlined(p) for p in desk.problems() if p.code == "W303"]
    assert marked == ["<script>", "</script>", "<div>", "</div>"]


def test_a_local_picture_becomes_a_photo_of_the_article(desk: Desk) -> None:
    article = desk.article('正文。\n\n![木码头](photos/quay.jpg "老码头。")\n')

    (photo,) = article.photos
    assert (photo.file, photo.alt, photo.caption) == (
        "photos/quay.jpg",
        "木码头",
        "老码头。",
    )
    assert (photo.width, photo.height, photo.place.line) == (600, 400, 6)
    assert article.texts == ("正文。",)


def test_a_remote_picture_becomes_text_with_a_link_and_warns(desk: Desk) -> None:
    article = desk.article("![远图](https://example.org/a.jpg)")

    assert article.photos == ()
    assert article.body == (
        Paragraph((Span(text="远图", href="https://example.org/a.jpg"),)),
    )
    assert underlined(desk.found("W305")) == "https://example.org/a.jpg"


def test_marks_without_a_partner_warn() -> None:
    assert codes_of("**没有配对") == ["W311"]
    assert codes_of("\\*\\*有意的") == []


def test_a_paragraph_turned_subhead_by_a_rule_warns() -> None:
    assert codes_of("很长的一段话" * 10 + "\n---\n") == ["W312"]
    assert codes_of("短标题\n---\n") == []


def test_a_table_row_that_would_lose_a_cell_is_refused() -> None:
    assert codes_of("|a|b|\n|-|-|\n|1|2|3|\n") == ["M402"]
    assert codes_of("|a|b|\n|-|-|\n|1|2|\n|3|\n") == []


@pytest.mark.parametrize("mark", ["> ", "- "])
def test_copy_nested_too_deeply_is_refused(mark: str) -> None:
    assert codes_of(mark * 150 + "字") == ["M403"]


@pytest.mark.parametrize(
    "piece", ["[", "![a", "[a](", "**a", "*a ", "`a``", "<", "\\", "> ", "|a"]
)
def test_hostile_copy_is_read_quickly_and_loses_nothing(piece: str) -> None:
    markdown = piece * 4000 + "\n\n河湾"

    assert "河湾" in "".join(texts(blocks_of(markdown)))


@settings(max_examples=300, deadline=None)
@given(st.text("河湾老码头“”：，*_`~#>-+|[]!<&;\\\n 　1.=^", max_size=80))
def test_every_han_character_stands_in_the_blocks_once(markdown: str) -> None:
    findings = Findings()

    copy = read_copy(source_of("a.md", markdown), 0, findings)

    def han(text: str) -> str:
        return "".join(char for char in text if "\u4e00" <= char <= "\u9fff")

    refused = any(p.code in ("M402", "M403") for p in findings.problems)
    assert refused or han("".join(texts(copy.blocks))) == han(markdown)
