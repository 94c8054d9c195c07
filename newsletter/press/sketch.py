"""A page as a browser shows it at once, before it is painted.

The same boxes, from the same templates, as the painter gets; only ink becomes gray
and the browser places the glyphs.  Good for looking, never for judging ink.
"""

import re
from typing import Final

from newsletter.layout import Layout
from newsletter.press.boxes import block_boxes
from newsletter.press.classes import Classes, font_css
from newsletter.press.paint import PaintStyle, page_html
from newsletter.press.values import Drawing, Picture

_INK: Final = re.compile(r"device-cmyk\(0 0 0 ([\d.]+)\)")
_AS_SET: Final = (
    "html{{text-spacing-trim:space-all;text-autospace:no-autospace;background:#fff}}"
    "i{{font-style:normal}}"
    "body{{position:absolute;width:{width}pt;height:{height}pt;overflow:hidden;{font}}}"
)


def sketch(
    drawing: Drawing,
    layout: Layout,
    style: PaintStyle,
    sources: dict[Picture, str],
) -> str:
    """Write a page as a whole HTML document of the size of the sheet, in points.

    Args:
        drawing: The page.
        layout: Has ``print/page.html`` and ``print/page.css``.
        style: Fonts, language and metadata; fonts must be installed.
        sources: Address of each picture, cropped already.

    Raises:
        LayoutError: a template is faulty.
    """
    classes = Classes(dict(style.faces), style.strut, style.quantum)
    boxes = block_boxes(drawing, classes, sources)
    css = layout.text("print/page.css") + _as_set(drawing, style) + classes.css
    html = page_html(drawing, layout, style, boxes)
    return html.replace("</head>", f"<style>{_INK.sub(_gray, css)}</style></head>", 1)


def _as_set(drawing: Drawing, style: PaintStyle) -> str:
    font = font_css(style.faces[style.strut])
    return style.font_css + _AS_SET.format(
        width=drawing.width, height=drawing.height, font=font
    )


def _gray(ink: re.Match[str]) -> str:
    light = round(255 * (1 - float(ink[1])))
    return f"rgb({light} {light} {light})"
