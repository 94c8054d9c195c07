"""What keeps an issue from print, whatever may be built of it before."""

from collections.abc import Iterator

from newsletter.desk.check import placeholder_problems
from newsletter.desk.placeholders import MARKER
from newsletter.desk.remarks import open_remarks
from newsletter.desk.signing import unsigned
from newsletter.errors import Place, Problem, Severity, Text
from newsletter.manifest.publication import FILE
from newsletter.model.issue import Issue
from newsletter.model.publication import Publication

CODES: dict[str, Text] = {
    "C005": Text("版权信息不全", "masthead incomplete"),
}
"""Code -> meaning."""

_WANTED = {
    "licence": Text("刊号或准印证", "licence"),
    "organ": Text("主办", "publisher"),
    "address": Text("地址", "address"),
    "phone": Text("电话", "telephone"),
}
"""What a Chinese paper prints by law or custom, besides what is always printed."""

_STARTERS = "example.org"
"""Host of the addresses that ``init`` writes."""


def final_problems(issue: Issue) -> tuple[Problem, ...]:
    """List what keeps an issue from print, or should.

    Errors are words still to be written (``C001``), in the masthead too; articles
    not signed, or changed since (``R101``, ``R102``); comments and changes of Word
    files that nobody has settled (``R105``).  A warning is an incomplete masthead
    (``C005``).
    """
    publication = issue.publication
    return (
        *placeholder_problems(issue),
        *_unwritten(issue),
        *unsigned(issue),
        *open_remarks(issue),
        *_incomplete(publication),
    )


def _unwritten(issue: Issue) -> Iterator[Problem]:
    """Look for placeholders outside the articles."""
    publication = issue.publication
    furniture = publication.furniture
    printed = (
        publication.name,
        furniture.motto,
        *(getattr(furniture, name) for name in _WANTED),
    )
    yield from _marked(printed, _paper())
    names = (page.name for page in issue.pages)
    banners = (group.banner for group in issue.groups)
    texts = (correction.text for correction in issue.corrections)
    yield from _marked((*names, *banners, *texts), Place(file=issue.place.file))


def _marked(texts: tuple[str, ...], place: Place) -> Iterator[Problem]:
    for text in texts:
        if MARKER.search(text):
            yield Problem(
                code="C001",
                place=place,
                what=Text(f"还没有写：“{text}”", f"still to be written: “{text}”"),
                cure=Text("写上文字，或删去", "write it, or delete it"),
            )


def _incomplete(publication: Publication) -> Iterator[Problem]:
    missing = [
        name
        for key, name in _WANTED.items()
        if publication.is_chinese and not getattr(publication.furniture, key)
    ]
    if missing:
        zh = "、".join(name.zh for name in missing)
        en = ", ".join(name.en for name in missing)
        yield _warning(
            Text(f"版权信息缺 {zh}", f"the masthead lacks {en}"),
            Text(
                "在 publication.yaml 的 furniture 里写上",
                "write it under furniture in publication.yaml",
            ),
        )
    mail = publication.mail.address if publication.mail else ""
    if _STARTERS in publication.url + mail:
        yield _warning(
            Text(
                f"网址或邮件地址还是样例里的 {_STARTERS}",
                f"the web or mail address is still the starter's {_STARTERS}",
            ),
            Text(
                "在 publication.yaml 里改成自己的", "write your own in publication.yaml"
            ),
        )


def _warning(what: Text, cure: Text) -> Problem:
    return Problem(
        code="C005", place=_paper(), what=what, cure=cure, severity=Severity.WARNING
    )


def _paper() -> Place:
    return Place(file=f"issues/{FILE}")
