"""CSS classes for what the composer decided: faces, sizes, places, spacing."""

from dataclasses import dataclass, field
from math import copysign
from pathlib import Path

_PX = 4 / 3
"""CSS pixels in a point."""

_PANGO = 1024
"""Units in a CSS pixel; Pango knows no fractions of them."""


@dataclass(frozen=True, slots=True)
class Face:
    """Fonts that a face name of the layout's ``type.toml`` stands for."""

    family: str
    weight: int = 400
    slant: str = "normal"
    """``normal``, ``italic`` or ``oblique``."""

    fallbacks: tuple["Face", ...] = ()
    """Fonts for characters the first does not have; ``Run.font`` counts them from 1."""

    features: str = ""
    """CSS ``font-feature-settings``; empty for none."""

    file: Path | None = None
    """Where the font is; None leaves it to the system to find it."""

    spare: str = ""
    """Family asked for last of all; empty for none."""


@dataclass(slots=True)
class Classes:
    """CSS classes made on the way, one for each distinct declaration.

    WeasyPrint reads every ``style`` attribute anew, a class only once.
    """

    faces: dict[str, Face]
    strut: str
    """Face whose metrics place every baseline, whatever a line is set in."""

    quantum: float
    """Letter spacing is rounded to it, ems."""

    rules: dict[str, str] = field(default_factory=dict)

    def name(self, declarations: str) -> str:
        """Name the class that declares this."""
        return self.rules.setdefault(declarations, f"_{len(self.rules)}")

    def spaced(self, spacing: float, size: float) -> str:
        """Name the class that adds white (ems) after each character of a size (pt)."""
        ems = round(spacing / self.quantum) * self.quantum
        return self.name(f"letter-spacing:{_letter_spacing(ems, size):.6f}px")

    @property
    def css(self) -> str:
        """Write all rules."""
        return "\n".join(f".{name}{{{text}}}" for text, name in self.rules.items())


def font_css(face: Face, font: int = 0) -> str:
    """Write the CSS declarations of a face, or of its n-th fallback font."""
    chosen = face.fallbacks[font - 1] if font else face
    others = (face.family, *(fallback.family for fallback in face.fallbacks))
    families = dict.fromkeys(filter(None, (chosen.family, *others, face.spare)))
    names = ",".join(f'"{family}"' for family in families)
    declarations = [
        f"font-family:{names}",
        f"font-weight:{chosen.weight}",
        f"font-style:{chosen.slant}",
    ]
    if chosen.features:
        declarations.append(f"font-feature-settings:{chosen.features}")
    return ";".join(declarations)


def _letter_spacing(ems: float, size: float) -> float:
    """Find the CSS letter spacing, px, with which WeasyPrint prints a spacing.

    It lays out in Pango's units, so the next run starts there; but when it writes
    the glyphs it drops fractions of 1/1000 em from the half that Pango puts after
    each.  Choose the units that keep both errors small: half of 1/1000 em.
    """
    em = size * _PX
    wanted = abs(ems) * 1000
    exact = round(wanted / 1000 * em * _PANGO)
    reach = round(em * _PANGO / 1000)

    def error(units: int) -> float:
        laid_out = units * 1000 / (em * _PANGO)
        before = units // 2 / em
        printed = before + int(laid_out - before)
        return max(abs(printed - wanted), abs(laid_out - wanted))

    best = min(range(exact, exact + reach + 1), key=error) if exact else 0
    # Half a unit more survives the rounding of this number itself.
    return copysign((best + 0.5) / _PANGO, ems) if best else 0.0
