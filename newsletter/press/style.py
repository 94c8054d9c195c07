"""The layout's make-up settings, read once: sizes, ratios, rules."""

from dataclasses import dataclass
from typing import Any

from newsletter.errors import LayoutError
from newsletter.layout import Layout
from newsletter.model.issue import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadSizes:
    """Headline sizes an article may take, points."""

    smallest: float
    wished: float
    largest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Looks that take room on the page; the rest is the layout's style sheet."""

    body_size: float
    """The least body type, points; 0 takes what the sheet gives."""

    centred: bool
    steps: tuple[float, ...]
    headline_height: float
    kicker_ratio: float
    deck_ratio: float
    small_height: float
    head_white: float
    """Grid lines."""

    sizes: dict[Slot, HeadSizes]
    nameplate_lines: int
    nameplate_size: float
    nameplate_capitals: bool
    nameplate_ears: bool
    """Whether motto, date and number stand beside the name."""

    nameplate_rules: tuple[float, float]
    """Rules above and below the line of facts, points."""

    nameplate_top: float
    """Rule over the name, points; 0 for none."""

    banner_lines: int
    banner_size: float
    caption_ratio: float
    caption_height: float
    box_rule: float
    """Around fixed boxes, points."""

    column_rule: float
    frame_rule: float
    heavy_rule: float

    def steps_for(self, slot: Slot) -> tuple[float, ...]:
        """List the headline sizes of a slot, smallest first."""
        sizes = self.sizes[slot]
        return tuple(s for s in self.steps if sizes.smallest <= s <= sizes.largest)


def load_style(layout: Layout, *, is_chinese: bool) -> Style:
    """Read ``print/make-up.toml`` of a layout.

    Raises:
        LayoutError: a key is missing or has the wrong type; names it.
    """
    settings = layout.settings("print/make-up.toml")
    try:
        return _style(settings, is_chinese=is_chinese)
    except (KeyError, TypeError, ValueError) as error:
        where = f"layouts/{layout.name}/print/make-up.toml"
        raise LayoutError(f"{where}: missing or wrong: {error}") from error


def _style(settings: dict[str, Any], *, is_chinese: bool) -> Style:
    head, rules = settings["head"], settings["rules"]
    align = head["align"] if is_chinese else head["default"]["align"]
    plate = settings["nameplate"]
    above, below = map(float, plate["rules"])
    return Style(
        body_size=float(settings["body"]["smallest"]),
        centred=align == "center",
        steps=tuple(map(float, head["steps"])),
        headline_height=float(head["headline_height"]),
        kicker_ratio=float(head["kicker_ratio"]),
        deck_ratio=float(head["deck_ratio"]),
        small_height=float(head["small_height"]),
        head_white=float(head["white"]),
        sizes={slot: _sizes(head[slot.value]["sizes"]) for slot in Slot},
        nameplate_lines=int(plate["lines"]),
        nameplate_size=float(plate["size"]),
        nameplate_ears=bool(plate["ears"]),
        nameplate_capitals=bool(plate["capitals"]),
        nameplate_rules=(above, below),
        nameplate_top=float(plate["top"]),
        banner_lines=int(settings["banner"]["lines"]),
        banner_size=float(settings["banner"]["size"]),
        caption_ratio=float(settings["caption"]["ratio"]),
        caption_height=float(settings["caption"]["height"]),
        box_rule=float(rules.get("box", rules["frame"])),
        column_rule=float(rules["column"]),
        frame_rule=float(rules["frame"]),
        heavy_rule=float(rules["heavy"]),
    )


def _sizes(values: list[float]) -> HeadSizes:
    smallest, wished, largest = map(float, values)
    return HeadSizes(smallest=smallest, wished=wished, largest=largest)
