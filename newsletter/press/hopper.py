"""The hopper: text is poured under every head, and the cheapest frames are kept."""

from functools import cached_property
from typing import NamedTuple, TypeAlias

from newsletter.press.galley import Galley
from newsletter.press.legs import Legs, level_legs
from newsletter.press.prices import (
    LONGER,
    MOST_WHITE,
    UNUSED,
    leg_price,
    stub_price,
    white_price,
)
from newsletter.press.stances import Ground, PricedHead, Stance

SEPARATOR = 1

Key: TypeAlias = tuple[int, int, float]
"""Height, head columns (0: no head at the top) and head size: of the shapes alike in
them only the cheapest is of use."""

_Known: TypeAlias = dict[tuple[int, tuple[int, ...]], Legs | None]


class Pour:
    """Text in the legs of a frame, under a head of some depth; poured when needed."""

    def __init__(
        self, galley: Galley, drops: tuple[int, ...], lines: int, known: _Known
    ) -> None:
        """Take the text, the lines above each leg, and the lines down to the foot."""
        self.galley = galley
        self.height = lines + SEPARATOR
        self._drops = drops
        self._known = known

    @cached_property
    def legs(self) -> Legs | None:
        """The lines in each leg; None if they do not fit."""
        lines = self.height - SEPARATOR
        room = tuple(lines - drop for drop in self._drops)
        key = (id(self.galley), room)
        if key not in self._known:
            self._known[key] = level_legs(self.galley.lines, list(room))
        return self._known[key]


class _Pouring(NamedTuple):
    """A pour, and what it adds to a stance's price."""

    pour: Pour
    height: int
    unused: float
    longer: float
    leg: float
    stub: float


class Kept(NamedTuple):
    """The cheapest so far."""

    price: float
    """Of the stance and of the pour."""

    stance: Stance
    pour: Pour


class Hopper:
    """Keeps the cheapest stance and pour of each key.

    Not a value: it remembers legs that were tried before.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.best: dict[Key, Kept] = {}
        self._known: _Known = {}

    def offer(
        self, ground: Ground, heads: list[PricedHead], lengths: tuple[Galley, ...]
    ) -> None:
        """Keep what an article looks like on a ground, under every head, if of use."""
        slot, over = lengths[0].article.slot, ground.head_columns
        whites = [(n, white_price(n, over)) for n in range(MOST_WHITE[slot] + 1)]
        by_depth: dict[int, list[tuple[_Pouring, _Pouring]]] = {}
        for head, own in heads:
            price = ground.price + own
            for white, extra in whites:
                depth = head.height + white
                if depth not in by_depth:
                    by_depth[depth] = self._pourings(ground, depth, lengths)
                stance = Stance(ground, head, white, price + extra, depth)
                for pourings in by_depth[depth]:
                    self._keep(stance, pourings)

    def _keep(self, stance: Stance, pourings: tuple[_Pouring, _Pouring]) -> None:
        """Keep the lower frame, or the higher one where the text does not fit."""
        for pour, height, unused, longer, leg, stub in pourings:
            price = stance.price + unused + longer + leg + stub
            key = (height, stance.ground.key, stance.head.size)
            known = self.best.get(key)
            if known is not None and known.price <= price:
                return
            if pour.legs is not None:
                self.best[key] = Kept(price, stance, pour)
                return

    def _pourings(
        self, ground: Ground, depth: int, lengths: tuple[Galley, ...]
    ) -> list[tuple[_Pouring, _Pouring]]:
        """Pour an article in all its lengths: as low as may be, and a line more."""
        drops, legs = ground.drops(depth), ground.measure.legs
        total, deepest = sum(drops), max(*drops, depth)
        found: list[tuple[_Pouring, _Pouring]] = []
        for galley in lengths:
            need = len(galley.lines) + total
            lines = max(-(-need // legs), deepest)
            spare = lines * legs - need
            if not spare or not galley.longer:
                lower = self._pouring(ground, galley, (drops, depth), (lines, spare))
                higher = (lines + 1, spare + legs)
                found.append(
                    (lower, self._pouring(ground, galley, (drops, depth), higher))
                )
        return found

    def _pouring(
        self,
        ground: Ground,
        galley: Galley,
        head: tuple[tuple[int, ...], int],
        foot: tuple[int, int],
    ) -> _Pouring:
        drops, depth = head
        lines, spare = foot
        has_text = bool(galley.lines)
        return _Pouring(
            pour=Pour(galley, drops, lines, self._known),
            height=lines + SEPARATOR,
            unused=spare * ground.measure.cells * UNUSED,
            longer=galley.longer * LONGER,
            leg=leg_price(lines - min(drops)) if has_text else 0.0,
            stub=stub_price(lines - depth) if has_text and ground.beside else 0.0,
        )
