"""What readers fill in, read and judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request

from newsletter.circulation.subscriber import Choice
from newsletter.manifest.values import is_language
from newsletter.model.circulation import Digest
from newsletter.model.publication import Publication

_FIELDS = 100
_LONGEST = 4_096


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form; files are left out."""

    fields: Mapping[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> str:
        """Take the first value of a field; empty if there is none."""
        return next(iter(self.fields.get(name, ())), "")

    def every(self, name: str) -> tuple[str, ...]:
        """Take all values of a field."""
        return self.fields.get(name, ())


async def read_form(request: Request) -> Form:
    """Read a form, however it is encoded (URL-encoded or multipart).

    Raises:
        HTTPException: 400 for what is no form, 413 for what is too much.
    """
    async with request.form(
        max_files=0, max_fields=_FIELDS, max_part_size=_LONGEST
    ) as data:
        return Form(_fields(data))


def _fields(data: FormData) -> dict[str, tuple[str, ...]]:
    fields: dict[str, list[str]] = {}
    for name, value in data.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value[:_LONGEST])
    return {name: tuple(values) for name, values in fields.items()}


def choice_in(form: Form, paper: Publication, before: Choice) -> Choice | None:
    """Read what a reader wants.

    Args:
        form: has ``sections`` (several), ``language`` and ``digest``.
        paper: knows the sections and whether there is a digest.
        before: what the form does not tell stays as it was.

    Returns:
        None when no section is chosen, which is no subscription.
    """
    slugs = [section.slug for section in paper.sections]
    chosen = [slug for slug in slugs if slug in form.every("sections")]
    if slugs and not chosen:
        return None
    language = form["language"]
    offers = paper.circulation.digest is Digest.WEEKLY
    return Choice(
        name=before.name,
        language=language if is_language(language) else before.language,
        sections=None if _is_all(chosen, slugs) else tuple(sorted(chosen)),
        digest=_digest(form, before) if offers else before.digest,
        attributes=before.attributes,
    )


def _is_all(chosen: Sequence[str], slugs: Sequence[str]) -> bool:
    """All sections means those of tomorrow too."""
    return len(chosen) == len(slugs)


def _digest(form: Form, before: Choice) -> str | None:
    if not form["digest"]:
        return before.digest
    return "weekly" if form["digest"] == "weekly" else None
