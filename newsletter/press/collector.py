"""The cycle collector, kept from walking large values again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Collect no cycles meanwhile: what is made here is kept, and makes none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def cycles_collected() -> Iterator[None]:
    """Collect the cycles made meanwhile, without walking what was there before."""
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
