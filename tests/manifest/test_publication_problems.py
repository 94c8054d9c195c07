from datetime import time

import pytest

from newsletter.errors import InputError
from newsletter.manifest import load_publication
from tests.manifest.desk import PUBLICATION, Desk, underlined

# Old text, new text, code, what is underlined, part of the cure.
SPOILT: dict[str, tuple[str, str, str, str, str]] = {
    "slug": ("slug: hewan", "slug: 河湾", "M308", "河湾", "拼音"),
    "language": ("zh-Hans", "zh_Hans", "M103", "zh_Hans", "zh-Hans"),
    "language in words": ("zh-Hans", "中文", "M103", "中文", "BCP 47"),
    "right to left": ("zh-Hans", "ar-EG", "M103", "ar-EG", "从左向右"),
    "in Hebrew letters": ("zh-Hans", "yi-Hebr", "M103", "yi-Hebr", "从左向右"),
    "endless name": ("河湾报", "河" * 61, "M103", "河" * 61, "至多 60 个字"),
    "time zone": ("Asia/Shanghai", "Asia/Beijing", "M103", "Asia/Beijing", "Shanghai"),
    "zone misspelt": ("Asia/Shanghai", "Asia/Shanghia", "M103", "Asia/Shanghia", "hai"),
    "zone is a path": ("Asia/Shanghai", "../../x", "M103", "../../x", "Shanghai"),
    "zone is a folder": ("Asia/Shanghai", "Asia", "M103", "Asia", ""),
    "url": ("https://paper.example.org/", "ftp://a.b/", "M103", "ftp://a.b/", "https"),
    "bad url": (
        "https://paper.example.org/",
        "https://[::1",
        "M103",
        "https://[::1",
        "",
    ),
    "founded": ("2021", "二〇二一", "M103", "二〇二一", "数字"),
    "too old": ("2021", "21", "M103", "21", "1600"),
    "layout": ("slug: hewan", "slug: hewan\nlayout: ../x", "M103", "../x", "gazette"),
    "time": ("slug: hewan", "slug: hewan\npublishes_at: 6点", "M103", "6点", "06:00"),
    "address": (
        "slug: hewan",
        "slug: hewan\nmail: {sender: 甲, address: a＠b.cn}",
        "M103",
        "a＠b.cn",
        "半角",
    ),
    "layout of the mail": (
        "slug: hewan",
        "slug: hewan\nmail: {sender: 甲, address: a@b.cn, layout: ../x}",
        "M103",
        "../x",
        "digest",
    ),
    "in mail": ("default: true", "default: true, in_mail: all", "M103", "all", "lead"),
    "no sender": (
        "slug: hewan",
        "slug: hewan\nmail: {address: a@b.cn}",
        "M102",
        "address",
        "sender",
    ),
    "database": (
        "slug: hewan",
        "slug: hewan\ncirculation: {database: 'mysql://a/b'}",
        "M103",
        "'mysql://a/b'",
        "sqlite:///",
    ),
    "password of a database": (
        "slug: hewan",
        "slug: hewan\ncirculation: {database: 'postgresql://a:b@c/d'}",
        "M103",
        "'postgresql://a:b@c/d'",
        "NEWSLETTER_DATABASE",
    ),
    "proxy": (
        "slug: hewan",
        "slug: hewan\ncirculation: {proxies: [10.0.0.0/8, 代理]}",
        "M103",
        "[",
        "127.0.0.1",
    ),
    "clicks without a service": (
        "slug: hewan",
        "slug: hewan\n发行: {统计点击: true}",
        "M103",
        "true",
        "service",
    ),
    "digest": (
        "slug: hewan",
        "slug: hewan\n发行: {汇编: 每月}",
        "M103",
        "每月",
        "weekly",
    ),
    "nan": ("slug: hewan", "slug: hewan\nsheet: {width: nan}", "M103", "nan", "数字"),
    "too wide": (
        "slug: hewan",
        "slug: hewan\nsheet: {width: 1e9}",
        "M103",
        "1e9",
        "1000",
    ),
    "tiny type": (
        "slug: hewan",
        "slug: hewan\nsheet: {columns: 12, measure: 80}",
        "M103",
        "sheet",
        "5",
    ),
    "no room": (
        "slug: hewan",
        "slug: hewan\nsheet: {height: 300, margin: 130}",
        "M103",
        "sheet",
        "页边",
    ),
    "no width": (
        "slug: hewan",
        "slug: hewan\nsheet: {width: 275, margin: 140}",
        "M103",
        "sheet",
        "页边",
    ),
    "too narrow": (
        "slug: hewan",
        "slug: hewan\nsheet: {width: 10}",
        "M103",
        "10",
        "至少是 80。",
    ),
    "no default": (", default: true", "", "M206", "sections", "default: true"),
    "two defaults": ("keywords: [民生, 社区]", "default: true", "M206", "true", "一个"),
    "slug twice": ("slug: news", "slug: livelihood", "M206", "livelihood", "改掉"),
    "name twice": ("name: 要闻", "name: 民生", "M206", "民生", "改掉"),
    "section text": (
        "{slug: news, name: 要闻, default: true}",
        "要闻",
        "M105",
        "要闻",
        "键",
    ),
}


@pytest.mark.parametrize("mistake", SPOILT)
def test_a_mistake_in_the_paper_is_found_in_its_place(desk: Desk, mistake: str) -> None:
    old, new, code, mark, cure = SPOILT[mistake]
    desk.change("../publication.yaml", old, new)

    problem = desk.found(code)

    assert problem.place.file == "issues/publication.yaml"
    assert underlined(problem) == mark
    assert cure in problem.cure.zh
    assert problem.cure.en


def test_a_paper_that_names_no_hour_appears_at_six(desk: Desk) -> None:
    publication = load_publication(desk.root)

    assert publication.publishes_at == time(6)


def test_load_publication_tells_every_problem_at_once(desk: Desk) -> None:
    text = PUBLICATION.replace("hewan", "河湾").replace("zh-Hans", "中文")
    desk.write("../publication.yaml", text.replace("founded: 2021\n", ""))

    with pytest.raises(InputError) as caught:
        load_publication(desk.root)

    assert sorted(p.code for p in caught.value.problems) == ["M102", "M103", "M308"]


def test_a_missing_paper_is_told(desk: Desk) -> None:
    (desk.folder.parent / "publication.yaml").unlink()

    with pytest.raises(InputError) as caught:
        load_publication(desk.root)

    assert [str(p.place) for p in caught.value.problems] == ["issues/publication.yaml"]
    assert desk.errors() == ["M301"]
