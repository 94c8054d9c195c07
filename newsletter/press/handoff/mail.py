"""Press files as attachments; the ticket is the last of the last mail.

SMTP cannot tell whether a mail arrived when the connection ends between the last dot
and the answer.  Only in that moment is a mail doubtful; it is then never sent again
unasked.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from newsletter.errors import Text
from newsletter.model.delivery import Delivery, Security
from newsletter.press.handoff.letter import Postmark, letter
from newsletter.press.handoff.record import Record, open_events
from newsletter.press.handoff.refusals import (
    DoubtfulMailError,
    HandoffError,
    broken,
    locked_out,
    refused,
)
from newsletter.press.handoff.upload import Tell
from newsletter.press.handoff.values import Event, Parcel, Step

_OVERHEAD = 4_000
"""Bytes of a mail besides its attachments, at most; a file's own headers too."""


def batches(
    parcels: tuple[Parcel, ...], limit: float
) -> tuple[tuple[Parcel, ...], ...]:
    """Share files out to as few mails as their order and the limit allow.

    Args:
        parcels: In the order in which they must arrive.
        limit: Bytes of one mail.

    Raises:
        HandoffError: a file fits into no mail.
    """
    filled: list[list[Parcel]] = []
    room = 0.0
    for parcel in parcels:
        weight = _weight(parcel)
        if weight + _OVERHEAD > limit:
            raise _too_big(parcel, limit)
        if weight > room:
            filled.append([])
            room = limit - _OVERHEAD
        filled[-1].append(parcel)
        room -= weight
    return tuple(map(tuple, filled))


def _weight(parcel: Parcel) -> int:
    """Count the bytes of an attachment: Base64 in lines of 76, and its headers."""
    encoded = (parcel.size + 2) // 3 * 4
    return encoded + encoded // 76 * 2 + 1_000


def refuse_doubtful(events: tuple[Event, ...]) -> None:
    """Refuse to go on while a mail may or may not have arrived.

    Raises:
        DoubtfulMailError: names its files.
    """
    if names := "、".join(event.name for event in open_events(events)):
        raise DoubtfulMailError(
            Text(
                f"上次中断时，带有 {names} 的邮件可能已到，也可能没到",
                f"a run ended while it mailed {names}: it may have arrived or not",
            ),
            Text(
                "问印厂。收到了就加 --doubtful arrived，没收到就加 --doubtful again",
                "ask the shop. If it has come, add --doubtful arrived, else "
                "--doubtful again",
            ),
        )


@contextmanager
def connected(delivery: Delivery, secret: str) -> Iterator[smtplib.SMTP]:
    """Log in at the mail server.

    Raises:
        BrokenConnectionError: it is not reached, or goes away.
        HandoffError: no encryption, an unknown certificate, or login refused.
    """
    try:
        with _greeted(delivery) as server:
            if delivery.user:
                server.login(delivery.user, secret)
            yield server
    except smtplib.SMTPAuthenticationError as error:
        raise locked_out(delivery.host, _answer(error)) from error
    except smtplib.SMTPNotSupportedError as error:
        raise _no_encryption(delivery, error) from error
    except ssl.SSLCertVerificationError as error:
        raise _no_encryption(delivery, error.verify_message) from error
    except smtplib.SMTPResponseException as error:
        raise refused(delivery.host, _answer(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise broken(delivery.host, error) from error


@contextmanager
def _greeted(delivery: Delivery) -> Iterator[smtplib.SMTP]:
    cafile = str(delivery.authorities) if delivery.authorities else None
    trust = ssl.create_default_context(cafile=cafile)
    host, port, timeout = delivery.host, delivery.server_port, delivery.timeout
    if delivery.security is Security.TLS:
        with smtplib.SMTP_SSL(host, port, timeout=timeout, context=trust) as server:
            server.ehlo_or_helo_if_needed()
            yield server
        return
    with smtplib.SMTP(host, port, timeout=timeout) as server:
        if delivery.security is Security.STARTTLS:
            server.starttls(context=trust)
        server.ehlo_or_helo_if_needed()
        yield server


def limit_of(server: smtplib.SMTP, delivery: Delivery) -> float:
    """Find what one mail may weigh: the least of ours and the server's, bytes."""
    said = server.esmtp_features.get("size", "")
    theirs = int(said) if said.isdigit() and int(said) else float("inf")
    return min(delivery.size_limit * 1e6, theirs)


def send(
    server: smtplib.SMTP,
    parcels: tuple[Parcel, ...],
    mark: Postmark,
    delivery: Delivery,
    record: Record,
    tell: Tell,
) -> None:
    """Send one mail, and write down that it was taken.

    Raises:
        HandoffError: the server does not take it.
        DoubtfulMailError: the server did not say whether it took it.
    """
    for parcel in parcels:
        tell(parcel, 0)
    message = letter(parcels, mark, delivery.address)
    _command(server, f"MAIL FROM:<{mark.sender}>", 250)
    _command(server, f"RCPT TO:<{delivery.address}>", 250, 251)
    _command(server, "DATA", 354)
    server.send(_stuffed(message.as_bytes()))
    record.add(Step.PLACING, *parcels)
    code, answer = _last_dot(server, record)
    if code == 250:
        record.add(Step.SENT, *parcels)
        return
    record.add(Step.DROPPED, *parcels)
    raise smtplib.SMTPDataError(code, answer)


def _last_dot(server: smtplib.SMTP, record: Record) -> tuple[int, bytes]:
    try:
        server.send(b".\r\n")
        return server.getreply()
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        refuse_doubtful(record.events)
        raise AssertionError("a mail was on its way") from error


def _command(server: smtplib.SMTP, words: str, *wanted: int) -> None:
    code, answer = server.docmd(words)
    if code not in wanted:
        raise smtplib.SMTPResponseException(code, answer)


def _stuffed(message: bytes) -> bytes:
    """Double dots that begin a line (RFC 5321, 4.5.2)."""
    return re.sub(rb"(?m)^\.", b"..", message)


def _answer(error: smtplib.SMTPResponseException) -> str:
    words = error.smtp_error
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{error.smtp_code} {text}"


def _no_encryption(delivery: Delivery, reason: object) -> HandoffError:
    return HandoffError(
        Text(
            f"与 {delivery.host} 的连接不能加密：{reason}",
            f"the way to {delivery.host} cannot be encrypted: {reason}",
        ),
        Text(
            "检查 delivery 的 host、port、security 和 authorities",
            "check host, port, security and authorities of delivery",
        ),
    )


def _too_big(parcel: Parcel, limit: float) -> HandoffError:
    most = f"{limit / 1e6:.1f} MB"
    return HandoffError(
        Text(
            f"{parcel.name} 装不进一封邮件（至多 {most}）",
            f"{parcel.name} fits into no mail (at most {most})",
        ),
        Text(
            "改用 SFTP 或文件夹；服务器允许时调大 size_limit",
            "use SFTP or a folder, or a larger size_limit if the server takes it",
        ),
    )
