"""JSON Schemas, so that text editors complete and explain the keys of manifests."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from newsletter.manifest.boxes_schema import EarEntry
from newsletter.manifest.document import PATH
from newsletter.manifest.entries import Entry
from newsletter.manifest.issue_schema import ArticleEntry, IssueFile
from newsletter.manifest.photo_schema import PhotoEntry
from newsletter.manifest.publication_schema import PublicationFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: dict[str, type[Entry]] = {
    "publication.schema.json": PublicationFile,
    "issue.schema.json": IssueFile,
}
_SHORT = {entry.__name__ for entry in (ArticleEntry, EarEntry, PhotoEntry)}
_ALIASES = "aliases"


def write_schemas(folder: Path) -> None:
    """Write ``.newsletter/publication.schema.json`` and ``issue.schema.json``.

    They follow JSON Schema 2020-12.  Every alias of a key is a property of its own.

    Args:
        folder: the project's root.

    Raises:
        OSError: the folder cannot be written.
    """
    target = folder / ".newsletter"
    target.mkdir(parents=True, exist_ok=True)
    for name, schema in json_schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        (target / name).write_text(f"{text}\n", encoding="utf-8")


def json_schemas() -> dict[str, Any]:
    """Make the schemas: file name -> JSON Schema 2020-12."""
    return {
        name: {"$schema": _DIALECT, **_finished(model.model_json_schema())}
        for name, model in _FILES.items()
    }


def _finished(schema: dict[str, Any]) -> dict[str, Any]:
    definitions = {
        name: _with_short_form(name, _mapping(definition))
        for name, definition in schema.pop("$defs", {}).items()
    }
    return {**_mapping(schema), "$defs": definitions}


def _mapping(schema: dict[str, Any]) -> dict[str, Any]:
    """Give a mapping its aliases; a required key may be written by any of its names."""
    if "properties" not in schema:
        return schema
    properties: dict[str, Any] = {}
    required: list[dict[str, Any]] = []
    for key, declared in schema["properties"].items():
        if key == PATH:
            continue
        value = _loosened(deepcopy(declared))
        names = [key, *value.pop(_ALIASES, [])]
        properties |= dict.fromkeys(names, value)
        if key in schema.get("required", ()):
            required.append({"anyOf": [{"required": [name]} for name in names]})
    rest = {k: v for k, v in schema.items() if k not in ("properties", "required")}
    return {
        **rest,
        "properties": properties,
        **({"allOf": required} if required else {}),
    }


def _loosened(value: Any) -> Any:
    """Let numbers stand for free text: ``phone: 12345`` needs no quotes."""
    if isinstance(value, list):
        return [_loosened(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {key: _loosened(item) for key, item in value.items() if key != PATH}
    is_free = value.get("type") == "string" and not value.keys() & {
        "enum", "pattern", "format",
    }  # fmt: skip
    return {**value, "type": ["string", "number"]} if is_free else value


def _with_short_form(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    if name not in _SHORT:
        return definition
    return {"anyOf": [{"type": "string"}, definition]}
