"""The command ``newsletter``: parse, call one function, report."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import click
from click.exceptions import NoArgsIsHelpError

from newsletter import __version__
from newsletter.cli.report import (
    Exit,
    error_json,
    exit_code,
    language_of,
    render_error,
    written,
)
from newsletter.cli.session import Misuse, Outcome, Session
from newsletter.cli.shape import LazyGroup, Option
from newsletter.errors import NewsletterError, Text

INTERRUPTED = 130
"""What a shell gives a program that was ended with Ctrl-C."""

COMMANDS = {
    "init": Text("新建一份马上能出报的报纸", "make a paper that builds at once"),
    "new": Text("新建一期", "begin a new issue"),
    "import": Text("把版面文字变成稿件", "turn the text of a page into articles"),
    "check": Text("一次列出所有问题", "list every problem at once"),
    "preflight": Text("照印厂要求检查一个 PDF", "judge a PDF by a printer's rules"),
    "preview": Text(
        "边写边看：版面、邮件、网页", "watch pages, mail and web as you write"
    ),
    "fmt": Text("整理清单和稿件头", "tidy manifest and front matter"),
    "sign": Text("三审三校签字", "sign articles for print"),
    "diff": Text("看改了什么", "show what has changed"),
    "proof": Text("打小样、大样", "make proofs to read and sign on paper"),
    "build": Text("生成印刷、邮件、订阅和网页各版", "make every edition"),
    "publish": Text("把网页版发布到主机", "put the web edition on its host"),
    "handoff": Text("把印厂文件交给印厂", "send the press files to the print shop"),
    "subscribers": Text(
        "订户：导入、导出、登记、退订、删除", "the list of subscribers"
    ),
    "send": Text("把一期发给读者", "send an issue to its readers"),
    "pause": Text("暂停发送", "pause a campaign"),
    "resume": Text("接着发送", "go on with a campaign"),
    "cancel": Text("取消发送", "cancel a campaign"),
    "status": Text("看发送进度和结果", "see how a campaign fares"),
    "reconcile": Text(
        "用中继日志核对存疑的信", "settle doubtful mail by the relay's log"
    ),
    "worker": Text("发送的工人", "send what campaigns there are"),
    "serve": Text(
        "读者自助：订阅、退订、改栏目", "pages where readers subscribe and leave"
    ),
    "bounces": Text("登记退信和投诉", "take in what came back from readers"),
    "doctor": Text("查这台机器缺什么", "see what this machine lacks"),
}


@click.pass_obj
def _choose(session: Session, project: Path | None) -> None:
    session.chosen = project


newsletter = LazyGroup(
    COMMANDS,
    name="newsletter",
    callback=_choose,
    params=[
        Option(
            ["--project"],
            Text(
                "报纸所在的文件夹（默认：向上找最近的 issues/publication.yaml）",
                "The paper's folder; the nearest upward with "
                "issues/publication.yaml when left out.",
            ),
            type=click.Path(file_okay=False, exists=True, path_type=Path),
            metavar="DIR",
        )
    ],
    help="One issue, every edition / 一次写稿，各版齐出。",
    epilog="newsletter COMMAND --help",
)
click.version_option(__version__, package_name="newsletter")(newsletter)


_SELDOM = 100_000
"""Values made before the collector looks for cycles: commands are short."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_SELDOM, 10, 10)
    # Looking for plugins would read the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; print its outcome, or what went wrong, for whoever reads it.

    Returns:
        0 done, 1 the input has problems, 2 wrong usage, 3 an outside system
        failed (or nobody takes what is printed), 130 interrupted.
    """
    language = language_of(os.environ)
    try:
        session = Session(
            language=language,
            here=Path.cwd(),
            is_watched=bool(sys.stderr and sys.stderr.isatty()),
            clock=lambda: datetime.now(UTC),
        )
        return _run(arguments, session)
    except OSError as error:
        return _unheard(error, language)


def _run(arguments: Sequence[str], session: Session) -> int:
    for_program = _for_program(arguments)
    try:
        outcome = newsletter.main(
            list(arguments), prog_name="newsletter", standalone_mode=False, obj=session
        )
    except (click.Abort, KeyboardInterrupt):
        return _interrupted(session, for_program=for_program)
    except NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return int(Exit.USAGE)
    except click.ClickException as error:
        return _failed(_misuse(error), session, for_program=for_program)
    except (NewsletterError, OSError) as error:
        return _failed(error, session, for_program=for_program)
    if not isinstance(outcome, Outcome):
        return int(outcome or 0)  # --help and --version have printed already
    return _done(outcome, for_program=for_program)


def _for_program(arguments: Sequence[str]) -> bool:
    """Tell whether a program reads the answer, even if the arguments make no sense."""
    return (
        "--json" in arguments
        or "--format=json" in arguments
        or ("--format", "json") in pairwise(arguments)
    )


def _done(outcome: Outcome, *, for_program: bool) -> int:
    if for_program:
        code = int(outcome.exit)
        _print({"ok": code == 0, "exit": code, **outcome.document})
    elif outcome.notes:
        click.echo(outcome.notes)
    elif outcome.text:
        click.echo(outcome.text, err=True)
    return int(outcome.exit)


def _failed(error: Exception, session: Session, *, for_program: bool) -> int:
    if for_program:
        _print(error_json(error, session.language))
    else:
        click.echo(render_error(error, session.language), err=True)
    return int(exit_code(error))


def _interrupted(session: Session, *, for_program: bool) -> int:
    words = Text(
        "已中断；上一次的结果没有改动", "interrupted; the last build is unchanged"
    )
    if for_program:
        text = words.said_in(session.language)
        _print({"ok": False, "exit": INTERRUPTED, "error": "interrupted", "text": text})
    click.echo(words.said_in(session.language), err=True)
    return INTERRUPTED


def _unheard(error: OSError, language: str) -> int:
    """Leave when the answer cannot be written: the disk is full, the reader gone."""
    with suppress(OSError):
        if not isinstance(error, BrokenPipeError):
            click.echo(render_error(error, language), err=True)
    for stream in (sys.stdout, sys.stderr):
        # What is still held back would fail again, with a trace, as Python ends.
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return int(Exit.OUTSIDE)


def _misuse(error: click.ClickException) -> Misuse:
    """Say of click's own complaint what was wrong, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "newsletter"
    words = Text(_in_chinese(error, context), error.format_message())
    return Misuse(words, Text(f"{path} --help", f"{path} --help"))


def _in_chinese(error: click.ClickException, context: click.Context | None) -> str:
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            also = f"；是不是 {'、'.join(near)}？" if near else ""
            return f"没有选项 {name}{also}"
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"缺少 {parameter.get_error_hint(context)}"
        case click.BadParameter(param=click.Parameter() as parameter):
            hint = parameter.get_error_hint(context)
            return f"{hint} 的值不对：{error.message}"
        case _:
            return f"用法不对：{error.format_message()}"


def _print(document: dict[str, object]) -> None:
    # Bytes: a program reads UTF-8, whatever the terminal's locale is.
    click.echo(written(document).encode())


__all__ = ["COMMANDS", "INTERRUPTED", "Exit", "main", "run"]
