"""What may stand in ``publication.yaml``; each key has Chinese aliases."""

from typing import Annotated

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
    SchemaVersion,
    Several,
    Slug,
    TimeZone,
    Url,
    Words,
    YesNo,
    said,
)


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


class SheetEntry(Entry):
    """Paper and grid."""

    name: Line = said("名称 开本", "开本", "Name of the format", "四开")
    width: float = said("宽", "成品宽，毫米", "Width, mm", 275.0, ge=80, le=1000)
    height: float = said("高", "成品高，毫米", "Height, mm", 390.0, ge=80, le=1400)
    margin: float = said(
        "页边 页边距", "四边空白，毫米", "Margin, mm", 14.0, ge=0, le=150
    )
    columns: int = said("栏数", "每版栏数", "Columns of a page", 5, ge=1, le=12)
    measure: int = said("栏宽", "栏宽，字数", "Column width, ems", 12, ge=6, le=80)
    leading: float = said("行距", "行距，字高的倍数", "Leading, ems", 1.5, ge=1, le=3)
    gutter: float = said("栏距", "栏距，字数", "Gutter, ems", 1.5, ge=0.5, le=6)
    pages_multiple: int = said(
        "版数倍数", "版数取整到", "Pages round up to a multiple", 1, ge=1, le=16
    )


class FurnitureEntry(Entry):
    """Facts printed in nameplate and masthead."""

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


class FillerEntry(Entry):
    """A notice for white space."""

    headline: Named = said("标题", "标题", "Headline")
    text: Prose = said("正文 内容", "正文", "Text", "")


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
