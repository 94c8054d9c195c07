"""Lines as boxes: which lines share one, and how each run of a line is set."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from newsletter.press.classes import Classes, font_css
from newsletter.press.metrics import is_kerned
from newsletter.press.values import Run, TextLine

_POINT = "\u2027"
_TRIMMED = tuple("，。、；：？！”’）》〉」』】")
_SAME = 0.01
"""Points that nobody sees."""

# Pango would begin a new line at some of these; surrogates are no characters at all.
_CONTROLS = {
    **dict.fromkeys((*range(32), 0x7F, 0x85, 0x2028, 0x2029), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


@dataclass(frozen=True, slots=True)
class RunBox:
    """Characters of a line; without classes they are set as the line is."""

    text: str
    classes: str


@dataclass(frozen=True, slots=True)
class LineBox:
    """A line at its place, or several of one setting, one below the other."""

    classes: str
    href: str
    runs: tuple[RunBox, ...]
    """Of all lines; a line feed stands between two of them."""


_LINE_FEED = RunBox("\n", "")


def stacks(lines: tuple[TextLine, ...]) -> Iterator[tuple[TextLine, ...]]:
    """Put lines together that one box can hold: each box costs as much as a line."""
    stack: list[TextLine] = []
    for line in lines:
        if stack and not _continues(stack, line):
            yield tuple(stack)
            stack.clear()
        stack.append(line)
    if stack:
        yield tuple(stack)


def _continues(stack: list[TextLine], line: TextLine) -> bool:
    """Tell whether a line stands below others; the first may be indented."""
    first, last = stack[0], stack[-1]
    return (
        (last.role, last.size, last.height) == (line.role, line.size, line.height)
        and not (last.href or line.href)
        and bool(_set(last) and _set(line))
        and abs(first.y + len(stack) * first.height - line.y) < _SAME
        and (len(stack) == 1 or abs(last.x - line.x) < _SAME)
    )


def line_box(
    lines: tuple[TextLine, ...], origin: tuple[float, float], classes: Classes
) -> LineBox:
    """Box a stack of lines.

    Args:
        lines: As ``stacks`` gives them.
        origin: Left and top of the block that they stand in, pt.
        classes: Collects the CSS classes that the box names.
    """
    first, last = lines[0], lines[-1]
    settings = [_with_last_mark_joined(_set(line)) for line in lines]
    plain = _plainest(chain.from_iterable(settings), classes.strut)
    spacing = plain.spacing if plain else 0.0
    indent = first.x - last.x
    names = (
        f"role-{first.role}",
        place(last.x - origin[0], first.y - origin[1], classes),
        classes.name(
            f"font-size:{points(first.size)};line-height:{points(first.height)}"
        ),
        classes.spaced(spacing, first.size) if spacing else "",
        classes.name(f"text-indent:{points(indent)}") if indent else "",
    )
    boxes = (tuple(_run_boxes(runs, plain, first.size, classes)) for runs in settings)
    return LineBox(
        classes=" ".join(filter(None, names)),
        href=first.href,
        runs=tuple(chain.from_iterable(_one_below_the_other(boxes))),
    )


def _one_below_the_other(
    lines: Iterable[tuple[RunBox, ...]],
) -> Iterator[tuple[RunBox, ...]]:
    for number, line in enumerate(lines):
        if number:
            yield (_LINE_FEED,)
        yield line


def _set(line: TextLine) -> tuple[Run, ...]:
    return tuple(run for run in line.runs if run.text)


def _with_last_mark_joined(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Set the last character as those before it: no one sees the white after it.

    Half the lines of Chinese copy end with a mark that was trimmed, and each box that
    is spared makes painting faster.
    """
    if len(runs) < 2 or runs[-1].text not in _TRIMMED:
        return runs
    *others, before, last = runs
    joined = replace(before, text=before.text + last.text)
    is_like = (before.face, before.font) == (last.face, last.font)
    is_han = "\u3400" <= before.text[-1] <= "\u9fff"
    if is_like and is_han and is_kerned(before.text) == is_kerned(joined.text):
        return (*others, joined)
    return runs


def _plainest(runs: Iterable[Run], strut: str) -> Run | None:
    """Find the setting of most characters, to be that of the box."""
    counts: Counter[Run] = Counter()
    for run in runs:
        if run.face == strut and not run.font:
            counts[Run("", run.face, run.spacing)] += len(run.text)
    return max(counts, key=lambda run: counts[run], default=None)


def _run_boxes(
    runs: tuple[Run, ...], plain: Run | None, size: float, classes: Classes
) -> Iterator[RunBox]:
    """Box every run; two plain ones side by side must not become one, and kern."""
    after_plain = False
    for run in chain.from_iterable(map(_point_apart, runs)):
        box = _run_box(run, None if after_plain else plain, size, classes)
        after_plain = not box.classes
        yield box


def _point_apart(run: Run) -> Iterator[Run]:
    """Keep a hyphenation point, which Taiwan writes in names, from a run's end.

    There Pango takes it for a hyphen that a line ends with.  A joiner behind it takes
    no room, but half as much spacing again.
    """
    if not run.text.endswith(_POINT):
        yield run
        return
    body = run.text.removesuffix(_POINT)
    if body:
        yield replace(run, text=body)
    yield replace(run, text=f"{_POINT}\u200d", spacing=run.spacing / 1.5)


def _run_box(run: Run, plain: Run | None, size: float, classes: Classes) -> RunBox:
    text = run.text.translate(_CONTROLS)
    # Without letters beside them Pango takes dashes for Latin, and narrows them.
    is_dash, kerned = set(text) == {"—"}, is_kerned(text)
    is_plain = plain == Run("", run.face, run.spacing, run.font)
    if is_plain and kerned and not is_dash:
        return RunBox(text, "")
    names = [classes.spaced(run.spacing, size)]
    if run.face != classes.strut or run.font:
        names.append(classes.name(font_css(classes.faces[run.face], run.font)))
    if not kerned:
        names.append(classes.name("font-kerning:none"))
    if is_dash:
        names.append(classes.name("font-variant-east-asian:full-width"))
    return RunBox(text, " ".join(names))


def place(x: float, y: float, classes: Classes) -> str:
    """Name the classes that put a box there, pt from its block."""
    across, down = f"left:{points(x)}", f"top:{points(y)}"
    return f"{classes.name(across)} {classes.name(down)}"


def points(length: float) -> str:
    """Write a length for CSS."""
    return f"{length:.4f}".rstrip("0").rstrip(".") + "pt"
