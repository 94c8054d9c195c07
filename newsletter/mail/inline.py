"""Style sheets moved into ``style`` attributes.

The only module that knows css-inline.
"""

from css_inline import CSSInliner, InlineError

from newsletter.errors import LayoutError


def inlined(html: str) -> str:
    """Move every plain CSS rule of a document into ``style`` attributes.

    ``@media``, ``:hover`` and ``[data-ogsc]`` rules stay in their style blocks;
    nothing is fetched.

    Raises:
        LayoutError: a style sheet of the layout is faulty.
    """
    inliner = CSSInliner(
        keep_style_tags=True,
        remove_inlined_selectors=True,
        load_remote_stylesheets=False,
    )
    try:
        return inliner.inline(html)
    except InlineError as error:
        raise LayoutError(f"email style sheet: {error}") from error


def inlined_fragment(html: str, styles: str) -> str:
    """Move CSS rules into ``style`` attributes of a piece of HTML.

    Raises:
        LayoutError: the style sheet of the layout is faulty.
    """
    try:
        return CSSInliner(load_remote_stylesheets=False).inline_fragment(html, styles)
    except InlineError as error:
        raise LayoutError(f"wechat style sheet: {error}") from error
