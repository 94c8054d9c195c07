"""``newsletter serve``: the public service for subscribers."""

import os
from pathlib import Path

import click

from newsletter.circulation.campaign.passwords import password_of
from newsletter.circulation.service.clerk import Clerk
from newsletter.circulation.service.desk import Desk
from newsletter.circulation.service.providers import hooks_of
from newsletter.circulation.service.relay_post import RelayPost
from newsletter.circulation.service.serving import Service
from newsletter.cli.campaign import relay_of
from newsletter.cli.circulation import Office, database_option, office
from newsletter.cli.session import Misuse, Outcome, Session
from newsletter.cli.shape import Command, Option
from newsletter.errors import Text
from newsletter.layout import load_layout

_PORT = 8465
_SITE = Path("build", "site")


def serve(
    session: Session, host: str, port: int, database: str, *, archive: bool
) -> Outcome:
    """Serve until the process is told to end."""
    with office(session, database) as books:
        clerk = Clerk(_post(books))
        desk = Desk(
            publication=books.publication,
            layout=load_layout(books.publication),
            store=books.store,
            keys=books.keys,
            clock=lambda: session.clock().timestamp(),
            site=session.project / _SITE if archive else None,
            hooks=hooks_of(os.environ, books.store, books.keys),
            wake=clerk.wake,
        )
        service = Service(desk, clerk, host, port)
        service.run(lambda taken: _announce(session, desk, f"http://{host}:{taken}"))
    return Outcome(
        text=session.say("服务结束", "the service has ended"), document={"ended": True}
    )


def _post(books: Office) -> RelayPost:
    identity = books.publication.mail
    if identity is None:
        raise Misuse(
            Text("publication.yaml 没有 mail，不能寄信", "no mail in publication.yaml"),
            Text("写上 mail: {sender: …, address: …}", "add mail: {sender, address}"),
        )
    relay = relay_of(books)
    sender = relay.bounces or identity.address
    return RelayPost(relay, password_of(relay, os.environ), sender)


def _announce(session: Session, desk: Desk, address: str) -> None:
    zh = f"在 {address}{desk.path} 服务，读者从 {desk.root} 来（按 Ctrl-C 结束）"
    en = f"serving {address}{desk.path}, where {desk.root} must lead (Ctrl-C ends it)"
    click.echo(session.say(zh, en), err=True)


command = Command(
    "serve",
    serve,
    [
        Option(
            ["--host"],
            Text("监听的地址", "Address to listen at."),
            default="127.0.0.1",
            show_default=True,
        ),
        Option(
            ["--port"],
            Text("端口；0 由系统选", "Port; 0 lets the system choose."),
            type=click.IntRange(0, 65535),
            default=_PORT,
            show_default=True,
        ),
        Option(
            ["--archive/--no-archive", "archive"],
            Text("同时提供 build/site 的网页版", "Serve the web edition as well."),
            default=True,
            show_default=True,
        ),
        database_option(),
    ],
    about=Text(
        "读者自助：订阅、邮件确认、退订（含一键退订）、改栏目；同时提供网页版、"
        "/health 和 /metrics。请放在提供 https 的反向代理后面。",
        "Serve readers: subscribe, confirm by mail, unsubscribe (one-click as well), "
        "change sections; beside it the web edition, /health and /metrics. Put it "
        "behind a reverse proxy that speaks https.",
    ),
    examples=(
        "newsletter serve",
        "newsletter serve --host 0.0.0.0 --port 8000 --no-archive",
    ),
)
