from hypothesis import given
from hypothesis import strategies as st

from newsletter.desk.article_file import article_text
from newsletter.desk.imported import ImportedArticle, Part, Passage
from newsletter.desk.scan import scan
from newsletter.manifest.copyreading import read_copy
from newsletter.manifest.findings import Findings
from newsletter.manifest.frontmatter import read_front_matter
from newsletter.manifest.source import source_of
from newsletter.model.copy import texts
from tests.builders import NEWS

HOSTILE = (
    "# 标题", "## 二级", "*强调*", "**加重**后", "_下划_线_", "`代码`", "```", "~~~",
    "~~删去~~", "3~5天", "1. 列表", "12) 列表", "1、不是", "- 列表", "+ 列表", "* 列表",
    "> 引文", "---", "***", "===", "-", "=", "<b>粗</b>", "<script>x</script>", "a<b",
    "<https://example.org>", "https://example.org/a_b_c", "[链接](x.html)", "[1]: x",
    "![图](a.png)", "&amp;", "&#35;", "A&B", "\\", "\\*", "a|b|c", "|-|-|", ": 定义",
    "键: 值", "名称：值", "'引'", '"引"', "%", "@", "!tag", "{a: 1}", "[甲, 乙]",
    "null", "yes", "2021-11-23", "12:30", "010", "1e3", "#话题# 大家谈", "a # b",
    "甲  乙", "~",
    "𠮷野家", "a\\_b", "$x^2$", "（一）", "——完", "……", "😀", "\\<", "*", "_", "1.",
)  # fmt: skip

_LETTERS = st.sampled_from(
    "甲乙，。：“”—…aB1 02*_`#<>[]()&;~|\\+-=:.!'\"{}@%$^/?\u3000\t"
)
_LINES = st.text(_LETTERS, min_size=1, max_size=30)


def an_import(*words: str) -> ImportedArticle:
    """Make an article with these words as headline lines, kicker and paragraphs."""
    parts = tuple(Part(text, n + 1) for n, text in enumerate(words))
    return ImportedArticle(
        line=1,
        kicker=parts[:1],
        headline=parts,
        bylines=parts[:1],
        body=tuple(Passage(text, n + 1) for n, text in enumerate(words)),
        section=NEWS,
    )


def test_hostile_text_reads_back_as_it_was() -> None:
    written = article_text(an_import(*HOSTILE), missing_headline="待写")

    source = source_of("a.md", written)
    matter = read_front_matter(source, Findings())
    copy = read_copy(source, matter.first, Findings())
    assert matter.head.headline == HOSTILE
    assert texts(copy.blocks) == HOSTILE


@given(_LINES)
def test_any_line_of_copy_reads_back_as_it_was(line: str) -> None:
    words = tuple(part.text for part in scan(line))
    written = article_text(an_import(*words), missing_headline="待写")

    source = source_of("a.md", written)
    matter = read_front_matter(source, Findings())
    copy = read_copy(source, matter.first, Findings())
    assert texts(copy.blocks) == words
    assert matter.head.headline == (words or ("待写",))


def test_plain_chinese_needs_no_quotes() -> None:
    article = ImportedArticle(
        line=1,
        headline=(Part("“红旗”渠边 又一年", 1),),
        body=(Passage("码头修好了。", 3),),
        section=NEWS,
    )

    written = article_text(article, missing_headline="待写")

    assert written == "---\nheadline: “红旗”渠边 又一年\n---\n码头修好了。\n"
