"""An editor's mistake as one error with its place, cause and cure."""

from newsletter.errors import InputError, Place, Problem, Text


def refusal(
    code: str, file: str, what: Text, cure: Text, *, line: int = 0
) -> InputError:
    """Build the error for a single problem of a file."""
    place = Place(file=file, line=line)
    return InputError([Problem(code=code, place=place, what=what, cure=cure)])
