"""T010: wordings that are mostly slips, ours and the paper's own."""

import re
from collections.abc import Iterator

from newsletter.desk.checks.copies import Copy, slip
from newsletter.desk.checks.wordlists import Confusion
from newsletter.errors import Problem, Severity, Text

_SURE = (
    ("帐号", "账号"), ("帐户", "账户"), ("更改完成", "整改完成"), ("亲睐", "青睐"),
    ("渡假", "度假"), ("重迭", "重叠"), ("松驰", "松弛"), ("气慨", "气概"),
    ("一股作气", "一鼓作气"), ("迫不急待", "迫不及待"), ("甘败下风", "甘拜下风"),
    ("再接再励", "再接再厉"), ("走头无路", "走投无路"), ("谈笑风声", "谈笑风生"),
    ("一如继往", "一如既往"), ("不径而走", "不胫而走"), ("穿流不息", "川流不息"),
    ("草管人命", "草菅人命"), ("默守成规", "墨守成规"), ("按步就班", "按部就班"),
    ("名符其实", "名副其实"), ("貌和神离", "貌合神离"), ("天翻地复", "天翻地覆"),
    ("出奇不意", "出其不意"), ("竭泽而鱼", "竭泽而渔"),
)  # fmt: skip
_HINTS = (("做出", "作出"), ("截止目前", "截至目前"), ("其它人", "其他人"))
_UNTIL = re.compile(
    r"截止(?=(?:\d{1,4}年|\d{1,2}月|\d{1,2}日|今年|昨日|今日|上月|去年底))"
)
_AT_MEETING = re.compile(r"任(?=[^，。；：、]{2,20}(?:大会|会议|座谈会|全会|论坛)上)")
_IS_POST = re.compile(r"[出担升历曾现就连留聘委专责信胜主]$")


def confusions(copy: Copy, own: tuple[Confusion, ...]) -> Iterator[Problem]:
    """Find wordings that are confused with another.

    Args:
        copy: The article.
        own: The paper's list; each is a warning.
    """
    for text in copy.texts:
        yield from _listed(copy, text, own)
        for match in _UNTIL.finditer(text):
            yield _problem(copy, text, match, "截至", Severity.WARNING)
        for match in _AT_MEETING.finditer(text):
            if not _IS_POST.search(text[: match.start()]):
                yield _problem(copy, text, match, "在", Severity.HINT)


def _listed(copy: Copy, text: str, own: tuple[Confusion, ...]) -> Iterator[Problem]:
    weighed = (
        *((each.wrong, each.right, Severity.WARNING) for each in own),
        *((wrong, right, Severity.WARNING) for wrong, right in _SURE),
        *((wrong, right, Severity.HINT) for wrong, right in _HINTS),
    )
    for wrong, right, severity in weighed:
        for match in re.finditer(re.escape(wrong), text) if wrong in text else ():
            yield _problem(copy, text, match, right, severity)


def _problem(
    copy: Copy, text: str, match: re.Match[str], right: str, severity: Severity
) -> Problem:
    wrong = match.group()
    around = text[max(match.start() - 4, 0) : match.end() + 4]
    return slip(
        "T010",
        copy.at(text, *match.span()),
        Text(
            f"“{wrong}”可能应作“{right}”：“{around}”",
            f"“{wrong}” may be meant as “{right}”: “{around}”",
        ),
        Text(f"改成“{right}”，或保留", f"write “{right}”, or keep it"),
        severity,
    )
