"""Read a byline (署名): who did what, as Chinese papers write it.

``■ 记者 甲某 通讯员 乙某``, ``甲某/文 乙某/摄``, ``摄影：甲某``, ``By Jane Doe`` …
Every word stays: roles and names keep the words of the copy, only marks,
brackets and separators go.
"""

import re
from dataclasses import dataclass, field

from newsletter.model.issue import Byline, Credit

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_MARKS = "■□●○▲△◆◇★☆▍▌"
_BRACKETS = "（）()【】[]〔〕［］<>〈〉"

# The paper that a reporter works for stands before the role without a space.
_HOUSE = f"(?:本报|本刊|本台|本网|[{_HAN}]{{1,8}}?(?:社|报|台|网|刊))?"
_MEDIA = "(?:全媒体|融媒体)?"
_KIND = f"(?:见习|实习|特约|首席|资深|摄影|文字|驻[{_HAN}]{{1,4}})?"
_ROLES = (
    f"{_HOUSE}{_MEDIA}{_KIND}(?:记者|通讯员|评论员)|实习生|摄影报道|摄影|摄像|"
    "图片|图文|文图|文字|撰文|撰稿|供稿|供图|作者|编辑|责任编辑|本版编辑|本版责编|责编|"
    "美术编辑|美编|版式|版式设计|排版|组版|校对|整理|制图|绘图|漫画|海报|视频|设计|统筹|"
    "策划|监制|翻译|审核|审读|终审|主编|执行主编|总编辑|值班主任|值班编委|值班总编"
)
_ROLE = re.compile(_ROLES)
_NAME = f"(?:[{_HAN}]{{2,4}}|[{_HAN}]+(?:·[{_HAN}]+)+|[A-Za-z][A-Za-z.'’-]+)"
_GLUED = re.compile(f"(?P<role>{_ROLES})(?P<name>{_NAME})")
_SIGNED = re.compile(
    f"(?P<name>{_NAME}|受访者|受访单位)(?P<role>摄影报道|摄影|摄|供图|撰文)"
)
_SHORT_ROLES = frozenset(("文", "图", "摄", "报道", "文/图", "图/文"))
_LONE = frozenset(("摄", "报道"))
_TO_BLANK = {ord(char): " " for char in _MARKS + _BRACKETS + "\u3000\t\n"} | {
    ord("／"): "/"
}
_HARD = "、，,;；|丨&＆+"
_BY = re.compile(
    r"((?:words|text|story|photos?|pictures?|reporting)?\s*by\b|photos?(?=:)|text(?=:))"
    "[: ]+",
    re.IGNORECASE,
)

_NOT_BYLINES = re.compile("手记|观察|调查|述评|感言|札记|点评|提醒|链接")
_SENTENCE = re.compile("[，。！？；]")
_STRONG = re.compile(
    f"{_HOUSE}{_MEDIA}{_KIND}(?:记者|通讯员|评论员)|责编|责任编辑|作者|实习生"
)
_ENDS_BY_HAND = re.compile(r"/(?:文|图|摄|摄影)$|摄$|摄影报道$|供图$")
_OPENS_BY_ROLE = re.compile(
    f"(?:{_ROLES}|文|图|文/图|图/文)\\s*[:：/／]|(?:文/图|图/文) "
)
_FULL_NAME = re.compile(f"[{_HAN}]{{2,4}}|.*·.*|受访者|受访单位")


@dataclass(slots=True)
class _Job:
    """A role and the people it stands before, while reading."""

    role: str = ""
    names: list[str] = field(default_factory=list)
    is_closed: bool = False
    """Its role followed the name; the next name belongs elsewhere."""


def parse_byline(text: str) -> Byline:
    """Read roles and names.

    A role that directly follows a role joins it (``摄影 记者``); a role at the end
    applies to everyone before it when they have none, else it stands alone with
    no names.  Text without Han is read by commas and “and”.
    """
    if not re.search(f"[{_HAN}]", text):
        return _latin(text)
    jobs: list[_Job] = []
    for word in _words(text):
        _place(word, jobs)
    _close(jobs)
    return Byline(tuple(Credit(job.role, tuple(job.names)) for job in jobs))


def is_byline(line: str) -> bool:
    """Whether a line of copy is a byline rather than a sentence or a subhead.

    Examples: ``■ 记者 甲某`` is one, ``■ 记者手记`` and a sentence are not.
    """
    text = line.strip()
    if not text or len(text) > 60 or _NOT_BYLINES.search(text):
        return False
    words = tuple(_words(text))
    if text[0] in _MARKS and words:
        is_short = len(text) <= 15 and not _SENTENCE.search(text)
        return is_short or any(map(_is_role, words))
    if _SENTENCE.search(text.strip(_BRACKETS)) or not words:
        return False
    names = parse_byline(text).names
    if not names or not all(map(_FULL_NAME.fullmatch, names)):
        return False
    bare = _normal(text)
    is_signed = _ENDS_BY_HAND.search(bare) or _OPENS_BY_ROLE.match(
        text.strip(_BRACKETS)
    )
    return bool(_STRONG.match(bare) or (len(text) <= 40 and is_signed))


def _normal(text: str) -> str:
    """Turn marks and brackets into blanks, and give 文 and 图 their slashes."""
    text = text.translate(_TO_BLANK)
    text = re.sub(r"\s*/\s*", "/", text)
    text = re.sub(r"(?<![^\s/])(文|图|摄)\s*[:：]\s*", r"\1/", text)
    return re.sub(r"\s+", " ", re.sub("[:：]", " ", text)).strip()


def _words(text: str) -> list[str]:
    """Cut into words; glue ``王 伟``, and Latin names with their blanks."""
    hard = re.sub(f"[{re.escape(_HARD)}]|(?<= )·(?= )", " \n ", _normal(text))
    words: list[str] = []
    may_glue = False
    singles = 0
    parts = [part for part in hard.split(" ") if part]
    for index, part in enumerate(parts):
        if part == "\n":
            may_glue = False
            continue
        following = parts[index + 1] if index + 1 < len(parts) else ""
        if may_glue and _belong(words[-1], part, following, singles):
            words[-1] += part if _is_han(part) else f" {part}"
            singles = 2
        else:
            words.append(part)
            singles = 1 if len(part) == 1 else 0
        may_glue = True
    return words


def _belong(left: str, right: str, following: str, singles: int) -> bool:
    """Whether two neighbouring words are one name."""
    if re.fullmatch(r"[A-Za-z][\w.'’ -]*", left) and re.match("[A-Za-z]", right):
        return True
    if singles != 1 or len(right) != 1 or not (_is_han(left) and _is_han(right)):
        return False
    if right in "文图摄":
        return False
    # 文 王 伟 is a role and a name; 文 强 is a name.
    return left not in "文图摄" or len(following) != 1 or following in "摄文图"


def _is_han(text: str) -> bool:
    return re.fullmatch(f"[{_HAN}]+", text) is not None


def _is_role(word: str) -> bool:
    return word in _SHORT_ROLES or _ROLE.fullmatch(word) is not None


def _place(word: str, jobs: list[_Job]) -> None:
    """Put one word where it belongs."""
    if _is_role(word):
        _begin(word, jobs)
    elif "/" in word:
        _slashed(word.strip("/").split("/"), jobs)
    elif match := _GLUED.fullmatch(word):
        _begin(match["role"], jobs)
        _name(match["name"], jobs)
    elif match := _SIGNED.fullmatch(word):
        _signed(match["name"], match["role"], jobs)
    else:
        _name(word, jobs)


def _begin(role: str, jobs: list[_Job]) -> None:
    last = jobs[-1] if jobs else None
    if last and not last.names:
        last.role = f"{last.role} {role}"
    elif last and role in _LONE and not last.is_closed:
        _signed(last.names.pop(), role, jobs)
    else:
        jobs.append(_Job(role))


def _name(name: str, jobs: list[_Job]) -> None:
    if not jobs or jobs[-1].is_closed:
        jobs.append(_Job())
    jobs[-1].names.append(name)


def _signed(name: str, role: str, jobs: list[_Job]) -> None:
    """Place a name whose own role follows it."""
    if jobs and not jobs[-1].names:
        role = f"{jobs[-1].role} {role}".strip()
        jobs.pop()
    jobs.append(_Job(role, [name], is_closed=True))


def _slashed(parts: list[str], jobs: list[_Job]) -> None:
    """Read ``文/甲某``, ``甲某/文``, ``记者甲某/文/图`` and ``甲某/乙某``."""
    roles = [_is_role(part) for part in parts]
    if all(roles):
        _begin("/".join(parts), jobs)
    elif roles[0]:
        first_name = roles.index(False)
        _begin("/".join(parts[:first_name]), jobs)
        for part in parts[first_name:]:
            _place(part, jobs)
    elif any(roles):
        first_role = roles.index(True)
        for part in parts[: first_role - 1]:
            _place(part, jobs)
        _signed_part(parts[first_role - 1], "/".join(parts[first_role:]), jobs)
    else:
        for part in parts:
            _place(part, jobs)


def _signed_part(name: str, role: str, jobs: list[_Job]) -> None:
    if match := _GLUED.fullmatch(name):
        _begin(match["role"], jobs)
        name = match["name"]
    _signed(name, role, jobs)


def _close(jobs: list[_Job]) -> None:
    """Let a role at the end apply to people before it who have none."""
    if len(jobs) == 2 and not jobs[1].names and not jobs[0].role:
        jobs[0].role = jobs.pop().role


def _latin(text: str) -> Byline:
    bare = " ".join(text.translate(_TO_BLANK).split())
    match = _BY.match(bare)
    role = " ".join(match[1].split()) if match else ""
    rest = bare[match.end() :] if match else bare
    names = re.split(r"\s*(?:[,;&]|\band\b)\s*", rest)
    found = tuple(name for name in names if name)
    return Byline((Credit(role, found),)) if found else Byline()
