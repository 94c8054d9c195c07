"""Several issues of one week, gathered into one mail for those who chose that."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.circulation.campaign.desk import DAY, Desk

WEEK = "2021-W47"
STORIES = {
    "2021-11-24": {"01-news-1": "夜市下周一开门", "02-livelihood-1": "食堂添了早点"},
    "2021-11-26": {"01-news-1": "公交改走新桥", "03-culture-1": "合唱团招新"},
}
READERS = """\
email,language,sections,digest
fay@example.org,en,,weekly
gus@example.org,,culture,weekly
lou@example.org,,,weekly
"""


@pytest.fixture
def paper(bare: Desk) -> Desk:
    """Have three issues of one week, and readers who take the digest."""
    bare.add("circulation: {digest: weekly}")
    for day, stories in STORIES.items():
        folder = bare.folder / "issues" / day
        folder.mkdir()
        for name, headline in stories.items():
            text = f"---\nheadline: {headline}\n---\n本报讯 {headline}，{day}。\n"
            (folder / f"{name}.md").write_text(text)
        manifest = f"schema: 1\ndate: {day}\nnumber: {day[-2:]}\nsections:\n"
        names = {"01": "要闻", "02": "民生", "03": "文化"}
        for name in stories:
            manifest += f"  - name: {names[name[:2]]}\n    articles: [{name}.md]\n"
        (folder / "issue.yaml").write_text(manifest)
    code, _ = bare("build", DAY, *STORIES, "--only", "email,web")
    assert code == 0
    more = bare.folder / "more.csv"
    more.write_text(READERS)
    assert bare("subscribers", "import", str(more), "--consent", "fair")[0] == 0
    return bare


def mail_to(desk: Desk, address: str) -> EmailMessage:
    """Find the one mail that a reader got."""
    (found,) = (
        message
        for (to, _), message in zip(desk.sink.taken, desk.sink.messages, strict=True)
        if to == address
    )
    return email.message_from_bytes(found, policy=email.policy.default)


def part(message: EmailMessage, kind: str) -> str:
    """Read a part."""
    body = message.get_body((kind,))
    assert body
    return str(body.get_content())


def test_a_week_goes_once_to_those_who_chose_that_and_tells_every_story(
    paper: Desk,
) -> None:
    paper("subscribers", "remove", "lou@example.org")

    planned = paper("send", DAY, "--digest", "weekly", "--dry-run")[1]
    code, told = paper("send", DAY, "--digest", "weekly", "--expect", "3")
    again = paper("send", WEEK)[0]
    missed = paper("send", WEEK, "--again", "missed")[1]

    mail = mail_to(paper, "eva@example.org")
    text, page = part(mail, "plain"), part(mail, "html")
    assert (code, told["issue"], told["counts"]) == (0, WEEK, {"sent": 3})
    assert (planned["recipients"], planned["skipped"]) == (3, 0)
    assert (again, missed["recipients"]) == (2, 0)
    assert sorted(paper.sink.counts.elements()) == [
        "eva@example.org",
        "fay@example.org",
        "gus@example.org",
    ]
    for day, stories in STORIES.items():
        for name, headline in stories.items():
            link = f"/{day}/{name[3:]}/"
            site = paper.folder / "build" / "site"
            assert headline in text
            assert headline in page
            assert link in text
            assert f'{link}"' in page
            assert (site / link.strip("/") / "index.html").exists()
    assert "欢迎使用" in text
    # Section by section, the newest story first.
    order = [text.index(one) for one in ("公交改走新桥", "夜市下周一", "食堂添了")]
    assert order == sorted(order)
    assert "2021年11月23日 – 2021年11月26日" in text
    assert "每周汇编" in str(mail["Subject"])
    assert "Weekly digest" in part(mail_to(paper, "fay@example.org"), "plain")
    culture = part(mail_to(paper, "gus@example.org"), "plain")
    assert "合唱团招新" in culture
    assert "公交改走新桥" not in culture

    # Whoever takes every issue from now on gets the last one as a mail of its own.
    paper("subscribers", "import", str(daily(paper)), "--consent", "fair")
    paper("send", "2021-11-26")
    names = [name for to, name in paper.sink.taken if to == "eva@example.org"]
    assert len(names) == len(set(names)) == 2


def daily(paper: Desk) -> Path:
    """Write a list on which a reader of the digest takes every issue."""
    file = paper.folder / "daily.csv"
    file.write_text("email,digest\neva@example.org,none\n")
    return file
