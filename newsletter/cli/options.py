"""Arguments and options that several commands share."""

import click

from newsletter.cli.completion import dates
from newsletter.cli.shape import Option
from newsletter.errors import Text


def json_option() -> Option:
    """Make ``--json``: one object on standard output and nothing else."""
    return Option(
        ["--json", "as_json"],
        Text("向标准输出打印一个 JSON 对象", "Print one JSON object."),
        is_flag=True,
    )


def date_argument() -> click.Argument:
    """Make ``DATE``; shells complete it."""
    return click.Argument(["day"], metavar="DATE", shell_complete=dates)


def final_option() -> Option:
    """Make ``--final``: refuse what is not signed or still to be written."""
    return Option(
        ["--final"],
        Text(
            "付印前：没有签发、签后又改、还有待写的，都不放行",
            "Before print: refuse articles that are not signed, that changed since, "
            "or that are still to be written.",
        ),
        is_flag=True,
    )
