from datetime import date

from newsletter.manifest import load_issue
from newsletter.manifest.tidy import tidied_manifest
from tests.manifest.desk import ISSUE, Desk, underlined

EARLIER = """\
date: 2021-11-16
number: 1023
sections:
  - {name: 民生, articles: [07-bridge.md, 08-ferry.md]}
"""


def with_corrections(desk: Desk, *entries: str) -> None:
    """Print an issue a week before, and correct it in this one."""
    earlier = desk.folder.parent / "2021-11-16"
    earlier.mkdir()
    (earlier / "issue.yaml").write_text(EARLIER, encoding="utf-8")
    for name, title in (("07-bridge.md", "大桥通车"), ("08-ferry.md", "渡船停航")):
        (earlier / name).write_text(f"# {title}\n\n正文一句。\n", encoding="utf-8")
    lines = "".join(f"  - {entry}\n" for entry in entries)
    desk.write(
        "issue.yaml", ISSUE.replace("sections:", f"corrections:\n{lines}sections:")
    )


def test_a_correction_finds_its_article(desk: Desk) -> None:
    with_corrections(desk, "{date: 2021-11-16, article: bridge, text: 通车的是南桥。}")

    (found,) = load_issue(desk.folder).corrections

    assert (found.date, found.article, found.ordinal) == (
        date(2021, 11, 16),
        "bridge",
        7,
    )
    assert (found.title, found.text) == ("大桥通车", "通车的是南桥。")


def test_a_correction_may_be_written_in_chinese_and_name_the_file(desk: Desk) -> None:
    with_corrections(desk, "{日期: 2021-11-16, 稿件: 08-ferry.md, 内容: 明日停航。}")

    (found,) = load_issue(desk.folder).corrections

    assert (found.article, found.text) == ("ferry", "明日停航。")


def test_an_unknown_article_is_told_with_the_one_that_was_meant(desk: Desk) -> None:
    with_corrections(desk, "{date: 2021-11-16, article: bridges, text: 错了。}")

    problem = desk.found("M208")

    assert underlined(problem) == "bridges"
    assert "“bridge”" in problem.cure.en
    assert "ferry" in problem.cure.zh


def test_an_unknown_issue_is_told_with_those_there_are(desk: Desk) -> None:
    with_corrections(desk, "{date: 2021-11-15, article: bridge, text: 错了。}")

    problem = desk.found("M208")

    assert underlined(problem) == "2021-11-15"
    assert "2021-11-16" in problem.cure.zh


def test_an_issue_does_not_correct_itself_or_later_ones(desk: Desk) -> None:
    with_corrections(
        desk,
        "{date: 2021-11-23, article: quay, text: 错了。}",
        "{date: 2021-11-30, article: quay, text: 错了。}",
    )

    assert desk.errors() == ["M208", "M208"]


def test_an_earlier_manifest_that_cannot_be_read_is_told_as_such(desk: Desk) -> None:
    with_corrections(desk, "{date: 2021-11-16, article: bridge, text: 错了。}")
    desk.write("../2021-11-16/issue.yaml", "sections: [")

    assert "newsletter check 2021-11-16" in desk.found("M208").cure.zh


def test_faults_of_an_earlier_issue_are_not_told_in_this_one(desk: Desk) -> None:
    with_corrections(desk, "{date: 2021-11-16, article: bridge, text: 错了。}")
    desk.write("../2021-11-16/08-ferry.md", b"\xff\xfe\xff")

    assert desk.codes() == []


def test_tidying_gives_corrections_their_english_keys(desk: Desk) -> None:
    with_corrections(desk, "{日期: 2021-11-16, 稿件: bridge, 内容: 错了。}")

    written = (desk.folder / "issue.yaml").read_text(encoding="utf-8")

    text = tidied_manifest(written, "issue.yaml")

    assert "{date: 2021-11-16, article: bridge, text: 错了。}" in text
