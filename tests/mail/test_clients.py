"""What mail programs make of the HTML, by the data of caniemail.

``caniemail.json`` lists, of nine widespread programs, those that lack a property,
element or attribute in their latest version.  Style blocks are left out: they
only improve what style attributes say already.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2

from tests.builders import a_photo
from tests.mail.sample import a_picture, mailed, nine_articles, set_as, the_issue, tree

LACKING = json.loads((Path(__file__).parent / "caniemail.json").read_text())["lacking"]

ENHANCEMENT = {
    "attribute aria-hidden": "keeps the hidden preheader from screen readers",
    "attribute aria-label": "names the mail for screen readers; its title does so too",
    "css height": "auto, of pictures: what it is anyway",
    "css max-height": "of the preheader, which display:none hides as well",
    "css overflow": "of the preheader, likewise",
    "css overflow-wrap": "breaks long addresses; word-wrap is its older name",
    "css table-layout": "keeps wide tables inside; others scroll them",
    "css white-space": "keeps the lines of code, which stands in pre already",
    "css word-wrap": "breaks long addresses; Outlook does so by itself",
    "element body": "clients put their own in its place; colours stand on tables",
}
"""What some program lacks without taking anything from its reader."""


def used(html: str) -> Iterator[str]:
    """Name every feature that the page uses outside style blocks."""
    for element in tree(html).iter():
        if not isinstance(element.tag, str) or element.tag == "style":
            continue
        yield f"element {element.tag}"
        for name, value in element.items():
            yield f"attribute {name}"
            if name == "style":
                yield from declared(value)


def declared(style: str) -> Iterator[str]:
    """Name properties, and properties with their values."""
    for one in tinycss2.parse_declaration_list(style, skip_whitespace=True):
        assert one.type == "declaration", style
        yield f"css {one.lower_name}"
        yield f"css {one.lower_name}:{tinycss2.serialize(one.value).strip()}"


@pytest.mark.parametrize("name", ["issue", "digest", "plain"])
def test_no_program_lacks_what_the_mail_says_its_meaning_with(
    name: str, tmp_path: Path
) -> None:
    photo = a_photo(tmp_path)
    issue = the_issue(nine_articles(photo), set_as(name))

    features = set(used(mailed(issue, a_picture(photo)).html)) & {*LACKING}

    assert len(features) > 20
    assert {f for f in features if LACKING[f]} <= {*ENHANCEMENT}


def test_every_exception_is_needed(tmp_path: Path) -> None:
    photo = a_photo(tmp_path)

    html = mailed(the_issue(nine_articles(photo)), a_picture(photo)).html

    assert {f for f in used(html) if LACKING.get(f)} == {*ENHANCEMENT}


def test_feature_that_programs_lack_would_be_found() -> None:
    html = '<p style="position: fixed; display: grid">甲</p><video src="a"></video>'

    found = {f for f in used(html) if LACKING.get(f)}

    assert found == {
        "css position", "css display:grid", "element video", "element body",
    }  # fmt: skip
