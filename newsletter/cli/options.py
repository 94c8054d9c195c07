"""Arguments and options that several commands share."""

import click

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
    """Make ``DATE``."""
    return click.Argument(["day"], metavar="DATE")
