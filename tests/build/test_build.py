import fcntl
import hashlib
import json
import resource
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from newsletter.build.inputs import finished_report
from newsletter.build.issue import build_issue
from newsletter.errors import InputError, OutsideError, UsageError
from newsletter.model.issue import Issue
from newsletter.model.report import Report
from tests.build.fakes import quick_press, refusing_press
from tests.builders import (
    a_photo,
    a_publication,
    an_article,
    an_issue,
    paragraphs,
    prose,
)

DATE = "2021-11-23"
LATER = datetime(2021, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture
def issue(tmp_path: Path) -> Issue:
    photo = a_photo(tmp_path / "photos", 2000, 1000)
    return an_issue(
        an_article(photos=(photo,)),
        an_article("bridge", ordinal=2, headline=("大桥通车",)),
        publication=a_publication(tmp_path),
    )


def build(issue: Issue, **more: Any) -> Report:
    return build_issue(issue, press=more.pop("press", quick_press), **more)


def tree(issue: Issue, *, besides: str = "report.json") -> dict[str, str]:
    """Hash every file of the build folder, but for the one that tells seconds."""
    root = issue.publication.folder / "build"
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.name not in (besides, ".lock")
        and ".cache" not in path.parts
    }


def record(issue: Issue) -> dict[str, Any]:
    path = issue.publication.folder / "build/site" / DATE / "issue.json"
    plain: dict[str, Any] = json.loads(path.read_bytes())
    return plain


def test_every_edition_stands_where_the_contract_says(issue: Issue) -> None:
    build(issue)

    files = set(tree(issue))
    assert files >= {
        f"{DATE}/newspaper.pdf",
        f"{DATE}/press/hewan-{DATE}.pdf",
        f"{DATE}/press/hewan-{DATE}-01-v1.pdf",
        f"{DATE}/press/preflight.json",
        f"{DATE}/press/SHA256SUMS",
        f"{DATE}/proof.json",
        f"{DATE}/email.html",
        f"{DATE}/email.txt",
        f"{DATE}/email.eml",
        f"site/{DATE}/issue.json",
        f"site/{DATE}/index.html",
        f"site/{DATE}/newspaper.pdf",
        f"site/{DATE}/pages/1.webp",
        f"site/{DATE}/photos/old-quay-1.jpg",
        f"site/{DATE}/bridge/index.html",
        "site/index.html",
        "site/rss.xml",
        "site/atom.xml",
        "site/feed.json",
        "site/opml.xml",
    }


def test_nothing_but_editions_is_left_behind(issue: Issue) -> None:
    build(issue)

    root = issue.publication.folder / "build"
    names = sorted(path.name for path in root.iterdir())
    assert names == [".cache", ".lock", DATE, "site"]


def test_report_tells_files_and_their_sizes(issue: Issue) -> None:
    report = build(issue)

    root = issue.publication.folder / "build"
    assert [one.edition for one in report.editions] == [
        "print",
        "email",
        "feeds",
        "web",
    ]
    assert all(
        (root / path).stat().st_size == size
        for edition in report.editions
        for path, size in edition.files
    )
    assert [p.code for p in report.editions[0].problems] == ["F101"]


def test_press_files_can_be_checked_with_sha256sum(issue: Issue) -> None:
    build(issue)

    press = issue.publication.folder / "build" / DATE / "press"
    lines = (press / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == 2
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((press / name).read_bytes()).hexdigest() == digest


def test_proof_names_what_fell_where(issue: Issue) -> None:
    build(issue)

    path = issue.publication.folder / "build" / DATE / "proof.json"
    page = json.loads(path.read_bytes())["pages"][0]
    assert page["sheet"] == {"width": 275.0, "height": 390.0}
    assert page["frames"][1]["article"] == "bridge"
    assert page["frames"][1]["box"]["y"] == 50.0
    assert page["frames"][1]["range"] == [0, 153]


def test_same_issue_gives_same_bytes(issue: Issue, tmp_path: Path) -> None:
    build(issue)
    first = tree(issue)

    build(issue)
    second = tree(issue)
    build(issue, out=tmp_path / "elsewhere/build")

    assert second == first
    elsewhere = tmp_path / "elsewhere/build"
    assert all(
        hashlib.sha256((elsewhere / path).read_bytes()).hexdigest() == digest
        for path, digest in first.items()
    )


def test_failing_press_leaves_the_last_build_as_it_was(issue: Issue) -> None:
    build(issue)
    before = tree(issue, besides="")
    changed = replace(issue, number=1025)

    with pytest.raises(InputError):
        build(changed, press=refusing_press)

    assert tree(issue, besides="") == before


def test_first_build_that_fails_leaves_nothing(issue: Issue) -> None:
    with pytest.raises(InputError):
        build(issue, press=refusing_press)

    assert tree(issue) == {}


def test_folder_in_the_way_of_a_file_changes_nothing(issue: Issue) -> None:
    build(issue)
    site = issue.publication.folder / "build/site"
    (site / "rss.xml").unlink()
    (site / "rss.xml").mkdir()
    before = tree(issue, besides="")

    with pytest.raises(OutsideError, match=r"rss\.xml"):
        build(replace(issue, number=1025))

    assert tree(issue, besides="") == before


def test_full_disk_changes_nothing(issue: Issue) -> None:
    build(issue)
    before = tree(issue, besides="")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        with pytest.raises(OutsideError, match="free space"):
            build(replace(issue, number=1025))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))

    assert tree(issue, besides="") == before


def test_page_that_reads_the_same_keeps_its_time(issue: Issue) -> None:
    build(issue)
    home = issue.publication.folder / "build/site/index.html"
    before = home.stat().st_mtime_ns

    build(issue)

    assert home.stat().st_mtime_ns == before


def test_photo_that_vanished_is_a_problem_with_its_place(issue: Issue) -> None:
    issue.articles[0].photos[0].path.unlink()

    with pytest.raises(InputError) as caught:
        build(issue)

    assert [p.code for p in caught.value.problems] == ["B101"]
    assert caught.value.problems[0].place == issue.articles[0].photos[0].place
    assert tree(issue) == {}


def test_second_build_at_the_same_time_is_refused(issue: Issue) -> None:
    root = issue.publication.folder / "build"
    root.mkdir()
    with (root / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(OutsideError, match="another build"):
            build(issue)

    build(issue)
    assert (root / DATE / "newspaper.pdf").exists()


def test_leftovers_of_a_killed_build_are_cleared(issue: Issue) -> None:
    build(issue)
    root = issue.publication.folder / "build"
    before = tree(issue)
    (root / ".new" / DATE).mkdir(parents=True)
    (root / ".new" / DATE / "newspaper.pdf").write_bytes(b"half")
    (root / DATE).rename(root / f".{DATE}.old")

    with pytest.raises(InputError):
        build(issue, press=refusing_press)

    assert tree(issue) == before


def test_edition_left_out_keeps_its_files(issue: Issue) -> None:
    build(issue)
    pdf = issue.publication.folder / "build" / DATE / "newspaper.pdf"
    before = pdf.read_bytes()
    changed = replace(issue, number=1025)

    report = build(changed, only=("email",), press=refusing_press)

    assert [one.edition for one in report.editions] == ["email"]
    assert pdf.read_bytes() == before
    written = json.loads((pdf.parent / "report.json").read_bytes())
    assert [one["edition"] for one in written["editions"]] == [
        "print",
        "email",
        "feeds",
        "web",
    ]


@pytest.mark.parametrize("edition", ["print", "email", "feeds", "web", "wechat"])
def test_each_edition_can_be_built_alone(issue: Issue, edition: str) -> None:
    report = build(issue, only=(edition,))

    assert [one.edition for one in report.editions] == [edition]
    assert report.editions[0].files


def test_wechat_article_is_made_with_its_pictures_on_request_only(
    issue: Issue,
) -> None:
    build(issue)
    before = set(tree(issue))

    build(issue, only=("wechat",), press=refusing_press)

    made = set(tree(issue)) - before
    folder = f"{DATE}/wechat"
    assert made == {f"{folder}/article.html", f"{folder}/photos/old-quay-1.jpg"}
    assert finished_report(issue, only=("wechat",)) is not None


def test_web_without_print_shows_no_pages(issue: Issue) -> None:
    build(issue, only=("web",))

    assert record(issue)["pages"] == []
    assert record(issue)["pdf"] == ""
    assert {article["page"] for article in record(issue)["articles"]} == {None}


def test_unknown_edition_is_refused(issue: Issue) -> None:
    with pytest.raises(UsageError, match="fax"):
        build(issue, only=("fax",))


def test_hot_zones_are_fractions_of_the_page(issue: Issue) -> None:
    build(issue)

    zone = record(issue)["pages"][0]["zones"][0]
    assert zone["article"] == "old-quay"
    assert zone["x"] == pytest.approx(14 / 275, abs=1e-5)
    assert zone["height"] == pytest.approx(27.5 / 390, abs=1e-5)


def test_photos_are_served_at_most_1600_pixels_wide(issue: Issue) -> None:
    build(issue)

    photo = record(issue)["articles"][0]["photos"][0]
    path = issue.publication.folder / "build/site" / photo["url"]
    assert (photo["width"], photo["height"]) == (1600, 800)
    assert path.stat().st_size == photo["size"]


def test_dateline_opens_the_text_of_an_article(issue: Issue) -> None:
    build(issue)

    content = record(issue)["articles"][1]["content"]
    assert content.startswith("<p><strong>本报讯</strong>")


def test_file_of_a_renamed_article_goes_away(issue: Issue) -> None:
    build(issue)
    site = issue.publication.folder / "build/site" / DATE
    first, second = issue.articles
    group = replace(issue.groups[0], articles=(first, replace(second, slug="viaduct")))

    build(replace(issue, groups=(group,)))

    assert (site / "viaduct/index.html").exists()
    assert not (site / "bridge").exists()


def test_earlier_issue_learns_of_the_next_one(issue: Issue) -> None:
    build(issue)
    home = issue.publication.folder / "build/site"
    earlier = (home / DATE / "index.html").read_text()
    following = replace(issue, date=date(2021, 11, 30), number=1025)

    build(following)

    assert "2021-11-30" not in earlier
    assert "2021-11-30" in (home / DATE / "index.html").read_text()
    assert "2021-11-30" in (home / "rss.xml").read_text()


def test_damaged_record_is_told_and_left_out(issue: Issue) -> None:
    other = issue.publication.folder / "build/site/2021-11-16"
    other.mkdir(parents=True)
    (other / "issue.json").write_text('{"date": "2021-11-16", "articles": 3}')

    report = build(issue)

    assert [p.code for p in report.problems] == ["B201"]
    assert report.problems[0].place.file == "build/site/2021-11-16/issue.json"
    home = issue.publication.folder / "build/site/index.html"
    assert "2021-11-16" not in home.read_text()


def test_article_changed_after_publication_counts_as_updated(issue: Issue) -> None:
    build(issue, now=LATER)
    first, second = issue.articles
    mended = replace(second, body=paragraphs(prose(120)))
    group = replace(issue.groups[0], articles=(first, mended))
    changed = replace(issue, groups=(group,))

    build(changed, now=LATER)
    build(changed, now=datetime(2022, 1, 1, tzinfo=UTC))

    unchanged, updated = record(issue)["articles"]
    assert unchanged["updated"] == unchanged["published"] == f"{DATE}T06:00:00+08:00"
    assert updated["updated"] == "2021-11-24T11:00:00+08:00"


def test_nothing_is_made_twice(issue: Issue) -> None:
    assert finished_report(issue) is None

    report = build(issue)

    assert finished_report(issue) == report
    assert finished_report(replace(issue, number=1025)) is None


def test_lost_file_is_made_again(issue: Issue) -> None:
    build(issue)
    (issue.publication.folder / "build" / DATE / "press/SHA256SUMS").unlink()

    assert finished_report(issue) is None
    assert finished_report(issue, only=("email",)) is not None


def test_stages_are_told_in_order(issue: Issue) -> None:
    told: list[str] = []

    build(issue, progress=told.append)

    assert told == ["compose", "pictures", "email", "feeds", "web", "files"]


def test_library_prints_nothing(
    issue: Issue, capfd: pytest.CaptureFixture[str]
) -> None:
    build(issue)

    assert capfd.readouterr() == ("", "")


def test_new_issue_rewrites_only_what_it_changes(issue: Issue) -> None:
    dates = [date(2020, 11, 1), date(2021, 8, 3), date(2021, 10, 5), date(2021, 11, 9)]
    for number, day in enumerate(dates, 1):
        build(replace(issue, date=day, number=number))
    before = tree(issue)

    build(replace(issue, date=date(2021, 11, 16), number=9))

    after = tree(issue)
    changed = {path for path in before if before[path] != after.get(path)}
    assert not [p for p in changed if p.startswith(("site/2020", "site/2021-08"))]
    assert not [p for p in changed if p.startswith("site/2021-10")]
    assert "site/2021-11-09/index.html" in changed
    assert "site/archive/2020/index.html" not in changed
    assert "site/archive/2021/index.html" in changed
    assert not [p for p in changed if p.startswith("site/search/2021-q3")]


def test_parts_of_the_search_index_merge_when_a_quarter_is_over(issue: Issue) -> None:
    build(replace(issue, date=date(2021, 8, 3)))
    build(replace(issue, date=date(2021, 9, 7)))
    search = issue.publication.folder / "build/site/search"
    months = {path.name for path in search.iterdir() if path.is_dir()}

    build(replace(issue, date=date(2021, 10, 5)))

    assert months == {"2021-08", "2021-09"}
    assert {path.name for path in search.iterdir() if path.is_dir()} == {
        "2021-q3", "2021-10",
    }  # fmt: skip
    assert finished_report(replace(issue, date=date(2021, 9, 7))) is not None


def test_catalogue_knows_less_than_the_records_and_learns(issue: Issue) -> None:
    build(replace(issue, date=date(2021, 11, 16)))
    build(issue)
    whole = tree(issue)
    catalogue = issue.publication.folder / "build/site/archive/2021/issues.json"

    for text in ("[]", "", '{"issues": [{"date": 3}]}'):
        catalogue.write_text(text)
        build(issue)

        assert tree(issue) == whole


def test_issue_that_is_gone_leaves_no_links(issue: Issue) -> None:
    build(replace(issue, date=date(2021, 11, 16)))
    build(replace(issue, date=date(2021, 11, 9)))
    build(issue)
    root = issue.publication.folder / "build/site"
    shutil.rmtree(root / "2021-11-16")

    build(issue)

    left = [p for p in root.rglob("*.html") if "2021-11-16" in p.read_text()]
    assert left == []
    assert "2021-11-16" not in (root / "2021-11-23/atom.xml").read_text()


def test_every_issue_is_a_book_too(issue: Issue) -> None:
    build(issue)

    place = issue.publication.folder / "build/site" / record(issue)["epub"]
    assert place.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
