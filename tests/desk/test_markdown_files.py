"""Markdown articles are taken over as they are; pages of text still are pages."""

from pathlib import Path

import pytest

from newsletter.desk.importing import import_files
from newsletter.errors import InputError
from newsletter.manifest import load_publication
from tests.desk.manuscripts import FIRST, SECOND, a_picture, a_styled_story, saved
from tests.desk.test_importing import tree
from tests.desk.test_word import DAY, Desk

ARTICLE = f"""---
headline: 老码头修好了
byline: 记者 甲某
---
{FIRST}

- 长椅 **十张**
- [路灯](https://example.org/lamps)

> 好码头。

{SECOND}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_article_with_front_matter_is_taken_over_letter_by_letter(desk: Desk) -> None:
    report = desk.bring(ARTICLE.encode(), "quay.md")

    assert (desk.folder / report.articles[0]).read_text(encoding="utf-8") == ARTICLE
    assert desk.article.headline == ("老码头修好了",)


def test_article_without_front_matter_keeps_its_markup(desk: Desk) -> None:
    text = (
        f"# 老码头修好了\n\n{FIRST}\n\n- **长椅**十张\n- [路灯](https://example.org)\n"
    )

    desk.bring(text.encode(), "quay.md")

    assert desk.article.headline == ("老码头修好了",)
    assert desk.article.texts == (FIRST, "长椅十张", "路灯")


def test_keys_of_other_programs_become_comments(desk: Desk) -> None:
    text = (
        '---\ntitle: "老码头"\nauthor: 甲某\ndate: 2021-11-20\ntags:\n  - 码头\n'
        f"---\n{FIRST}\n"
    )

    report = desk.bring(text.encode(), "post.md")

    written = (desk.folder / report.articles[0]).read_text(encoding="utf-8")
    assert desk.article.headline == ("老码头",)
    assert desk.article.byline.names == ("甲某",)
    assert "# tags:\n#   - 码头\n" in written
    assert "tags" in desk.review


def test_picture_of_an_article_comes_along(desk: Desk) -> None:
    (desk.project / "img").mkdir()
    (desk.project / "img" / "quay.png").write_bytes(a_picture().getvalue())
    text = f"---\ntitle: 码头\n---\n{FIRST}\n\n![老码头](img/quay.png)\n"

    desk.bring(text.encode(), "post.md")

    (photo,) = desk.article.photos
    assert photo.file.startswith("photos/quay-")
    assert photo.alt == "老码头"


def test_missing_picture_is_told(desk: Desk) -> None:
    text = f"---\ntitle: 码头\n---\n{FIRST}\n\n![老码头](img/no.png)\n"

    desk.bring(text.encode(), "post.md")

    assert "找不到图片“img/no.png”" in desk.review


def test_several_files_come_in_together(desk: Desk) -> None:
    sources = [desk.project / name for name in ("a.docx", "b.md", "c.md")]
    sources[0].write_bytes(saved(a_styled_story()))
    sources[1].write_text(ARTICLE, encoding="utf-8")
    sources[2].write_text(f"## 渡口\n\n■ 记者 甲某\n\n{FIRST}\n", encoding="utf-8")

    reports = import_files(desk.folder, sources, load_publication(desk.project), DAY)

    assert [len(report.articles) for report in reports] == [1, 1, 1]
    assert len(desk.issue.articles) == 3
    assert desk.review.count("SHA-256") == 3


def test_one_bad_file_keeps_all_of_them_out(desk: Desk) -> None:
    sources = [desk.project / name for name in ("a.md", "b.doc", "c.docx")]
    sources[0].write_text(ARTICLE, encoding="utf-8")
    sources[1].write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    sources[2].write_bytes(b"PK\x03\x04 no")
    before = tree(desk.project / "issues")

    with pytest.raises(InputError) as refused:
        import_files(desk.folder, sources, load_publication(desk.project), DAY)

    assert [(p.place.file, p.code) for p in refused.value.problems] == [
        ("b.doc", "S103"),
        ("c.docx", "S105"),
    ]
    assert tree(desk.project / "issues") == before


def test_same_article_twice_in_one_import_is_one_article(desk: Desk) -> None:
    sources = [desk.project / name for name in ("a.md", "b.md")]
    for source in sources:
        source.write_text(ARTICLE, encoding="utf-8")

    reports = import_files(desk.folder, sources, load_publication(desk.project), DAY)

    assert [report.was_known for report in reports] == [False, True]
    assert len(desk.issue.articles) == 1
