import pytest

from newsletter.desk.healing import heal
from newsletter.desk.scan import scan


def healed(text: str) -> tuple[list[str], bool]:
    """Heal fragments; tell their texts and whether every join is sure."""
    passages, notes = heal(scan(text))
    return [passage.text for passage in passages], all(note.sure for note in notes)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        pytest.param(
            "码头修好，早晨散步的人都说以\n后还来。",
            "码头修好，早晨散步的人都说以后还来。",
            id="words",
        ),
        pytest.param("码头修好，\n人多了。", "码头修好，人多了。", id="comma"),
        pytest.param("他说“修好；\n再来。”", "他说“修好；再来。”", id="open quote"),
        pytest.param(
            "他们说，那里叫做 New\nQuay 的。",
            "他们说，那里叫做 New Quay 的。",
            id="Latin",
        ),
        pytest.param(
            "早晨到场的，共有 30\n人。",
            "早晨到场的，共有 30人。",
            id="digit before Han",
        ),
        pytest.param("码头，修\n好以\n后。", "码头，修好以后。", id="three lines"),
    ],
)
def test_broken_paragraph_is_joined_without_doubt(text: str, joined: str) -> None:
    lines = f"前一段到这里结束。\n\n{text}"

    texts, sure = healed(lines)

    assert texts == ["前一段到这里结束。", joined]
    assert sure


@pytest.mark.parametrize(
    "end", ["。", "！", "？", "…", "。”", "！’", "。）", "？”】", "⋯", "!"]
)
def test_sure_end_is_never_joined(end: str) -> None:
    texts, sure = healed(f"码头修好以后早晨散步的人多了{end}\n孩子们在读书。")

    assert len(texts) == 2
    assert sure


@pytest.mark.parametrize("end", ["”", "》", "）", "；", "——"])
def test_weak_end_is_joined_but_flagged(end: str) -> None:
    texts, sure = healed(f"码头修好以后，早晨散步的人都说好{end}\n孩子们在读书。")

    assert len(texts) == 1
    assert not sure


def test_colon_keeps_its_list_apart() -> None:
    texts, sure = healed("今天要办的事情有这样几件：\n一是修路。\n二是种树。")

    assert len(texts) == 3
    assert sure


def test_short_line_that_may_be_a_subhead_is_flagged() -> None:
    texts, sure = healed("早晨散步的人多了。\n\n夜里也亮堂\n\n路灯换了新的。")

    assert texts[1] == "夜里也亮堂路灯换了新的。"
    assert not sure


def test_marked_line_is_a_subhead_of_its_own() -> None:
    passages, notes = heal(scan("早晨人多。\n\n■ 记者手记\n\n路灯换了新的。"))

    assert [p.text for p in passages] == ["早晨人多。", "记者手记", "路灯换了新的。"]
    assert passages[1].is_subhead
    assert not notes[0].sure


def test_number_broken_at_a_column_is_one_number_but_flagged() -> None:
    texts, sure = healed("这条路，从东到西一共有大约20\n21米。")

    assert texts == ["这条路，从东到西一共有大约2021米。"]
    assert not sure
