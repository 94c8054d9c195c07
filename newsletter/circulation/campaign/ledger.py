"""The ledger as a worker sees it: chunks to take, steps to record, books to close.

Every method is one transaction.  A step records what has come back and announces
what goes out next, so that at most one message for each connection is in doubt when
a worker dies.
"""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, text

from newsletter.circulation.campaign.chunks import (
    Bounce,
    Chunk,
    Leave,
    Row,
    read_chunk,
    read_row,
)
from newsletter.circulation.campaign.closing import close_chunk
from newsletter.circulation.campaign.journal import Memory
from newsletter.circulation.campaign.protocol import (
    Entry,
    Policy,
    Stage,
    State,
    given_back,
)
from newsletter.circulation.campaign.statements import statements
from newsletter.circulation.store import Store

_FAR = 2 * 86_400


class Ledger:
    """One store, as one worker works on it."""

    def __init__(self, store: Store, worker: str) -> None:
        """Name the worker; ``enlist`` makes it known."""
        self.store = store
        self.worker = worker
        self._say = statements(store.engine.dialect.name)

    def enlist(self, host: str, now: int) -> None:
        """Make the worker known; its chunks are its own as long as it is listed."""
        row = {"id": self.worker, "host": host, "now": now}
        with self.store.writing() as ledger:
            ledger.execute(
                text(
                    "INSERT INTO workers (id, host, beat_at) VALUES (:id, :host, :now) "
                    "ON CONFLICT DO NOTHING"
                ),
                row,
            )

    def beat(self, now: int) -> int:
        """Show that the worker lives; tell how many are listed."""
        with self.store.writing() as ledger:
            ledger.execute(
                text("UPDATE workers SET beat_at = :now WHERE id = :id"),
                {"id": self.worker, "now": now},
            )
            return int(ledger.scalar(text("SELECT count(*) FROM workers")) or 0)

    def beats(self) -> dict[str, tuple[str, int]]:
        """List the workers: host and last beat of each."""
        with self.store.reading() as ledger:
            found = ledger.execute(text("SELECT id, host, beat_at FROM workers"))
            return {name: (host, beat) for name, host, beat in found}

    def leave(self) -> None:
        """Go off the list; nothing is in hand any more."""
        with self.store.writing() as ledger:
            ledger.execute(
                text("DELETE FROM workers WHERE id = :id"), {"id": self.worker}
            )

    def has_due(self, now: int) -> bool:
        """Tell whether a chunk could be taken."""
        with self.store.reading() as ledger:
            moment = {"now": now, "far": now + _FAR}
            return ledger.scalar(self._say.has_due, moment) is not None

    def claim(self, now: int, chunk: int | None = None) -> Chunk | None:
        """Take a chunk of a running campaign, if one is open and due.

        A worker that is not listed gets none: nobody would give it back.

        Args:
            now: seconds since 1970.
            chunk: the one that is meant; None takes the next.
        """
        with self.store.writing() as ledger:
            if chunk is None:
                moment = {"now": now, "far": now + _FAR}
                chunk = ledger.scalar(self._say.due, moment)
            mine = {"chunk": chunk, "worker": self.worker}
            found = ledger.execute(
                text(
                    "UPDATE chunks SET state = 'taken', worker_id = :worker "
                    "WHERE id = :chunk AND state = 'open' AND EXISTS (SELECT 1 FROM "
                    "campaigns k WHERE k.id = chunks.campaign_id AND "
                    "k.state = 'running') "
                    "AND EXISTS (SELECT 1 FROM workers w WHERE w.id = :worker)"
                ),
                mine,
            )
            return read_chunk(ledger, int(chunk or 0)) if found.rowcount else None

    def rows(self, chunk: Chunk) -> list[Row]:
        """Read what is still to be sent of a chunk, in order."""
        span = {"campaign": chunk.campaign, "first": chunk.first, "last": chunk.last}
        with self.store.reading() as ledger:
            return [read_row(*found) for found in ledger.execute(self._say.rows, span)]

    def step(
        self,
        chunk: Chunk,
        entries: Iterable[Entry],
        wanted: Collection[Row],
        bounces: Collection[Bounce],
        now: int,
    ) -> Leave:
        """Record outcomes and intents in one commit, reading consent again.

        Args:
            chunk: the worker's own.
            entries: where rows stand after their dialogues.
            wanted: rows that want to go out.
            bounces: permanent answers among the outcomes.
            now: seconds since 1970.

        Returns:
            The rows that may go out; readers who have left are on record as such.
        """
        entries = tuple(entries)
        with self.store.writing() as ledger:
            mine = {"worker": self.worker, "campaign": chunk.campaign}
            stage = ledger.scalar(self._say.stage, mine)
            if stage is None:
                self._note_taken(ledger, chunk.campaign, entries)
                return Leave(None)
            going = Stage(stage)
            intents: tuple[Entry, ...] = ()
            # First: what was taken back may go out again in the same step.
            self._record(ledger, chunk.campaign, entries)
            if wanted and going is Stage.RUNNING:
                intents = self._intents(ledger, chunk.campaign, wanted, now)
                self._record(ledger, chunk.campaign, intents)
            _keep(ledger, chunk.campaign, bounces, now)
        sending = (one.row for one in intents if one.state is State.SENDING)
        return Leave(going, frozenset(sending))

    def close(self, chunk: Chunk, now: int, due: int | None = None) -> None:
        """Put a chunk back: done, or open again for what is left of it.

        Args:
            chunk: the worker's own; nothing of it is under way.
            now: seconds since 1970.
            due: moment before which nothing of it may go; None asks its rows.
        """
        with self.store.writing() as ledger:
            if _is_mine(ledger, chunk.id, self.worker):
                close_chunk(ledger, chunk.campaign, chunk.id, now, due)

    def give_back(self, dead: str, memory: Memory, now: int) -> tuple[int, ...]:
        """Put a dead worker's chunks back.

        The worker leaves the list first: should it live after all, its next step
        finds that it does not count any more.

        Args:
            dead: the worker.
            memory: of its journal; nothing is certain where it tells nothing.
            now: seconds since 1970.

        Returns:
            The chunks that are open again.
        """
        with self.store.writing() as ledger:
            ledger.execute(text("DELETE FROM workers WHERE id = :id"), {"id": dead})
            for campaign, rows in _by_campaign(memory.taken).items():
                self._taken(ledger, campaign, rows)
            found = ledger.execute(
                text(
                    "SELECT c.id, c.campaign_id, c.first_row, c.last_row, k.policy "
                    "FROM chunks c JOIN campaigns k ON k.id = c.campaign_id "
                    "WHERE c.worker_id = :id AND c.state = 'taken' ORDER BY c.id"
                ),
                {"id": dead},
            ).all()
            for chunk, campaign, first, last, policy in found:
                span = {"campaign": campaign, "first": first, "last": last}
                if memory.begun is not None:
                    self._unbegun(ledger, span, memory.begun)
                self._settle(ledger, span, Policy(policy), now)
                close_chunk(ledger, campaign, chunk, now, None)
            return tuple(chunk for chunk, *_ in found)

    def _intents(
        self,
        ledger: Connection,
        campaign: int,
        wanted: Collection[Row],
        now: int,
    ) -> tuple[Entry, ...]:
        rows = json.dumps([one.row for one in wanted])
        asked = {"rows": rows, "campaign": campaign, "now": now}
        said = {
            found[0]: found[1:] for found in ledger.execute(self._say.consent, asked)
        }
        return tuple(
            Entry(row=one.row, state=state, attempts=one.attempts)
            for one in wanted
            if one.row in said
            and (state := _state_by_consent(one, *said[one.row])) is not None
        )

    def _record(
        self, ledger: Connection, campaign: int, entries: Collection[Entry]
    ) -> None:
        if not entries:
            return
        rows = [
            {
                "campaign": campaign,
                "row": one.row,
                "state": int(one.state),
                "attempts": one.attempts,
                "next_at": one.next_at,
                "answer": one.answer,
            }
            for one in entries
        ]
        if self.store.is_sqlite:
            ledger.execute(self._say.record, rows)
        else:
            said = {"campaign": campaign, "rows": json.dumps(rows)}
            ledger.execute(self._say.record, said)

    def _note_taken(
        self, ledger: Connection, campaign: int, entries: Collection[Entry]
    ) -> None:
        """Keep of a worker that counts as dead only what is certainly true."""
        self._taken(ledger, campaign, [e.row for e in entries if e.state is State.SENT])

    def _taken(self, ledger: Connection, campaign: int, rows: list[int]) -> None:
        if rows:
            said = {"campaign": campaign, "rows": json.dumps(rows)}
            ledger.execute(self._say.taken, said)

    def _unbegun(
        self,
        ledger: Connection,
        span: dict[str, int],
        begun: Collection[tuple[int, int]],
    ) -> None:
        """Queue the rows again that the relay has not heard of."""
        rows = _by_campaign(begun).get(span["campaign"], [])
        inside = [row for row in rows if span["first"] <= row <= span["last"]]
        ledger.execute(self._say.unbegun, {**span, "rows": json.dumps(inside)})

    def _settle(
        self, ledger: Connection, span: dict[str, int], policy: Policy, now: int
    ) -> None:
        """Decide on rows whose intent is on record and whose outcome is not."""
        state = given_back(State.SENDING, policy, is_journalled=False)
        moment = now if state is State.HELD else None
        ledger.execute(
            text(
                "UPDATE deliveries SET state = :state, next_at = :moment "
                'WHERE campaign_id = :campaign AND "row" BETWEEN :first AND :last '
                "AND state = 1"
            ),
            {**span, "state": int(state), "moment": moment},
        )


def _by_campaign(messages: Collection[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for campaign, row in sorted(messages):
        found.setdefault(campaign, []).append(row)
    return found


def _state_by_consent(
    row: Row, state: str | None, address: str | None, suppressed: str | None
) -> State | None:
    if state != "confirmed" or suppressed:
        return State.SUPPRESSED
    # The address was changed since the chunk was read: it goes with the next pass.
    return State.SENDING if address == row.address else None


def _is_mine(ledger: Connection, chunk: int, worker: str) -> bool:
    found = ledger.scalar(
        text("SELECT 1 FROM chunks WHERE id = :id AND worker_id = :worker"),
        {"id": chunk, "worker": worker},
    )
    return found is not None


def _keep(
    ledger: Connection, campaign: int, bounces: Collection[Bounce], now: int
) -> None:
    if not bounces:
        return
    ledger.execute(
        text(
            "INSERT INTO bounces (at, subscriber_id, campaign_id, class, code, "
            "provider, text_kept) VALUES (:now, :subscriber, :campaign, :kind, :code, "
            ":provider, :text)"
        ),
        [
            {
                "now": now,
                "campaign": campaign,
                "subscriber": one.subscriber,
                "kind": one.kind,
                "code": one.code,
                "provider": one.provider,
                "text": one.text,
            }
            for one in bounces
        ],
    )
