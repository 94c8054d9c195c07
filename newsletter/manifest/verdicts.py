"""Hold plain data against the schema: one problem, at its place, for each fault."""

from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from newsletter.manifest.document import Document, Path
from newsletter.manifest.entries import Entry
from newsletter.manifest.findings import Findings
from newsletter.manifest.wording import missing, said_of, unknown, unknown_means

_Model = TypeVar("_Model", bound=Entry)
_MOST_ROUNDS = 20
_MOST_REPORTED = 200


def validated(
    model: type[_Model],
    document: Document,
    findings: Findings,
    fallback: dict[str, Any],
) -> _Model:
    """Check a document against a model, and make the best of it.

    What is at fault is reported and then left out, so that whatever hangs on the
    rest can be checked in the same run.

    Args:
        model: what the document should be.
        document: as read.
        findings: gets M101 to M106 and the codes of single values.
        fallback: valid values that stand in for required keys at the root.
    """
    data: Any = document.data
    for round_ in range(_MOST_ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            errors = error.errors(include_url=False)
        if round_ == 0:
            _report(errors, document, findings)
        cuts = {_cut(data, error["loc"]) for error in errors}
        data = fallback | _without(data, (), cuts)
    return model.model_validate(fallback)


def _cut(data: Any, loc: Path) -> Path:
    """Choose what to leave out: the value, or the mapping that lacks it."""
    for depth, step in enumerate(loc):
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif isinstance(data, dict) and step in data:
            data = data[str(step)]
        else:
            return loc[:depth]
    return loc


def _without(data: Any, path: Path, cuts: set[Path]) -> Any:
    """Copy data without what stands at some paths."""
    if isinstance(data, dict):
        return {
            key: _without(value, (*path, key), cuts)
            for key, value in data.items()
            if (*path, key) not in cuts
        }
    if isinstance(data, list):
        return [
            _without(value, (*path, index), cuts)
            for index, value in enumerate(data)
            if (*path, index) not in cuts
        ]
    return data


def _report(errors: list[ErrorDetails], document: Document, findings: Findings) -> None:
    strangers = [e["loc"] for e in errors if e["type"] == "extra_forbidden"]
    # A misspelt key is one mistake: do not call the right one missing as well.
    meant = {(*loc[:-1], unknown_means(document, loc)) for loc in strangers[:100]}
    findings.add_unnamed(document.source.name, len(errors) - _MOST_REPORTED)
    for error in errors[:_MOST_REPORTED]:
        loc, kind = error["loc"], error["type"]
        if kind == "extra_forbidden":
            code, what, cure = unknown(document, loc)
            findings.add(code, document.key(loc), what, cure)
        elif kind != "missing":
            code, what, cure = said_of(error, document)
            findings.add(code, document.value(loc), what, cure)
        elif loc not in meant:
            place = document.key(loc) if loc in document.keys else document.value(loc)
            findings.add("M102", place, *missing(document, loc))
