import pytest

from newsletter.desk.headings import split_heading
from newsletter.desk.scan import Heading, scan
from newsletter.desk.subjects import Subjects, find_subjects

PLACES = Subjects(persons=frozenset({"甲平"}), places=frozenset({"河湾区"}))


def split(line: str) -> tuple[list[str], list[str], list[str], bool]:
    heading = Heading(line, 1)
    result = split_heading([heading], PLACES)
    return (
        [part.text for part in result.kicker],
        [part.text for part in result.headline],
        [part.text for part in result.deck],
        result.sure,
    )


@pytest.mark.parametrize(
    ("line", "kicker", "headline"),
    [
        ("河湾区修好老码头", [], ["河湾区修好老码头"]),
        ("修桥铺路 河湾区修好老码头", ["修桥铺路"], ["河湾区修好老码头"]),
        ("修桥铺路\u3000甲平走访码头", ["修桥铺路"], ["甲平走访码头"]),
        ("修桥铺路\t北门医院开诊", ["修桥铺路"], ["北门医院开诊"]),
        ("河湾区修好 老码头", [], ["河湾区修好", "老码头"]),
        ("“修桥 铺路”之后 河湾区通航", ["“修桥铺路”之后"], ["河湾区通航"]),
        ("修桥、 铺路 河湾区通航", ["修桥、铺路"], ["河湾区通航"]),
        ("河湾区推进 5G 网络建设", [], ["河湾区推进 5G 网络建设"]),
        ("关爱老人 服务进家门", [], ["关爱老人", "服务进家门"]),
    ],
)
def test_headline_begins_with_its_subject(
    line: str, kicker: list[str], headline: list[str]
) -> None:
    assert split(line)[:2] == (kicker, headline)


@pytest.mark.parametrize(
    "line",
    ["打造新格局 谋划大未来啊", "以人民为中心 再上新台阶啦", "走进社区 送上一份关爱"],
)
def test_words_that_only_look_like_offices_are_no_subjects(line: str) -> None:
    assert split(line)[0] == []


def test_two_equal_pieces_are_a_couplet_on_one_line() -> None:
    assert split("桥上人来往 “水中”鱼去回") == (
        [],
        ["桥上人来往 “水中”鱼去回"],
        [],
        True,
    )


def test_couplet_before_a_longer_line_is_a_kicker_to_look_at() -> None:
    assert split("桥上人来 水中鱼去 老码头上看日出的人又多了") == (
        ["桥上人来", "水中鱼去"],
        ["老码头上看日出的人又多了"],
        [],
        False,
    )


@pytest.mark.parametrize("dash", ["——", "—", "－－", "--"])
def test_last_piece_behind_a_dash_is_the_deck(dash: str) -> None:
    _, headline, deck, _ = split(f"河湾区修好老码头 {dash}记一个早晨")

    assert headline == ["河湾区修好老码头"]
    assert deck == [f"{dash}记一个早晨"]


def test_words_of_a_latin_headline_are_no_pieces() -> None:
    assert split("Council approves new quay")[1] == ["Council approves new quay"]


def test_subjects_must_be_seen_twice() -> None:
    page = (
        "区长甲平出席。区长甲平强调。河湾区通航，河湾区通车。区长乙安出席，东岸区通水。"
    )

    subjects = find_subjects(page)

    assert subjects.persons == {"甲平"}
    assert subjects.places == {"河湾区"}


@pytest.mark.parametrize(
    ("line", "level"),
    [("# 甲", 2), ("## 甲", 2), ("### 甲 ###", 3), ("##甲", 2), ("###### 甲", 6)],
)
def test_heading_marks_are_read(line: str, level: int) -> None:
    (heading,) = scan(line)

    assert isinstance(heading, Heading)
    assert (heading.text, heading.level) == ("甲", level)


@pytest.mark.parametrize("line", ["#话题# 大家谈", "####### 甲", "甲 # 乙"])
def test_other_number_signs_are_copy(line: str) -> None:
    (fragment,) = scan(line)

    assert not isinstance(fragment, Heading)
    assert fragment.text == line
