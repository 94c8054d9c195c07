"""L001, L002: one post with two holders, and names against the paper's own list."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsletter.desk.checks.copies import Copy, slip
from newsletter.desk.checks.surnames import SURNAMES
from newsletter.errors import Problem, Severity, Text

_UNIQUE = "书记|区长|市长|县长|省长|镇长|乡长|主任|主席|检察长|院长"
_VERBS = (
    "出席|主持|指出|强调|要求|表示|介绍|带领|率|参加|列席|宣读|作|就|对|代表|致辞|致词|"
    "讲话|说|在|赴|到|等|会见|看望|慰问|调研|检查|同志|陪同|为|向|与|和|一行|分别|主讲|汇报|"
    "通报|宣布|发言|致|深入|前往|一同|及"
)
_HOLDER = re.compile(
    rf"([\u4e00-\u9fff、]{{0,40}}?(?:{_UNIQUE}))([{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    rf"(?=[，。、；：（）,\s]|$|{_VERBS})"
)
_BREAKS = re.compile("会见|听取|陪同|以及|新任|[和与由向请让被是为及、]")
_PLACE = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:省|市|区|县|州|镇|乡|街道|村|社区)")
_PAST = re.compile("原|前任|时任|历任|老")
_BARE = frozenset(("书记", "主任", "主席", "院长", "检察长"))
_ORG = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}?(?:省|市|区|县|州|镇|乡|街道|村|社区))?"
    r"(?:委|政府|人大常委会|人大|政协|纪委|监委|监察委员会|法院|检察院|党工委|党委|党组|"
    r"党总支|党支部|总工会|团委|妇联|人民政府){0,3}"
)


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody named with a post that only one person can hold."""

    post: str
    name: str
    copy: Copy
    text: str
    start: int

    @property
    def end(self) -> int:
        """Behind the name."""
        return self.start + len(self.name)


def contradictory_posts(copies: Sequence[Copy]) -> Iterator[Problem]:
    """Find one post with two holders: an error in one article, else a warning."""
    held: dict[str, list[Holding]] = defaultdict(list)
    for copy in copies:
        for text in copy.texts:
            for holding in holdings(copy, text):
                held[holding.post].append(holding)
    for same in held.values():
        first = same[0]
        others = {h.name: h for h in same if not _is_same(h.name, first.name)}
        for other in others.values():
            yield _two_holders(first, other)


def holdings(copy: Copy, text: str) -> Iterator[Holding]:
    """Find who is named with which unique posts."""
    for match in _HOLDER.finditer(text):
        titles, name = match.group(1), match.group(2)
        for title in titles.split("、"):
            post = _post(title)
            if post:
                yield Holding(post, name, copy, text, match.start(2))


def _post(title: str) -> str:
    """Read a title as the post it names; nothing when several may hold it."""
    match = re.search(rf"({_UNIQUE})$", title)
    if not match or _PAST.search(title) or title[: match.start()].endswith("副"):
        return ""
    tail = _BREAKS.split(title[: match.start()])[-1]
    organ = max(
        (m.group() for n in range(len(tail)) if (m := _ORG.fullmatch(tail[n:]))),
        key=len,
        default="",
    )
    # 国家教委主任 ends in 委, which alone says nothing of whose it is.
    is_whole = bool(organ) and (organ == tail or _PLACE.match(organ) is not None)
    if match.group() in _BARE and not is_whole:
        return ""
    return organ + match.group()


def _is_same(name: str, other: str) -> bool:
    """Whether two names may be one, cut at different places."""
    return name.startswith(other) or other.startswith(name)


def _two_holders(first: Holding, other: Holding) -> Problem:
    place = other.copy.at(other.text, other.start, other.end)
    before = first.copy.at(first.text, first.start, first.end)
    where = f"{before.line}:{before.column}" if before.line else "?"
    here = first.copy is other.copy
    at = where if here else f"{before.file}:{where}"
    return slip(
        "L001",
        place,
        Text(
            f"“{first.post}”同时对应{first.name}（{at}）和{other.name}",
            f"“{first.post}” is both {first.name} ({at}) and {other.name}",
        ),
        Text("核对职务和姓名", "check posts and names"),
        Severity.ERROR if here else Severity.WARNING,
    )


def unlisted_posts(copy: Copy, leaders: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """Hold names and posts against the paper's ``leaders.csv``."""
    posts: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for name, post in leaders:
        posts[name].add(post)
        holders[post].add(name)
    for text in copy.texts:
        for holding in holdings(copy, text):
            known = posts.get(holding.name)
            if known and not any(_agrees(holding.post, post) for post in known):
                yield _not_listed(holding, "、".join(sorted(known)))
            elif not known and holding.post in holders:
                names = "、".join(sorted(holders[holding.post]))
                yield _other_holder(holding, names)


def _agrees(said: str, listed: str) -> bool:
    return said.endswith(listed) or listed.endswith(said)


def _not_listed(holding: Holding, known: str) -> Problem:
    return slip(
        "L002",
        holding.copy.at(holding.text, holding.start, holding.end),
        Text(
            f"{holding.name}在名单里是{known}，不是{holding.post}",
            f"{holding.name} is listed as {known}, not as {holding.post}",
        ),
        _LIST,
        Severity.ERROR,
    )


def _other_holder(holding: Holding, names: str) -> Problem:
    return slip(
        "L002",
        holding.copy.at(holding.text, holding.start, holding.end),
        Text(
            f"{holding.post}在名单里是{names}，不是{holding.name}",
            f"{holding.post} is listed as {names}, not {holding.name}",
        ),
        _LIST,
        Severity.ERROR,
    )


_LIST = Text(
    "核对姓名和职务；名单变了就改 issues/wordlists/leaders.csv",
    "check name and post, or bring issues/wordlists/leaders.csv up to date",
)
