"""Read single values of manifests; say what is wrong with one and how to mend it."""

import re
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic_core import PydanticCustomError

from newsletter.errors import Text
from newsletter.manifest.findings import closest, shown
from newsletter.manifest.softbreaks import joint

_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*"
)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# ISO 639 languages, and ISO 15924 scripts, written from right to left.
_RIGHT_TO_LEFT = re.compile(
    "(ar|arc|azb|ckb|dv|fa|glk|he|iw|ji|ks|mzn|nqo|pnb|ps|sd|syr|ug|ur|yi)(?!-(latn|deva|cyrl))"
    "(-|$)|[a-z]+-(arab|hebr|nkoo|syrc|thaa)(-|$)"
)
_LAYOUT = re.compile(r"\w[\w-]*")
_YES = {"是": True, "可": True, "否": False, "不": False}
_BEIJING = {"asia/beijing": "Asia/Shanghai", "北京": "Asia/Shanghai"}
_BLANKS = " \t\n\u3000"


def refused(what: Text, cure: Text, code: str = "M103") -> PydanticCustomError:
    """Make the error of a validator; it carries its code and both texts."""
    context = {"code": code, "what": what, "cure": cure}
    return PydanticCustomError("refused", "refused", context)


def as_one_line(value: Any) -> Any:
    """Join the lines of a text that is printed as one."""
    if not isinstance(value, str):
        return value
    text = ""
    for line in (part.strip(_BLANKS) for part in value.split("\n")):
        text += (joint(text, line) if text and line else "") + line
    return text


def as_lines(value: Any) -> Any:
    """Split a text at its line feeds; take the lines of a list as they are."""
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str) for part in parts):
        raise refused(
            Text(
                "这里应是文字，或每行一项的列表。",
                "Text belongs here, or a list of lines.",
            ),
            Text("例如：标题: [第一行, 第二行]。", "Such as: headline: [one, two]."),
            "M106",
        )
    lines = (line.strip(_BLANKS) for part in parts for line in part.split("\n"))
    return tuple(line for line in lines if line)


def as_words(value: Any) -> Any:
    """Split key words at commas of either width, 、 and blanks."""
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str) for part in parts):
        return value
    return tuple(
        word for part in parts for word in re.split(r"[，、,\s]+", part) if word
    )


def as_date(value: Any) -> Any:
    """Read a date written 2021-11-23 (ISO 8601); refuse days there are not."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", str(value).strip(), re.ASCII)
    if not match:
        raise refused(
            Text(f"“{shown(value)}”不是日期。", f"“{shown(value)}” is no date."),
            Text("写成 2021-11-23 的样子。", "Write it like 2021-11-23."),
        )
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise refused(
            Text(
                f"历法里没有 {value} 这一天。", f"There is no {value} in the calendar."
            ),
            Text("查一查月份和日子。", "Check month and day."),
        ) from None


def as_time(value: Any) -> Any:
    """Read a time of day written 06:00."""
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", str(value).strip(), re.ASCII)
    if not match:
        raise refused(
            Text(f"“{shown(value)}”不是时刻。", f"“{shown(value)}” is no time of day."),
            Text('写成 "06:00" 的样子。', 'Write it like "06:00".'),
        )
    return time(int(match[1]), int(match[2]))


def is_language(text: str) -> bool:
    """Tell whether a text is a well-formed language tag (BCP 47)."""
    return bool(_LANGUAGE.fullmatch(text))


def as_language(value: Any) -> Any:
    """Read a well-formed language tag (BCP 47)."""
    text = str(value).strip()
    if not _LANGUAGE.fullmatch(text):
        near = text.replace("_", "-")
        fits = _LANGUAGE.fullmatch(near)
        raise refused(
            Text(
                f"“{shown(value)}”不是语言代码。",
                f"“{shown(value)}” is no language tag.",
            ),
            Text(
                f"用 BCP 47 代码，如 {near if fits else 'zh-Hans、en'}。",
                f"Use a BCP 47 tag, such as {near if fits else 'zh-Hans or en'}.",
            ),
        )
    if _RIGHT_TO_LEFT.match(text.lower()):
        raise refused(
            Text(
                f"“{text}”从右向左书写，本程序还不会排。",
                f"“{text}” runs from right to left, which cannot be set yet.",
            ),
            Text(
                "换成从左向右书写的语言。", "Choose a language that runs to the right."
            ),
        )
    return text


def as_time_zone(value: Any) -> Any:
    """Read a time zone of the IANA database."""
    text = str(value).strip()
    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        near = _BEIJING.get(text.casefold()) or closest(text, available_timezones())
        near = near or "Asia/Shanghai"
        raise refused(
            Text(f"没有“{shown(value)}”这个时区。", f"No time zone “{shown(value)}”."),
            Text(f"是不是想写“{near}”？", f"Did you mean “{near}”?"),
        ) from None
    return text


def as_slug(value: Any) -> Any:
    """Read an ASCII name of at most 60 characters, fit for addresses."""
    text = str(value).strip()
    if len(text) > 60 or not SLUG.fullmatch(text):
        raise refused(
            Text(
                f"代号“{shown(value)}”只能用小写英文字母、数字和连字符。",
                f"The slug “{shown(value)}” may hold only a–z, 0–9 and hyphens.",
            ),
            Text("例如用拼音：minsheng。", "Such as: livelihood."),
            "M308",
        )
    return text


def as_layout(value: Any) -> Any:
    """Read the name of a layout: one folder, no path."""
    text = str(value).strip()
    if not _LAYOUT.fullmatch(text):
        raise refused(
            Text(
                f"“{shown(value)}”不是版式的名称。",
                f"“{shown(value)}” names no layout.",
            ),
            Text(
                "写 layouts/ 里文件夹的名称，如 gazette。",
                "Give the name of a folder in layouts/, such as gazette.",
            ),
        )
    return text


def as_focus(value: Any) -> Any:
    """Read the point of a picture that a crop must keep."""
    try:
        numbers = tuple(float(part) for part in value)
    except (TypeError, ValueError):
        numbers = ()
    if len(numbers) != 2 or not all(0 <= number <= 1 for number in numbers):
        raise refused(
            Text(
                "焦点应是两个 0 到 1 的小数。", "The focus is two numbers from 0 to 1."
            ),
            Text(
                "先写离左边、再写离上边的比例，如 [0.5, 0.4]。",
                "Share from the left, then from the top: [0.5, 0.4].",
            ),
        )
    return numbers


def as_schema_version(value: Any) -> Any:
    """Read the format of a manifest; there is only 1."""
    if str(value).strip() != "1":
        raise refused(
            Text(
                f"不认识的清单格式“{shown(value)}”。",
                f"Unknown format of manifest: “{shown(value)}”.",
            ),
            Text("写 schema: 1，或升级 newsletter。", "Write schema: 1, or upgrade."),
        )
    return 1


def as_several(value: Any) -> Any:
    """Take one item as a list of one."""
    return [value] if isinstance(value, dict) else value


def as_yes(value: Any) -> Any:
    """Read 是 and 否; leave the rest to the schema."""
    return _YES.get(value, value) if isinstance(value, str) else value
