"""From the words of a row to an entry of the list, or a reason why not."""

import json
import re
from collections.abc import Mapping
from typing import Any

from newsletter.circulation.addresses import AddressError, normalised
from newsletter.circulation.files.reading import Row
from newsletter.circulation.files.values import ALL, Entry, Plan, Refusal
from newsletter.circulation.subscriber import State, written_sections
from newsletter.errors import Text
from newsletter.manifest.values import is_language

_STATES = {
    State.CONFIRMED: "confirmed active enabled subscribed 已确认 已订阅 正常",
    State.UNCONFIRMED: "unconfirmed pending 未确认 待确认",
    State.UNSUBSCRIBED: "unsubscribed blocklisted blacklisted disabled cleaned "
    "bounced complained 已退订 退订",
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}
_DIGESTS = {"weekly": "weekly", "每周": "weekly", "none": "", "every": "", "无": ""}
_EVERY = {ALL, "all", "全部"}
_LONGEST = 200
_MOST_ATTRIBUTES = 8_000
"""Characters of JSON for one reader."""


class _Unfit(Exception):  # noqa: N818  (never leaves this module)
    def __init__(self, code: str, what: Text) -> None:
        self.code = code
        self.what = what


def understood(row: Row, plan: Plan) -> Entry | Refusal:
    """Understand one row.

    Args:
        row: as read.
        plan: tells what the rows do not.
    """
    line, told = row
    written = told.get("address", "")
    address = written if isinstance(written, str) else ""
    try:
        return _entry(line, normalised(address), told, plan)
    except (AddressError, _Unfit) as error:
        return Refusal(line=line, address=address, code=error.code, what=error.what)


def _entry(line: int, address: str, told: Mapping[str, Any], plan: Plan) -> Entry:
    state = _state(told.get("state"))
    return Entry(
        line=line,
        address=address,
        name=_line(told.get("name")),
        language=_language(told.get("language")),
        sections=_sections(told.get("sections"), plan.sections),
        attributes=_attributes(told),
        state=state,
        digest=_digest(told.get("digest")),
        source=_source(told, plan, state),
        note=_note(told),
    )


def _line(value: Any) -> str | None:
    if value is None:
        return None
    kept = "".join(letter if letter.isprintable() else " " for letter in str(value))
    return " ".join(kept.split())[:_LONGEST]


def _state(value: Any) -> State:
    if value in (None, ""):
        return State.CONFIRMED
    state = _STATE_OF.get(str(value).strip().casefold())
    if state is None:
        said = str(value)[:40]
        raise _Unfit("state", Text(f"没有“{said}”这种状态", f"no such state: {said}"))
    return state


def _language(value: Any) -> str | None:
    text = str(value or "").strip().replace("_", "-")
    if not text:
        return None
    if not is_language(text):
        said = text[:40]
        raise _Unfit(
            "language",
            Text(f"“{said}”不是语言代码", f"“{said}” is no language tag"),
        )
    return text


def _sections(value: Any, known: Mapping[str, str]) -> str | None:
    if value is None or value == "":
        return None
    words = value if isinstance(value, list) else re.split(r"[,;，；、|]", str(value))
    names = [name for word in words if (name := str(word).strip())]
    if any(name.casefold() in _EVERY for name in names):
        return ALL
    missing = [name for name in names if name not in known]
    if missing:
        said = missing[0][:40]
        raise _Unfit(
            "section", Text(f"没有“{said}”这个栏目", f"no such section: {said}")
        )
    return written_sections(known[name] for name in names)


def _digest(value: Any) -> str | None:
    if value is None or value == "":
        return None
    digest = _DIGESTS.get(str(value).strip().casefold())
    if digest is None:
        said = str(value)[:40]
        raise _Unfit("digest", Text(f"没有“{said}”这种汇编", f"no such digest: {said}"))
    return digest


def _attributes(told: Mapping[str, Any]) -> str | None:
    given = told.get("attributes")
    if isinstance(given, str) and given.strip():
        try:
            given = json.loads(given)
        except (ValueError, RecursionError):
            given = {"attributes": given}
    if given and not isinstance(given, dict):
        given = {"attributes": given}
    both = {**(given or {}), **told.get("others", {})}
    if not both:
        return None
    written = json.dumps(both, sort_keys=True)
    if len(written) > _MOST_ATTRIBUTES:
        raise _Unfit("long", Text("这一行内容太多", "this row holds too much"))
    return written


def _source(told: Mapping[str, Any], plan: Plan, state: State) -> str:
    source = _line(told.get("source")) or plan.consent
    if not source and state is not State.UNSUBSCRIBED:
        raise _Unfit(
            "consent",
            Text("没有说明这位读者在哪里同意的", "nothing tells where they said yes"),
        )
    return source


def _note(told: Mapping[str, Any]) -> str:
    when = _line(told.get("consented"))
    return f"consented {when}" if when else ""
