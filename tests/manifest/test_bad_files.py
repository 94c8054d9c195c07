import os

import pytest

from tests.manifest.desk import ISSUE, QUAY, Desk

BOMB = (
    "a: &a [x, x, x, x, x, x, x, x, x]\n"
    "b: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n"
    "c: &c [*b, *b, *b, *b, *b, *b, *b, *b]\n"
    "d: &d [*c, *c, *c, *c, *c, *c, *c, *c]\n"
    "e: &e [*d, *d, *d, *d, *d, *d, *d, *d]\n"
    "sections: [*e, *e, *e]\n"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ISSUE.encode() + b"# x\n" * 2_600_000, "M107"),
        (BOMB.encode(), "M107"),
        (b"sections: &a [*a]\n", "M107"),
        (b"sections: " + b"[" * 100_000, "M107"),
        (b"sections: " + b"[" * 500 + b"]" * 500, "M107"),
        (b"- " * 100_000, "M107"),
        (ISSUE.encode("gb18030"), "M108"),
        (ISSUE.encode("utf-16"), "M108"),
        (ISSUE.encode() + b"\xff\xff\x00", "M108"),
        (ISSUE.encode().replace(b"1024", b"10\x0024"), "M108"),
    ],
    ids=[
        "10 MB", "bomb", "recursive", "deep", "closed", "lists", "GB18030", "UTF-16",
        "no text", "NUL",
    ],
)  # fmt: skip
def test_a_hostile_manifest_is_refused(desk: Desk, content: bytes, code: str) -> None:
    desk.write("issue.yaml", content)

    errors = desk.errors()

    assert errors == [code]


def test_sixty_thousand_mistakes_are_cut_to_a_hundred(desk: Desk) -> None:
    desk.write("issue.yaml", ISSUE + "".join(f"k{n}: 1\n" for n in range(20_000)))

    problems = desk.problems()

    assert len(problems) == 101
    assert "19900" in problems[0].what.zh


def test_an_issue_of_a_thousand_articles_and_more_is_refused(desk: Desk) -> None:
    rows = "".join(f"      - a{n}.md\n" for n in range(1001))
    head = ISSUE[: ISSUE.index("      - 01")]
    desk.write("issue.yaml", head + rows)

    assert "M107" in desk.codes()


def test_a_gb18030_file_is_told_how_to_convert_it(desk: Desk) -> None:
    desk.write("01-quay.md", QUAY.encode("gb18030"))

    problem = desk.found("M108")

    assert str(problem.place) == "issues/2021-11-23/01-quay.md:2:11"
    assert "GB18030" in problem.what.zh
    assert "iconv -f GB18030 -t UTF-8" in problem.cure.zh


def test_a_byte_order_mark_does_no_harm(desk: Desk) -> None:
    desk.write("issue.yaml", b"\xef\xbb\xbf" + ISSUE.encode())

    assert desk.problems() == ()


def test_an_anchor_within_reason_is_fine(desk: Desk) -> None:
    desk.change("issue.yaml", "banner: 河边的事", "banner: &b 河边的事")
    desk.change("issue.yaml", "caption: 老码头。", "caption: *b ")

    assert desk.problems() == ()


def test_an_article_that_is_a_folder_is_told(desk: Desk) -> None:
    (desk.folder / "01-quay.md").unlink()
    (desk.folder / "01-quay.md").mkdir()

    assert desk.errors() == ["M306"]


def test_an_article_or_picture_that_is_a_pipe_does_not_hang(desk: Desk) -> None:
    for name in ("01-quay.md", "photos/quay.jpg"):
        (desk.folder / name).unlink()
        os.mkfifo(desk.folder / name)

    assert sorted(desk.errors()) == ["M305", "M306"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(desk: Desk) -> None:
    (desk.folder / "01-quay.md").chmod(0)

    assert desk.errors() == ["M306"]


@pytest.mark.parametrize("name", ["01-quay.md", "photos/quay.jpg"])
def test_a_link_that_leaves_the_issue_is_refused(desk: Desk, name: str) -> None:
    outside = desk.root / "outside"
    (desk.folder / name).rename(outside)
    (desk.folder / name).symlink_to(outside)

    assert desk.errors() == ["M304"]


def test_a_link_to_itself_is_refused(desk: Desk) -> None:
    (desk.folder / "01-quay.md").unlink()
    (desk.folder / "01-quay.md").symlink_to("01-quay.md")

    assert len(desk.errors()) == 1


def test_a_name_too_long_for_the_system_is_told(desk: Desk) -> None:
    desk.change("issue.yaml", "01-quay.md", "a" * 3000 + ".md")

    assert len(desk.errors()) == 1


def test_a_missing_manifest_is_told(desk: Desk) -> None:
    (desk.folder / "issue.yaml").unlink()

    assert desk.errors() == ["M301"]
