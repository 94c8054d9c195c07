from dataclasses import replace

from newsletter.desk.conservation import balance, lost_characters
from newsletter.desk.imported import ImportedPage
from newsletter.desk.page_text import read_page
from tests.desk.pages import PAGE, a_paper


def without_paragraph(page: ImportedPage) -> ImportedPage:
    lead, *others = page.articles
    return replace(page, articles=(replace(lead, body=lead.body[:-1]), *others))


def test_lost_paragraph_is_told_in_full() -> None:
    page = read_page(PAGE, a_paper())

    lost = lost_characters(PAGE, without_paragraph(page))

    assert lost == page.articles[0].body[-1].text


def test_repeated_paragraph_is_told() -> None:
    page = read_page(PAGE, a_paper())
    lead, *others = page.articles
    twice = replace(lead, body=(*lead.body, lead.body[-1]))

    result = balance(PAGE, replace(page, articles=(twice, *others)))

    assert result.invented == (lead.body[-1].text,)


def test_changed_mark_is_told() -> None:
    page = read_page(PAGE, a_paper())

    assert lost_characters(PAGE.replace("不合格就重做。", "不合格就重做！"), page)


def test_spaces_and_printers_marks_are_form() -> None:
    page = read_page(PAGE, a_paper())

    assert lost_characters(PAGE.replace("■", "● ").replace("\n", "\r\n"), page) == ""
