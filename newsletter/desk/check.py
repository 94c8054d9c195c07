"""What ``check`` says of an issue beyond what the manifest refuses.

Only rules that are almost never wrong are errors: an editor stops reading a list
that cries wolf.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.desk.checks.confusions import confusions
from newsletter.desk.checks.copies import Copy, copies_of
from newsletter.desk.checks.dates import dates
from newsletter.desk.checks.doubled import Lexicon, doubled_characters, find_lexicon
from newsletter.desk.checks.earlier import earlier_stories, repeated
from newsletter.desk.checks.fit import fit
from newsletter.desk.checks.links import links
from newsletter.desk.checks.marks import marks
from newsletter.desk.checks.numbers import numbers
from newsletter.desk.checks.posts import contradictory_posts, unlisted_posts
from newsletter.desk.checks.silences import without_silenced
from newsletter.desk.checks.wordlists import FOLDER, WordLists, read_wordlists
from newsletter.desk.marks import has_han, snippet
from newsletter.desk.placeholders import MARKER
from newsletter.errors import Problem, Severity, Text
from newsletter.model.copy import Code
from newsletter.model.issue import Issue

CODES: dict[str, Text] = {
    "A001": Text("网址写错", "malformed address"),
    "C001": Text("还有待写的文字", "text still to be written"),
    "C002": Text("静默没有用上", "silence that silences nothing"),
    "C003": Text("词表有误", "word list at fault"),
    "C004": Text(
        "没有词频表，未查叠字", "no frequency list, doubled characters unchecked"
    ),
    "D001": Text("没有这一天", "no such day"),
    "D002": Text("日期在出报日期以后", "date after the issue's"),
    "D003": Text("星期与日期不符", "wrong weekday"),
    "D004": Text("日期太早", "date long ago"),
    "L001": Text("一职两人", "one post with two holders"),
    "L002": Text("与本报名单不符", "name or post against the paper's list"),
    "N001": Text("分项之和不符", "sum that does not add up"),
    "N010": Text("序数写法不一", "ordinals in Han and in digits"),
    "N011": Text("数量写法不一", "counts in Han and in digits"),
    "P001": Text("标点重复", "doubled mark"),
    "P002": Text("汉字之间有半角标点", "half-width mark between Han"),
    "P003": Text("全角字母或数字", "full-width letters or digits"),
    "P004": Text("引号、书名号或括号不成对", "marks not in pairs"),
    "P005": Text("末句没有写完", "unfinished last sentence"),
    "P010": Text("引号或书名号之间有顿号", "comma between quoted words or titles"),
    "R001": Text("重稿", "story printed before"),
    "T001": Text("叠字", "doubled character"),
    "T010": Text("易混词", "confused wording"),
    "U001": Text("稿件超长", "too long for its slot"),
    "U002": Text("稿件太短", "too short for its slot"),
}
"""Code -> meaning."""

_COUNTED = "ADLNPT"
"""First letters of the codes that are slips in the copy."""

LIMIT = 3.0
"""Errors per 10,000 characters above which a paper fails.

Source: 《报纸期刊质量管理规定》, 2020.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRate:
    """Likely slips against the length of the copy."""

    characters: int
    slips: int

    @property
    def per_10000(self) -> float:
        """Slips in 10,000 characters."""
        return self.slips * 10_000 / max(self.characters, 1)

    @property
    def passes(self) -> bool:
        """Whether it keeps the national limit."""
        return self.per_10000 <= LIMIT


def check_issue(issue: Issue) -> tuple[Problem, ...]:
    """List every problem of an issue, sorted by place.

    Those found while reading come along; then placeholders (``C001``), slips of the
    copy, contradictions, stories printed before, and the room that stories take.
    What the manifest silences with a reason is left out.
    """
    every = (*issue.problems, *placeholder_problems(issue), *_findings(issue))
    kept = without_silenced(every, issue.silences)
    places = [(p.place.file, p.place.line, p.place.column) for p in kept]
    order = sorted(range(len(kept)), key=places.__getitem__)
    return tuple(kept[n] for n in order)


def error_rate(issue: Issue, problems: tuple[Problem, ...]) -> ErrorRate:
    """Count the likely slips among problems: errors and warnings, and no hints."""
    texts = (text for copy in copies_of(issue) for text in copy.texts)
    slips = sum(
        p.code[0] in _COUNTED and p.severity is not Severity.HINT for p in problems
    )
    return ErrorRate(characters=sum(map(len, texts)), slips=slips)


def placeholder_problems(issue: Issue) -> tuple[Problem, ...]:
    """Refuse articles with ``TODO`` or ``待写`` in headline or text (``C001``).

    Each article is named once, at the first such word.
    """
    found = (_placeholder(copy) for copy in copies_of(issue))
    return tuple(problem for problem in found if problem)


def _findings(issue: Issue) -> Iterator[Problem]:
    project = issue.publication.folder
    folder = project / "issues" / FOLDER
    lists = read_wordlists(folder, f"issues/{FOLDER}")
    copies = copies_of(issue)
    is_chinese = any(has_han(text) for copy in copies for text in copy.texts)
    lexicon = find_lexicon(folder) if is_chinese else None
    yield from lists.problems
    for copy in copies:
        yield from _of_article(copy, issue, lists, lexicon)
    yield from contradictory_posts(copies)
    yield from repeated(copies, earlier_stories(project, issue.date))
    if is_chinese and lexicon is None:
        yield _no_lexicon(issue)


def _of_article(
    copy: Copy, issue: Issue, lists: WordLists, lexicon: Lexicon | None
) -> Iterator[Problem]:
    yield from marks(copy)
    yield from numbers(copy)
    yield from dates(copy, issue.date)
    yield from confusions(copy, lists.confusions)
    yield from unlisted_posts(copy, lists.leaders)
    yield from links(copy)
    yield from fit(copy, issue.publication.sheet)
    if lexicon:
        yield from doubled_characters(copy, lexicon, lists.names)


def _placeholder(copy: Copy) -> Problem | None:
    code = {block.text for block in copy.article.body if isinstance(block, Code)}
    for text in copy.texts:
        match = None if text in code else MARKER.search(text)
        if match:
            words = snippet(text)
            return Problem(
                code="C001",
                place=copy.at(text, *match.span()),
                what=Text(
                    zh=f"还没有写：“{words}”", en=f"still to be written: “{words}”"
                ),
                cure=Text(
                    zh="写上文字，或从 issue.yaml 里删去这篇稿件",
                    en="write it, or take the article out of issue.yaml",
                ),
            )
    return None


def _no_lexicon(issue: Issue) -> Problem:
    return Problem(
        code="C004",
        place=issue.place,
        what=Text("没有词频表，未查叠字", "doubled characters were not looked for"),
        cure=Text(
            "安装 jieba，或放一份 issues/wordlists/frequencies.txt",
            "install jieba, or add issues/wordlists/frequencies.txt",
        ),
        severity=Severity.HINT,
    )
