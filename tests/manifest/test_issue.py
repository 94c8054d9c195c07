from datetime import date, time
from pathlib import Path

import pytest

from newsletter.errors import InputError, Severity
from newsletter.manifest import load_issue, load_publication
from newsletter.model.issue import Credit, Slot
from newsletter.model.publication import Filler, InMail, MailIdentity, Section
from tests.manifest.desk import ISSUE, PUBLICATION, Desk


def test_an_issue_is_read_whole(desk: Desk) -> None:
    issue = load_issue(desk.folder)

    assert (issue.date, issue.number) == (date(2021, 11, 23), 1024)
    (page,) = issue.pages
    assert (page.number, page.name) == (1, "要闻")
    assert page.editors == (Credit("责编", ("甲某",)), Credit("版式", ("乙某",)))
    (group,) = issue.groups
    assert (group.section.slug, group.banner, group.page) == (
        "livelihood",
        "河边的事",
        1,
    )
    quay, story = group.articles
    assert (quay.slug, quay.ordinal, quay.slot, quay.may_jump) == (
        "quay",
        1,
        Slot.NORMAL,
        True,
    )
    assert (story.slug, story.ordinal, story.slot, story.may_jump) == (
        "photo",
        3,
        Slot.PHOTO,
        False,
    )
    (photo,) = story.photos
    assert (photo.caption, photo.credit, photo.alt) == ("老码头。", "甲某", "木码头")
    assert photo.path == desk.folder / "photos/quay.jpg"
    assert str(quay.place) == "issues/2021-11-23/01-quay.md:1:1"
    assert issue.problems == ()


def test_every_key_may_be_chinese(desk: Desk) -> None:
    english = load_issue(desk.folder)
    desk.write(
        "issue.yaml",
        """\
日期: 2021-11-23
星期: 星期二
农历: 农历辛丑年十月十九
期号: 1024
版面:
  - {版号: 1, 名称: 要闻, 编辑: 责编 甲某 版式 乙某}
栏目:
  - 栏目: 民生
    版: 1
    栏题: 河边的事
    稿件:
      - 文件: 01-quay.md
      - 文件: 03-photo.md
        版位: 图片
        转版: 否
        图片: [{文件: photos/quay.jpg, 图注: 老码头。, 摄影: 甲某, 替代文字: 木码头}]
""",
    )

    chinese = load_issue(desk.folder)

    assert [a.headline for a in chinese.articles] == [
        a.headline for a in english.articles
    ]
    assert chinese.pages == english.pages
    assert [a.slot for a in chinese.articles] == [a.slot for a in english.articles]
    assert chinese.articles[1].may_jump is False
    assert chinese.articles[1].photos[0].alt == "木码头"


def test_front_matter_is_read_with_hand_broken_lines(desk: Desk) -> None:
    desk.write(
        "01-quay.md",
        """\
---
引题: 一江清水 两岸新貌
标题:
  - 老码头迎来
  - 新生活
副题: |
  修旧如旧
  还河于民
署名: ■ 记者 甲某 通讯员 乙某
电头: 本报讯
摘要: >
  老码头
  修好了。
---
正文。
""",
    )

    article = load_issue(desk.folder).articles[0]

    assert article.kicker == ("一江清水 两岸新貌",)
    assert article.headline == ("老码头迎来", "新生活")
    assert article.deck == ("修旧如旧", "还河于民")
    assert article.byline.credits == (
        Credit("记者", ("甲某",)),
        Credit("通讯员", ("乙某",)),
    )
    assert (article.dateline, article.summary) == ("本报讯", "老码头修好了。")


def test_a_heading_that_opens_the_copy_is_the_headline_when_there_is_none(
    desk: Desk,
) -> None:
    desk.write("01-quay.md", "# 老码头迎来新生活\n\n正文。\n")

    article = load_issue(desk.folder).articles[0]

    assert article.headline == ("老码头迎来新生活",)
    assert article.texts == ("正文。",)


def test_scalars_are_what_the_schema_says_not_what_yaml_guesses(desk: Desk) -> None:
    desk.change("issue.yaml", "number: 1024", "number: 010")
    desk.change("01-quay.md", "headline: 老码头迎来新生活", "headline: 12:30")
    desk.change("issue.yaml", "banner: 河边的事", "banner: 0123")

    issue = load_issue(desk.folder)

    assert issue.number == 10
    assert issue.articles[0].headline == ("12:30",)
    assert issue.groups[0].banner == "0123"


def test_articles_without_digits_take_the_first_free_numbers(desk: Desk) -> None:
    for name in ("bridge.md", "ferry.md", "02-park.md"):
        desk.write(name, f"---\nheadline: {name}\n---\n正文。\n")
    desk.change(
        "issue.yaml",
        "      - 01-quay.md\n",
        "      - 01-quay.md\n      - bridge.md\n      - 02-park.md\n      - ferry.md\n",
    )

    articles = load_issue(desk.folder).articles

    assert [(a.slug, a.ordinal) for a in articles] == [
        ("quay", 1),
        ("bridge", 4),
        ("park", 2),
        ("ferry", 5),
        ("photo", 3),
    ]


def test_a_section_may_stand_several_times_and_be_called_by_its_slug(
    desk: Desk,
) -> None:
    desk.write("04-more.md", "---\nheadline: 又一篇\n---\n正文。\n")
    desk.write(
        "issue.yaml",
        ISSUE + "  - name: news\n    articles: 04-more.md\n",
    )
    desk.write("05-last.md", "---\nheadline: 最后\n---\n正文。\n")
    desk.change(
        "issue.yaml", "  - name: news\n", "  - {name: 民生, articles: [05-last.md]}\n"
        "  - name: news\n",
    )  # fmt: skip

    groups = load_issue(desk.folder).groups

    assert [g.section.name for g in groups] == ["民生", "民生", "要闻"]


def test_files_kept_back_are_no_articles(desk: Desk) -> None:
    for name in ("_draft.md", ".hidden.md", "README.md", "review.md"):
        desk.write(name, "草稿")

    assert desk.problems() == ()


def test_warnings_and_hints_ride_in_the_issue(desk: Desk) -> None:
    desk.write("04-extra.md", "未列入")
    desk.change("issue.yaml", ", alt: 木码头", "")

    problems = load_issue(desk.folder).problems

    assert [(p.code, p.severity) for p in problems] == [
        ("W301", Severity.WARNING),
        ("H301", Severity.HINT),
    ]


def test_problems_of_paper_manifest_and_articles_come_together(desk: Desk) -> None:
    desk.change("../publication.yaml", "Asia/Shanghai", "Asia/Beijing")
    desk.change("issue.yaml", "slot: photo", "slot: foto")
    desk.change("issue.yaml", "number: 1024", "numbr: 1024")
    desk.change("01-quay.md", "headline:", "headlin:")

    with pytest.raises(InputError) as caught:
        load_issue(desk.folder)

    assert [(str(p.place), p.code) for p in caught.value.problems] == [
        ("issues/2021-11-23/01-quay.md:2:1", "M101"),
        ("issues/2021-11-23/issue.yaml:2:1", "M101"),
        ("issues/2021-11-23/issue.yaml:12:15", "M103"),
        ("issues/publication.yaml:5:12", "M103"),
    ]


def test_articles_are_checked_even_when_the_manifest_cannot_be_read(
    desk: Desk,
) -> None:
    desk.write("issue.yaml", "date： 2021-11-23\nnumber: 1\n")
    desk.change("01-quay.md", "headline:", "headlin:")

    assert sorted(desk.codes()) == ["M100", "M101"]


def test_a_relative_folder_will_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.folder.parent)

    issue = load_issue(Path("2021-11-23"))

    assert issue.place.file == "issues/2021-11-23/issue.yaml"
    assert issue.publication.folder == desk.root


def test_a_publication_is_read_whole(desk: Desk) -> None:
    desk.write(
        "../publication.yaml",
        PUBLICATION
        + """\
publishes_at: 06:30
layout: gazette
sheet: {columns: 4, measure: 14}
furniture: {organ: 河湾区, phone: 0561}
mail: {sender: 河湾报, address: paper@例子.example}
fillers:
  - headline: 征稿启事
    text: |
      本报征稿。
      来稿必复。
""",
    )

    paper = load_publication(desk.root)

    assert paper.folder == desk.root
    assert paper.publishes_at == time(6, 30)
    assert paper.sections == (
        Section(slug="livelihood", name="民生", keywords=("民生", "社区")),
        Section(slug="news", name="要闻", is_default=True),
    )
    assert (paper.sheet.columns, paper.sheet.measure, paper.sheet.width) == (4, 14, 275)
    assert (paper.furniture.organ, paper.furniture.phone) == ("河湾区", "0561")
    assert paper.mail == MailIdentity(sender="河湾报", address="paper@例子.example")
    assert paper.fillers == (
        Filler(headline="征稿启事", text="本报征稿。\n来稿必复。"),
    )


def test_the_address_of_the_paper_ends_in_a_slash(desk: Desk) -> None:
    desk.change("../publication.yaml", "example.org/", "example.org/paper")

    assert load_publication(desk.root).url == "https://paper.example.org/paper/"


@pytest.mark.parametrize("key", ["in_mail: lead", "邮件版: 导语"])
def test_a_section_may_be_mailed_as_leads_only(desk: Desk, key: str) -> None:
    desk.change("../publication.yaml", "default: true", f"default: true, {key}")

    livelihood, news = load_publication(desk.root).sections

    assert (livelihood.in_mail, news.in_mail) == (InMail.FULL, InMail.LEAD)


def test_the_mail_has_a_layout_of_its_own(desk: Desk) -> None:
    mail = "mail: {sender: 甲, address: a@b.cn, 版式: digest}\n"
    desk.write("../publication.yaml", PUBLICATION + mail)

    paper = load_publication(desk.root)

    assert paper.mail is not None
    assert (paper.mail.layout, paper.layout) == ("digest", "gazette")


def test_silence_keeps_code_words_reason_and_place(desk: Desk) -> None:
    text = (desk.folder / "issue.yaml").read_text(encoding="utf-8")
    added = "静默:\n  - {代码: T001, 文字: 善善, 文件: 01-quay.md, 理由: 店名}\n"
    desk.write("issue.yaml", f"{text}{added}")

    (silence,) = load_issue(desk.folder).silences

    assert (silence.code, silence.text, silence.file) == ("T001", "善善", "01-quay.md")
    assert silence.reason == "店名"
    assert silence.place.line == len(text.splitlines()) + 2


def test_silence_without_a_reason_is_refused(desk: Desk) -> None:
    text = (desk.folder / "issue.yaml").read_text(encoding="utf-8")
    desk.write("issue.yaml", f"{text}silence:\n  - {{code: T001}}\n")

    assert desk.errors() == ["M102"]
