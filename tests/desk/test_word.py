"""Word manuscripts become articles, and nothing that stood in them is lost."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from newsletter.desk.importing import ImportReport, import_page
from newsletter.desk.scaffold import new_publication
from newsletter.errors import InputError
from newsletter.manifest import load_issue, load_publication
from newsletter.model.copy import Listing, Span, Subhead, Table
from newsletter.model.issue import Article, Issue, Slot
from tests.desk.manuscripts import (
    FIRST,
    SECOND,
    a_manuscript,
    a_styled_story,
    an_unstyled_story,
    inserted,
    pictured,
    saved,
    sized,
    styled,
)

DAY = date(2021, 11, 23)


class Desk:
    """A paper and the issue that files are brought into."""

    def __init__(self, project: Path) -> None:
        new_publication(project, date(2021, 11, 22))
        self.project = project
        self.folder = project / "issues" / DAY.isoformat()

    def bring(
        self, content: Document | bytes, name: str = "story.docx"
    ) -> ImportReport:
        source = self.project / name
        source.write_bytes(content if isinstance(content, bytes) else saved(content))
        return import_page(self.folder, source, load_publication(self.project), DAY)

    @property
    def issue(self) -> Issue:
        return load_issue(self.folder)

    @property
    def article(self) -> Article:
        (article,) = self.issue.articles
        return article

    @property
    def review(self) -> str:
        return (self.folder / "review.md").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(
    "write", [a_styled_story, an_unstyled_story], ids=["styles", "sizes"]
)
def test_heads_are_told_apart_by_styles_or_sizes(
    desk: Desk, write: Callable[[], Document]
) -> None:
    desk.bring(write())

    article = desk.article
    assert article.kicker == ("聚焦重点 增进福祉",)
    assert article.headline == ("老码头修好了",)
    assert article.deck == ("——河湾社区见闻",)
    assert article.byline.names == ("甲某", "乙某丙")
    assert article.dateline == "本报讯"
    assert article.texts == (FIRST, SECOND)
    assert "没有找到署名" not in desk.review


def test_manuscript_without_any_looks_is_told_apart_by_place(desk: Desk) -> None:
    document = a_manuscript()
    for text in ("老码头修好了", "记者 甲某", "本报讯 " + FIRST, SECOND):
        document.add_paragraph(text)

    desk.bring(document)

    assert desk.article.headline == ("老码头修好了",)
    assert desk.article.byline.names == ("甲某",)
    assert desk.article.texts == (FIRST, SECOND)


def test_tracked_insertions_stay_and_deletions_go_and_both_are_told(
    desk: Desk,
) -> None:
    document = a_styled_story()
    last = document.paragraphs[-1]
    inserted(last, "灯也亮了。")
    inserted(last, "旧灯拆了。", deleted=True)

    desk.bring(document)

    assert desk.article.texts[-1] == SECOND + "灯也亮了。"
    boxes = [line for line in desk.review.splitlines() if line.startswith("- [ ]")]
    assert any("修订插入“灯也亮了。”（编辑甲）" in box for box in boxes)
    assert any("修订删除“旧灯拆了。”" in box for box in boxes)


def test_comment_is_told_in_full_at_its_paragraph(desk: Desk) -> None:
    document = a_styled_story()
    document.add_comment(
        document.paragraphs[-1].runs, text="长椅有几张？请核实。", author="编辑甲"
    )

    desk.bring(document)

    assert "- [ ] 第 6 段：批注（编辑甲）：长椅有几张？请核实。" in desk.review
    assert "长椅有几张" not in "".join(desk.article.texts)


def test_picture_is_taken_out_with_caption_credit_and_alt(desk: Desk) -> None:
    document = a_styled_story()
    pictured(document, alt="新码头上的孩子")
    document.add_paragraph("图为孩子们在码头上写生。甲某/摄")

    desk.bring(document)

    (photo,) = desk.article.photos
    assert photo.width == 400
    assert photo.caption == "图为孩子们在码头上写生。"
    assert photo.credit == "甲某/摄"
    assert photo.alt == "新码头上的孩子"
    assert desk.article.texts == (FIRST, SECOND)


def test_picture_with_two_paragraphs_is_a_photo_story(desk: Desk) -> None:
    document = a_manuscript()
    sized(document, "老码头的早晨", 22)
    pictured(document)
    document.add_paragraph(FIRST)
    document.add_paragraph("记者 甲某 摄")

    desk.bring(document)

    assert desk.article.slot is Slot.PHOTO
    assert len(desk.article.photos) == 1


def test_two_pictures_keep_their_own_captions(desk: Desk) -> None:
    document = a_styled_story()
    pictured(document, colour="red")
    document.add_paragraph("图为码头东岸。")
    pictured(document, colour="blue")
    document.add_paragraph("▲码头西岸。")

    desk.bring(document)

    captions = [photo.caption for photo in desk.article.photos]
    assert captions == ["图为码头东岸。", "▲码头西岸。"]


def test_table_becomes_a_table(desk: Desk) -> None:
    document = a_styled_story()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells],
        ("时间", "项目|名称", "八点", "*晨练*"),
        strict=True,
    ):
        cell.text = text

    desk.bring(document)

    block = desk.article.body[-1]
    assert isinstance(block, Table)
    assert block.texts == ("时间", "项目|名称", "八点", "*晨练*")
    assert "断了" not in desk.review


def test_merged_cells_lose_nothing(desk: Desk) -> None:
    document = a_styled_story()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "合并的表头"
    table.cell(1, 0).text, table.cell(1, 2).text = "甲", "丙"

    desk.bring(document)

    words = [text for text in desk.article.body[-1].texts if text]
    assert words == ["合并的表头", "甲", "丙"]


def test_frame_of_one_column_is_copy_and_no_table(desk: Desk) -> None:
    document = a_styled_story()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "框里的一句话。"

    desk.bring(document)

    assert desk.article.texts[-1] == "框里的一句话。"
    assert not any(isinstance(block, Table) for block in desk.article.body)


def test_soft_return_parts_paragraphs(desk: Desk) -> None:
    document = a_styled_story()
    run = document.add_paragraph().add_run("第一行写完。")
    run.add_break(WD_BREAK.LINE)
    run.add_text("第二行也写完。")

    desk.bring(document)

    assert desk.article.texts[-2:] == ("第一行写完。", "第二行也写完。")


def test_bold_line_becomes_a_subhead_and_bold_words_stay_bold(desk: Desk) -> None:
    document = a_styled_story()
    document.add_paragraph().add_run("岸边的新事").bold = True
    paragraph = document.add_paragraph("路灯")
    paragraph.add_run("“通宵”").bold = True
    paragraph.add_run("亮着，1*2 也不会变样。")

    desk.bring(document)

    subhead, last = desk.article.body[-2:]
    assert isinstance(subhead, Subhead)
    assert subhead.texts == ("岸边的新事",)
    assert last.texts == ("路灯“通宵”亮着，1*2 也不会变样。",)
    assert any(getattr(span, "strong", False) for span in getattr(last, "spans", ()))


def test_lists_keep_their_bullets_and_numbers(desk: Desk) -> None:
    document = a_styled_story()
    document.add_paragraph("先看水位", style="List Bullet")
    document.add_paragraph("再系缆绳", style="List Number")
    document.add_paragraph("然后上岸", style="List Number")

    desk.bring(document)

    lists = [block for block in desk.article.body if isinstance(block, Listing)]
    assert [each.ordered for each in lists] == [False, True]
    assert [each.texts for each in lists] == [
        ("先看水位",),
        ("再系缆绳", "然后上岸"),
    ]


def test_link_survives(desk: Desk) -> None:
    document = a_styled_story()
    paragraph = document.add_paragraph("详见")
    relation = document.part.relate_to(
        "https://example.org/quay?a=1",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:t"))
    run[0].text = "码头的网页"
    link.append(run)
    paragraph._p.append(link)

    desk.bring(document)

    spans = getattr(desk.article.body[-1], "spans", ())
    assert [(s.text, s.href) for s in spans] == [
        ("详见", ""),
        ("码头的网页", "https://example.org/quay?a=1"),
    ]


def test_header_is_no_copy_but_is_told(desk: Desk) -> None:
    document = a_styled_story()
    document.sections[0].header.paragraphs[0].text = "河湾报稿纸"

    desk.bring(document)

    assert "河湾报稿纸" in desk.review
    assert "河湾报稿纸" not in "".join(desk.article.texts)


def test_two_styled_headlines_make_two_articles(desk: Desk) -> None:
    document = a_styled_story()
    styled(document, "主标题", "渡口改了时间")
    document.add_paragraph("渡口从今天起六点开船。")

    report = desk.bring(document)

    assert len(report.articles) == 2
    titles = {article.title for article in desk.issue.articles}
    assert titles == {"老码头修好了", "渡口改了时间"}


def test_headings_below_a_title_with_text_part_one_story(desk: Desk) -> None:
    document = titled("本报记者 甲某", FIRST)
    styled(document, "Heading 1", "岸边添了长椅")
    document.add_paragraph(SECOND)

    report = desk.bring(document)

    article = desk.article
    assert len(report.articles) == 1
    assert article.title == "老码头修好了"
    assert article.body[1] == Subhead((Span(text="岸边添了长椅"),), 2)


@pytest.mark.parametrize("below", [("本报记者 乙某", SECOND), ("本报讯 " + SECOND,)])
def test_headings_with_an_article_below_are_headlines(
    desk: Desk, below: tuple[str, ...]
) -> None:
    document = titled("本报记者 甲某", FIRST)
    styled(document, "Heading 1", "渡口改了时间")
    for line in below:
        document.add_paragraph(line)

    desk.bring(document)

    titles = {article.title for article in desk.issue.articles}
    assert titles == {"老码头修好了", "渡口改了时间"}


def test_headings_without_text_below_the_title_are_headlines(desk: Desk) -> None:
    document = titled()
    for title, text in (("河边添长椅", FIRST), ("渡口改了时间", SECOND)):
        styled(document, "Heading 1", title)
        document.add_paragraph(text)

    report = desk.bring(document)

    assert len(report.articles) == 2


def titled(*lines: str) -> Document:
    document = a_manuscript()
    styled(document, "Title", "老码头修好了")
    for line in lines:
        document.add_paragraph(line)
    return document


def test_same_word_file_again_adds_nothing(desk: Desk) -> None:
    content = saved(a_styled_story())
    desk.bring(content)
    manifest = (desk.folder / "issue.yaml").read_bytes()

    report = desk.bring(content, "again.docx")

    assert report.was_known
    assert (desk.folder / "issue.yaml").read_bytes() == manifest


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("old.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_old_word_file_is_refused_with_the_cure(
    desk: Desk, name: str, content: bytes
) -> None:
    with pytest.raises(InputError) as refused:
        desk.bring(content, name)

    (problem,) = refused.value.problems
    assert problem.code == "S103"
    assert "另存为 .docx" in problem.cure.zh


@pytest.mark.parametrize("cut", [30, 2000, 9000])
def test_damaged_word_file_is_refused(desk: Desk, cut: int) -> None:
    content = saved(a_styled_story())

    with pytest.raises(InputError) as refused:
        desk.bring(content[:cut])

    assert refused.value.problems[0].code == "S105"
    assert not desk.folder.exists()


def test_empty_word_file_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError) as refused:
        desk.bring(a_manuscript())

    assert refused.value.problems[0].code == "S104"


def test_an_english_credit_is_parted_from_its_caption(desk: Desk) -> None:
    document = a_styled_story()
    pictured(document, alt="A bridge")
    document.add_paragraph("The bridge on Tuesday. Photo: Ann Example", style="Caption")

    desk.bring(document)

    (photo,) = desk.article.photos
    assert photo.caption == "The bridge on Tuesday."
    assert photo.credit == "Photo: Ann Example"


def test_a_story_that_ends_in_a_list_does_not_break_off(desk: Desk) -> None:
    document = a_styled_story()
    document.add_paragraph("先读这几本").runs[0].bold = True
    document.add_paragraph("渡口志", style="List Bullet")

    desk.bring(document)

    assert "断了" not in desk.review
