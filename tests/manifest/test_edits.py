"""A manifest is changed in one value; every other character stays."""

import pytest

from newsletter.manifest.edits import with_review
from newsletter.model.issue import Review

HEAD = "date: 2021-11-23\nnumber: 1024  # 总期号\nsections:\n  - name: 民生\n"


def manifest(articles: str) -> str:
    return f"{HEAD}    articles:\n{articles}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "      - 01-quay.md  # 头条待定\n",
            "      - {file: 01-quay.md, review: 2nd}  # 头条待定\n",
        ),
        (
            "      - {file: 01-quay.md, slot: lead} # x\n",
            "      - {file: 01-quay.md, review: 2nd, slot: lead} # x\n",
        ),
        (
            "      - {slot: lead,\n         file: 'sub/01-quay.md'}\n",
            "      - {slot: lead,\n         file: 'sub/01-quay.md', review: 2nd}\n",
        ),
        (
            "      - slot: lead\n        file: 01-quay.md  #\n        jump: no\n",
            (
                "      - slot: lead\n        file: 01-quay.md  #\n        review: 2nd\n"
                "        jump: no\n"
            ),
        ),
        (
            "      - file: 01-quay.md\n        review: draft   # 等终审\n",
            "      - file: 01-quay.md\n        review: 2nd   # 等终审\n",
        ),
        (
            "      - 文件: 01-quay.md\n        审稿: 一审\n",
            "      - 文件: 01-quay.md\n        审稿: 2nd\n",
        ),
        (
            "      - other.md\n      - 01-quay.md\n",
            "      - other.md\n      - {file: 01-quay.md, review: 2nd}\n",
        ),
    ],
)
def test_state_is_written_and_all_else_stays(before: str, after: str) -> None:
    assert with_review(manifest(before), "01-quay.md", Review.SECOND) == manifest(after)


def test_flow_list_takes_the_state_too() -> None:
    changed = with_review(
        HEAD + "    articles: [a.md, 01-quay.md]\n", "01-quay.md", Review.SIGNED
    )

    assert changed == HEAD + (
        "    articles: [a.md, {file: 01-quay.md, review: signed}]\n"
    )


def test_line_ends_and_byte_order_mark_stay() -> None:
    before = "\ufeff" + manifest("      - 01-quay.md\n").replace("\n", "\r\n")

    changed = with_review(before, "01-quay.md", Review.FIRST)

    assert changed is not None
    assert changed.startswith("\ufeff")
    assert changed.count("\r\n") == changed.count("\n") == before.count("\n")


@pytest.mark.parametrize(
    "text",
    ["", "sections: [", manifest("      - other.md\n"), "sections: 民生", "a: *b\n"],
)
def test_manifest_without_the_article_is_not_touched(text: str) -> None:
    assert with_review(text, "01-quay.md", Review.FIRST) is None
