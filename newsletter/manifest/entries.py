"""What all mappings of a manifest have in common."""

from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, Field

from newsletter.manifest.document import PATH, Path, Shape


class Entry(BaseModel):
    """A mapping of a manifest; it remembers where it stands."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True
    )

    short: ClassVar[str] = ""
    """The key that is meant when plain text stands in place of the mapping."""

    path: Path = Field(default=(), alias=PATH)


def shape_of(model: type[Entry]) -> Shape:
    """Tell which keys a mapping may hold, by all their names, at every depth."""
    names: dict[str, str] = {}
    inside: dict[str, Shape] = {}
    for field, info in model.model_fields.items():
        key = info.alias or field
        if key == PATH:
            continue
        extra = info.json_schema_extra
        aliases = extra["aliases"] if isinstance(extra, dict) else []
        names |= dict.fromkeys((key, *map(str, _listed(aliases))), key)
        for entry in _entries(info.annotation):
            inside[key] = shape_of(entry)
    return Shape(names, inside, model.short)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _entries(annotation: Any) -> list[type[Entry]]:
    """Find the entry class inside a list, an option or an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return [annotation]
    return [found for part in get_args(annotation) for found in _entries(part)]
