"""What the preview's server answers to each address."""

import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final, TypeAlias

from newsletter.desk.preview.bench import Bench
from newsletter.desk.preview.screens import mail_as_seen
from newsletter.pictures import UnreadablePicture, for_screen
from newsletter.press.raster import draft_picture

_FILES: Final = Path(__file__).parent / "page"
_OWN: Final = {"/": "index.html", "/bench.css": "bench.css", "/bench.js": "bench.js"}
_WIDEST: Final = 4200
"""Pixels of a page picture; a broadsheet at three times its size on a screen."""

_USUAL: Final = 1400


@dataclass(frozen=True, slots=True)
class Answer:
    """One response."""

    body: bytes
    kind: str
    """Media type."""

    status: HTTPStatus = HTTPStatus.OK


Query: TypeAlias = Mapping[str, str]

_MISSING: Final = Answer(b"not found\n", "text/plain", HTTPStatus.NOT_FOUND)


def answer_to(path: str, query: Query, bench: Bench) -> Answer:
    """Find what belongs to an address; whatever is not known is missing."""
    if path in _OWN:
        file = _FILES / _OWN[path]
        return Answer(file.read_bytes(), _kind(file.name))
    first, _, rest = path.strip("/").partition("/")
    answer = _ROUTES.get(first, _missing)
    return answer(rest, query, bench)


def _missing(name: str, query: Query, bench: Bench) -> Answer:
    del name, query, bench
    return _MISSING


def _page(name: str, query: Query, bench: Bench) -> Answer:
    """A page as sketched (``KEY.html``) or as painted (``KEY.png?width=1400``)."""
    key, _, form = name.partition(".")
    if form == "html" and key in bench.sketches:
        return Answer(bench.sketches[key].html, "text/html; charset=utf-8")
    painted = bench.painted.get(key)
    if form == "png" and painted and painted.pdf:
        pixels = min(max(_number(query.get("width", "")) or _USUAL, 100), _WIDEST)
        return Answer(draft_picture(painted.pdf, pixels), "image/png")
    return _MISSING


def _crop(name: str, query: Query, bench: Bench) -> Answer:
    """A photo as a page shows it."""
    del query
    known = [one.pictures for one in list(bench.sketches.values())]
    wanted = name.removesuffix(".jpg")
    cropped = next((all_[wanted] for all_ in known if wanted in all_), None)
    if cropped is None:
        return _MISSING
    try:
        picture = for_screen(cropped.path, _USUAL, cropped.crop)
    except UnreadablePicture:
        return _MISSING
    return Answer(picture.data, "image/jpeg")


def _mail(name: str, query: Query, bench: Bench) -> Answer:
    """The letter, in light or dark colours, or its text part."""
    files = bench.screens.files
    path = f"{bench.day}/{'email.txt' if name == 'text' else 'email.html'}"
    if path not in files:
        return _MISSING
    if name == "text":
        return Answer(files[path], "text/plain; charset=utf-8")
    scheme = "dark" if query.get("scheme") == "dark" else "light"
    html = mail_as_seen(files[path].decode(), scheme, bench.address)
    return Answer(html.encode(), "text/html; charset=utf-8")


def _site(name: str, query: Query, bench: Bench) -> Answer:
    """The web edition and the feeds."""
    del query
    path = f"site/{name}"
    folder, _, file = path.rpartition("/")
    if folder == f"site/{bench.day}/pages":
        return _page_picture(file, bench)
    for candidate in (path, f"{path.rstrip('/')}/index.html"):
        if candidate in bench.screens.files:
            return Answer(bench.screens.files[candidate], _kind(candidate))
    return _MISSING


def _page_picture(file: str, bench: Bench) -> Answer:
    painted = bench.page(_number(file.partition(".")[0]))
    if painted is None or not painted.pdf:
        return _MISSING
    return Answer(draft_picture(painted.pdf, _USUAL), "image/png")


def _number(text: str) -> int:
    """Read a small whole number; 0 when it is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def _kind(name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind == "application/json"
    return f"{kind}; charset=utf-8" if is_text else kind


_ROUTES: Final[Mapping[str, Callable[[str, Query, Bench], Answer]]] = {
    "page": _page,
    "crop": _crop,
    "mail": _mail,
    "site": _site,
}
