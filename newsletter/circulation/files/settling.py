"""What becomes of the rows of an import, told by what the list holds already."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, text

from newsletter.circulation.files.values import Refusal
from newsletter.errors import Text

Refuse = Callable[[Refusal], None]

_TWICE: Final = """
SELECT i.line, i.address, f.first AS why FROM incoming i JOIN (
    SELECT address, MIN(line) AS first FROM incoming GROUP BY address
    HAVING COUNT(*) > 1
) f ON f.address = i.address WHERE i.line > f.first ORDER BY i.line
"""
_DROP_TWICE: Final = """
DELETE FROM incoming WHERE line > (
    SELECT MIN(x.line) FROM incoming x WHERE x.address = incoming.address
)
"""
_SUPPRESSED: Final = """
SELECT i.line, i.address, s.reason AS why FROM incoming i
JOIN suppressions s ON s.key = i.key
WHERE s.until IS NULL OR s.until > :at ORDER BY i.line
"""
_DROP_SUPPRESSED: Final = """
DELETE FROM incoming WHERE EXISTS (
    SELECT 1 FROM suppressions s WHERE s.key = incoming.key
    AND (s.until IS NULL OR s.until > :at)
)
"""
_WITHDRAWN: Final = """
SELECT i.line, i.address, '' AS why FROM incoming i
JOIN subscribers p ON p.address = i.address
WHERE p.state = 'unsubscribed' AND i.state <> 'unsubscribed' ORDER BY i.line
"""
_DROP_WITHDRAWN: Final = """
DELETE FROM incoming WHERE state <> 'unsubscribed' AND EXISTS (
    SELECT 1 FROM subscribers p
    WHERE p.address = incoming.address AND p.state = 'unsubscribed'
)
"""
_DROP_KNOWN: Final = """
DELETE FROM incoming WHERE EXISTS (
    SELECT 1 FROM subscribers p WHERE p.address = incoming.address
)
"""
_ENTER: Final = """
INSERT INTO subscribers (address, key, name, language, sections, attributes, state,
    digest, serial, created_at, updated_at)
SELECT address, key, COALESCE(name, ''), COALESCE(language, :language),
    NULLIF(sections, '*'), COALESCE(attributes, '{}'), state, NULLIF(digest, ''),
    serial, :at, :at
FROM incoming WHERE true ORDER BY line ON CONFLICT (address) DO NOTHING
"""
_NOTE: Final = """
INSERT INTO consents (subscriber_id, at, action, source, form_text, form_version,
    address_of_request, note)
SELECT p.id, :at, CASE i.state WHEN 'unsubscribed' THEN 'withdrawn'
    WHEN 'unconfirmed' THEN 'asked' ELSE 'imported' END, i.source, '', '', '', i.note
FROM incoming i JOIN subscribers p ON p.serial = i.serial ORDER BY i.line
"""
_REMEMBER: Final = """
INSERT INTO imported (import_id, subscriber_id)
SELECT :id, p.id FROM incoming i JOIN subscribers p ON p.serial = i.serial
"""


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    find: str
    drop: str
    said: Callable[[Any], Text]


_RULES: Final = (
    _Rule("twice", _TWICE, _DROP_TWICE, lambda line: Text(
        f"与第 {line} 行是同一个邮箱", f"the same address as in line {line}"
    )),
    _Rule("suppressed", _SUPPRESSED, _DROP_SUPPRESSED, lambda reason: Text(
        f"这个邮箱不得再收信（{reason}）", f"no mail may go to this address ({reason})"
    )),
    _Rule("withdrawn", _WITHDRAWN, _DROP_WITHDRAWN, lambda _: Text(
        "这位读者已退订", "this reader has unsubscribed"
    )),
)  # fmt: skip


def weed(connection: Connection, refuse: Refuse, at: int) -> None:
    """Take out what may not come in: doubles, suppressed addresses, withdrawn readers.

    Args:
        connection: holds ``incoming``.
        refuse: is told of each row.
        at: epoch seconds.
    """
    for rule in _RULES:
        moment = {"at": at} if ":at" in rule.find else {}
        # All at once would be a million rows in memory, were none of them wanted.
        wanted = text(rule.find).execution_options(yield_per=1000)
        found = connection.execute(wanted, moment)
        count = 0
        for line, address, why in found:
            count += 1
            what = rule.said(why)
            refuse(Refusal(line=line, address=address, code=rule.code, what=what))
        if count:
            connection.execute(text(rule.drop), moment)


def enter_new(connection: Connection, number: int, language: str, at: int) -> int:
    """Enter whoever is left and not known, with their consent.

    Args:
        connection: holds ``incoming``.
        number: of the import.
        language: of readers whose row does not tell it.
        at: epoch seconds.

    Returns:
        How many came in.
    """
    connection.execute(text(_DROP_KNOWN))
    entered = connection.execute(text(_ENTER), {"language": language, "at": at})
    connection.execute(text(_NOTE), {"at": at})
    connection.execute(text(_REMEMBER), {"id": number})
    return entered.rowcount
