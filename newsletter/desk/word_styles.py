"""What the styles and sizes of a Word file say of its paragraphs."""

from typing import Any

from newsletter.desk.manuscript import Role

NORMAL_SIZE = 10.5
"""Points; what Word sets Chinese in when nothing says otherwise."""

_ROLES = {
    Role.KICKER: ("引题", "肩题", "眉题", "kicker"),
    Role.HEADLINE: ("主标题", "主题", "标题", "title"),
    Role.HEADING: ("标题 1", "heading 1"),
    Role.DECK: ("副题", "副标题", "subtitle", "deck"),
    Role.BYLINE: ("署名", "作者", "author", "byline"),
    Role.CAPTION: ("图片说明", "图注", "题注", "caption"),
    Role.SUBHEAD: (
        "小标题", *(f"{name} {n}" for n in range(2, 7) for name in ("标题", "heading")),
    ),
}  # fmt: skip
_BY_NAME = {name: role for role, names in _ROLES.items() for name in names}


def role_of(paragraph: Any) -> Role:
    """Tell what a paragraph is by the name of its style, or of that one's base."""
    style = paragraph.style
    for _ in range(10):
        if style is None:
            break
        role = _BY_NAME.get((style.name or "").strip().casefold())
        if role:
            return role
        style = style.base_style
    return Role.UNKNOWN


def size_of(paragraph: Any, document: Any) -> float:
    """Find the size of a paragraph's largest letters, in points."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    sizes = [run.font.size.pt for run in runs if run.font.size]
    if sizes:
        return float(max(sizes))
    style = paragraph.style
    for _ in range(10):
        if style is None:
            break
        if style.font.size:
            return float(style.font.size.pt)
        style = style.base_style
    return _default_size(document)


def _default_size(document: Any) -> float:
    path = "w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val"
    found = document.styles.element.xpath(path)
    return int(found[0]) / 2 if found else NORMAL_SIZE
