"""The service's own mails, through the relay that carries campaigns."""

from newsletter.circulation.campaign.protocol import Verdict
from newsletter.circulation.campaign.refusals import RelayError
from newsletter.circulation.campaign.wire import Connection, Envelope
from newsletter.circulation.service.post import Handed
from newsletter.model.relay import Relay

_HANDED = {
    Verdict.TAKEN: Handed.TAKEN,
    # Sent once more, it has the same Message-ID; a reader can bear two such mails.
    Verdict.DOUBTFUL: Handed.LATER,
    Verdict.REFUSED: Handed.NEVER,
}


class RelayPost:
    """Opens a connection for each mail: they are few, and far between."""

    def __init__(self, relay: Relay, password: str, sender: str) -> None:
        """Remember the way.

        Args:
            relay: where to.
            password: of the relay's user; empty for none.
            sender: normalised address that bounces go to.
        """
        self._relay = relay
        self._password = password
        self._sender = sender

    def send(self, recipient: str, message: bytes) -> Handed:
        """Hand over one mail; whatever is wrong with the relay, it may be tried later.

        Args:
            recipient: normalised address.
            message: whole, lines end with CRLF.
        """
        try:
            with Connection(self._relay, self._password) as connection:
                reply = connection.send(Envelope(self._sender, recipient), message)
        except RelayError:
            return Handed.LATER
        return _HANDED.get(reply.verdict, Handed.LATER)
