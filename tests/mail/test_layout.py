from pathlib import Path

import pytest

from newsletter.errors import LayoutError
from newsletter.layout import load_layout
from newsletter.mail import mail_edition
from newsletter.mail.letter import strings_of
from tests.builders import a_publication
from tests.mail.sample import gazette, the_issue


def changed(folder: Path, file: str, text: str) -> None:
    """Put a file of the paper's own over our layout's."""
    path = folder / "layouts" / "gazette" / "email" / file
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("zh", "退订"),
        ("zh-Hant-TW", "退订"),
        ("EN-gb", "Unsubscribe"),
        ("fr", "Unsubscribe"),
    ],
)
def test_words_are_found_by_the_longest_tag_that_the_layout_knows(
    language: str, word: str
) -> None:
    assert strings_of(gazette(), language)["unsubscribe"] == word


@pytest.mark.parametrize("strings", ["", "zh = 1", '[zh]\nview = "看"', "[zh"])
def test_missing_words_are_the_designers_fault(tmp_path: Path, strings: str) -> None:
    changed(tmp_path, "strings.toml", strings)
    layout = load_layout(a_publication(tmp_path))

    with pytest.raises(LayoutError, match="gazette/email"):
        mail_edition(the_issue(), layout, ())


def test_paper_may_set_its_own_style(tmp_path: Path) -> None:
    changed(tmp_path, "issue.css", ".nameplate { color: #123456; }")
    layout = load_layout(a_publication(tmp_path))

    html = mail_edition(the_issue(), layout, ()).html

    assert '<h1 class="nameplate" style="color: #123456;">' in html
