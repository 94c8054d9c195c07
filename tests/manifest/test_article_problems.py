import pytest

from newsletter.errors import Severity
from tests.manifest.desk import Desk, underlined

# The whole file, the code, line and column, what is underlined.
FILES: dict[str, tuple[str, str, str, str]] = {
    "unclosed": ("---\nheadline: 一\n\n正文", "M110", "1:1", "---"),
    "unfenced": ("headline: 一\n\n正文", "M110", "1:1", "headline: 一"),
    "wide fence": ("———\n标题: 一\n———\n正文", "M110", "1:1", "———"),
    "no headline": ("正文", "M102", "1:1", "正"),
    "no headline key": ("---\nkicker: 一\n---\n正文", "M102", "2:1", "kicker"),
    "empty headline": ("---\nheadline:\n---\n正文", "M102", "2:1", "headline"),
    "headline is a comment": ("---\n标题: #一#\n---\n正文", "M102", "2:1", "标题"),
    "headline is a mapping": ("---\n标题: {a: b}\n---\n正文", "M106", "2:6", "a"),
    "unknown key": ("\n---\n标题: 一\n署各: 二\n---\n正文", "M101", "4:1", "署各"),
    "full-width colon": ("---\nkicker: 二\n标题：一\n---\n正文", "M100", "3:3", "："),
    "second colon": ("---\n标题: 一: 二\n---\n正文", "M100", "2:6", ":"),
    "twice": ("---\n标题: 一\ntitle: 二\n---\n正文", "M104", "3:1", "title"),
    "no copy": ("---\nheadline: 一\n---\n", "M401", "4:1", ""),
    "blank copy": ("---\n标题: 一\n---\n　　\n\n***\n", "M401", "4:1", "　"),
    "dateline twice": (
        "---\n标题: 一\n电头: 本报讯\n---\n本报讯 正文",
        "W310",
        "3:5",
        "本报讯",
    ),
    "nameless": ("---\n标题: 一\n署名: 记者\n---\n正文", "W307", "3:5", "记者"),
    "control": ("---\n标题: 一\n---\n正\x07文", "M108", "4:2", "\x07"),
    "separator": ("---\n标题: 一\n---\n正\u2028文", "M108", "4:2", "\u2028"),
    "direction": ("---\n标题: 一\n---\n正\u202e文", "W306", "4:2", "\u202e"),
    "damaged": ("---\n标题: 一\n---\n正\ufffd文", "W308", "4:2", "\ufffd"),
    "invisible": ("---\n标题: 一\n---\n正\u200b文", "H303", "4:2", "\u200b"),
    "radical": ("---\n标题: 一\n---\n⼈人", "H302", "4:1", "⼈"),
    "compatibility": ("---\n标题: 一\n---\n\uf900豈", "H302", "4:1", "\uf900"),
    "html": ("---\n标题: 一\n---\n\n\n正<b>文", "W303", "6:2", "<b>"),
    "link": ("---\n标题: 一\n---\n见[此](b.md)", "W304", "4:6", "b.md"),
    "no picture": ("---\n标题: 一\n---\n![图](x.jpg)", "M303", "4:6", "x.jpg"),
    "outside": ("---\n标题: 一\n---\n![图](../x.jpg)", "M304", "4:6", "../x.jpg"),
}


@pytest.mark.parametrize("mistake", FILES)
def test_a_mistake_is_found_at_its_line_of_the_file(desk: Desk, mistake: str) -> None:
    content, code, position, mark = FILES[mistake]
    desk.write("01-quay.md", content)

    problem = desk.found(code)

    assert str(problem.place) == f"issues/2021-11-23/01-quay.md:{position}"
    assert underlined(problem) == mark
    assert problem.cure.zh
    assert problem.cure.en


@pytest.mark.parametrize("mistake", FILES)
def test_windows_line_ends_move_no_problem(desk: Desk, mistake: str) -> None:
    content, code, position, _ = FILES[mistake]
    desk.write("01-quay.md", "\ufeff" + content.replace("\n", "\r\n"))

    assert str(desk.found(code).place).endswith(f":{position}")


@pytest.mark.parametrize("mistake", ["unclosed", "unknown key", "full-width colon"])
def test_front_matter_at_fault_does_not_make_the_headline_missing(
    desk: Desk, mistake: str
) -> None:
    desk.write("01-quay.md", FILES[mistake][0])

    assert "M102" not in desk.codes()


def test_copy_is_checked_although_front_matter_cannot_be_read(desk: Desk) -> None:
    desk.write("01-quay.md", "---\n标题: 一: 二\n---\n正<b>文")

    assert desk.codes() == ["M100", "W303"]


def test_characters_are_kept_as_typed(desk: Desk) -> None:
    typed = "e\u0301⼈\uf900𠮷👨\u200d👩\u200d👧"

    assert desk.article(typed).texts == (typed,)


def test_an_article_of_only_a_picture_will_do(desk: Desk) -> None:
    desk.write("01-quay.md", "---\n标题: 一\n---\n![木码头](photos/quay.jpg)\n")

    assert desk.problems() == ()


def test_a_picture_listed_twice_is_used_once_with_a_warning(desk: Desk) -> None:
    desk.write("03-photo.md", "---\n标题: 一\n---\n![码头](photos/quay.jpg)\n")

    problem = desk.found("W313")

    assert str(problem.place) == "issues/2021-11-23/03-photo.md:4:7"


def test_a_picture_of_one_pixel_warns_that_it_is_too_small(desk: Desk) -> None:
    desk.draw("photos/quay.jpg", 1, 1)

    problem = desk.found("W302")

    assert problem.severity is Severity.WARNING
    assert "1×1" in problem.what.zh
    assert desk.errors() == []
