"""The database goes away in the middle of a campaign, and comes back."""

from pathlib import Path

import pytest

from newsletter.circulation.campaign.protocol import Policy, State
from newsletter.circulation.store import StoreAwayError, open_store
from newsletter.errors import Text
from tests.circulation.campaign.paper import (
    a_relay,
    a_worker,
    begun,
    burying,
    readers,
    states,
    worked,
)
from tests.circulation.campaign.sink import Sink, listening
from tests.circulation.postgres import Server

COUNT = 1_200


@pytest.mark.parametrize(
    ("moment", "policy"), [("rcpt", Policy.HOLD), ("taken", Policy.RESEND)]
)
def test_a_worker_outlives_a_restart_of_its_database_and_doubts_nothing(
    postgres_server: Server,
    postgres_url: str,
    tmp_path: Path,
    policy: Policy,
    moment: str,
) -> None:
    stops, told = [100, 700], []

    def misdeed(now: str, _: str) -> None:
        if now == moment and stops and len(sink.taken) >= stops[0]:
            stops.pop(0)
            postgres_server.stop()

    def notice(text: Text) -> None:
        told.append(text.en)
        if "when it is back" in text.en:
            postgres_server.start()

    with open_store(postgres_url) as store, listening(Sink(misdeed=misdeed)) as sink:
        readers(store, COUNT)
        begun(store, policy)
        worked(store, a_relay(sink.port), tmp_path, notice=notice)

        assert len(told) == 4
        assert set(sink.counts.values()) == {1}
        assert len(sink.counts) == COUNT
        assert states(store) == {State.SENT: COUNT}


def test_a_worker_told_to_end_does_not_wait_and_the_next_one_goes_on(
    postgres_server: Server, postgres_url: str, tmp_path: Path
) -> None:
    def misdeed(moment: str, _: str) -> None:
        if moment == "taken" and len(sink.taken) == 100:
            postgres_server.stop()

    with open_store(postgres_url) as store, listening(Sink(misdeed=misdeed)) as sink:
        readers(store, 300)
        begun(store, Policy.HOLD)
        relay = a_relay(sink.port)
        with (
            pytest.raises(StoreAwayError),
            a_worker(store, relay, tmp_path, notice=lambda _: worker.stop()) as worker,
        ):
            worker.work(lambda: True)
        postgres_server.start()
        worked(store, relay, tmp_path)
        held = states(store).get(State.HELD, 0)

        assert set(sink.counts.values()) == {1}
        assert len(sink.counts) >= 300 - held


def test_a_worker_that_was_thought_dead_comes_back_and_strands_nothing(
    postgres_url: str, tmp_path: Path
) -> None:
    with open_store(postgres_url) as store, listening(Sink()) as sink:
        buried = burying(store, sink)
        readers(store, COUNT)
        begun(store)
        worked(store, a_relay(sink.port), tmp_path)

        assert buried
        assert len(sink.counts) == COUNT
        assert states(store) == {State.SENT: COUNT}
