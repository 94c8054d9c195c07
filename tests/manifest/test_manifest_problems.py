import pytest

from newsletter.manifest import CODES
from tests.manifest.desk import ISSUE, Desk, underlined

# What an editor did (old text, new text), the code, what is underlined, the cure.
SPOILT: dict[str, tuple[str, str, str, str, str]] = {
    "full-width colon": ("number: 1", "number：1", "M100", "：", "半角"),
    "full-width colon after a list mark": (
        "- name: 民",
        "- name： 民",
        "M100",
        "：",
        "半角",
    ),
    "full-width colon in braces": (
        "{number: 1",
        "{number：1",
        "M105",
        "number：1",
        "半角",
    ),
    "tab": ("    page: 1", "\tpage: 1", "M100", "\t", "空格"),
    "no blank": ("number: 1024", "number:1024", "M100", ":", "键: 值"),
    "second colon": ("banner: 河边", "banner: 河边: 的", "M100", ":", "引号"),
    "percent": ("banner: 河边的事", "banner: %5", "M100", "%", "引号"),
    "at": ("banner: 河边的事", "banner: @河边", "M100", "@", "引号"),
    "star": ("banner: 河边的事", "banner: *河边*", "M100", "*", "引号"),
    "bracket": ("banner: 河边的事", "banner: [河边] 的事", "M100", "[", "引号"),
    "tag": ("banner: 河边的事", "banner: !abc 的事", "M100", "!abc 的事", "引号"),
    "open quote": ("banner: 河边的事", 'banner: "河边', "M100", '"', "引号"),
    "quoted half": ("banner: 河边的事", 'banner: "河边"的', "M100", '"河边"', "单引号"),
    "indent": ("    page: 1", "      page: 1", "M100", ":", "对齐"),
    "unknown key": ("slot: photo", "slt: photo", "M101", "slt", "slot"),
    "unknown Chinese key": ("slot: photo", "版未: photo", "M101", "版未", "版位"),
    "cut at a comma": ("老码头。", "老码头,河边。", "M101", "河边。", "引号"),
    "missing": ("number: 1024\n", "", "M102", "date", "number: …"),
    "no value": ("number: 1024", "number: #1024", "M102", "number", "#"),
    "empty text": ("name: 民生", 'name: ""', "M102", '""', "写上"),
    "no number": ("1024", "一千", "M103", "一千", "只写数字"),
    "full-width digits": ("1024", "１０２４", "M103", "１０２４", "1024"),
    "slot": ("slot: photo", "slot: leed", "M103", "leed", "lead"),
    "yes or no": ("jump: false", "jump: 2", "M103", "2", "true"),
    "focus": ("alt: 木码头", "focus: [0.5, 4]", "M103", "[", "0.4"),
    "no such day": ("2021-11-23", "2021-02-30", "M103", "2021-02-30", "月份"),
    "no date": ("2021-11-23", "2021.11.23", "M103", "2021.11.23", "2021-11-23"),
    "page nought": ("page: 1", "page: 0", "M103", "0", "至少"),
    "other format": ("date:", "schema: 2\ndate:", "M103", "2", "schema: 1"),
    "no Markdown": (
        "01-quay.md",
        "photos/quay.jpg",
        "M103",
        "photos/quay.jpg",
        "import",
    ),
    "twice": ("number: 1024", "number: 1024\nnumber: 5", "M104", "number", "只留"),
    "twice, by alias": (
        "number: 1024",
        "number: 1024\n期号: 5",
        "M104",
        "期号",
        "只留",
    ),
    "list for text": ("banner: 河边的事", "banner: [河边]", "M106", "[", "引号"),
    "text for a list": ("pages:", "pages: 1\n页面:", "M106", "1", "- "),
    "escape": ("banner: 河边的事", 'banner: "\\0"', "M108", '"\\0"', "反斜杠"),
    "weekday": ("number:", "weekday: 星期三\nnumber:", "M201", "星期三", "星期二"),
    "lunar": ("number:", "lunar: 十月二十\nnumber:", "M201", "十月二十", "十月十九"),
    "folder": ("2021-11-23", "2021-11-24", "M202", "2021-11-24", "文件夹"),
    "no such page": ("    page: 1", "    page: 3", "M203", "3", "第 1 版"),
    "section": ("name: 民生", "name: 民声", "M204", "民声", "民生"),
    "page twice": ("sections:", "  - number: 1\nsections:", "M205", "1", "版号"),
    "no articles": (ISSUE[ISSUE.index("  - name: 民生") :], "", "M102", "sections", ""),
    "no file": ("01-quay.md", "01-quai.md", "M301", "01-quai.md", "01-quay.md"),
    "full-width comma": (
        "- 01-quay.md",
        "- a.md，b.md",
        "M301",
        "a.md，b.md",
        "半角逗号",
    ),
    "listed twice": (
        "- file: 03-photo.md",
        "- 01-quay.md\n      - file: 03-photo.md",
        "M302",
        "01-quay.md",
        "只留",
    ),
    "no picture": (
        "photos/quay.jpg",
        "photos/quai.jpg",
        "M303",
        "photos/quai.jpg",
        "photos/quay.jpg",
    ),
    "backslash": (
        "photos/quay.jpg",
        "photos\\quay.jpg",
        "M303",
        "photos\\quay.jpg",
        "/",
    ),
    "above": ("01-quay.md", "../../x.md", "M304", "../../x.md", "本期文件夹"),
    "absolute": (
        "photos/quay.jpg",
        "/etc/hostname",
        "M304",
        "/etc/hostname",
        "本期文件夹",
    ),
    "drive": ("photos/quay.jpg", "C:\\a.jpg", "M304", "C:\\a.jpg", "本期文件夹"),
    "no image": ("photos/quay.jpg", "01-quay.md", "M305", "01-quay.md", ""),
    "empty section": ("sections:", "sections:\n  - name: 要闻", "W309", "要闻", "删去"),
    "no alt": (", alt: 木码头", "", "H301", "photos/quay.jpg", "alt"),
}


@pytest.mark.parametrize("mistake", SPOILT)
def test_a_mistake_is_found_in_its_place_with_a_cure(desk: Desk, mistake: str) -> None:
    old, new, code, mark, cure = SPOILT[mistake]
    desk.change("issue.yaml", old, new)

    problem = desk.found(code)

    assert underlined(problem) == mark
    assert cure in problem.cure.zh
    assert problem.what.zh
    assert problem.what.en
    assert problem.cure.en
    assert len(problem.place.source.split("\n")) <= 3


@pytest.mark.parametrize(
    "mistake", ["full-width colon", "unknown key", "folder", "slot"]
)
def test_one_mistake_gives_one_error(desk: Desk, mistake: str) -> None:
    old, new, code, _, _ = SPOILT[mistake]
    desk.change("issue.yaml", old, new)

    assert desk.errors() == [code]


def test_a_misspelt_required_key_is_not_called_missing_too(desk: Desk) -> None:
    desk.change("issue.yaml", "date:", "dat:")

    assert desk.errors() == ["M101"]


def test_a_list_item_that_is_text_is_told_of_its_colon(desk: Desk) -> None:
    desk.write(
        "issue.yaml", "date: 2021-11-23\nnumber: 1\nsections:\n  - name： 民生\n"
    )

    problem = desk.found("M105")

    assert str(problem.place) == "issues/2021-11-23/issue.yaml:4:5"
    assert "半角" in problem.cure.zh


def test_an_issue_without_articles_is_refused(desk: Desk) -> None:
    desk.write("issue.yaml", "date: 2021-11-23\nnumber: 1\nsections: []\n")

    assert desk.errors() == ["M207"]
    assert underlined(desk.found("M207")) == "sections"


@pytest.mark.parametrize("content", ["", "# nothing\n", "---\n"])
def test_an_empty_manifest_is_told_what_it_needs(desk: Desk, content: str) -> None:
    desk.write("issue.yaml", content)

    assert desk.errors() == ["M102", "M102", "M102"]


@pytest.mark.parametrize("content", ["hello", "- a\n- b\n", "日期：2021-11-23"])
def test_a_manifest_that_is_no_mapping_is_refused(desk: Desk, content: str) -> None:
    desk.write("issue.yaml", content)

    assert desk.errors() == ["M105"]


def test_an_article_file_not_listed_is_warned_of(desk: Desk) -> None:
    desk.write("07-extra.md", "---\nheadline: 没列入\n---\n正文。\n")

    assert desk.found("W301").place.file == "issues/2021-11-23/07-extra.md"
    assert desk.errors() == []


def test_a_placeholder_not_listed_is_nothing_to_warn_of(desk: Desk) -> None:
    desk.write("07-news-1.md", '---\nheadline: "待写：民生"\n---\n待写\n')

    assert "W301" not in desk.codes()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("02-quay.md", "M307"),
        ("02-QUAY.md", "M307"),
        ("01-other.md", "M309"),
        ("民生.md", "M308"),
        ("07.md", "M308"),
    ],
)
def test_names_that_cannot_be_addresses_are_refused(
    desk: Desk, name: str, code: str
) -> None:
    desk.write(name, "---\nheadline: 另一篇\n---\n正文。\n")
    desk.change("issue.yaml", "- 01-quay.md", f"- 01-quay.md\n      - {name}")

    assert desk.errors() == [code]
    assert underlined(desk.found(code)) == name


@pytest.mark.parametrize(
    "written", ["星期二", "周二", "礼拜二", "Tuesday", "tue", "Tue."]
)
def test_the_right_weekday_may_be_written_in_many_ways(
    desk: Desk, written: str
) -> None:
    desk.change("issue.yaml", "number:", f"weekday: {written}\nnumber:")

    assert desk.problems() == ()


@pytest.mark.parametrize(
    "written", ["农历辛丑年十月十九", "辛丑年十月十九", "十月十九", "农历 十月十九"]
)
def test_the_right_lunar_date_may_be_written_in_many_ways(
    desk: Desk, written: str
) -> None:
    desk.change("issue.yaml", "number:", f"lunar: {written}\nnumber:")

    assert desk.problems() == ()


def test_every_code_has_a_meaning_in_two_languages() -> None:
    assert all(text.zh and text.en for text in CODES.values())
    assert {code[0] for code in CODES} == {"M", "W", "H"}
