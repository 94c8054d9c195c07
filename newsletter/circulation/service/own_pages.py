"""Pages behind a reader's link: confirm, unsubscribe, preferences.

The token in the link is the only authority: no cookie, so no other site can borrow
it.  Fetching such a page changes nothing; its button, or a mail program's one-click
POST (RFC 8058), does.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from newsletter.circulation.service.desk import Desk
from newsletter.circulation.service.forms import Form, choice_in, read_form
from newsletter.circulation.service.pages import PRIVATE, language_of, page
from newsletter.circulation.service.signing_up import SignUp
from newsletter.circulation.service.words import Words
from newsletter.circulation.subscriber import Evidence, State, Subscriber
from newsletter.circulation.tokens import Purpose

_ONE_CLICK = "List-Unsubscribe"
_READERS = (Purpose.READER, Purpose.PREFERENCES)


class OwnPages:
    """Answers whoever holds a link."""

    def __init__(self, desk: Desk) -> None:
        """Sit at a desk."""
        self._desk = desk
        self._sign_up = SignUp(desk)

    async def confirm(self, request: Request) -> Response:
        """Ask for, or take, the yes of the owner of an address."""
        form = await self._form(request)
        reader = await self._reader(request, form, Purpose.CONFIRM)
        words = self._words(request, reader)
        if reader is None:
            return self._expired(request, words)
        if request.method != "POST":
            return self._page(request, "confirm", words, reader)
        done = await run_in_threadpool(
            self._desk.readers.confirm,
            reader.id,
            self._evidence(request, "link"),
            self._desk.now,
        )
        if not done:
            return self._expired(request, words)
        self._event("confirmed")
        return self._page(request, "confirmed", words, reader)

    async def unsubscribe(self, request: Request) -> Response:
        """Ask for, or take, a reader's no."""
        form = await self._form(request)
        is_one_click = _ONE_CLICK in form.fields
        reader = await self._reader(request, form, *_READERS)
        words = self._words(request, reader)
        if reader is None and not _has_token(request, form):
            return self._sign_up.asking(request)
        if reader is None:
            # Who is gone from the list gets no mail: that is what was asked for.
            return _plain() if is_one_click else self._expired(request, words)
        if request.method != "POST":
            return self._page(request, "unsubscribe", words, reader)
        source = "one-click" if is_one_click else "link"
        evidence = self._evidence(request, source)
        unsubscribe = self._desk.readers.unsubscribe
        await run_in_threadpool(unsubscribe, reader.id, evidence, self._desk.now)
        self._event("unsubscribed")
        if is_one_click:
            return _plain()
        return self._page(request, "unsubscribed", words, reader)

    async def preferences(self, request: Request) -> Response:
        """Show, or take, what a reader wants."""
        form = await self._form(request)
        reader = await self._reader(request, form, *_READERS)
        words = self._words(request, reader)
        if reader is None and not _has_token(request, form):
            if request.method == "POST":
                return await self._sign_up.ask_for_preferences(request)
            return self._sign_up.asking(request)
        if reader is None:
            return self._expired(request, words)
        if reader.state is not State.CONFIRMED:
            return self._page(request, "unsubscribed", words, reader)
        if request.method != "POST":
            return self._choices(request, words, reader)
        return await self._preferred(request, form, reader)

    async def _preferred(
        self, request: Request, form: Form, reader: Subscriber
    ) -> Response:
        choice = choice_in(form, self._desk.publication, reader.choice)
        if choice is None:
            words = self._words(request, reader)
            problem = words["no_section"]
            return self._choices(request, words, reader, problem)
        await run_in_threadpool(
            self._desk.readers.prefer,
            reader.id,
            choice,
            self._evidence(request, "link"),
            self._desk.now,
        )
        self._event("preferences")
        words = self._desk.words(choice.language)
        return self._page(request, "saved", words, reader)

    def _choices(
        self, request: Request, words: Words, reader: Subscriber, problem: str = ""
    ) -> Response:
        slugs = [section.slug for section in self._desk.publication.sections]
        chosen = reader.choice.sections
        return self._page(
            request,
            "preferences",
            words,
            reader,
            422 if problem else 200,
            chosen=slugs if chosen is None else chosen,
            digest=reader.choice.digest or "none",
            problem=problem,
        )

    def _page(
        self,
        request: Request,
        template: str,
        words: Words,
        reader: Subscriber,
        status: int = 200,
        **values: object,
    ) -> Response:
        token = request.query_params.get("token", "") or request.state.token
        return page(
            request,
            self._desk,
            template,
            words,
            status,
            token=token.lower(),
            address=reader.address,
            language=reader.choice.language,
            **values,
        )

    def _expired(self, request: Request, words: Words) -> Response:
        return page(request, self._desk, "problem", words, 410, name="expired")

    async def _form(self, request: Request) -> Form:
        form = await read_form(request) if request.method == "POST" else Form({})
        request.state.token = form["token"]
        return form

    async def _reader(
        self, request: Request, form: Form, *purposes: Purpose
    ) -> Subscriber | None:
        text = request.query_params.get("token", "") or form["token"]
        token = self._desk.tokens.read(text, self._desk.now, *purposes)
        if token is None:
            return None
        return await run_in_threadpool(self._desk.readers.find, token.subscriber_id)

    def _words(self, request: Request, reader: Subscriber | None) -> Words:
        own = reader.choice.language if reader else ""
        return self._desk.words(language_of(request, self._desk, own))

    def _evidence(self, request: Request, source: str) -> Evidence:
        return Evidence(source=source, address=request.state.client)

    def _event(self, event: str) -> None:
        self._desk.metrics.count("newsletter_events_total", event=event)


def _has_token(request: Request, form: Form) -> bool:
    return bool(request.query_params.get("token") or form["token"])


def _plain() -> Response:
    return PlainTextResponse("unsubscribed\n", headers=PRIVATE)
