"""Who and where a page speaks of: what a Chinese headline begins with."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

_MOST_PERSONS = 300
_HAN = "[\u3400-\u9fff]"
_POST = (
    "书记|省长|市长|区长|县长|镇长|乡长|部长|局长|处长|厅长|司长|科长|主任|主席|院长|校长|"
    "会长|检察长|董事长|总经理|所长|站长|队长"
)
_VERB = (
    "出席|指出|强调|要求|主持|表示|带队|率队|率领|带领|调研|走访|检查|参加|讲话|介绍|"
    "说|在|到|赴|为|对|等"
)
# A post, a name of two or three characters, then a verb or a mark.
_PERSON = re.compile(rf"(?:{_POST})({_HAN}{{2,3}}?)(?={_VERB}|[、，。；：“（])")
_PLACE = re.compile(
    rf"(?:^|[，。、；：！？“”（）\s])({_HAN}{{1,3}}?(?:区|市|县|镇|省|街道))",
    re.MULTILINE,
)
_BODY = (
    "社区|居委会|村委会|管委会|委员会|常委会|党组织|党支部|党委|党校|政府|大学|中学|小学|"
    "学校|幼儿园|公司|集团|中心|法院|检察院|医院|学院|研究院|剧院|派出所|图书馆|博物馆|"
    "文化馆|合作社|银行|工会|协会|学会|商会|局|院"
)
_ORGANISATION = re.compile(rf"({_HAN}{{1,6}}?)(?:{_BODY})")
# 格局, 全局 and 以…为中心 are no offices, and a verb in front is no name.
_NO_OFFICE = re.compile(r"[格布全大结开破变时]局|[为绕]中心|庭院|两院")
_VERB_FIRST = re.compile(
    "走|进|入|服务|关爱|深入|聚焦|打造|建设|共建|推进|助力|情系|心系|围绕|以|为|把|让|在|"
    "加强|创建|做|送|请"
)


@dataclass(frozen=True, slots=True)
class Subjects:
    """Persons and places that a page names more than once."""

    persons: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def opens(self, piece: str) -> bool:
        """Tell whether a piece of a heading begins with a subject of the sentence."""
        named = (*self.persons, *self.places)
        return any(map(piece.startswith, named)) or _names_office(piece)


def find_subjects(text: str) -> Subjects:
    """Collect the persons and places of a page, each seen at least twice."""
    named = islice(dict.fromkeys(_PERSON.findall(text)), _MOST_PERSONS)
    persons = frozenset(name for name in named if text.count(name) > 1)
    places = Counter(_PLACE.findall(text))
    return Subjects(persons, frozenset(p for p, seen in places.items() if seen > 1))


def _names_office(piece: str) -> bool:
    match = _ORGANISATION.match(piece)
    if not match or _VERB_FIRST.match(piece):
        return False
    return _NO_OFFICE.search(match.group()) is None
