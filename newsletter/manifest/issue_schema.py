"""What may stand in ``issue.yaml`` and in front matter, with Chinese aliases."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from newsletter.manifest.boxes_schema import AdvertisementEntry, BoxesEntry
from newsletter.manifest.entries import Entry
from newsletter.manifest.fields import (
    Day,
    Line,
    Lines,
    Named,
    SchemaVersion,
    Several,
    YesNo,
    said,
)
from newsletter.manifest.photo_schema import PhotoEntry
from newsletter.model.issue import Review, Slot

SLOT_WORDS = {
    "头条": "lead",
    "二条": "second",
    "图片": "photo",
    "简讯": "brief",
    "普通": "normal",
}


REVIEW_WORDS = {
    "初稿": "draft",
    "草稿": "draft",
    "一审": "1st",
    "初审": "1st",
    "二审": "2nd",
    "复审": "2nd",
    "三审": "3rd",
    "终审": "3rd",
    "签发": "signed",
    "付印": "signed",
}


def _slot_word(value: Any) -> Any:
    return SLOT_WORDS.get(value, value) if isinstance(value, str) else value


def review_word(value: Any) -> Any:
    """Take a state of review by its Chinese name too."""
    return REVIEW_WORDS.get(value, value) if isinstance(value, str) else value


class ArticleEntry(Entry):
    """An article in the manifest."""

    short = "file"

    file: Named = said("文件 稿件", "稿件文件", "Article file")
    slot: Annotated[Slot, BeforeValidator(_slot_word)] = said(
        "位置 版位",
        "版位：头条、二条、图片、简讯、普通",
        "Room it asks for",
        Slot.NORMAL,
    )
    review: Annotated[Review, BeforeValidator(review_word)] = said(
        "审稿 审次",
        "审到哪一步：draft、1st 初审、2nd 复审、3rd 终审、signed 签发",
        "How far it has been read",
        Review.DRAFT,
    )
    jump: YesNo = said("转版", "可否转版", "May run on to another page", default=True)
    page: int | None = said(
        "版 版次", "必须登在第几版", "Must begin on page", None, ge=1, le=999
    )
    span: int | None = said(
        "栏数 跨栏", "必须跨几栏", "Must be so many columns wide", None, ge=1, le=24
    )
    beside: str = said("相邻", "必须挨着哪篇稿件", "Must stand beside (slug)", "")
    photos: Annotated[list[PhotoEntry], Several] = said(
        "图片 照片", "图片", "Pictures", []
    )


class GroupEntry(Entry):
    """Articles under one section head."""

    name: Named = said("名称 栏目 栏目名 栏名", "栏目名称", "Name of the section")
    page: int | None = said(
        "版 版次", "从第几版开始", "Begins on page", None, ge=1, le=999
    )
    banner: Line = said("栏题", "栏题", "Banner", "")
    articles: Annotated[list[ArticleEntry], Several] = said(
        "稿件 文章", "稿件", "Articles", []
    )


class PageEntry(Entry):
    """A page and who answers for it."""

    number: int = said("版号 版 版次", "版号", "Number of the page", ge=1, le=999)
    name: Line = said("名称 版名", "版名", "Name of the page", "")
    editors: Lines = said("编辑 责编 责任编辑", "编辑署名", "Editors' byline", ())


class SilenceEntry(Entry):
    """A finding of ``check`` that stays as it is."""

    code: Named = said("代码 编号", "检查结果的代码", "Code of the finding")
    text: Line = said("文字 字词", "说的是哪几个字", "Words it is about", "")
    file: Line = said("文件 稿件", "哪一篇稿件", "Article it is about", "")
    reason: Named = said("理由 原因", "为什么不改", "Why it stays")


class CorrectionEntry(Entry):
    """What was wrong in an article of an earlier issue."""

    date: Day = said(
        "日期 出报日期", "登出那篇稿件的日期", "Date of the issue that had the article"
    )
    article: Named = said(
        "稿件 文章 文件", "哪一篇稿件：文件名", "Article it is about: its file or slug"
    )
    text: Named = said(
        "内容 文字 更正内容", "更正的话", "What readers must know instead"
    )


class IssueFile(Entry):
    """``issue.yaml``: one dated number."""

    version: SchemaVersion = said("格式", "清单格式", "Format", 1, alias="schema")
    date: Day = said(
        "日期 出报日期", "出报日期，同文件夹名", "Date, as the folder's name"
    )
    weekday: Line = said("星期", "星期，可不写", "Weekday; may be left out", "")
    lunar: Line = said("农历", "农历，可不写", "Lunar date; may be left out", "")
    number: int = said(
        "期号 总期号 期", "总期号", "Number of the issue", ge=0, le=9999999
    )
    pages: Annotated[list[PageEntry], Several] = said("版面", "各版", "Pages", [])
    silence: Annotated[list[SilenceEntry], Several] = said(
        "静默 不报", "不再报告的检查结果", "Findings that stay as they are", []
    )
    corrections: Annotated[list[CorrectionEntry], Several] = said(
        "更正", "对以前各期稿件的更正", "Corrections of articles in earlier issues", []
    )
    boxes: BoxesEntry | None = said(
        "固定框 固定栏", "头版的固定框", "Fixed boxes of page one", None
    )
    advertisements: Annotated[list[AdvertisementEntry], Several] = said(
        "广告", "广告", "Advertisements", []
    )
    sections: Annotated[list[GroupEntry], Several] = said(
        "栏目", "栏目和稿件，按次序", "Sections with their articles"
    )


class HeadEntry(Entry):
    """Front matter of an article."""

    kicker: Lines = said("引题 肩题", "引题", "Kicker", ())
    headline: Lines = said("标题 主题 主标题 title", "主题，可分行", "Headline", ())
    deck: Lines = said("副题 副标题", "副题", "Deck", ())
    byline: Lines = said("署名 作者", "署名", "Byline", ())
    dateline: Line = said("电头", "电头", "Dateline", "")
    summary: Line = said("摘要 提要", "摘要", "Summary", "")
