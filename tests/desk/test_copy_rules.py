"""Slips that the rules of copy-editing find, and clean copy that they let be."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from newsletter.desk.check import CODES, check_issue, error_rate
from newsletter.errors import Place, Problem, Severity
from newsletter.manifest import load_issue
from newsletter.model.copy import Paragraph, Span
from newsletter.model.issue import Article, Byline, Credit, Silence, Slot
from tests.builders import (
    SENTENCE,
    a_publication,
    an_article,
    an_issue,
    paragraphs,
    prose,
)

LEXICON = """\
河边 900
建后 40
管养 60
完善 3000
进一步 2000
善 200
建 500
的 90000
常常 800
区 3000
了 60000
"""


def found(*texts: str, **fields: Any) -> list[Problem]:
    """Check an article and leave out what is not about its words."""
    article = an_article(body=paragraphs(*texts), **fields)
    return [p for p in check_issue(an_issue(article)) if p.code[0] not in "UC"]


def codes(*texts: str, **fields: Any) -> list[str]:
    return [problem.code for problem in found(*texts, **fields)]


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("全长２５公里，都修好了。", "P003", Severity.WARNING),
        ("有“甲地”、“乙地”两处码头。", "P010", Severity.HINT),
        ("2月30日，老码头修好了。", "D001", Severity.ERROR),
        ("2021年11月31日，老码头修好了。", "D001", Severity.ERROR),
        ("2021年11月22日（星期二），码头修好了。", "D003", Severity.ERROR),
        ("11月22日星期三，码头修好了。", "D003", Severity.WARNING),
        ("12月24日，老码头修好了。", "D002", Severity.HINT),
        ("9月2日，老码头修好了。", "D004", Severity.HINT),
        ("今年4月7日，老码头动工。", "D004", Severity.HINT),
        ("截止11月20日，码头修好了。", "T010", Severity.WARNING),
        ("他申请了一个帐号。", "T010", Severity.WARNING),
        ("大家做出了贡献。", "T010", Severity.HINT),
        ("查出问题18件，其中水上4件，岸上13件。", "N001", Severity.WARNING),
        ("第四十次会议开过以后，第14次会议又开了。", "N010", Severity.HINT),
        ("办好十个码头，再修29个渡口。", "N011", Severity.HINT),
        ("网址是https//example.org，欢迎来看。", "A001", Severity.WARNING),
        ("镇长王大力说修，镇长李小川说不修。", "L001", Severity.ERROR),
    ],
)
def test_slip_is_found(text: str, code: str, severity: Severity) -> None:
    (problem,) = found(text)

    assert (problem.code, problem.severity) == (code, severity)
    assert problem.what.en
    assert problem.cure.zh
    assert code in CODES


@pytest.mark.parametrize(
    "text",
    [
        "农历二月三十日，老码头动工。",
        "2021年11月22日（星期一），码头修好了。",
        "查出问题18件，其中水上4件，岸上14件。",
        "查出29件，其中水上13件，岸上16件，办结24件，在办5件。",
        "来了200多人，其中老人30人，孩子20人。",
        "来了100人，其中老人3人，孩子2人。",
        "他担任大会上的主持。",
        "截止日期就是今天。",
        "镇长王大力说修，副镇长李小川说不修。",
        "镇长王大力说修，原镇长李小川也说修。",
        "镇党委书记、镇长王大力说修，镇长王大力又说了一遍。",
        "东街道党工委书记王大力说修，西街道党工委书记李小川也说修。",
        "见《甲书》《乙书》，网址 https://example.org/a?b=1。",
        "第三次、第四次会议都开过了。",
    ],
)
def test_right_copy_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_sample_issue_has_no_errors_and_no_warnings() -> None:
    folder = Path(__file__).parents[2] / "issues" / "2021-11-23"

    problems = check_issue(load_issue(folder))

    assert {p.severity for p in problems} <= {Severity.HINT}


def test_contradiction_between_articles_is_a_warning() -> None:
    first = an_article(body=paragraphs("镇长王大力说修。"))
    second = an_article("new-quay", ordinal=2, body=paragraphs("镇长李小川说不修。"))

    (problem,) = [p for p in check_issue(an_issue(first, second)) if p.code == "L001"]

    assert problem.severity is Severity.WARNING
    assert problem.place.file.endswith("new-quay.md")
    assert "old-quay.md" in problem.what.zh


class Paper:
    """A paper on disk with word lists of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lists = folder / "issues" / "wordlists"
        self.lists.mkdir(parents=True)

    def list(self, name: str, text: str) -> None:
        (self.lists / name).write_text(text, encoding="utf-8")

    def check(self, *texts: str, **fields: Any) -> tuple[Problem, ...]:
        return self.check_articles(an_article(body=paragraphs(*texts)), **fields)

    def check_articles(self, *articles: Article, **fields: Any) -> tuple[Problem, ...]:
        publication = a_publication(self.folder)
        every = check_issue(an_issue(*articles, publication=publication, **fields))
        return tuple(p for p in every if p.code[0] != "U")


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def test_doubled_character_is_found_by_what_it_costs(paper: Paper) -> None:
    paper.list("frequencies.txt", LEXICON)

    (problem,) = paper.check("进一步完善善建后的管养。")

    assert problem.code == "T001"
    assert "善善" in problem.what.zh


@pytest.mark.parametrize(
    "text", ["他常常来。", "河边善善良良的人。", "一善善之。", "善善善。"]
)
def test_reduplication_is_no_slip(paper: Paper, text: str) -> None:
    paper.list("frequencies.txt", LEXICON)

    assert paper.check(text) == ()


def test_names_of_byline_and_list_are_no_slip(paper: Paper) -> None:
    paper.list("frequencies.txt", LEXICON)
    paper.list("names.txt", "# 人名\n善善家\n")
    byline = Byline((Credit("记者", ("童建建",)),))
    article = an_article(
        body=paragraphs("完善善善家的管养，童建建在河边。"), byline=byline
    )

    assert paper.check_articles(article) == ()


def test_real_frequency_list_judges_alike() -> None:
    pytest.importorskip("jieba", reason="jieba is not installed")

    assert codes("进一步完善善建后管养设施运行。", "他常常散步，年年如此。") == ["T001"]


def test_papers_own_lists_are_used(paper: Paper) -> None:
    paper.list("leaders.csv", "姓名，职务\n王大力，镇长\n")
    paper.list("confusions.csv", "错,对,说明\n东关桥,东关渡桥,桥已改名\n")

    problems = paper.check("镇长李小川说，东关桥修好了。")

    assert {(p.code, p.severity) for p in problems if p.code != "C004"} == {
        ("L002", Severity.ERROR),
        ("T010", Severity.WARNING),
    }


def test_leader_with_another_post_is_an_error(paper: Paper) -> None:
    paper.list("leaders.csv", "王大力,河湾镇镇长\n")

    assert "L002" in [p.code for p in paper.check("县长王大力说修。")]
    assert "L002" not in [p.code for p in paper.check("镇长王大力说修。")]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00,\x00\n", b"a\n", b""])
def test_bad_word_list_is_a_warning_at_most(paper: Paper, content: bytes) -> None:
    (paper.lists / "leaders.csv").write_bytes(content)

    problems = paper.check("码头修好了。")

    assert {p.code for p in problems} <= {"C003", "C004"}


def test_story_of_an_earlier_issue_is_found(paper: Paper) -> None:
    story = "，".join(f"河边{n}号码头修了{n * 7}天" for n in range(1, 20))
    earlier = paper.folder / "issues" / "2021-11-16"
    earlier.mkdir()
    (earlier / "issue.yaml").write_text("number: 1\n")
    (earlier / "01-quay.md").write_text(
        f"---\nheadline: 旧闻\n---\n{story}，结尾不同。\n", encoding="utf-8"
    )

    problems = paper.check("新开头。", story + "。")

    (problem,) = [p for p in problems if p.code == "R001"]
    assert "2021-11-16" in problem.what.zh
    assert problem.severity is Severity.WARNING


def test_short_notices_may_come_again(paper: Paper) -> None:
    earlier = paper.folder / "issues" / "2021-11-16"
    earlier.mkdir()
    (earlier / "issue.yaml").write_text("number: 1\n")
    (earlier / "01-quay.md").write_text(SENTENCE, encoding="utf-8")

    assert "R001" not in [p.code for p in paper.check(SENTENCE)]


def silence(**fields: Any) -> Silence:
    place = Place(file="issues/2021-11-23/issue.yaml", line=9, column=5)
    given: dict[str, Any] = {"reason": "地名", "place": place}
    return Silence(**given | fields)


def test_silence_hides_the_finding_it_names() -> None:
    article = an_article(body=paragraphs("他申请了一个帐号，又开了帐户。"))
    silences = (silence(code="T010", text="帐号"),)

    problems = check_issue(an_issue(article, silences=silences))

    said = [p.what.zh for p in problems if p.code == "T010"]
    assert len(said) == 1
    assert "帐户" in said[0]


def test_silence_that_silences_nothing_is_told() -> None:
    article = an_article(body=paragraphs("码头修好了。"))
    silences = (silence(code="T010", text="帐号"),)

    problems = check_issue(an_issue(article, silences=silences))

    (problem,) = [p for p in problems if p.code == "C002"]
    assert problem.place.line == 9


def test_placeholder_cannot_be_silenced() -> None:
    article = an_article(body=paragraphs("待写：码头。"))

    problems = check_issue(an_issue(article, silences=(silence(code="C001"),)))

    assert "C001" in [p.code for p in problems]


def test_malformed_link_is_found() -> None:
    spans = (Span(text="码头"), Span(text="网页", href="https://example，org/"))
    article = an_article(body=(Paragraph(spans),))

    assert "A001" in [p.code for p in check_issue(an_issue(article))]


@pytest.mark.parametrize(
    ("slot", "characters", "code"),
    [(Slot.BRIEF, 900, "U001"), (Slot.LEAD, 60, "U002")],
)
def test_story_that_does_not_suit_its_slot_is_a_hint(
    slot: Slot, characters: int, code: str
) -> None:
    article = an_article(slot=slot, body=paragraphs(prose(characters)))

    (problem,) = [p for p in check_issue(an_issue(article)) if p.code[0] == "U"]

    assert problem.code == code
    assert problem.severity is Severity.HINT
    assert "行" in problem.what.zh


def test_long_story_is_too_long_only_where_it_may_not_jump() -> None:
    jumps = an_article(slot=Slot.LEAD, body=paragraphs(prose(12_000)))
    stays = replace(jumps, may_jump=False)

    found = [[p.code for p in check_issue(an_issue(one))] for one in (jumps, stays)]

    assert ["U001" in codes for codes in found] == [False, True]


def test_error_rate_counts_errors_and_warnings_and_no_hints() -> None:
    text = "大家做出贡献，他申请帐号，2月30日。" + prose(983)
    issue = an_issue(an_article(headline=("码头",), body=paragraphs(text)))

    rate = error_rate(issue, check_issue(issue))

    assert rate.characters == len("码头") + len(text)
    assert rate.slips == 2
    assert not rate.passes
    assert 19 < rate.per_10000 < 21


def test_january_means_last_december() -> None:
    article = an_article(body=paragraphs("12月28日，老码头修好了。"))

    problems = check_issue(an_issue(article, date=date(2022, 1, 4)))

    assert [p.code for p in problems if p.code[0] == "D"] == []
