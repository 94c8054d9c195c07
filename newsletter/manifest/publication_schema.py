"""What may stand in ``publication.yaml``; each key has Chinese aliases."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from newsletter.errors import Text
from newsletter.manifest.circulation_schema import CirculationEntry
from newsletter.manifest.delivery_schema import DeliveryEntry
from newsletter.manifest.entries import Entry
from newsletter.manifest.fields import (
    Address,
    Clock,
    Language,
    LayoutName,
    Line,
    Named,
    PaperName,
    Prose,
    RequiredAddress,
    Resolutions,
    SchemaVersion,
    Several,
    Slug,
    TimeZone,
    Url,
    Words,
    YesNo,
    said,
)
from newsletter.manifest.findings import shown
from newsletter.manifest.relay_schema import RelayEntry
from newsletter.manifest.values import refused
from newsletter.manifest.web_schema import HostEntry, WebEntry
from newsletter.model.printer import Standard
from newsletter.model.publication import InMail
from newsletter.model.sheets import SHEETS

_IN_MAIL_WORDS = {"全文": "full", "导语": "lead"}


def _in_mail_word(value: Any) -> Any:
    return _IN_MAIL_WORDS.get(value, value) if isinstance(value, str) else value


def _mail_layout(value: Any) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"\w[\w-]*", text):
        raise refused(
            Text(
                f"“{shown(value)}”不是邮件版式的名称。",
                f"“{shown(value)}” names no layout of the mail.",
            ),
            Text(
                "写 issue、digest、plain，或版式 email/ 文件夹里自己的模板。",
                "Write issue, digest, plain, or a template in the layout's email/.",
            ),
        )
    return text


_SHEET_NAMES = "Format: " + ", ".join(sheet.name for sheet in SHEETS)


class SectionEntry(Entry):
    """A standing column of the paper."""

    slug: Slug = said("代号", "栏目代号，英文", "ASCII name of the section")
    name: Named = said("名称 栏目名 栏名", "栏目名称", "Name of the section")
    keywords: Words = said(
        "关键词", "识别用的关键词", "Words that tell its stories", ()
    )
    default: YesNo = said(
        "默认", "是否默认栏目", "Takes all other stories", default=False
    )
    in_mail: Annotated[InMail, BeforeValidator(_in_mail_word)] = said(
        "邮件版",
        "邮件版中刊全文，或导语和链接",
        "In mail: whole articles, or leads",
        InMail.FULL,
    )


class SheetEntry(Entry):
    """Paper and grid."""

    name: Line = said("名称 开本", "开本", _SHEET_NAMES, "四开")
    width: float | None = said("宽", "成品宽，毫米", "Width, mm", None, ge=80, le=1000)
    height: float | None = said(
        "高", "成品高，毫米", "Height, mm", None, ge=80, le=1400
    )
    margin: float | None = said(
        "页边 页边距", "四边空白，毫米", "Margin, mm", None, ge=0, le=150
    )
    columns: int | None = said(
        "栏数", "每版栏数", "Columns of a page", None, ge=1, le=12
    )
    measure: int | None = said(
        "栏宽", "栏宽，字数", "Column width, ems", None, ge=6, le=80
    )
    leading: float | None = said(
        "行距", "行距，字高的倍数", "Leading, ems", None, ge=1, le=3
    )
    gutter: float | None = said("栏距", "栏距，字数", "Gutter, ems", None, ge=0.5, le=6)
    pages_multiple: int | None = said(
        "版数倍数", "版数取整到", "Pages round up to a multiple", None, ge=1, le=16
    )


class FurnitureEntry(Entry):
    """Facts printed in nameplate and masthead."""

    nameplate: Line = said(
        "报头图 报头图片", "报头图片，在 issues 文件夹里", "Picture of the name", ""
    )
    motto: Line = said("报训 口号", "报头口号", "Motto", "")
    organ: Line = said("主办 主办单位", "主办", "Publisher", "")
    supervisor: Line = said("主管 主管单位", "主管", "Supervisor", "")
    licence: Line = said("刊号", "统一刊号或准印证", "Licence, in full", "")
    postal_code: Line = said("邮发代号", "邮发代号", "Postal subscription code", "")
    price: Line = said("定价", "定价", "Price", "")
    printer: Line = said("印刷", "印刷单位", "Printer", "")
    address: Line = said("地址", "社址", "Address", "")
    phone: Line = said("电话", "电话", "Telephone", "")
    email: Address = said("邮箱", "邮箱", "E-mail address", "")


class MailEntry(Entry):
    """Who the e-mail edition comes from."""

    sender: Named = said("发件人", "发件人名称", "Name shown in From")
    address: RequiredAddress = said("地址 邮箱", "发件地址", "Address in From")
    reply_to: Address = said("回复地址", "回复地址", "Address for replies", "")
    postal_address: Line = said("通讯地址", "通讯地址", "Postal address", "")
    reason: Line = said("收信缘由", "读者为何收到此信", "Why readers get this", "")
    layout: Annotated[str, BeforeValidator(_mail_layout)] = said(
        "版式",
        "邮件版式：issue 全文、digest 摘要、plain 纯文字",
        "Template: issue, digest, plain",
        "issue",
    )


class FillerEntry(Entry):
    """A notice for white space."""

    headline: Named = said("标题", "标题", "Headline")
    text: Prose = said("正文 内容", "正文", "Text", "")


class PrinterEntry(Entry):
    """What one print shop wants; what is not said stays as in our profile."""

    name: Slug = said("名称 代号", "方案名称，英文", "ASCII name of the profile")
    standard: Standard | None = said("标准", "PDF 标准", "PDF standard", None)
    condition: Named | None = said("印刷条件", "输出条件", "Output condition", None)
    profile: Named | None = said(
        "特性文件", "ICC 特性文件", "ICC profile, a path from the project", None
    )
    ink_limit: int | None = said(
        "总墨量", "总墨量上限，百分数", "Most ink, percent", None, ge=100, le=400
    )
    bleed: float | None = said("出血", "出血，毫米", "Bleed, mm", None, ge=0, le=25)
    marks: YesNo | None = said("裁切线", "是否加裁切线", "Crop marks", None)
    spots: Words | None = said("专色", "专色名称", "Spot inks", None)
    safe_margin: float | None = said(
        "安全边距", "安全边距，毫米", "Safe margin, mm", None, ge=0, le=50
    )
    smallest_type: float | None = said(
        "最小字号", "最小字号，点", "Smallest type, pt", None, ge=0, le=24
    )
    smallest_reversed: float | None = said(
        "反白最小字号", "反白最小字号，点", "Smallest reversed type", None, ge=0, le=24
    )
    smallest_rule: float | None = said(
        "最细线", "最细的线，点", "Thinnest rule, pt", None, ge=0, le=6
    )
    picture_ppi: Resolutions | None = said(
        "图片分辨率", "拒绝、提醒、上限", "ppi: fail, warn, most", None
    )
    one_file_per_page: YesNo | None = said(
        "一版一文件", "是否一版一个文件", "One file for each page", None
    )
    naming: Named | None = said("文件名", "文件名样式", "Names of the files", None)
    pages_multiple: int | None = said(
        "版数倍数", "版数须是它的倍数", "Pages must be a multiple", None, ge=1, le=64
    )
    delivery: DeliveryEntry | None = said("交付", "交付", "Delivery", None)


class PublicationFile(Entry):
    """``publication.yaml``: the paper itself."""

    version: SchemaVersion = said("格式", "清单格式", "Format", 1, alias="schema")
    name: PaperName = said("报名 名称", "报名", "Name of the paper")
    slug: Slug = said("代号 英文名", "报纸代号，永不改变", "ASCII name; never changes")
    language: Language = said("语言", "语言代码，如 zh-Hans", "BCP 47 language tag")
    time_zone: TimeZone = said("时区", "时区，如 Asia/Shanghai", "IANA time zone")
    url: Url = said("网址", "网站首页", "Root of the web edition")
    founded: int = said(
        "创刊年 创刊", "创刊年份，永不改变", "Year; never changes", ge=1600, le=2999
    )
    publishes_at: Clock = said(
        "出报时间", "出报时刻", "Time of publication", "06:00", validate_default=True
    )
    layout: LayoutName = said("版式", "版式", "Layout", "gazette")
    sections: Annotated[list[SectionEntry], Several] = said(
        "栏目", "栏目，按报纸的次序", "Sections in the paper's order"
    )
    sheet: SheetEntry = said("纸张", "纸张与版心", "Paper and grid", SheetEntry())
    furniture: FurnitureEntry = said(
        "报头 报头信息", "报头与版权信息", "Nameplate and masthead", FurnitureEntry()
    )
    mail: MailEntry | None = said("邮件", "邮件版", "E-mail edition", None)
    fillers: Annotated[list[FillerEntry], Several] = said(
        "补白", "补白", "Notices for white space", []
    )
    printers: Annotated[list[PrinterEntry], Several] = said(
        "印厂 印刷方案", "印厂的要求", "Printer profiles", []
    )
    web: WebEntry = said("网页 网页版", "网页版与订阅源", "Web and feeds", WebEntry())
    publish: Annotated[list[HostEntry], Several] = said(
        "发布", "网页版发布到哪里", "Where the web edition is published", []
    )
    printer: Named = said(
        "所用印厂", "所用的印刷方案", "Profile of the press files", "newsprint"
    )
    relay: RelayEntry | None = said("中继", "发信的中继", "Relay for campaigns", None)
    circulation: CirculationEntry = said(
        "发行", "订户与发送", "Subscribers and sending", CirculationEntry()
    )
