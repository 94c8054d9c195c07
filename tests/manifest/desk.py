"""A small paper on disk, and what the manifest room says of it."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from newsletter.errors import InputError, Problem, Severity
from newsletter.manifest import load_issue
from newsletter.model.issue import Article

PUBLICATION = """\
schema: 1
name: 河湾报
slug: hewan
language: zh-Hans
time_zone: Asia/Shanghai
url: https://paper.example.org/
founded: 2021
sections:
  - {slug: livelihood, name: 民生, keywords: [民生, 社区]}
  - {slug: news, name: 要闻, default: true}
"""

ISSUE = """\
date: 2021-11-23
number: 1024
pages:
  - {number: 1, name: 要闻, editors: 责编 甲某 版式 乙某}
sections:
  - name: 民生
    page: 1
    banner: 河边的事
    articles:
      - 01-quay.md
      - file: 03-photo.md
        slot: photo
        jump: false
        photos:
          - {file: photos/quay.jpg, caption: 老码头。, credit: 甲某, alt: 木码头}
"""

QUAY = """\
---
headline: 老码头迎来新生活
---
河边的老码头修好了。
"""

PHOTO_STORY = """\
---
headline: 码头的早晨
---
"""


class Desk:
    """The project's folder with one good issue, to be spoilt."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "issues" / "2021-11-23"
        (self.folder / "photos").mkdir(parents=True)
        self.write("../publication.yaml", PUBLICATION)
        self.write("issue.yaml", ISSUE)
        self.write("01-quay.md", QUAY)
        self.write("03-photo.md", PHOTO_STORY)
        self.draw("photos/quay.jpg", 600, 400)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
        return path

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def draw(self, name: str, width: int, height: int) -> None:
        Image.new("L", (width, height), 128).save(self.folder / name)

    def problems(self) -> tuple[Problem, ...]:
        try:
            return load_issue(self.folder).problems
        except InputError as error:
            return error.problems

    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems()]

    def errors(self) -> list[str]:
        return [p.code for p in self.problems() if p.severity is Severity.ERROR]

    def found(self, code: str) -> Problem:
        """The one problem of a code."""
        (problem,) = (p for p in self.problems() if p.code == code)
        return problem

    def article(self, markdown: str) -> Article:
        """Read a copy below a headline."""
        self.write("01-quay.md", f"---\nheadline: 标题\n---\n{markdown}")
        return load_issue(self.folder).articles[0]


def underlined(problem: Problem) -> str:
    """The characters that a code frame would underline."""
    line = problem.place.source.split("\n")[-1]
    start = problem.place.column - 1
    return line[start : start + problem.place.length]


def names(problems: Iterable[Problem]) -> list[str]:
    """Files that problems are about."""
    return [Path(problem.place.file).name for problem in problems]
