"""``newsletter preview``: the issue in the browser, made anew at every save."""

import signal
import webbrowser
from types import FrameType

import click

from newsletter.cli.completion import dates
from newsletter.cli.session import Misuse, Outcome, Session, dates_of, existing
from newsletter.cli.shape import Command, Option
from newsletter.desk.preview import EDITORS, Bench, PreviewServer, link_template
from newsletter.errors import Text

_PORT = 8464


def preview(
    session: Session, day: str | None, port: int, editor: str, *, browser: bool
) -> Outcome:
    """Serve until Ctrl-C."""
    date, template = _day(session, day), _template(editor)
    bench = Bench(session.project, date, language=session.language, template=template)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with PreviewServer(bench, port) as server:
            _announce(session, date, server.address)
            if browser:
                webbrowser.open(server.address)
            server.wait()
    except KeyboardInterrupt:
        click.echo(err=True)
    return Outcome(
        text=session.say("预览结束", "preview ended"), document={"date": date}
    )


def _announce(session: Session, date: str, address: str) -> None:
    zh = f"{date} 期的预览：{address}（按 Ctrl-C 结束）"
    en = f"preview of {date}: {address} (Ctrl-C ends it)"
    click.echo(session.say(zh, en), err=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def _day(session: Session, day: str | None) -> str:
    if day:
        return existing(session.project, day).isoformat()
    days = dates_of(session.project)
    if not days:
        raise Misuse(
            Text("还没有任何一期", "there is no issue yet"),
            Text("先用 newsletter new 新建", "begin one with newsletter new"),
        )
    return days[-1].isoformat()


def _template(editor: str) -> str:
    template = link_template(editor)
    if template is None:
        raise Misuse(
            Text(f"不认识的编辑器“{editor}”", f"no such editor: {editor}"),
            Text(
                f"可用：{'、'.join(EDITORS)}，或带 {{file}} 的网址",
                f"there are {', '.join(EDITORS)}, or an address with {{file}}",
            ),
        )
    return template


command = Command(
    "preview",
    preview,
    [
        click.Argument(["day"], metavar="[DATE]", required=False, shell_complete=dates),
        Option(
            ["--port"],
            Text(
                "本机端口；0 由系统选",
                "Port on this machine; 0 lets the system choose.",
            ),
            type=click.IntRange(0, 65535),
            default=_PORT,
            show_default=True,
        ),
        Option(
            ["--editor"],
            Text(
                "点问题时用哪个编辑器打开文件，或含 {file} {line} {column} 的网址",
                "Program that opens a file from the browser, or an address with "
                "{file}, {line} and {column}.",
            ),
            default="vscode",
            show_default=True,
            envvar="NEWSLETTER_EDITOR",
            metavar="NAME",
        ),
        Option(
            ["--browser/--no-browser", "browser"],
            Text("是否打开浏览器", "Open the browser."),
            default=False,
        ),
    ],
    about=Text(
        "在浏览器里边写边看：版面、邮件、纯文本、订阅源和网页，旁边列出问题。"
        "只在本机可见，不动 build/。不写日期就看最近一期。",
        "Show the issue in the browser as you write: pages, e-mail, text part, feeds "
        "and web, with problems beside them. Only this machine can see it, and build/ "
        "is left alone. Without a date it shows the latest issue.",
    ),
    examples=(
        "newsletter preview",
        "newsletter preview 2021-11-23 --port 9000 --browser",
        "newsletter preview --editor none",
    ),
)
