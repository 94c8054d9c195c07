"""Links of a mail that are counted on their way; only those that are listed."""

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from newsletter.circulation.clicks import count_click, links_named
from newsletter.circulation.service.clients import household
from newsletter.circulation.service.desk import Desk
from newsletter.circulation.service.pages import PRIVATE
from newsletter.circulation.store import StoreError
from newsletter.mail import Target
from newsletter.markup import ascii_address


class Clicking:
    """Leads readers on, whatever the counting comes to."""

    def __init__(self, desk: Desk) -> None:
        """Work at a desk."""
        self._desk = desk

    async def follow(self, request: Request) -> Response:
        """Answer with the page that a number stands for; count it afterwards."""
        name, number = request.path_params["name"], request.path_params["number"]
        build = self._desk.publication.folder / "build"
        links = await run_in_threadpool(links_named, build, name)
        if (target := links.get(number)) is None:
            raise HTTPException(404)
        counts = self._counts(request)
        task = BackgroundTask(self._count, name, number, target) if counts else None
        headers = {**PRIVATE, "Location": ascii_address(target.url)}
        return Response(status_code=302, headers=headers, background=task)

    def _counts(self, request: Request) -> bool:
        """Leave out scanners that only look, browsers that guess, and floods."""
        desk = self._desk
        purposes = ("sec-purpose", "purpose", "x-purpose", "x-moz")
        is_guess = any("pre" in request.headers.get(name, "") for name in purposes)
        return (
            desk.publication.circulation.count_clicks
            and request.method == "GET"
            and not is_guess
            and desk.limits.clicks.allows(household(request.state.client), desk.clock())
        )

    def _count(self, name: str, number: str, target: Target) -> None:
        try:
            count_click(self._desk.store, name, number, target)
        except StoreError:
            self._desk.metrics.count("newsletter_events_total", kind="click_lost")
