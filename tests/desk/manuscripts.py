"""Word files of our own, in the shapes that reporters send."""

import io
from collections.abc import Iterable
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image

FIRST = "河边的老码头修好了，早晨散步的人多了起来，孩子们坐在新铺的木台阶上读书、写生。"
SECOND = "社区还在岸边添了长椅和路灯，晚上八点以前都有人值守，老人下河淘米也有了扶手。"


def a_manuscript() -> Document:
    """Begin an empty Word file."""
    return docx.Document()


def saved(document: Document) -> bytes:
    """Write a Word file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def styled(document: Document, style: str, text: str) -> Any:
    """Add a paragraph in a style that is made if it is not there."""
    names = [each.name for each in document.styles]
    if style not in names:
        document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    return document.add_paragraph(text, style=style)


def sized(document: Document, text: str, size: float) -> Any:
    """Add a paragraph whose letters have a size of their own."""
    paragraph = document.add_paragraph()
    paragraph.add_run(text).font.size = Pt(size)
    return paragraph


def inserted(paragraph: Any, text: str, *, deleted: bool = False) -> None:
    """Add a tracked insertion or deletion to a paragraph."""
    change = OxmlElement("w:del" if deleted else "w:ins")
    change.set(qn("w:id"), "7")
    change.set(qn("w:author"), "编辑甲")
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText" if deleted else "w:t")
    words.text = text
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def a_picture(colour: str = "red", size: tuple[int, int] = (400, 300)) -> io.BytesIO:
    """Draw a picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def pictured(document: Document, alt: str = "", colour: str = "red") -> None:
    """Add a picture of 8 cm in a paragraph of its own."""
    document.add_picture(a_picture(colour), width=Cm(8))
    for name in document.element.body.iter(qn("wp:docPr")):
        if alt and not name.get("descr"):
            name.set("descr", alt)


def a_styled_story() -> Document:
    """Write a story with the names of styles that Chinese papers use."""
    document = a_manuscript()
    styled(document, "引题", "聚焦重点 增进福祉")
    styled(document, "主标题", "老码头修好了")
    styled(document, "副题", "——河湾社区见闻")
    styled(document, "署名", "记者 甲某 通讯员 乙某丙")
    rest(document, ("本报讯 " + FIRST, SECOND))
    return document


def an_unstyled_story() -> Document:
    """Write a story that shows its heads by size alone."""
    document = a_manuscript()
    sized(document, "聚焦重点 增进福祉", 15)
    sized(document, "老码头修好了", 22)
    sized(document, "——河湾社区见闻", 15)
    document.add_paragraph("■ 记者 甲某 通讯员 乙某丙")
    rest(document, ("　　本报讯 " + FIRST, "　　" + SECOND))
    return document


def rest(document: Document, paragraphs: Iterable[str]) -> None:
    """Add paragraphs in the size that Word gives them."""
    for text in paragraphs:
        document.add_paragraph(text)
