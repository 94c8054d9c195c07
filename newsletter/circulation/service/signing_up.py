"""Pages that anyone may fill in: subscribe, and the way to one's preferences."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from newsletter.circulation.addresses import AddressError, normalised
from newsletter.circulation.service.clients import household
from newsletter.circulation.service.desk import Desk
from newsletter.circulation.service.forms import Form, choice_in, read_form
from newsletter.circulation.service.pages import language_of, page
from newsletter.circulation.service.wishes import Kind, keep
from newsletter.circulation.service.words import Words
from newsletter.circulation.subscriber import Choice, Evidence


class SignUp:
    """Takes wishes; whatever the address, the answer is the same, and as quick."""

    def __init__(self, desk: Desk) -> None:
        """Sit at a desk."""
        self._desk = desk

    async def subscribe(self, request: Request) -> Response:
        """Show the form, or take it."""
        if request.method != "POST":
            return self._form(request, self._words(request))
        form = await read_form(request)
        words = self._words(request, form["language"])
        if not self._is_from_us(request):
            return self._problem(request, words, "foreign", 403)
        choice = choice_in(form, self._desk.publication, self._default(words))
        problem = self._fault(form) or ("" if choice else "no_section")
        if problem or choice is None:
            given = (form["address"][:254], form.every("sections"))
            return self._form(request, words, problem, *given)
        return await self._taken(request, form, words, Kind.SUBSCRIBE, choice)

    async def ask_for_preferences(self, request: Request) -> Response:
        """Take an address that the way to its preferences shall be mailed to."""
        form = await read_form(request)
        words = self._words(request)
        if not self._is_from_us(request):
            return self._problem(request, words, "foreign", 403)
        if problem := self._fault(form):
            return self._asking(request, words, problem, form["address"][:254])
        choice = Choice(language=words.language)
        return await self._taken(request, form, words, Kind.PREFERENCES, choice)

    def asking(self, request: Request) -> Response:
        """Show the form that asks for an address."""
        return self._asking(request, self._words(request))

    async def _taken(
        self, request: Request, form: Form, words: Words, kind: Kind, choice: Choice
    ) -> Response:
        desk = self._desk
        client: str = request.state.client
        if not desk.limits.client.allows(household(client), desk.clock()):
            return self._problem(request, words, "too_often", 429)
        address = normalised(form["address"])
        key = desk.keys.suppression_key(address)
        if desk.limits.address.allows(f"{kind}{key}", desk.clock()):
            text, version = desk.consent(words.language)
            evidence = Evidence(
                source="form", form_text=text, form_version=version, address=client
            )
            is_kept = await run_in_threadpool(
                keep, desk.store, kind, address, choice, evidence, desk.now
            )
            event = f"asked {kind}" if is_kept else "asked in vain"
            desk.metrics.count("newsletter_events_total", event=event)
            desk.wake()
        return page(request, desk, "sent", words, kind=kind.value)

    def _fault(self, form: Form) -> str:
        try:
            normalised(form["address"])
        except AddressError as error:
            return f"address_{error.code}"
        return ""

    def _is_from_us(self, request: Request) -> bool:
        """Tell whether a page of the paper's sent the form; other sites may not."""
        origin = request.headers.get("origin", "")
        if origin and origin != "null":
            own = f"{request.url.scheme}://{request.headers.get('host', '')}"
            return origin in self._desk.origins or origin == own
        return request.headers.get("sec-fetch-site", "none") != "cross-site"

    def _form(
        self,
        request: Request,
        words: Words,
        problem: str = "",
        address: str = "",
        sections: tuple[str, ...] | None = None,
    ) -> Response:
        slugs = [section.slug for section in self._desk.publication.sections]
        return page(
            request,
            self._desk,
            "subscribe",
            words,
            422 if problem else 200,
            problem=words[problem] if problem else "",
            is_about_sections=problem == "no_section",
            address=address,
            chosen=slugs if sections is None else sections,
            consent=self._desk.consent(words.language)[0],
        )

    def _asking(
        self, request: Request, words: Words, problem: str = "", address: str = ""
    ) -> Response:
        return page(
            request,
            self._desk,
            "ask",
            words,
            422 if problem else 200,
            problem=words[problem] if problem else "",
            address=address,
        )

    def _problem(
        self, request: Request, words: Words, name: str, status: int
    ) -> Response:
        return page(request, self._desk, "problem", words, status, name=name)

    def _words(self, request: Request, own: str = "") -> Words:
        return self._desk.words(language_of(request, self._desk, own))

    def _default(self, words: Words) -> Choice:
        return Choice(language=words.language)
