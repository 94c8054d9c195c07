"""A campaign: one issue on its way to every reader's mailbox, once.

The protocol
------------
1. **Freeze.**  One transaction writes a row for each recipient: reader, choice of
   sections, language.  A table of rows is the only thing that can say after a crash
   who is in doubt; nobody is added or left out later.
2. **Chunks.**  A worker takes 500 consecutive rows at a time.  It is listed in
   ``workers`` and beats; leases are the worker's, never a row's, so that a slow relay
   lets no lease run out.
3. **Intent before, outcome after.**  A message goes out only after its row says
   ``sending`` in a commit, and a later commit says what became of it.  One commit
   carries the outcomes of the last messages and the intents of the next, reads the
   campaign's state, and reads consent and suppression again.  Intents go on record
   for as many messages as leave in a tenth of a second, at least one for each
   connection; those that no connection has begun are taken back on a pause, on a
   throttle answer, and when two seconds pass without an answer.  So a pause, and a
   reader who leaves, are heeded within a blink and one message for each connection.
4. **Where a dialogue is cut decides.**  Before the final dot: certainly not taken,
   queued again.  After it, before the answer: in doubt.
5. **Journal.**  That a message is begun, and each 250, is written to a local file,
   each with one write into room that was reserved before, ahead of the next message:
   a full disk or a kill between the answer and the commit costs nothing, and of a
   dead worker's intents only those begun and not answered are in doubt, at most one
   for each connection.
6. **The dead.**  A worker's journal is locked while it lives.  On the same machine
   whoever gets the lock knows at once that it is dead; elsewhere a beat that has not
   changed for a minute, on the observer's own monotonic clock, tells it.  Its chunks
   are given back: journalled rows are sent, rows in doubt follow the policy.  A
   worker that comes back to life finds itself off the list and stops; what it knows
   to be taken is still recorded, and it begins anew.  While the database is away,
   workers wait: none is counted as dead for that, and nothing comes into doubt.
7. **Policy.**  ``resend``: a doubtful message goes again under the same Message-ID.
   ``hold``: it waits until ``reconcile`` has found its Message-ID in the relay's log,
   or has found that the whole log lacks it.
8. **The books close**: frozen = sent + failed + held + suppressed + cancelled.  They
   are summed and shown for every campaign.

What it promises
----------------
=====  =============================================  ================================
       ``resend``                                     ``hold``
=====  =============================================  ================================
lost   none                                           none, once the held are reconciled
twice  at most one for each connection of a killed    none
       worker, one for each connection that is cut
       after its final dot
late   none                                           the held, until reconciled
=====  =============================================  ================================

"Sent" means that the relay has answered 250.  SMTP knows no exactly-once, so no
sender can promise more; what the relay then does is told by bounces.  ``hold`` needs
a relay whose log can be read.  A worker that dies on another machine, or with its
machine, takes its journal with it: all that it had announced and not recorded, some
tenths of a second of sending, then counts as in doubt.  A worker that is stopped for
over a minute in the middle of a message and then goes on counts as dead meanwhile:
under ``hold`` reconcile only after it has ended.  Moments in the ledger are those of
the machines' clocks; only retries depend on them, and one that lies further ahead than
any wait is taken for due.
"""
