"""Press files that a printer would send back, with pictures of what is wrong."""

from newsletter.errors import InputError, Problem
from newsletter.model.issue import Issue
from newsletter.press.acceptance import FilePreflight, preflight_errors
from newsletter.press.preflight import fault_pictures


class RefusedFiles(InputError):  # noqa: N818  (the trade's word)
    """Press files that the printer's profile refuses, with their faults framed."""

    def __init__(
        self, problems: tuple[Problem, ...], pictures: tuple[tuple[int, bytes], ...]
    ) -> None:
        """Keep the problems, and page numbers with their pictures (PNG)."""
        self.pictures = pictures
        super().__init__(problems)


def refuse_files(
    issue: Issue,
    whole: bytes,
    preflights: tuple[FilePreflight, ...],
    found: tuple[Problem, ...] = (),
) -> None:
    """Refuse press files that break a rule.

    Args:
        issue: As printed.
        whole: All pages in one file.
        preflights: Of that file first, then of the others.
        found: Known of the pages, and told beside: it names the pictures at fault.

    Raises:
        RefusedFiles: a rule is broken.
    """
    problems = preflight_errors(issue, preflights)
    if problems:
        raise RefusedFiles((*problems, *found), pictures_of_faults(whole, preflights))


def pictures_of_faults(
    whole: bytes, preflights: tuple[FilePreflight, ...]
) -> tuple[tuple[int, bytes], ...]:
    """Frame what refuses press files on pictures of their pages.

    Returns:
        Page number and PNG, for each page with a place to show; none when nothing
        was refused.
    """
    report = preflights[0].report
    return fault_pictures(whole, report) if report.failed else ()
