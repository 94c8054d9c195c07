"""What comes back: failures, complaints and goodbyes, and what follows for readers.

A letter or a provider's call is read into events (``notices``, ``hooks``); an event is
laid to a reader by what only that reader's mail could hold, and a policy decides
(``policy``); the store remembers (``intake``).  ``sources`` open mailboxes.
"""
