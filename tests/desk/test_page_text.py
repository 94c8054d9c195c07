import pytest

from newsletter.desk.conservation import balance, lost_characters
from newsletter.desk.imported import ImportedArticle, ImportedPage
from newsletter.desk.page_text import read_page
from newsletter.model.issue import Slot
from tests.desk.pages import PAGE, a_paper


@pytest.fixture(scope="module")
def page() -> ImportedPage:
    return read_page(PAGE, a_paper())


def heads(article: ImportedArticle) -> tuple[list[str], list[str]]:
    kicker = [part.text for part in article.kicker]
    return kicker, [part.text for part in article.headline]


def test_every_heading_starts_an_article_where_it_stands(page: ImportedPage) -> None:
    assert [article.line for article in page.articles] == [2, 16, 24, 33, 45, 51]


def test_kicker_ends_where_the_subject_begins(page: ImportedPage) -> None:
    lead, library, *_, tour = page.articles

    assert heads(lead) == (
        ["守好一河清水", "建设宜居家园"],
        ["河湾区小区改造进入收尾"],
    )
    assert heads(library) == (
        ["小巷里的“书香角”"],
        ["北门街道图书馆延长开放时间"],
    )
    assert heads(tour) == (
        ["走街", "串巷", "问需求"],
        ["甲平带队走访东关市场、西关车站和南关公园"],
    )


def test_couplet_stays_one_headline(page: ImportedPage) -> None:
    assert heads(page.articles[2]) == ([], ["春耕进行时 田间人倍忙"])


def test_heading_without_a_subject_is_all_headline_and_flagged(
    page: ImportedPage,
) -> None:
    assert heads(page.articles[3]) == (
        [],
        ["今年汛期来得早", "沿河值守", "预案已经备好"],
    )
    assert any(note.line == 33 and "分不出引题" in note.what.zh for note in page.unsure)


def test_broken_paragraphs_are_whole_again(page: ImportedPage) -> None:
    assert [article.joins for article in page.articles] == [2, 1, 0, 0, 0, 0]
    assert page.articles[0].body[1].text.startswith("施工队从东头做到西头")
    assert "门口的小黑板上" in page.articles[0].body[1].text


def test_break_after_a_colon_is_kept(page: ImportedPage) -> None:
    assert len(page.articles[3].body) == 3


def test_bylines_are_taken_from_every_place_papers_put_them(
    page: ImportedPage,
) -> None:
    assert [article.byline for article in page.articles] == [
        "记者 甲某 通讯员 乙某丙",
        "通讯员 丁某 记者甲某",
        "摄影 记者 戊某 通讯员 己某庚",
        "通讯员 丁某",
        "通讯员 辛某",
        "通讯员 壬某",
    ]


def test_dateline_leaves_the_text(page: ImportedPage) -> None:
    datelines = [a.dateline.text if a.dateline else "" for a in page.articles]

    assert datelines == ["本报讯", "本报讯", "", "本报讯", "本报讯", "本报讯"]
    assert not any(a.body[0].text.startswith("本报讯") for a in page.articles)


def test_first_heading_of_its_own_level_leads_the_page(page: ImportedPage) -> None:
    slots = [article.slot for article in page.articles]

    assert slots == [Slot.LEAD, Slot.NORMAL, Slot.PHOTO, *[Slot.NORMAL] * 3]


def test_banner_owns_the_articles_below_it_only(page: ImportedPage) -> None:
    banners = [[part.text for part in article.banner] for article in page.articles]

    assert banners == [[], [], [], [], ["我们的节日"], []]


def test_sections_follow_the_keywords(page: ImportedPage) -> None:
    slugs = [article.section.slug for article in page.articles]

    assert slugs == [
        "livelihood",
        "livelihood",
        "news",
        "livelihood",
        "festivals",
        "projects",
    ]
    assert any(n.line == 24 and "栏目不确定" in n.what.zh for n in page.unsure)


def test_story_that_breaks_off_is_flagged(page: ImportedPage) -> None:
    cut = [note.line for note in page.unsure if "断了" in note.what.zh]

    assert cut == [49]


def test_story_with_stops_missing_is_flagged(page: ImportedPage) -> None:
    words = [note.what.zh for note in page.unsure if "没有下文" in note.what.zh]

    assert words == ["开头提到的西关车站、南关公园没有下文：很可能转到别的版"]


def test_every_character_is_in_the_articles_once(page: ImportedPage) -> None:
    result = balance(PAGE, page)

    assert result.lost == ""
    assert result.invented == ()


def test_every_decision_says_its_line_in_both_languages(page: ImportedPage) -> None:
    assert len(page.notes) > 30
    assert all(note.line and note.what.zh and note.what.en for note in page.notes)
    assert [n.line for n in page.notes] == sorted(n.line for n in page.notes)


def test_page_without_heading_marks_is_parted_by_its_bylines() -> None:
    text = PAGE.replace("#", "")

    page = read_page(text, a_paper())

    bylined = [article.title for article in page.articles if article.bylines]
    assert "河湾区小区改造进入收尾" in bylined
    assert "北门街道图书馆延长开放时间" in bylined
    assert lost_characters(text, page) == ""


def test_short_lines_above_the_first_heading_are_set_aside() -> None:
    text = "河湾报\n2021年11月23日 星期二\n\n## 码头修好了\n\n早晨散步的人多了。\n"

    page = read_page(text, a_paper())

    assert [part.text for part in page.asides] == ["河湾报", "2021年11月23日 星期二"]
    assert len(page.articles) == 1
    assert lost_characters(text, page) == ""


def test_sentences_above_the_first_heading_become_an_article() -> None:
    text = "早晨散步的人多了。\n\n## 码头修好了\n\n孩子们在树下读书。\n"

    page = read_page(text, a_paper())

    assert [article.title for article in page.articles] == ["", "码头修好了"]
    assert any("没有标题" in note.what.zh for note in page.unsure)


def test_two_headings_in_a_row_are_one_heading_of_two_lines() -> None:
    text = "## 一河清水绕城来\n\n## 河湾区河道清淤\n\n河湾区清了淤。河湾区种了树。\n"

    page = read_page(text, a_paper())

    assert len(page.articles) == 1
    assert page.articles[0].title.endswith("河湾区河道清淤")
    assert any("合为一题" in note.what.zh for note in page.unsure)


def test_deeper_heading_without_an_opening_is_a_subhead() -> None:
    text = "## 码头修好了\n\n早晨人多。\n\n### 夜里也亮\n\n灯换了新的。\n"

    page = read_page(text, a_paper())

    assert len(page.articles) == 1
    assert [passage.is_subhead for passage in page.articles[0].body] == [
        False,
        True,
        False,
    ]


def test_heading_at_the_end_of_a_page_keeps_its_place() -> None:
    page = read_page("## 码头修好了\n\n早晨人多。\n\n## 图片新闻\n", a_paper())

    assert [article.title for article in page.articles] == ["码头修好了", "图片新闻"]
    assert any("没有正文" in note.what.zh for note in page.unsure)


def test_english_page_is_read_by_latin_rules() -> None:
    text = (
        "# Council Approves New Quay\n\nBy Jane Roe and John Doe\n\n"
        "The old quay will be repaired before winter, the council\n"
        "said on Monday. Work begins in May.\n\nIt ends in July.\n"
    )

    page = read_page(text, a_paper(language="en"))

    (article,) = page.articles
    assert article.title == "Council Approves New Quay"
    assert article.byline == "By Jane Roe and John Doe"
    first, second = article.body
    assert "the council said on Monday. Work begins in May." in first.text
    assert second.text == "It ends in July."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "#\n",
        "##",
        "# \n## \n",
        "■",
        "■\n■\n",
        "# 标题",
        "# 标题\n\n——\n",
        "——一半\n",
        "（下转第二版）",
        "# （上接第1版）\n\n后半段。\n",
        "\f\v\x1c# 甲\x00乙\n\n\ufeff丙。\n",
        "![](a.png)\n\n<table>\n",
        "# a\n" * 40,
        "".join("#" * n + " 甲\n" for n in range(1, 9)),
    ],
)
def test_odd_page_loses_nothing(text: str) -> None:
    page = read_page(text, a_paper())

    assert balance(text, page).lost == ""
    assert balance(text, page).invented == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("甲\n" * 20_000, id="lines of one character"),
        pytest.param("# a" + " " * 100_000 + "b", id="blanks in a heading"),
        pytest.param("# " + "、 " * 50_000, id="heading of commas"),
        pytest.param("本报讯（" + " " * 100_000 + "x", id="bracket never closed"),
        pytest.param("甲、" * 50_000 + "\n\n在甲，乙。", id="endless list"),
        pytest.param("## 甲\n\n乙。\n\n" + "### 丙\n\n丁。\n\n" * 3_000, id="subheads"),
        pytest.param("“\n" * 20_000, id="quotes never closed"),
    ],
)
def test_monstrous_page_is_read_without_delay_or_loss(text: str) -> None:
    page = read_page(text, a_paper())

    assert lost_characters(text, page) == ""
