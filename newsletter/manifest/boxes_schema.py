"""What the manifest may say of fixed boxes and advertisements."""

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from newsletter.errors import Text
from newsletter.manifest.entries import Entry
from newsletter.manifest.fields import (
    Line,
    Lines,
    Named,
    Prose,
    YesNo,
    said,
)
from newsletter.manifest.findings import shown
from newsletter.manifest.inline import is_usable
from newsletter.manifest.photo_schema import PhotoEntry
from newsletter.manifest.values import as_lines, refused
from newsletter.model.boxes import Position, Spot

SPOT_WORDS = {"报眼": "ear", "版底": "foot"}
POSITION_WORDS = {"版底": "foot", "通栏": "foot", "整版": "page"}
_MOST_COLUMNS = 12


def _spot(value: Any) -> Any:
    return SPOT_WORDS.get(value, value) if isinstance(value, str) else value


def _position(value: Any) -> Any:
    return POSITION_WORDS.get(value, value) if isinstance(value, str) else value


def _rows(value: Any) -> Any:
    """Read rows of cells; a row may be written as one text."""
    rows = value if isinstance(value, list) else [value]
    return tuple(as_lines(row) for row in rows)


def _link(value: Any) -> Any:
    text = str(value).strip()
    if text and not is_usable(text):
        raise refused(
            Text(f"“{shown(text)}”不能用作链接。", f"“{shown(text)}” is no link."),
            Text("写 https://、mailto: 或 tel:。", "Write https://, mailto: or tel:."),
        )
    return text


_ROWS_SCHEMA = {
    "type": "array",
    "items": {
        "anyOf": [
            {"type": ["string", "number"]},
            {"type": "array", "items": {"type": ["string", "number"]}},
        ]
    },
}

Rows = Annotated[
    tuple[tuple[str, ...], ...],
    BeforeValidator(_rows),
    WithJsonSchema(_ROWS_SCHEMA),
]
SpotWord = Annotated[Spot, BeforeValidator(_spot)]
Link = Annotated[str, BeforeValidator(_link)]


def _columns() -> Any:
    return said(
        "栏数 跨栏", "宽几栏", "Columns it is wide", None, ge=1, le=_MOST_COLUMNS
    )


class EarEntry(Entry):
    """What stands beside the nameplate."""

    short = "text"

    headline: Line = said("标题", "标题", "Headline", "")
    text: Prose = said("正文 内容", "文字", "Words", "")
    article: Line = said("稿件 文章", "哪篇稿件（代号）", "An article, by slug", "")
    photo: PhotoEntry | None = said("图片 照片", "图片", "Picture", None)
    columns: int | None = _columns()


class IndexEntry(Entry):
    """Headlines of other pages with their page numbers."""

    spot: SpotWord = said("位置", "报眼（ear）或版底（foot）", "ear or foot", Spot.FOOT)
    headline: Line = said("标题", "框的标题", "Headline of the box", "")
    articles: Lines = said(
        "稿件 文章", "登哪几篇（代号）；不写就由程序选", "Articles, by slug", ()
    )
    most: int = said("条数 最多", "最多几条", "At most so many", 6, ge=1, le=40)
    columns: int | None = _columns()


class WeatherEntry(Entry):
    """The weather."""

    spot: SpotWord = said("位置", "报眼（ear）或版底（foot）", "ear or foot", Spot.FOOT)
    headline: Line = said("标题", "框的标题", "Headline of the box", "")
    rows: Rows = said("行 预报", "每行一天或一地", "A day or a town each")
    columns: int | None = _columns()


class BoxesEntry(Entry):
    """Fixed boxes of page one."""

    ear: EarEntry | None = said("报眼", "报眼", "Beside the nameplate", None)
    index: IndexEntry | None = said("导读", "导读", "What other pages hold", None)
    weather: WeatherEntry | None = said("天气", "天气", "Weather", None)


class AdvertisementEntry(Entry):
    """Somebody else's page or picture."""

    file: Named = said("文件", "PDF、JPEG、PNG 或 TIFF", "PDF, JPEG, PNG or TIFF")
    page: int = said("版 版次", "登在第几版", "Page it stands on", ge=1, le=999)
    position: Annotated[Position, BeforeValidator(_position)] = said(
        "位置", "版底（foot）或整版（page）", "foot, or the whole page", Position.FOOT
    )
    columns: int | None = _columns()
    lines: int | None = said("行数", "高几行", "Lines it is high", None, ge=2, le=400)
    width: float | None = said("宽", "宽，毫米", "Width, mm", None, ge=10, le=1000)
    height: float | None = said("高", "高，毫米", "Height, mm", None, ge=5, le=1400)
    alt: Line = said(
        "替代文字", "给看不见图的读者", "For readers who cannot see it", ""
    )
    advertiser: Line = said("广告主 客户", "广告主", "Advertiser", "")
    link: Link = said("链接 网址", "网络版上的链接", "Link on the web", "")
    convert: YesNo = said(
        "转换颜色",
        "图片可否按印厂要求分色",
        "May be separated as photos",
        default=False,
    )
