import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from newsletter.desk.importing import ImportReport, import_page
from newsletter.desk.scaffold import new_issue, new_publication
from newsletter.errors import InputError, OutsideError, UsageError
from newsletter.manifest import load_issue, load_publication
from newsletter.model.issue import Slot
from tests.desk.pages import PAGE

DAY = date(2021, 11, 23)

Import = Callable[..., ImportReport]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    new_publication(tmp_path, date(2021, 11, 22))
    return tmp_path


@pytest.fixture
def folder(project: Path) -> Path:
    return project / "issues" / DAY.isoformat()


@pytest.fixture
def bring(project: Path, folder: Path) -> Import:
    def bring(content: str | bytes = PAGE, name: str = "page.md") -> ImportReport:
        source = project / name
        raw = content if isinstance(content, bytes) else content.encode()
        source.write_bytes(raw)
        return import_page(folder, source, load_publication(project), DAY)

    return bring


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_imported_issue_loads_with_everything_the_page_said(
    bring: Import, folder: Path
) -> None:
    report = bring()

    issue = load_issue(folder)
    by_ordinal = sorted(issue.articles, key=lambda article: article.ordinal)
    read = report.page.articles if report.page else ()
    assert [article.texts for article in by_ordinal] == [
        tuple(passage.text for passage in article.body) for article in read
    ]
    assert [article.title for article in by_ordinal] == [a.title for a in read]
    assert [b.banner for b in issue.groups if b.banner] == ["我们的节日"]
    assert issue.articles[0].slot is Slot.LEAD
    assert issue.articles[0].byline.names == ("甲某", "乙某丙")


def test_new_issue_gets_the_next_number(bring: Import, folder: Path) -> None:
    bring()

    assert load_issue(folder).number == 2


def test_files_are_named_by_ordinal_section_and_count(bring: Import) -> None:
    report = bring()

    assert report.articles[0] == "01-news-1.md"
    slugs = [name.split("-", 1)[1] for name in report.articles]
    assert len(set(slugs)) == len(slugs) == 6
    assert [name[:2] for name in report.articles] == [
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
    ]


def test_same_file_again_changes_nothing(bring: Import, folder: Path) -> None:
    bring()
    before = tree(folder)

    report = bring(name="copy-of-page.md")

    assert report.was_known
    assert report.written == ()
    assert tree(folder) == before


def test_edited_source_adds_only_what_is_new(bring: Import, folder: Path) -> None:
    bring()

    report = bring(PAGE + "\n## 渡口改了时间\n\n渡口从今天起六点开船。\n", "page2.md")

    assert len(report.skipped) == 6
    assert len(report.articles) == 1
    assert report.articles[0].startswith("07-")
    assert len(load_issue(folder).articles) == 7


def test_import_adds_to_a_manifest_without_touching_a_line(
    bring: Import, project: Path, folder: Path
) -> None:
    new_issue(project, DAY)
    for article in folder.glob("0*.md"):
        article.write_text(article.read_text() + "动过笔了。\n")
    manifest = folder / "issue.yaml"
    text = manifest.read_text() + "# 结尾的话\npages: [{number: 1, name: 要闻}]\n"
    manifest.write_text(text)

    bring()

    after = manifest.read_text().splitlines()
    assert [line for line in text.splitlines() if line not in after] == []
    assert after[-1] == "pages: [{number: 1, name: 要闻}]"
    assert len(load_issue(folder).articles) == 9


def test_story_goes_to_the_group_of_its_section(
    bring: Import, project: Path, folder: Path
) -> None:
    new_issue(project, DAY)
    bring()
    manifest = folder / "issue.yaml"
    text = manifest.read_text().replace("  - name: 民生\n", '  - name: "民生" # 二版\n')
    text = text.replace("    articles:\n", "    # 先后已定\n    articles:\n")
    manifest.write_text(text)

    bring("# 民生大事：养老社区扩建\n\n民生连着民心，社区的养老食堂开张了。\n", "a.md")

    after = manifest.read_text()
    assert [line for line in text.splitlines() if line not in after] == []
    assert "- name: 民生\n" not in after
    names = [group.section.name for group in load_issue(folder).groups]
    assert len(names) == text.count("- name:")


def test_story_without_a_group_of_its_own_gets_one(bring: Import, folder: Path) -> None:
    folder.mkdir(parents=True)
    manifest = folder / "issue.yaml"
    head = "schema: 1\ndate: 2021-11-23\nnumber: 1\nsections:\n"
    group = "  - name: 民生\n    banner: 暖冬\n    articles: [07-x.md]\n"
    manifest.write_text(head + group)
    (folder / "07-x.md").write_text("---\nheadline: 码头\n---\n码头修好了。\n")

    bring("# 民生大事：养老社区扩建\n\n民生连着民心，社区的养老食堂开张了。\n", "a.md")

    assert manifest.read_text().startswith(head + group)
    assert [len(one.articles) for one in load_issue(folder).groups] == [1, 1]


def test_import_keeps_the_line_ends_of_a_manifest(
    bring: Import, project: Path, folder: Path
) -> None:
    new_issue(project, DAY)
    manifest = folder / "issue.yaml"
    manifest.write_bytes(manifest.read_bytes().replace(b"\n", b"\r\n"))

    bring()

    content = manifest.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert len(load_issue(folder).articles) == 8


def test_first_story_of_a_section_takes_the_place_of_its_placeholder(
    bring: Import, project: Path, folder: Path
) -> None:
    new_issue(project, DAY)
    waiting = load_issue(folder).articles

    bring()

    issue = load_issue(folder)
    first = issue.articles[0]
    assert (first.slug, first.ordinal) == (waiting[0].slug, waiting[0].ordinal)
    assert not first.title.startswith("待写")
    left = {one.title for one in issue.articles if one.title.startswith("待写")}
    assert "待写：要闻" not in left
    assert "待写：文化" in left
    assert len([g for g in issue.groups if g.section.slug == "news"]) == 1


def test_importing_into_placeholders_twice_adds_nothing(
    bring: Import, project: Path, folder: Path
) -> None:
    new_issue(project, DAY)
    bring()
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    bring()

    after = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    "manifest",
    [
        "schema: 1\ndate: 2021-11-23\nnumber: 5\nsections: [{name: 要闻}]\n",
        "schema: 1\n",
        "sections:\n",
    ],
)
def test_manifest_without_a_list_is_refused_and_nothing_written(
    bring: Import, folder: Path, manifest: str
) -> None:
    folder.mkdir()
    (folder / "issue.yaml").write_text(manifest)
    before = tree(folder)

    with pytest.raises(InputError) as refused:
        bring()

    assert refused.value.problems[0].code == "S106"
    assert refused.value.problems[0].cure.zh
    assert tree(folder) == before


def test_review_sheet_tells_every_decision_and_boxes_the_unsure(
    bring: Import, folder: Path
) -> None:
    report = bring()

    lines = (folder / "review.md").read_text().splitlines()
    boxes = [line for line in lines if line.startswith("- [ ]")]
    assert len([line for line in lines if line.startswith("- ")]) == len(report.notes)
    assert len(boxes) == len(report.unsure)
    assert any("第 49 行" in box and "断了" in box for box in boxes)


def test_second_import_keeps_the_first_ones_review(bring: Import, folder: Path) -> None:
    bring()
    first = (folder / "review.md").read_text()

    bring("## 渡口改了时间\n\n渡口从今天起六点开船。\n", "second.md")

    assert (folder / "review.md").read_text().startswith(first)


def test_interrupted_import_is_completed(bring: Import, folder: Path) -> None:
    bring()
    complete = tree(folder)
    (folder / "issue.yaml").unlink()

    report = bring()

    assert len(report.articles) == 6
    assert tree(folder) == complete


def test_gb18030_page_comes_out_as_utf8_with_a_note(
    bring: Import, folder: Path
) -> None:
    report = bring(PAGE.encode("gb18030"))

    assert report.encoding == "GB18030"
    assert any("GB18030" in note.what.zh for note in report.unsure)
    assert len(load_issue(folder).articles) == 6


def test_article_of_an_editor_is_never_overwritten(bring: Import, folder: Path) -> None:
    folder.mkdir()
    mine = folder / "01-news-1.md"
    mine.write_text("---\nheadline: 我的稿件\n---\n不要动。\n")

    report = bring()

    assert mine.read_text() == "---\nheadline: 我的稿件\n---\n不要动。\n"
    assert report.articles[0] == "02-news-2.md"


def test_folder_of_another_day_is_refused(project: Path) -> None:
    source = project / "page.md"
    source.write_text(PAGE)

    with pytest.raises(UsageError):
        import_page(
            project / "issues" / "2021-11-24", source, load_publication(project), DAY
        )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written_stays_as_it_was(
    bring: Import, folder: Path
) -> None:
    folder.mkdir(mode=0o500)

    with pytest.raises(OutsideError):
        bring()

    assert tree(folder) == {}


def test_failure_half_way_takes_back_what_was_written(
    bring: Import, folder: Path
) -> None:
    folder.mkdir()
    (folder / "review.md").mkdir()

    with pytest.raises(OutsideError):
        bring()

    assert tree(folder) == {}


def test_page_of_nothing_but_furniture_is_not_lost(bring: Import, folder: Path) -> None:
    bring("河湾报 第1版\n")

    (article,) = load_issue(folder).articles
    assert article.texts == ("河湾报 第1版",)


def test_crowd_of_articles_is_refused(bring: Import, folder: Path) -> None:
    with pytest.raises(InputError) as refused:
        bring("".join(f"# 标题{n}\n\n正文{n}。\n\n" for n in range(301)))

    assert refused.value.problems[0].code == "S109"
    assert not folder.exists()


def test_sheet_is_in_the_language_of_the_paper(tmp_path: Path) -> None:
    new_publication(tmp_path, date(2021, 11, 22), "en")
    source = tmp_path / "page.md"
    source.write_text("# New quay\n\nBy Jane Roe\n\nThe quay is open.\n")
    folder = tmp_path / "issues" / DAY.isoformat()

    import_page(folder, source, load_publication(tmp_path), DAY)

    sheet = (folder / "review.md").read_text()
    assert "byline: By Jane Roe" in sheet
    assert "引题" not in sheet
