from newsletter.desk.sorting import choose_section
from newsletter.model.publication import Section
from tests.builders import prose
from tests.desk.pages import a_paper

SCHOOL = Section(slug="school", name="教育", keywords=("学校", "老师"))
ROADS = Section(slug="roads", name="交通", keywords=("公路", "车站"))
NEWS = Section(slug="news", name="要闻", is_default=True)
PAPER = a_paper(sections=(SCHOOL, ROADS, NEWS))


def test_word_of_the_headline_decides() -> None:
    choice = choose_section("河湾新公路通车", prose(200), PAPER)

    assert choice.section == ROADS
    assert choice.is_sure


def test_story_without_keywords_goes_to_the_default_section() -> None:
    choice = choose_section("码头修好了", prose(200), PAPER)

    assert choice.section == NEWS
    assert not choice.is_sure


def test_one_word_in_a_long_text_is_not_enough() -> None:
    choice = choose_section("码头修好了", prose(390) + "学校。", PAPER)

    assert choice.section == NEWS


def test_two_sections_close_together_are_uncertain() -> None:
    choice = choose_section("学校门前的公路", prose(200), PAPER)

    assert choice.section == SCHOOL
    assert not choice.is_sure


def test_latin_keywords_match_in_any_case() -> None:
    section = Section(slug="schools", name="Schools", keywords=("School",))

    choice = choose_section("NEW SCHOOL OPENS", "", a_paper(sections=(section, NEWS)))

    assert choice.section == section
