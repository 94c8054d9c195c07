"""The application: which address is answered by what."""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ExceptionHandler

from newsletter.circulation.dossier import stats
from newsletter.circulation.service.archive import Archive
from newsletter.circulation.service.clicking import Clicking
from newsletter.circulation.service.clients import is_this_machine
from newsletter.circulation.service.desk import Desk
from newsletter.circulation.service.guard import Guard
from newsletter.circulation.service.metrics import MEDIA_TYPE
from newsletter.circulation.service.own_pages import OwnPages
from newsletter.circulation.service.pages import PRIVATE, language_of, page
from newsletter.circulation.service.signing_up import SignUp
from newsletter.circulation.service.wishes import waiting
from newsletter.circulation.store import StoreError

_BOTH = ["GET", "POST"]


def service_app(desk: Desk) -> Starlette:
    """Make the application (ASGI).

    Its addresses stand below the path of the service's root:

    ==================  ====================================================
    ``subscribe``       form; POST takes ``address``, ``sections``, ``language``
    ``confirm``         ``?token=`` from the mail; POST confirms
    ``unsubscribe``     ``?token=``; POST, or a one-click POST, unsubscribes
    ``preferences``     ``?token=``; POST changes; without a token mails one
    ``c/ISSUE/NUMBER``  leads on to a link of the mail, and counts it
    ``health``          JSON; 503 when the database does not answer
    ``metrics``         Prometheus text, for this machine only
    ``webhooks/NAME``   reports of mail providers
    anything else       the web edition, if there is one
    ==================  ====================================================
    """
    errors: dict[int | type[Exception], ExceptionHandler] = {
        HTTPException: _Faults(desk).said,
        StoreError: _Faults(desk).unavailable,
    }
    return Starlette(
        routes=_routes(desk),
        middleware=[Middleware(Guard, desk=desk)],
        exception_handlers=errors,
    )


def _routes(desk: Desk) -> list[Route | Mount]:
    root, own, office = desk.path, OwnPages(desk), _Office(desk)
    routes: list[Route | Mount] = [
        Route(f"{root}subscribe", SignUp(desk).subscribe, methods=_BOTH),
        Route(f"{root}confirm", own.confirm, methods=_BOTH),
        Route(f"{root}unsubscribe", own.unsubscribe, methods=_BOTH),
        Route(f"{root}preferences", own.preferences, methods=_BOTH),
        Route(f"{root}c/{{name}}/{{number}}", Clicking(desk).follow),
        Route(f"{root}service.css", office.style),
        Route(f"{root}health", office.health),
        Route(f"{root}metrics", office.metrics),
        Route(f"{root}webhooks/{{name}}", office.webhook, methods=["POST"]),
    ]
    if desk.site:
        routes.append(Mount(root.rstrip("/") or "/", Archive(desk.site)))
    return routes


class _Office:
    """What operators and their programs ask."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def health(self, request: Request) -> Response:
        del request
        try:
            count = await run_in_threadpool(waiting, self._desk.store)
        except StoreError:
            return JSONResponse({"ok": False}, 503, PRIVATE)
        return JSONResponse({"ok": True, "waiting": count}, 200, PRIVATE)

    async def metrics(self, request: Request) -> Response:
        if not _is_from_here(request):
            raise HTTPException(404)
        store, now = self._desk.store, self._desk.now
        states = (await run_in_threadpool(stats, store, now))["states"]
        count = await run_in_threadpool(waiting, store)
        text = self._desk.metrics.written(states, count)
        return Response(text, headers={**PRIVATE, "Content-Type": MEDIA_TYPE})

    async def webhook(self, request: Request) -> Response:
        name = request.path_params["name"]
        hook = next((one for one in self._desk.hooks if one.name == name), None)
        if hook is None:
            raise HTTPException(404)
        body = await request.body()
        headers = dict(request.headers)
        status = await run_in_threadpool(hook.take, headers, body, self._desk.now)
        return PlainTextResponse("", status, PRIVATE)

    async def style(self, request: Request) -> Response:
        del request
        text = self._desk.layout.text("service/style.css")
        cached = {"Cache-Control": "public, max-age=3600"}
        return Response(text, media_type="text/css", headers=cached)


def _is_from_here(request: Request) -> bool:
    """Tell whether a program of this machine asks, and not a proxy for somebody."""
    is_relayed = {"x-forwarded-for", "forwarded", "via"} & set(request.headers)
    return not is_relayed and is_this_machine(request.state.client)


class _Faults:
    """Says in words, on a page, what went wrong."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def said(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = getattr(error, "headers", None) or {}
        answer = self._page(request, status, "missing" if status == 404 else "wrong")
        answer.headers.update(headers)
        return answer

    async def unavailable(self, request: Request, error: Exception) -> Response:
        del error
        return self._page(request, 503, "unavailable")

    def _page(self, request: Request, status: int, name: str) -> Response:
        words = self._desk.words(language_of(request, self._desk))
        return page(request, self._desk, "problem", words, status, name=name)
