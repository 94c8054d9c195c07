"""``newsletter worker``: sends whatever campaigns there are, until it is ended."""

import click

from newsletter.circulation.campaign.jobs import prepare, run
from newsletter.circulation.campaign.refusals import HaltError
from newsletter.circulation.campaign.worker import Worker, at_work
from newsletter.cli.campaign import means_of
from newsletter.cli.campaign_run import ended_gently
from newsletter.cli.circulation import Office, database_option, office
from newsletter.cli.report import render_error
from newsletter.cli.session import Outcome, Session
from newsletter.cli.shape import Command
from newsletter.errors import InputError, LayoutError, NewsletterError, Text


def work(session: Session, database: str) -> Outcome:
    """Work until Ctrl-C or SIGTERM; each message under way is brought to its end."""
    with office(session, database) as books:
        means = means_of(session, books)
        with at_work(means) as worker:
            _work(session, books, worker)
    return Outcome(text=session.say("已停止", "ended"), document={})


def _work(session: Session, books: Office, worker: Worker) -> None:
    def tell(error: NewsletterError) -> None:
        click.echo(render_error(error, session.language), err=True)

    with ended_gently(worker):
        if not books.store.is_sqlite:
            prepare(books.store)
            run(books.store, worker, tell)
        while not worker.is_stopping:
            try:
                worker.work(lambda: False)
            except (HaltError, InputError, LayoutError) as error:
                tell(error)  # that campaign is paused; the others go on


command = Command(
    "worker",
    work,
    [database_option()],
    about=Text(
        "发送所有正在进行和到了时间的发送，直到被停止。在 PostgreSQL 上可以在多台机器上"
        "各开几个；每台机器要有同样的报纸文件夹。",
        "Send whatever campaigns are running or due, until it is ended. On PostgreSQL "
        "as many may run, on as many machines, as wanted; each needs the same paper's "
        "folder.",
    ),
    examples=("newsletter worker --database postgresql://db.example/paper",),
)
