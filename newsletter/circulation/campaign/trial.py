"""One mail to one address, to be looked at before anybody else gets it."""

from newsletter.circulation.campaign.letters import Letters, verp
from newsletter.circulation.campaign.protocol import Verdict
from newsletter.circulation.campaign.refusals import not_taken
from newsletter.circulation.campaign.wire import Connection, Envelope
from newsletter.circulation.tokens import Tokens
from newsletter.mail import Recipient
from newsletter.mail.headers import ascii_mailbox
from newsletter.model.relay import Relay

_NOBODY = 0
"""Number of no subscriber: links in a trial unsubscribe nobody."""


def send_one(
    relay: Relay, password: str, letters: Letters, tokens: Tokens, address: str
) -> str:
    """Send the issue to an address that need not be on the list.

    Returns:
        The relay's answer.

    Raises:
        HeaderError: no such address can be mailed to.
        RelayError: the relay is away, or did not take it.
    """
    template = letters.template()
    identity = letters.issue.publication.mail
    if template is None or identity is None:
        return ""
    token = letters.token(tokens, _NOBODY)
    sender = verp(relay.bounces or identity.address, "")
    envelope = Envelope(sender, ascii_mailbox(address))
    message = template.render(token, Recipient(address=address))
    with Connection(relay, password) as connection:
        reply = connection.send(envelope, message)
    if reply.verdict is not Verdict.TAKEN:
        raise not_taken(address, reply.answer)
    return reply.answer
