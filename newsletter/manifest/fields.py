"""Kinds of values that the keys of manifests take."""

from datetime import date, time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic.config import JsonDict

from newsletter.manifest.addresses import as_address, as_hub, as_url
from newsletter.manifest.values import (
    SLUG,
    as_date,
    as_focus,
    as_language,
    as_layout,
    as_lines,
    as_one_line,
    as_schema_version,
    as_several,
    as_slug,
    as_time,
    as_time_zone,
    as_words,
    as_yes,
)

_LINES_SCHEMA = {
    "anyOf": [
        {"type": ["string", "number"]},
        {"type": "array", "items": {"type": ["string", "number"]}},
    ]
}

Line = Annotated[str, BeforeValidator(as_one_line)]
"""Text on one line; lines are joined."""

Named = Annotated[str, BeforeValidator(as_one_line), StringConstraints(min_length=1)]
"""A line that may not be empty."""

PaperName = Annotated[Named, StringConstraints(max_length=60)]
"""A name that fits the head of a page."""

Lines = Annotated[
    tuple[str, ...], BeforeValidator(as_lines), WithJsonSchema(_LINES_SCHEMA)
]
"""Hand-broken lines."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True)]
"""Text that keeps its line feeds."""

Words = Annotated[tuple[str, ...], BeforeValidator(as_words)]
Day = Annotated[date, BeforeValidator(as_date)]
Clock = Annotated[
    time,
    BeforeValidator(as_time),
    WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"}),
]
Url = Annotated[
    str,
    BeforeValidator(as_url),
    WithJsonSchema({"type": "string", "pattern": "^https?://"}),
]
Hub = Annotated[
    str,
    BeforeValidator(as_hub),
    WithJsonSchema({"type": "string", "pattern": "^https?://"}),
]
Language = Annotated[str, BeforeValidator(as_language)]
TimeZone = Annotated[str, BeforeValidator(as_time_zone)]
Slug = Annotated[
    str,
    BeforeValidator(as_slug),
    WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}$"}),
]
LayoutName = Annotated[str, BeforeValidator(as_layout)]
Address = Annotated[str, BeforeValidator(as_address)]
RequiredAddress = Annotated[Address, StringConstraints(min_length=1)]
Focus = Annotated[
    tuple[float, float],
    BeforeValidator(as_focus),
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "number", "minimum": 0, "maximum": 1},
            "minItems": 2,
            "maxItems": 2,
        }
    ),
]
Resolutions = Annotated[
    tuple[int, int, int],
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "integer", "minimum": 36},
            "minItems": 3,
            "maxItems": 3,
        }
    ),
]
"""Pixels per inch: refused below, doubtful below, resampled above."""

YesNo = Annotated[bool, BeforeValidator(as_yes)]
SchemaVersion = Annotated[
    int, BeforeValidator(as_schema_version), WithJsonSchema({"const": 1})
]
Several = BeforeValidator(as_several)
"""Let one item stand for a list of one."""


def said(aliases: str, zh: str, en: str, default: Any = ..., **more: Any) -> Any:
    """Declare a key: its Chinese names, what it means, its default and limits."""
    extra: JsonDict = {"aliases": [*aliases.split()]}
    return Field(default, description=f"{zh} · {en}", json_schema_extra=extra, **more)
