"""``fmt``: English keys in one order; comments stay with what they are about."""

import pytest

from newsletter.errors import InputError
from newsletter.manifest.tidy import tidied_article, tidied_manifest

MESSY = """\
# yaml-language-server: $schema=../../.newsletter/issue.schema.json
期号: 1024   # 总期号
日期: 2021-11-23
schema: 1

# 两个栏目
栏目:
  # 民生在前
  - 稿件:
      # 头条
      - 版位: 头条   # 定了
        文件: 01-quay.md
        # 图片要横的
        图片:
          - {图注: "码头, 早晨", file: photos/quay.jpg}
      - 02-bus.md
      # 收尾
    名称: 民生
  - name: 要闻   # 默认
    articles: [03-news.md]
# 完
"""

TIDY = """\
# yaml-language-server: $schema=../../.newsletter/issue.schema.json
schema: 1
date: 2021-11-23
number: 1024   # 总期号

# 两个栏目
sections:
  # 民生在前
  - name: 民生
    articles:
      # 头条
      - file: 01-quay.md
        slot: lead   # 定了
        # 图片要横的
        photos:
          - {file: photos/quay.jpg, caption: "码头, 早晨"}
      - 02-bus.md
      # 收尾
  - name: 要闻   # 默认
    articles: [03-news.md]
# 完
"""


def test_keys_are_english_and_in_order_and_comments_stay() -> None:
    assert tidied_manifest(MESSY, "issue.yaml") == TIDY


def test_tidy_manifest_stays_as_it_is() -> None:
    assert tidied_manifest(TIDY, "issue.yaml") == TIDY


def test_line_ends_and_byte_order_mark_stay() -> None:
    messy = "\ufeff" + MESSY.replace("\n", "\r\n")

    assert tidied_manifest(messy, "issue.yaml") == "\ufeff" + TIDY.replace("\n", "\r\n")


def test_front_matter_is_tidied_and_copy_is_not_touched() -> None:
    copy = "---\n\n标题: 这是正文\n\n- 署名: 也是正文\n"
    article = (
        "---\n署名: 记者 甲某\n标题:\n  - 第一行  # 手断\n  - 第二行\n"
        "引题: |\n  # 不是注释\n  引题\n"
    )

    tidy = tidied_article(article + copy, "01-quay.md")

    assert tidy == (
        "---\nkicker: |\n  # 不是注释\n  引题\n"
        "headline:\n  - 第一行  # 手断\n  - 第二行\nbyline: 记者 甲某\n" + copy
    )
    assert tidied_article(tidy, "01-quay.md") == tidy


@pytest.mark.parametrize(
    "text", ["正文。\n", "", "---\n没有收尾\n", "# 标题\n\n正文\n"]
)
def test_article_without_front_matter_stays_as_it_is(text: str) -> None:
    assert tidied_article(text, "01-quay.md") == text


@pytest.mark.parametrize(
    "text",
    [
        "sections: [",
        "date: 2021-11-23\ndate: 2021-11-24\n",
        "number: &n 1\nschema: *n\n",
        "just text\n",
    ],
)
def test_what_cannot_be_tidied_safely_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        tidied_manifest(text, "issue.yaml")
