from pathlib import Path

import pytest

from newsletter.desk.sources import LARGEST, as_text, read_source
from newsletter.errors import InputError

COPY = "码头修好了，早晨散步的人多了起来。\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        pytest.param(COPY.encode(), "UTF-8", id="UTF-8"),
        pytest.param(COPY.encode("utf-8-sig"), "UTF-8", id="with a mark"),
        pytest.param(COPY.encode("gb18030"), "GB18030", id="GB18030"),
        pytest.param(COPY.encode("utf-16"), "UTF-16", id="Notepad's Unicode"),
    ],
)
def test_text_is_read_in_the_encodings_editors_have(
    content: bytes, encoding: str
) -> None:
    source = as_text("page.txt", content)

    assert source.text == COPY
    assert source.encoding == encoding
    assert bool(source.notes) == (encoding != "UTF-8")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("page.docx", b"PK\x03\x04....", "S103", id="docx"),
        pytest.param("page.doc", b"\xd0\xcf\x11\xe0....", "S103", id="doc"),
        pytest.param("page.txt", b"PK\x03\x04....", "S103", id="docx named txt"),
        pytest.param("page.pdf", b"%PDF-1.7", "S103", id="pdf"),
        pytest.param("page.html", b"<p>x</p>", "S103", id="html"),
        pytest.param("page.md", b"\x00\x01\x02", "S103", id="binary"),
        pytest.param("page.md", b"", "S104", id="empty"),
        pytest.param("page.md", b" \n\n", "S104", id="blank"),
        pytest.param("page.md", COPY.encode()[:-2] + b"\n", "S105", id="cut"),
        pytest.param("page.md", b"\xff\x80\x81", "S105", id="no encoding"),
        pytest.param("page.md", bytes(range(128, 255)) * 3, "S105", id="noise"),
    ],
)
def test_what_is_no_text_is_refused_with_a_cure(
    name: str, content: bytes, code: str
) -> None:
    with pytest.raises(InputError) as refused:
        as_text(name, content)

    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.what.zh
    assert problem.cure.zh
    assert problem.cure.en


def test_damaged_utf8_names_the_line() -> None:
    content = (COPY * 3).encode().replace("码".encode(), b"\xe7\xa0", 2)

    with pytest.raises(InputError) as refused:
        as_text("page.md", COPY.encode() + content)

    assert refused.value.problems[0].place.line == 2


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_source(tmp_path / "no.md")

    assert refused.value.problems[0].code == "S101"


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"a" * (LARGEST + 1))

    with pytest.raises(InputError) as refused:
        read_source(path)

    assert refused.value.problems[0].code == "S102"
