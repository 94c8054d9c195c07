"""What stands beside the copy on a page proof: frames, overset, scores."""

from newsletter.layout import load_layout
from newsletter.model.boxes import Boxes, Weather
from newsletter.model.publication import Filler
from newsletter.press.edition import open_shop
from newsletter.press.pages import plan_issue
from newsletter.press.proof import proof_of
from newsletter.press.proofscore import (
    fitted,
    frame_marks,
    hole_tints,
    overset,
    score_line,
)
from tests.builders import a_publication, an_article, an_issue, paragraphs, prose


def test_a_page_tells_how_many_lines_it_turns_over_and_which_frame_does() -> None:
    article = an_article(body=paragraphs(*[prose(400)] * 20))
    issue = an_issue(article)
    shop = open_shop(issue, load_layout(issue.publication))
    plan, *after = plan_issue(issue, shop)
    page = proof_of(issue, (plan, *after), shop).pages[0]

    lines = overset(plan)

    assert lines > 0
    assert overset(after[-1]) == 0
    assert any(text.endswith(f"+{lines}") for _, text in frame_marks(plan, page))
    assert f"溢出转版 {lines} 行" in score_line(plan, page, shop)
    assert "转版稿 1 篇" in score_line(plan, page, shop)


def test_white_that_nothing_fills_is_counted_and_tinted() -> None:
    publication = a_publication(language="en", layout="broadsheet", name="Courier")
    issue = an_issue(an_article(), publication=publication)
    shop = open_shop(issue, load_layout(issue.publication))
    plans = plan_issue(issue, shop)
    (page,) = proof_of(issue, plans, shop).pages

    (tint,) = hole_tints(page, 10, 20)

    assert "holes 1" in score_line(plans[0], page, shop)
    assert tint.y > 20
    assert 0 < tint.black < 0.5


def test_every_frame_is_named_on_a_page_with_boxes_notices_and_articles() -> None:
    notice = Filler(headline="公益广告", text=prose(20))
    weather = Weather(rows=(("今天", "晴"),))
    issue = an_issue(
        an_article(body=paragraphs(prose(200))),
        publication=a_publication(fillers=(notice,)),
        boxes=Boxes(weather=weather),
    )
    shop = open_shop(issue, load_layout(issue.publication))
    plans = plan_issue(issue, shop)
    (page,) = proof_of(issue, plans, shop).pages

    names = [text.split()[0] for _, text in frame_marks(plans[0], page)]

    assert sorted(names) == ["filler", "old-quay", "weather"]


def test_words_over_a_proof_are_set_smaller_and_then_left_out() -> None:
    told = [fitted("字" * count, 90, len) for count in (5, 12, 40)]

    assert told == [("字" * 5, 9.0), ("字" * 12, 7.5), ("字" * 14 + "…", 6.0)]
