"""One connection to the relay, and the dialogue about one message.

What matters is where a dialogue is cut: before the final dot the relay cannot have
taken the message, after it nobody but the relay knows.
"""

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass, replace
from typing import Self

from newsletter.circulation.campaign.answers import verdict_of
from newsletter.circulation.campaign.protocol import Reply, Verdict
from newsletter.circulation.campaign.refusals import (
    RelayAwayError,
    RelayError,
    locked_out,
    no_encryption,
    relay_away,
)
from newsletter.model.delivery import Security
from newsletter.model.relay import Relay

_DOTS = re.compile(rb"(?m)^\.")
_US = frozenset({530, 534, 535, 538})
"""Codes that ask for a login: about us, whatever they answer."""

_CLOSING = 421


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a message comes from and goes to, as the relay is told."""

    sender: str
    recipient: str


class _CutError(Exception):
    """The connection ended, or the relay said what no protocol knows."""


class Connection:
    """A kept-open connection; usable until a reply says that it is over."""

    def __init__(self, relay: Relay, secret: str) -> None:
        """Connect, encrypt and log in.

        Raises:
            RelayAwayError: nobody answers, or not now.
            RelayError: no encryption, an unknown certificate, or login refused.
        """
        self._relay = relay
        self._sent = 0
        try:
            self._server = _greeted(relay)
            self._log_in(secret)
        except smtplib.SMTPAuthenticationError as error:
            raise _login(relay, error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise no_encryption(relay.host, error) from error
        except ssl.SSLCertVerificationError as error:
            raise no_encryption(relay.host, error.verify_message) from error
        except (smtplib.SMTPException, OSError) as error:
            raise relay_away(relay.host, error) from error
        self._is_piped = self._server.has_extn("pipelining")

    def _log_in(self, secret: str) -> None:
        try:
            self._server.ehlo_or_helo_if_needed()
            if self._relay.username:
                self._server.login(self._relay.username, secret)
        except BaseException:
            self._server.close()
            raise
        if self._server.sock:
            # Body and final dot are two writes; the second must not wait for an ACK.
            self._server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing has been sent over it yet."""
        return self._sent == 0

    def send(self, envelope: Envelope, message: bytes) -> Reply:
        """Offer one message, and say what came back.

        Args:
            envelope: ASCII addresses.
            message: lines end with CRLF.
        """
        self._sent += 1
        try:
            refusal = self._opened(envelope)
            if refusal:
                return refusal
            self._server.send(_stuffed(message))
        except (_CutError, smtplib.SMTPException, OSError) as error:
            return _unsent(error)
        return self._last_dot()

    def close(self) -> None:
        """Take leave, if anybody still listens."""
        try:
            self._server.quit()
        except (smtplib.SMTPException, OSError):
            self._server.close()

    def _opened(self, envelope: Envelope) -> Reply | None:
        """Go as far as the relay's 354; None means that it waits for the message."""
        commands = (
            f"MAIL FROM:<{envelope.sender}>",
            f"RCPT TO:<{envelope.recipient}>",
            "DATA",
        )
        if self._is_piped:
            return self._piped(commands)
        for place, command in enumerate(commands):
            self._server.putcmd(command)
            refusal = _refusal(place, *self._answer())
            if refusal:
                return self._reset(refusal)
        return None

    def _piped(self, commands: tuple[str, str, str]) -> Reply | None:
        """Send all three at once (RFC 2920), then read three answers."""
        self._server.send("".join(f"{c}\r\n" for c in commands))
        refusal: Reply | None = None
        try:
            for place in range(len(commands)):
                code, text = self._answer()
                refusal = refusal or _refusal(place, code, text)
                if refusal and refusal.is_over:
                    return refusal
            if refusal and code == 354:
                self._server.send(b".\r\n")  # an empty message to nobody: refused
                self._answer()
        except (_CutError, smtplib.SMTPException, OSError):
            if refusal is None:
                raise
            return replace(refusal, is_over=True)
        return self._reset(refusal) if refusal else None

    def _reset(self, refusal: Reply) -> Reply:
        """Begin anew after a refusal; it stands even if the relay then goes."""
        try:
            if not refusal.is_over:
                self._server.putcmd("RSET")
                self._answer()
        except (_CutError, smtplib.SMTPException, OSError):
            return replace(refusal, is_over=True)
        return refusal

    def _last_dot(self) -> Reply:
        sock = self._server.sock
        try:
            if sock:
                sock.settimeout(self._relay.patience)
            self._server.send(b".\r\n")
            code, text = self._answer()
            if sock:
                sock.settimeout(self._relay.timeout)
        except (_CutError, smtplib.SMTPException, OSError) as error:
            return Reply(verdict=Verdict.DOUBTFUL, text=str(error), is_over=True)
        if not (200 <= code < 300 or 400 <= code < 600):
            return Reply(verdict=Verdict.DOUBTFUL, code=code, text=text, is_over=True)
        return _reply(code, text)

    def _answer(self) -> tuple[int, str]:
        code, words = self._server.getreply()
        if not 200 <= code < 600:
            raise _CutError(f"the relay said {code} {words!r}")
        return code, words.decode(errors="replace").replace("\n", " ")

    def __enter__(self) -> Self:
        """Be used as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take leave."""
        self.close()


def _stuffed(message: bytes) -> bytes:
    """Double the dots that begin a line (RFC 5321 4.5.2)."""
    if b"\n." not in message and not message.startswith(b"."):
        return message  # as base64 bodies are; looking is much cheaper than replacing
    return _DOTS.sub(b"..", message)


def _greeted(relay: Relay) -> smtplib.SMTP:
    cafile = str(relay.authorities) if relay.authorities else None
    trust = ssl.create_default_context(cafile=cafile)
    host, port, timeout = relay.host, relay.server_port, relay.timeout
    if relay.security is Security.TLS:
        return smtplib.SMTP_SSL(host, port, timeout=timeout, context=trust)
    server = smtplib.SMTP(host, port, timeout=timeout)
    if relay.security is Security.STARTTLS:
        try:
            server.starttls(context=trust)
        except BaseException:
            server.close()
            raise
    return server


def _login(relay: Relay, error: smtplib.SMTPAuthenticationError) -> RelayError:
    words = error.smtp_error
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    if error.smtp_code < 500:
        return RelayAwayError.of(relay.host, f"{error.smtp_code} {text}")
    return locked_out(relay.host, f"{error.smtp_code} {text}")


def _refusal(place: int, code: int, text: str) -> Reply | None:
    """Judge the answer to MAIL (0), RCPT (1) or DATA (2); None lets go on."""
    if code == 354 if place == 2 else code < 300:
        return None
    if code < 400:
        raise _CutError(f"the relay said {code} {text}")
    if code in _US or (place == 0 and code >= 500):
        return Reply(verdict=Verdict.UNWELCOME, code=code, text=text, is_over=True)
    if code == _CLOSING and place == 0:
        return Reply(verdict=Verdict.UNSENT, code=code, text=text, is_over=True)
    return _reply(code, text)


def _reply(code: int, text: str) -> Reply:
    return Reply(
        verdict=verdict_of(code, text), code=code, text=text, is_over=code == _CLOSING
    )


def _unsent(error: Exception) -> Reply:
    return Reply(verdict=Verdict.UNSENT, text=str(error), is_over=True)
