"""Words that the press itself prints, in the language of the paper."""

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Templates of one language; ``{page}``, ``{number}``, ``{count}``, ``{fact}``."""

    page: str
    page_named: str
    to_page: str
    """At the end of an article that goes on elsewhere (下转)."""

    from_page: str
    """Above what goes on (上接)."""

    issue: str
    pages: str
    one_page: str
    supervisor: str
    organ: str
    address: str
    phone: str
    email: str
    printer: str
    postal: str


_ENGLISH: Final = Wording(
    page="Page {number}",
    page_named="Page {number}: {name}",
    to_page="Continued on page {page}",
    from_page="{title} (continued from page {page})",
    issue="No. {number}",
    pages="{count} pages",
    one_page="1 page",
    supervisor="{fact}",
    organ="{fact}",
    address="{fact}",
    phone="Tel. {fact}",
    email="{fact}",
    printer="Printed by {fact}",
    postal="{fact}",
)
_SIMPLIFIED: Final = Wording(
    page="第{number:02d}版",
    page_named="第{number:02d}版：{name}",
    to_page="（下转第{page}版）",
    from_page="（上接第{page}版）{title}",
    issue="第{number}期",
    pages="今日{count}版",
    one_page="今日1版",
    supervisor="主管：{fact}",
    organ="主办：{fact}",
    address="地址：{fact}",
    phone="电话：{fact}",
    email="邮箱：{fact}",
    printer="印刷：{fact}",
    postal="邮发代号：{fact}",
)
_TRADITIONAL: Final = replace(
    _SIMPLIFIED,
    to_page="（下轉第{page}版）",
    from_page="（上接第{page}版）{title}",
    supervisor="主管：{fact}",
    organ="主辦：{fact}",
    phone="電話：{fact}",
    email="電郵：{fact}",
    postal="郵發代號：{fact}",
)
_JAPANESE: Final = Wording(
    page="{number}面",
    page_named="{number}面　{name}",
    to_page="（{page}面に続く）",
    from_page="（{page}面から続く）{title}",
    issue="第{number}号",
    pages="本日{count}ページ",
    one_page="本日1ページ",
    supervisor="監督：{fact}",
    organ="発行：{fact}",
    address="住所：{fact}",
    phone="電話：{fact}",
    email="メール：{fact}",
    printer="印刷：{fact}",
    postal="郵便番号：{fact}",
)
_KOREAN: Final = Wording(
    page="{number}면",
    page_named="{number}면 {name}",
    to_page="({page}면에 계속)",
    from_page="({page}면에서 계속) {title}",
    issue="제{number}호",
    pages="오늘 {count}면",
    one_page="오늘 1면",
    supervisor="감독: {fact}",
    organ="발행: {fact}",
    address="주소: {fact}",
    phone="전화: {fact}",
    email="이메일: {fact}",
    printer="인쇄: {fact}",
    postal="우편번호: {fact}",
)
_GERMAN: Final = replace(
    _ENGLISH,
    page="Seite {number}",
    page_named="Seite {number}: {name}",
    to_page="Fortsetzung auf Seite {page}",
    from_page="{title} (Fortsetzung von Seite {page})",
    issue="Nr. {number}",
    pages="{count} Seiten",
    one_page="1 Seite",
    printer="Druck: {fact}",
)
_FRENCH: Final = replace(
    _ENGLISH,
    page_named="Page {number}\u00a0: {name}",
    to_page="Suite page {page}",
    from_page="{title} (suite de la page {page})",
    issue="N° {number}",
    phone="Tél. {fact}",
    printer="Impression\u00a0: {fact}",
)
_SPANISH: Final = replace(
    _ENGLISH,
    page="Página {number}",
    page_named="Página {number}: {name}",
    to_page="Continúa en la página {page}",
    from_page="{title} (viene de la página {page})",
    issue="N.º {number}",
    pages="{count} páginas",
    one_page="1 página",
    printer="Impreso por {fact}",
)
_TRADITIONAL_TAGS: Final = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_BY_LANGUAGE: Final = {
    "zh": _SIMPLIFIED,
    "ja": _JAPANESE,
    "ko": _KOREAN,
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
}


def wording_for(language: str) -> Wording:
    """Choose the words of a language; of one that has none here, English ones.

    Args:
        language: BCP 47 tag.
    """
    tag = language.lower()
    if tag.startswith(_TRADITIONAL_TAGS):
        return _TRADITIONAL
    return _BY_LANGUAGE.get(tag.partition("-")[0], _ENGLISH)
