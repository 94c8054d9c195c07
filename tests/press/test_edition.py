"""The print edition of whole issues, by what stands on the pages."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from newsletter.errors import InputError, Place, Severity
from newsletter.layout import load_layout
from newsletter.manifest import load_issue
from newsletter.model.issue import Group, Issue, Pins, Slot
from newsletter.model.pages import Box, Frame, Proof
from newsletter.model.publication import Filler
from newsletter.press.edition import PrintEdition, open_shop, print_edition
from newsletter.press.galley import printed_text
from tests.builders import (
    LIVELIHOOD,
    PROJECTS,
    a_photo,
    a_publication,
    an_article,
    an_issue,
    paragraphs,
    prose,
)
from tests.press.reader_tags import accessibility_faults

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "issues" / "2021-11-23"


def printed(issue: Issue) -> PrintEdition:
    return print_edition(issue, load_layout(issue.publication), lambda _: None)


@pytest.fixture(scope="module")
def sample() -> Issue:
    return load_issue(SAMPLE)


@pytest.fixture(scope="module")
def sample_edition(sample: Issue) -> PrintEdition:
    return printed(sample)


def page_texts(pdf: bytes) -> list[str]:
    """Read each page in content order, white space aside."""
    with pymupdf.open(stream=pdf) as document:
        return [bare(page.get_text("text", sort=False)) for page in document]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def frames(proof: Proof) -> list[tuple[int, Frame]]:
    return [(page.number, frame) for page in proof.pages for frame in page.frames]


def is_body(span: dict[str, Any], size: float) -> bool:
    return abs(span["size"] - size) < 0.01 and "Serif" in span["font"]


def overlap(first: Box, second: Box) -> bool:
    return (
        first.x < second.x + second.width - 0.01
        and second.x < first.x + first.width - 0.01
        and first.y < second.y + second.height - 0.01
        and second.y < first.y + first.height - 0.01
    )


@pytest.mark.parametrize("which", ["reader_pdf", "press_pdf"])
def test_every_article_is_printed_once_and_whole(
    sample: Issue, sample_edition: PrintEdition, which: str
) -> None:
    text = "".join(page_texts(getattr(sample_edition, which)))

    counts = {a.slug: text.count(bare(printed_text(a))) for a in sample.articles}

    assert counts == dict.fromkeys(counts, 1)


def test_heads_bylines_and_captions_are_printed(
    sample: Issue, sample_edition: PrintEdition
) -> None:
    text = "".join(page_texts(sample_edition.reader_pdf))

    for article in sample.articles:
        for words in (*article.kicker, *article.headline, str(article.byline)):
            assert bare(words) in text
        for photo in article.photos:
            assert bare(photo.caption) in text


def test_the_same_issue_gives_the_same_bytes(
    sample: Issue, sample_edition: PrintEdition
) -> None:
    again = printed(sample)

    assert again == sample_edition


def test_pages_of_the_sample_are_full(sample_edition: PrintEdition) -> None:
    fills = [page.fill for page in sample_edition.proof.pages]

    assert len(fills) == 2
    assert min(fills) >= 0.99
    assert not any(page.holes for page in sample_edition.proof.pages)


def test_frames_stand_inside_the_margins_and_never_overlap(
    sample: Issue, sample_edition: PrintEdition
) -> None:
    sheet = sample.publication.sheet

    for page in sample_edition.proof.pages:
        boxes = [frame.box for frame in page.frames]
        for place, box in enumerate(boxes):
            assert box.x >= sheet.margin - 0.1
            assert box.x + box.width <= sheet.width - sheet.margin + 0.1
            assert box.y + box.height <= sheet.height - sheet.margin + 2
            assert not any(overlap(box, other) for other in boxes[place + 1 :])


def test_the_lead_opens_page_one(sample: Issue, sample_edition: PrintEdition) -> None:
    lead = next(a for a in sample.articles if a.slot is Slot.LEAD)
    first_page = sample_edition.proof.pages[0].frames

    highest = min(first_page, key=lambda frame: (frame.box.y, frame.box.x))

    assert highest.article == lead.slug


def test_body_lines_stand_on_one_grid_over_all_columns(
    sample: Issue, sample_edition: PrintEdition
) -> None:
    grid = open_shop(sample, load_layout(sample.publication)).grid

    with pymupdf.open(stream=sample_edition.reader_pdf) as document:
        body = [
            span["origin"][1]
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            if is_body(span, grid.size)
        ]

    steps = {round((y - body[0]) / grid.leading % 1, 2) % 1 for y in body}
    assert len(body) > 300
    assert steps == {0.0}


def test_full_lines_end_flush_with_the_column(
    sample: Issue, sample_edition: PrintEdition
) -> None:
    # A trimmed mark's ink box keeps its blank half, so look at ideographs only.
    grid = open_shop(sample, load_layout(sample.publication)).grid
    rights = [grid.x(n) + grid.measure * grid.size for n in range(grid.columns)]

    with pymupdf.open(stream=sample_edition.reader_pdf) as document:
        ends = [
            (line["spans"][-1]["bbox"][2], line["spans"][-1]["text"])
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            if is_body(line["spans"][-1], grid.size)
        ]

    off = [
        min(abs(end - right) for right in rights)
        for end, text in ends
        if "\u4e00" <= text.rstrip()[-1:] <= "\u9fff"
    ]
    flush = [miss for miss in off if miss < 5]
    assert len(flush) > 100
    assert max(flush) < 0.25


def test_an_article_longer_than_a_page_jumps_and_loses_nothing() -> None:
    article = an_article(body=paragraphs(*[prose(400)] * 20, prose(77)))
    issue = an_issue(article)

    edition = printed(issue)

    parts = [frame for _, frame in frames(edition.proof) if frame.article]
    whole = printed_text(article)
    assert len(edition.proof.jumps) == len(parts) - 1 >= 1
    assert bare("".join(whole[f.start : f.end] for f in parts)) == bare(whole)
    texts = page_texts(edition.reader_pdf)
    assert "下转第2版" in texts[0]
    assert "上接第1版" in texts[1]


def test_a_jump_is_linked_in_the_readers_pdf_and_not_in_the_press_pdf() -> None:
    issue = an_issue(an_article(body=paragraphs(*[prose(400)] * 12)))

    edition = printed(issue)

    with pymupdf.open(stream=edition.reader_pdf) as document:
        targets = [link["page"] for link in document[0].get_links()]
    with pymupdf.open(stream=edition.press_pdf) as document:
        left = [link for page in document for link in page.get_links()]
    assert set(targets) == {1}
    assert left == []


def test_copy_that_may_not_jump_and_fits_nowhere_is_refused_with_its_place() -> None:
    article = an_article(may_jump=False, body=paragraphs(*[prose(400)] * 20))

    with pytest.raises(InputError) as refused:
        printed(an_issue(article))

    (problem,) = refused.value.problems
    assert problem.code == "F101"
    assert problem.place == article.place


def test_sixty_notes_are_all_printed() -> None:
    notes = [
        an_article(
            f"note-{n}",
            ordinal=n,
            headline=(f"短讯第{n}条到了",),
            slot=Slot.BRIEF,
            body=paragraphs(prose(60 + n)),
        )
        for n in range(1, 61)
    ]

    edition = printed(an_issue(*notes))

    assert {f.article for _, f in frames(edition.proof)} == {n.slug for n in notes}
    text = "".join(page_texts(edition.reader_pdf))
    assert all(bare(printed_text(note)) in text for note in notes)


def test_a_photo_story_without_text_prints_its_picture(tmp_path: Path) -> None:
    photo = a_photo(tmp_path, 1200, 800)
    story = an_article("dawn", body=(), dateline="", photos=(photo,), slot=Slot.PHOTO)

    edition = printed(an_issue(an_article("lead", slot=Slot.LEAD), story))

    with pymupdf.open(stream=edition.reader_pdf) as document:
        pictures = document[0].get_image_info()
    assert len(pictures) == 1
    assert bare(photo.caption) in page_texts(edition.reader_pdf)[0]


def test_a_forty_character_headline_is_broken_and_whole() -> None:
    headline = (
        "河湾区全面推进老旧码头改造与沿岸绿道贯通工程努力让群众家门口的风景更美一些吧"
    )
    article = an_article(headline=(headline,))

    edition = printed(an_issue(article, an_article("other")))

    assert len(headline) >= 38
    assert headline in page_texts(edition.reader_pdf)[0]


def test_latin_copy_in_a_chinese_paper_is_hyphenated_and_whole() -> None:
    text = (
        "Municipal engineers finished the embankment restoration considerably "
        "earlier than anticipated, and neighbourhood representatives celebrated. "
    ) * 6
    article = an_article(dateline="", body=paragraphs(text.strip()))

    edition = printed(an_issue(article))

    page = page_texts(edition.reader_pdf)[0]
    assert bare(text) in page.replace("-", "").replace("\u2010", "")


def test_an_english_paper_is_set_by_western_rules() -> None:
    publication = a_publication(name="River Post", language="en")
    article = an_article(
        headline=("Old quay finds new life",),
        dateline="RIVERTON",
        body=paragraphs(
            *["The restored quay attracts walkers, readers and anglers alike. " * 6] * 4
        ),
    )

    edition = printed(an_issue(article, publication=publication))

    page = page_texts(edition.reader_pdf)[0]
    assert "RiverPost" in page
    assert "Tuesday" in page
    assert "农历" not in page


def test_a_character_that_no_font_has_is_refused_with_its_name() -> None:
    unassigned = an_article(body=paragraphs("私用区的字\U00100000在这里。"))

    with pytest.raises(InputError) as refused:
        printed(an_issue(unassigned))

    (problem,) = refused.value.problems
    assert problem.code == "F104"
    assert "U+100000" in problem.what.en


def test_emoji_and_rare_han_print_from_fallback_fonts() -> None:
    words = "小船🚢靠岸，𠮷野先生来了。"
    article = an_article(body=paragraphs(words + prose(80)))

    edition = printed(an_issue(article))

    assert words in page_texts(edition.reader_pdf)[0]


def test_a_group_pinned_to_a_page_begins_there() -> None:
    first = Group(section=LIVELIHOOD, articles=(an_article("one"), an_article("two")))
    second = Group(section=PROJECTS, articles=(an_article("three"),), page=2)

    edition = printed(an_issue(groups=(first, second)))

    where = {frame.article: page for page, frame in frames(edition.proof)}
    assert where == {"one": 1, "two": 1, "three": 2}


def test_a_pinned_page_counts_more_than_the_order_of_groups() -> None:
    first = Group(section=LIVELIHOOD, articles=(an_article("one"),), page=2)
    second = Group(section=PROJECTS, articles=(an_article("two"),), page=1)

    edition = printed(an_issue(groups=(first, second)))

    where = {frame.article: page for page, frame in frames(edition.proof)}
    assert where == {"one": 2, "two": 1}


def test_an_article_can_be_pinned_to_a_page_of_its_own() -> None:
    articles = (
        an_article("one"),
        an_article("two", pins=Pins(page=2)),
        an_article("three"),
    )

    edition = printed(an_issue(*articles))

    where = {frame.article: page for page, frame in frames(edition.proof)}
    assert where == {"one": 1, "two": 2, "three": 1}


def test_a_pinned_span_is_kept() -> None:
    articles = (an_article("one"), an_article("two", pins=Pins(span=2)))

    edition = printed(an_issue(*articles))

    grid = open_shop(an_issue(), load_layout(a_publication())).grid
    (width,) = (f.box.width for _, f in frames(edition.proof) if f.article == "two")
    assert width == pytest.approx(grid.span(2) / 72 * 25.4, abs=0.01)


def test_articles_pinned_beside_each_other_share_an_edge() -> None:
    articles = [an_article(f"n{n}", ordinal=n) for n in range(1, 8)]
    articles[5] = an_article("n6", ordinal=6, pins=Pins(beside="n2"))

    edition = printed(an_issue(*articles))

    boxes = {frame.article: frame.box for _, frame in frames(edition.proof)}
    one, other = boxes["n2"], boxes["n6"]
    slack = 9
    assert one.x <= other.x + other.width + slack
    assert other.x <= one.x + one.width + slack
    assert one.y <= other.y + other.height + slack
    assert other.y <= one.y + one.height + slack
    assert "F106" not in [problem.code for problem in edition.problems]


def test_a_sheet_too_small_for_copy_is_named_at_its_key() -> None:
    place = Place(file="issues/publication.yaml", line=7, column=1)
    sheet = replace(a_publication().sheet, height=82, place=place)
    issue = an_issue(publication=a_publication(sheet=sheet))

    with pytest.raises(InputError) as refused:
        printed(issue)

    (problem,) = refused.value.problems
    assert (problem.code, problem.place) == ("F101", place)


def test_a_page_left_thin_by_a_pin_is_told_at_the_pin() -> None:
    place = Place(file="issues/2021-11-23/issue.yaml", line=12, column=7)
    second = an_article("two", pins=Pins(page=2, page_place=place))

    edition = printed(an_issue(an_article("one"), second))

    thin = [p.place for p in edition.problems if p.code == "F103"]
    assert thin[0] == place


def test_headlines_that_must_bump_are_hinted_at() -> None:
    # Notes of one column only: no text can run up beside their heads.
    notes = [
        an_article(f"n{n}", ordinal=n, slot=Slot.BRIEF, pins=Pins(span=1))
        for n in range(1, 6)
    ]

    edition = printed(an_issue(*notes))

    hints = [p for p in edition.problems if p.code == "F111"]
    assert hints
    assert all(hint.severity is Severity.HINT for hint in hints)


@pytest.mark.parametrize(
    "pins",
    [
        Pins(span=9),
        Pins(beside="nobody"),
        Pins(beside="two"),
        Pins(page=4),
        Pins(page=2, beside="one"),
    ],
    ids=["too wide", "beside nobody", "beside itself", "blank pages", "pages differ"],
)
def test_pins_that_no_page_can_keep_are_refused(pins: Pins) -> None:
    articles = (
        an_article("one", pins=Pins(page=1)),
        an_article("two", pins=pins),
    )

    with pytest.raises(InputError) as refused:
        printed(an_issue(*articles))

    assert [problem.code for problem in refused.value.problems] == ["F102"]


def test_short_copy_is_filled_with_notices_and_said_so() -> None:
    fillers = (
        Filler(headline="公益广告", text="节约用水，从一点一滴做起。"),
        Filler(headline="征稿启事", text="欢迎把身边的故事写给我们。"),
    )
    publication = a_publication(fillers=fillers)

    edition = printed(an_issue(an_article(), publication=publication))

    text = page_texts(edition.reader_pdf)[0]
    assert "节约用水，从一点一滴做起。" in text
    assert [problem.code for problem in edition.problems] == ["F103"]


def test_a_coarse_picture_is_warned_of(tmp_path: Path) -> None:
    photo = a_photo(tmp_path, 1100, 730)
    alone = {"body": (), "dateline": "", "slot": Slot.PHOTO, "pins": Pins(span=5)}
    story = an_article("dawn", photos=(photo,), **alone)

    edition = printed(an_issue(story))

    assert {"F105", "X110"} <= {problem.code for problem in edition.problems}


def test_a_picture_too_coarse_for_the_printer_is_refused(tmp_path: Path) -> None:
    photo = a_photo(tmp_path, 90, 60)
    story = an_article("dawn", photos=(photo,), slot=Slot.PHOTO)

    with pytest.raises(InputError) as refusal:
        printed(an_issue(story))

    assert [problem.code for problem in refusal.value.problems] == ["X110", "F105"]
    assert "ppi" in refusal.value.problems[0].what.en
    assert refusal.value.problems[1].place == photo.place


def test_every_press_file_is_judged_by_its_name(sample_edition: PrintEdition) -> None:
    names = [one.file for one in sample_edition.preflights]

    assert len(names) == 1 + len(sample_edition.page_pdfs)
    assert names[1].endswith("-2021-11-23-01-v1.pdf")
    assert not any(one.report.failed for one in sample_edition.preflights)


def test_the_readers_pdf_can_be_heard(sample_edition: PrintEdition) -> None:
    assert accessibility_faults(sample_edition.reader_pdf) == []


def test_press_files_hold_no_rgb_and_reader_keeps_bookmarks(
    sample: Issue, sample_edition: PrintEdition
) -> None:
    with pymupdf.open(stream=sample_edition.reader_pdf) as document:
        outline = [title for _, title, _ in document.get_toc()]
    with pymupdf.open(stream=sample_edition.press_pdf) as document:
        colours = {
            span["color"]
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        }

    assert {a.title for a in sample.articles} <= set(outline)
    # K only, which MuPDF shows as its own dark grey.
    assert len(colours) == 1


def test_a_long_article_under_a_banner_jumps() -> None:
    article = an_article("plan", body=paragraphs(*[prose(300)] * 14))
    group = Group(section=PROJECTS, articles=(article,), banner="聚焦重点项目")

    edition = printed(an_issue(groups=(group,)))

    assert edition.proof.jumps
    text = page_texts(edition.reader_pdf)[0]
    assert text.index("聚焦重点项目") < text.index(bare(article.title))


def test_pages_are_rounded_up_and_blank_ones_told() -> None:
    sheet = replace(a_publication().sheet, pages_multiple=4)

    edition = printed(an_issue(publication=a_publication(sheet=sheet)))

    assert len(edition.proof.pages) == 4
    assert [p.code for p in edition.problems if p.code == "F103"] == ["F103"] * 4


def test_tall_photos_of_a_short_article_are_cut_to_the_page(tmp_path: Path) -> None:
    shots = tuple(a_photo(tmp_path, 900, 2700, name=f"{n}.jpg") for n in range(4))
    story = an_article("towers", photos=shots, body=paragraphs(prose(60)))

    edition = printed(an_issue(story))

    with pymupdf.open(stream=edition.reader_pdf) as document:
        pictures = [info for page in document for info in page.get_image_info()]
    assert len(pictures) == 4
