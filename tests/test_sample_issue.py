"""The sample issue is copy that a real paper could print: whole, correct, in order."""

import re
import runpy
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from newsletter.errors import Severity
from newsletter.manifest import load_issue
from newsletter.model.issue import Article, Issue, Slot

FOLDER = Path(__file__).parent.parent / "issues" / "2021-11-23"
MM_PER_INCH = 25.4

ORIGINAL_LENGTHS = {
    1: 588, 2: 627, 3: 129, 4: 390, 5: 345, 6: 279, 7: 416, 8: 318, 9: 722,
}  # fmt: skip
"""Characters of the printed page's stories, datelines and white space not counted."""

SHAPES = {1: (1, 1), 2: (1, 1), 3: (0, 1), 4: (0, 2), 5: (1, 2), 6: (1, 2),
          7: (1, 2), 8: (0, 2), 9: (1, 1)}  # fmt: skip
"""Lines of kicker and headline."""

SECTIONS = {1: "民生", 2: "项目", 3: "民生", 4: "要闻", 5: "党史学习",
            6: "党史学习", 7: "项目", 8: "要闻", 9: "民生"}  # fmt: skip

BYLINES = {
    1: ("韩惠", "王晓丹"),
    2: ("张纯一",),
    3: ("陈文晓", "郭淑珺"),
    4: ("丁颖",),
    5: ("韩惠", "纵蕊琳"),
    6: ("宋翔",),
    7: ("万玉琼",),
    8: ("赵润亭",),
    9: ("韩惠", "惠永康", "童肖肖"),
}

FACTS = {
    1: ("2021年", "11月份", "区民生办", "“谁受益、谁负责、谁主管”", "“回头看”"),
    2: (
        "11月22日下午", "10月份", "“决战四季度 增强新动能”", "区长朱龙",
        "常务副区长赵华", "李梅", "赵德华", "区教育局", "区住建局", "任圩街道",
        "区自然资源和规划分局", "区民政局", "区文旅体局", "“五区”“一地”“一城”",
    ),
    3: ("11月22日", "东街道", "志愿者", "安全防护用品", "农民工"),
    4: (
        "11月18日", "第四十次会议", "朱正春", "刘斌", "王俊", "李梅", "杨飞",
        "张运岭", "施宏波", "渠沟镇",
        "《相山区第十二届人民代表大会代表名额分配方案》",
    ),
    5: ("11月19日上午", "杭州市拱墅区东新街道东新园社区", "“云参观”"),
    6: (
        "11月16日", "第14次会议", "中国共产党第十九届中央委员会第六次全体会议公报",
        "中央人大工作会议",
    ),
    7: (
        "11月19日至20日", "安徽大学", "中国科学技术大学先进技术研究院",
        "安徽中安创谷产业园", "刘安顺", "唐兵", "张长明", "郑春厚", "“最后一公里”",
    ),
    8: ("4月7日", "中央第三生态环境保护督察组", "18件", "4件", "14件", "市级验收"),
    9: (
        "（区数据局）", "一个月", "“证照通”", "制度5项", "每天巡查两轮", "10个方面",
        "29个", "13个", "16个", "24个", "5个需要长期坚持", "“四零目标”",
    ),
}  # fmt: skip

every_article = pytest.mark.parametrize("ordinal", range(1, 10))


@pytest.fixture(scope="module")
def issue() -> Issue:
    return load_issue(FOLDER)


def article(issue: Issue, ordinal: int) -> Article:
    return next(a for a in issue.articles if a.ordinal == ordinal)


def body(story: Article) -> str:
    return "".join(story.texts)


def test_nine_articles_load_without_errors_or_warnings(issue: Issue) -> None:
    assert sorted(a.ordinal for a in issue.articles) == list(range(1, 10))
    assert [p for p in issue.problems if p.severity is not Severity.HINT] == []


@every_article
def test_article_keeps_the_names_and_figures_of_its_event(
    issue: Issue, ordinal: int
) -> None:
    text = body(article(issue, ordinal))

    missing = [fact for fact in FACTS[ordinal] if fact not in text]

    assert missing == []


@every_article
def test_article_is_as_long_as_the_printed_one(issue: Issue, ordinal: int) -> None:
    length = len(re.sub(r"\s", "", body(article(issue, ordinal))))

    assert length == pytest.approx(ORIGINAL_LENGTHS[ordinal], rel=0.1)


@every_article
def test_heading_has_the_shape_of_the_printed_one(issue: Issue, ordinal: int) -> None:
    story = article(issue, ordinal)

    assert (len(story.kicker), len(story.headline)) == SHAPES[ordinal]


@every_article
def test_byline_names_the_people_of_the_printed_one(issue: Issue, ordinal: int) -> None:
    assert article(issue, ordinal).byline.names == BYLINES[ordinal]


@every_article
def test_only_the_photo_story_has_no_dateline(issue: Issue, ordinal: int) -> None:
    expected = "" if ordinal == 3 else "本报讯"

    assert article(issue, ordinal).dateline == expected


@every_article
def test_every_paragraph_ends_its_sentence(issue: Issue, ordinal: int) -> None:
    endings = {
        text[-2:] for text in article(issue, ordinal).texts if not text.endswith("。")
    }

    assert endings <= {"。”", "！”", "？”"}


@every_article
def test_copy_has_full_width_marks_and_paired_quotes(
    issue: Issue, ordinal: int
) -> None:
    text = body(article(issue, ordinal))

    assert re.findall(r"[,;:!?\"'()]", text) == []
    assert all(text.count(a) == text.count(b) for a, b in ("“”", "《》", "（）"))


def test_articles_stand_in_their_sections_the_lead_first(issue: Issue) -> None:
    found = {a.ordinal: g.section.name for g in issue.groups for a in g.articles}

    assert found == SECTIONS
    assert issue.articles[0].slot is Slot.LEAD


def test_banner_owns_the_story_of_the_plenary_session(issue: Issue) -> None:
    banners = {a.ordinal: g.banner for g in issue.groups for a in g.articles}

    assert banners.pop(6) == "学习贯彻党的十九届六中全会精神"
    assert set(banners.values()) == {""}


def test_pages_have_names_and_nobody_is_invented_for_them(issue: Issue) -> None:
    assert [(p.number, p.name, p.editors) for p in issue.pages] == [
        (1, "要闻", ()),
        (2, "综合", ()),
    ]


def test_furniture_says_that_the_paper_is_an_example(issue: Issue) -> None:
    paper = issue.publication

    assert "非正式出版物" in paper.furniture.licence
    assert paper.mail is not None
    assert all(
        address.rstrip("/").endswith("example.org")
        for address in (paper.url, paper.furniture.email, paper.mail.address)
    )


def test_every_section_gives_an_importer_words_to_know_it_by(issue: Issue) -> None:
    sections = issue.publication.sections
    words = [word for section in sections for word in section.keywords]

    assert all(4 <= len(section.keywords) <= 8 for section in sections)
    assert len(words) == len(set(words))


def test_fillers_are_short_enough_for_a_hole(issue: Issue) -> None:
    lengths = [len(filler.text) for filler in issue.publication.fillers]

    assert len(lengths) >= 3
    assert all(20 <= length <= 90 for length in lengths)


def test_only_the_photo_story_has_a_picture(issue: Issue) -> None:
    pictured = [a.ordinal for a in issue.articles if a.photos]
    (photo,) = article(issue, 3).photos

    assert pictured == [3]
    assert photo.caption.endswith("（示意图）")
    assert photo.alt


def test_picture_is_sharp_enough_for_three_columns(issue: Issue) -> None:
    sheet = issue.publication.sheet
    ems = sheet.columns * sheet.measure + (sheet.columns - 1) * sheet.gutter
    em = (sheet.width - 2 * sheet.margin) / ems
    inches = (3 * sheet.measure + 2 * sheet.gutter) * em / MM_PER_INCH
    (photo,) = article(issue, 3).photos

    assert photo.width / inches >= 200
    assert photo.path.stat().st_size <= 700_000


def test_script_draws_the_picture_in_the_folder(issue: Issue) -> None:
    draw = runpy.run_path(str(FOLDER / "drawing"))["draw"]
    (photo,) = article(issue, 3).photos

    drawn = draw(600)

    with Image.open(photo.path) as kept:
        smaller = kept.convert("RGB").reduce(4)
    difference = ImageStat.Stat(ImageChops.difference(drawn, smaller))
    assert drawn.size == smaller.size
    assert max(difference.mean) < 2


def test_picture_has_no_colour_that_newsprint_cannot_show() -> None:
    draw = runpy.run_path(str(FOLDER / "drawing"))["draw"]

    red, green, blue = draw(300).split()

    brightest_blue = ImageChops.subtract(blue, ImageChops.lighter(red, green))
    brightest_green = ImageChops.subtract(green, ImageChops.lighter(red, blue))
    assert brightest_blue.getextrema()[1] < 50
    assert brightest_green.getextrema()[1] < 50
    assert min(band.getextrema()[0] for band in (red, green, blue)) >= 40
