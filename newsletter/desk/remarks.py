"""What is still open in a review sheet: Word's comments and tracked changes.

An import writes each as a line with a box; the editor ticks it (``[x]``) when it is
settled, or deletes the line.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from newsletter.desk.review_sheet import NAME
from newsletter.errors import Problem, Text
from newsletter.manifest.findings import Findings
from newsletter.manifest.folders import exists
from newsletter.manifest.source import read_source
from newsletter.model.issue import Issue

CODES: dict[str, Text] = {
    "R105": Text("Word 批注或修订还没有处理", "open comment or change of a Word file"),
}
"""Code -> meaning."""

_FILE = re.compile(r"### (?P<file>\S+\.md)\b")
_OPEN = re.compile(
    r"\s*[-*+] \[ ?\] (?:第 \d+ \S{1,4}：|[a-z]+ \d+: )?"
    r"(?P<words>(?:批注（|comment \\?\(|修订(?:插入|删除)“|tracked \w+ “).*)"
)
_LONGEST = 60


def open_remarks(issue: Issue) -> tuple[Problem, ...]:
    """List comments and changes of imported Word files that nobody has ticked.

    Those of articles that are no longer in the issue do not count.  A sheet that is
    there but cannot be read is a problem itself.
    """
    path, findings = issue.folder / NAME, Findings()
    if not exists(path):
        return ()
    name = f"{issue.place.file.rpartition('/')[0]}/{NAME}"
    source = read_source(path, name, findings)
    if source is None:
        return findings.problems
    files = {article.place.file.rpartition("/")[2] for article in issue.articles}
    return tuple(
        Problem(
            code="R105",
            place=source.place(number, match.start("words") + 1, len(match["words"])),
            what=Text(
                f"还没有处理：{_short(match)}", f"not settled yet: {_short(match)}"
            ),
            cure=Text(
                f"处理以后，在 {NAME} 的方框里打勾：[x]",
                f"settle it, then tick its box in {NAME}: [x]",
            ),
        )
        for number, match in _open_lines(source.lines, files)
    )


def _open_lines(
    lines: tuple[str, ...], files: set[str]
) -> Iterator[tuple[int, "re.Match[str]"]]:
    """Find open boxes; what is said of a whole source goes with any of its files."""
    starts = [n for n, line in enumerate(lines) if line.startswith("## ")]
    for start, end in pairwise((*starts, len(lines))):
        heads = map(_FILE.match, lines[start:end])
        its = {head["file"] for head in heads if head}
        counts = not its or bool(its & files)
        for number, line in enumerate(lines[start:end], start + 1):
            head, match = _FILE.match(line), _OPEN.match(line)
            counts = head["file"] in files if head else counts
            if match and counts:
                yield number, match


def _short(match: "re.Match[str]") -> str:
    words = match["words"].replace("\\", "")
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
