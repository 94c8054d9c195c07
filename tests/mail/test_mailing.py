"""Readers who take some sections only."""

from pathlib import Path

import pytest

from newsletter.errors import InputError
from newsletter.mail import TOKEN_PLACEHOLDER, Mailing, Recipient, mail_edition
from newsletter.model.issue import Issue
from newsletter.model.publication import MailIdentity
from tests.builders import a_photo, a_publication
from tests.mail.sample import (
    a_picture,
    copy_of,
    gazette,
    message_text,
    nine_articles,
    notes,
    read,
    shown,
    squeezed,
    story,
    the_issue,
)

TOKEN = "aaaabbbbccccddddeeeeffffgggg0001"  # noqa: S105
READER = Recipient(address="reader@example.net")


def a_mailing(issue: Issue | None = None) -> Mailing:
    return Mailing(issue=issue or the_issue(), layout=gazette())


def letter(mailing: Mailing, *sections: str) -> tuple[str, str, str]:
    """Give the subject, what is seen of the HTML, and the text."""
    template = mailing.template(frozenset(sections) if sections else None)
    assert template is not None
    message = read(template.render(TOKEN, READER))
    page = shown(message_text(message, "text/html"))
    return str(message["Subject"]), page, squeezed(message_text(message))


def test_reader_of_everything_gets_the_whole_edition() -> None:
    issue = the_issue()
    edition = mail_edition(issue, gazette(), ())

    subject, page, text = letter(a_mailing(issue))

    assert subject == edition.subject
    assert page == shown(edition.html.replace(TOKEN_PLACEHOLDER, TOKEN))
    assert text == squeezed(edition.text.replace(TOKEN_PLACEHOLDER, TOKEN))


def test_reader_of_two_sections_gets_these_and_no_other() -> None:
    issue = the_issue()

    _, page, text = letter(a_mailing(issue), "projects", "news")

    for group in issue.groups:
        is_taken = group.section.slug in {"projects", "news"}
        for article in group.articles:
            for part in (page, text):
                assert (squeezed(article.title) in part) is is_taken
                for words in copy_of(article):
                    assert not is_taken or squeezed(words)[:5] in part


def test_first_article_of_the_choice_leads_and_names_the_mail() -> None:
    subject, *_ = letter(a_mailing(), "party-study")

    assert subject == "河湾报 第1024期：凝聚共识"


def test_same_choice_is_set_once() -> None:
    mailing = a_mailing()

    first = mailing.template(frozenset({"news", "projects"}))

    assert first is not None
    assert mailing.template(frozenset({"projects", "news"})) is first
    assert mailing.template(frozenset({"projects", "news", "sport"})) is first
    assert mailing.template(frozenset({"news"})) is not first


def test_naming_every_section_is_the_same_as_naming_none() -> None:
    mailing = a_mailing()
    every = frozenset({"livelihood", "projects", "party-study", "news"})

    assert mailing.template(every) is mailing.template()


@pytest.mark.parametrize("choice", [frozenset({"sport"}), frozenset[str]()])
def test_choice_without_a_story_in_this_issue_gets_no_mail(
    choice: frozenset[str],
) -> None:
    mailing = a_mailing(the_issue(notes(story(1, "只有要闻"))))

    assert mailing.template(choice) is None
    assert mailing.template(frozenset({"livelihood"})) is None
    assert mailing.template(frozenset({"news"})) is not None


def test_issue_without_stories_goes_to_nobody() -> None:
    assert a_mailing(the_issue(())).template() is None


def test_message_id_does_not_depend_on_the_choice() -> None:
    mailing = a_mailing()
    templates = (mailing.template(), mailing.template(frozenset({"news"})))

    ids = {read(t.render(TOKEN, READER))["Message-ID"] for t in templates if t}

    assert len(ids) == 1


def test_sent_mail_points_at_hosted_pictures(tmp_path: Path) -> None:
    photo = a_photo(tmp_path)
    mailing = Mailing(
        issue=the_issue(nine_articles(photo)),
        layout=gazette(),
        pictures=(a_picture(photo),),
    )

    template = mailing.template()

    assert template is not None
    message = read(template.render(TOKEN, READER))
    assert f'src="{a_picture(photo).url}"' in message_text(message, "text/html")
    assert "image/jpeg" not in [part.get_content_type() for part in message.walk()]


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        (None, "E101"),
        (MailIdentity(sender="河湾报\r\nBcc: a@b", address="p@example.org"), "E102"),
        (MailIdentity(sender="河湾报", address="编辑@example.org"), "E102"),
    ],
)
def test_paper_that_cannot_send_says_so(mail: MailIdentity | None, code: str) -> None:
    mailing = a_mailing(the_issue(paper=a_publication(mail=mail)))

    with pytest.raises(InputError) as caught:
        mailing.template()

    assert [problem.code for problem in caught.value.problems] == [code]


def test_copy_cannot_pass_for_a_readers_token() -> None:
    mailing = a_mailing(the_issue(notes(story(1, f"看 {TOKEN_PLACEHOLDER}"))))

    with pytest.raises(InputError) as caught:
        mailing.template()

    assert [problem.code for problem in caught.value.problems] == ["E103"]
