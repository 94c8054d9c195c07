"""What the columns of other people's lists mean."""

import re
from collections.abc import Mapping, Sequence

from newsletter.circulation.files.values import FileError
from newsletter.errors import Text

ATTRIBUTES = "attributes"
_NAMES: Mapping[str, str] = {
    "address": "email emailaddress mail address 邮箱 电子邮箱 邮箱地址 电子邮箱地址 "
    "电子邮件 电子邮件地址 邮件 邮件地址",
    "name": "name fullname displayname 姓名 名字 称呼 读者",
    "language": "language lang locale 语言",
    "sections": "sections section topics 栏目 订阅栏目",
    "state": "state status 状态 订阅状态",
    "digest": "digest 汇编",
    "source": "consentsource source 来源 同意来源 订阅来源",
    "consented": "consentedat consentdate consenttime optintime confirmedat "
    "subscribedat 同意时间 订阅时间",
    ATTRIBUTES: "attributes attribs 属性",
}
_KNOWN = {name: key for key, names in _NAMES.items() for name in names.split()}


def meanings(heads: Sequence[str]) -> tuple[str, ...]:
    """Tell for each head of a table which fact stands below it.

    Returns:
        ``address``, ``name`` … or empty for an attribute of the reader.  Each fact is
        taken from one column, the first that is called so.

    Raises:
        FileError: no column holds addresses.
    """
    seen: set[str] = set()
    found: list[str] = []
    for head in heads:
        meaning = meaning_of(head)
        found.append("" if meaning in seen else meaning)
        seen.add(meaning)
    if "address" not in found:
        raise _no_addresses(heads)
    return tuple(found)


def meaning_of(head: str) -> str:
    """Tell which fact a head or key names; empty for an attribute."""
    return _KNOWN.get(re.sub(r"[\s_\-.]", "", head).casefold(), "")


def _no_addresses(heads: Sequence[str]) -> FileError:
    said = "、".join(head[:40] for head in heads[:12])
    return FileError(
        Text(f"没有邮箱一列；有：{said}", f"no column of addresses; there are: {said}"),
        Text(
            "第一行写列名，其中一列叫 email 或 邮箱；分隔符可用 --delimiter 写明",
            "name the columns in the first line, one of them email; --delimiter names "
            "what stands between them",
        ),
    )
