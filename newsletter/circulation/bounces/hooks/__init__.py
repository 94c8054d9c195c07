"""What mail providers call to tell of bounces: Amazon SES through SNS, and Mailgun.

Each reader takes the body of a request as it came and checks who signed it before it
believes a word.
"""

from newsletter.circulation.bounces.hooks.mailgun import mailgun_events
from newsletter.circulation.bounces.hooks.refusal import HookError
from newsletter.circulation.bounces.hooks.ses import SnsCall, read_sns

__all__ = ["HookError", "SnsCall", "mailgun_events", "read_sns"]
