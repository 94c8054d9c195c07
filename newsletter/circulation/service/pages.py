"""Pages of the service, filled from ``layouts/NAME/service/``."""

from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from newsletter.circulation.service.desk import Desk
from newsletter.circulation.service.words import Words, preferred
from newsletter.model.circulation import Digest

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
PRIVATE: Final = {
    "Content-Security-Policy": _POLICY,
    # The address of a page may hold a reader's token.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
_KNOWN: Final = ("zh", "en")
_OFFERED: Final = (("zh", "中文"), ("en", "English"))


def language_of(request: Request, desk: Desk, own: str = "") -> str:
    """Choose the language of a page.

    ``?lang=`` decides, then what a reader has chosen for their mail, then what the
    browser asks for, then the paper.
    """
    asked = request.query_params.get("lang", "")
    if asked in _KNOWN:
        return asked
    header = request.headers.get("accept-language", "")
    return own or preferred(header, _KNOWN, desk.publication.language)


def page(
    request: Request,
    desk: Desk,
    template: str,
    words: Words,
    status: int = 200,
    **values: object,
) -> Response:
    """Fill a page.

    Args:
        request: that it answers.
        desk: of the service.
        template: ``subscribe`` for ``service/subscribe.html``.
        words: in the reader's language.
        status: of the answer.
        values: what the template prints besides.

    Raises:
        LayoutError: the template is missing or faulty.
    """
    text = desk.layout.render(
        f"service/{template}.html",
        paper=desk.publication,
        words=words,
        root=desk.path,
        home=desk.publication.url,
        has_digest=desk.publication.circulation.digest is Digest.WEEKLY,
        languages=_languages(request),
        **values,
    )
    headers = {**PRIVATE, "Content-Language": words.language}
    return HTMLResponse(text, status, headers)


def _languages(request: Request) -> list[tuple[str, str, str]]:
    """Name the other languages of a page: tag, its own name, address."""
    if request.method != "GET":
        return []
    return [
        (tag, name, f"?{request.url.include_query_params(lang=tag).query}")
        for tag, name in _OFFERED
    ]
