"""Operators that set something: matrices, colours, lines, type."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from newsletter.press.preflight.facts import CMYK, GRAY, PATTERN, RGB, Colour
from newsletter.press.preflight.geometry import EVERYWHERE, times
from newsletter.press.preflight.stream import Step, Stream, follow_form

_DEVICE: Final = {"g": GRAY, "rg": RGB, "k": CMYK}


def _save(walk: Stream, _: tuple[Any, ...], __: str) -> None:
    walk.saved.append(walk.pens)


def _restore(walk: Stream, _: tuple[Any, ...], __: str) -> None:
    if walk.saved:
        walk.page.pens = walk.saved.pop()


def _concat(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    a, b, c, d, e, f = operands
    walk.set(matrix=times((a, b, c, d, e, f), walk.pens.matrix))


def _number(name: str, scale: float = 1.0) -> Callable[..., None]:
    def step(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
        walk.set(**{name: float(operands[0]) * scale})

    return step


def _mode(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    walk.set(mode=int(operands[0]))


def _device(walk: Stream, operands: tuple[Any, ...], operator: str) -> None:
    pen = "fill" if operator.islower() else "stroke"
    walk.set(**{pen: Colour(_DEVICE[operator.lower()], operands)})


def _space(walk: Stream, operands: tuple[Any, ...], operator: str) -> None:
    pen = "fill" if operator == "cs" else "stroke"
    walk.set(**{pen: walk.known.colour(str(operands[0]))})


def _tint(walk: Stream, operands: tuple[Any, ...], operator: str) -> None:
    pen = "fill" if operator.islower() else "stroke"
    now: Colour = getattr(walk.pens, pen)
    amounts = tuple(one for one in operands if isinstance(one, float))
    colour = replace(now, amounts=amounts)
    if now.space == PATTERN:
        tile = walk.known.pattern(str(operands[-1]))
        colour = tile.colour if tile else colour
        if tile and tile.form:
            # Only its colours count: where tiles fall is the fill's affair.
            follow_form(walk, tile.form, EVERYWHERE, measured=False)
    walk.set(**{pen: colour})


def _state(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    walk.set(**walk.known.state(str(operands[0])))


def _font(walk: Stream, operands: tuple[Any, ...], _: str) -> None:
    walk.set(font=walk.known.font(str(operands[0])), size=float(operands[1]))


SETTING: Final[dict[str, Step]] = {
    "q": _save,
    "Q": _restore,
    "cm": _concat,
    "w": _number("line"),
    "Tc": _number("spacing"),
    "Tw": _number("word_spacing"),
    "Tz": _number("stretch", 0.01),
    "TL": _number("leading"),
    "Ts": _number("rise"),
    "Tr": _mode,
    **dict.fromkeys(("g", "G", "rg", "RG", "k", "K"), _device),
    **dict.fromkeys(("cs", "CS"), _space),
    **dict.fromkeys(("sc", "SC", "scn", "SCN"), _tint),
    "gs": _state,
    "Tf": _font,
}
"""Operator -> what it sets."""
