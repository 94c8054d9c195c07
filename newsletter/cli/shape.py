"""How our commands look: help in two languages, with examples; loaded when called."""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from newsletter.cli.session import Misuse, Outcome, Session
from newsletter.errors import Text


class Option(click.Option):
    """An option that tells what it does in the reader's language."""

    def __init__(self, declarations: Sequence[str], about: Text, **more: Any) -> None:
        """Take what ``click.Option`` takes; ``about`` is the help."""
        super().__init__(declarations, help=about.en, **more)
        self.about = about

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Write the line of the help page."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        return record[0], record[1].replace(self.about.en, _said(self.about, ctx))


class Command(click.Command):
    """A command that explains itself in the reader's language, with examples."""

    def __init__(
        self,
        name: str,
        callback: Callable[..., Outcome],
        params: Sequence[click.Parameter],
        *,
        about: Text,
        examples: Sequence[str],
    ) -> None:
        """Describe the command; ``callback`` gets the session first."""
        super().__init__(name, callback=click.pass_obj(callback), params=list(params))
        self.about = about
        self.examples = examples

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what the command does, and how it is typed."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_said(self.about, ctx))
        with formatter.section(_said(Text("例如", "Examples"), ctx)):
            for example in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class Group(click.Group):
    """Commands of one kind, such as all that deal with subscribers."""

    def __init__(self, name: str, commands: Sequence[Command], *, about: Text) -> None:
        """Describe the group."""
        super().__init__(name, commands={str(one.name): one for one in commands})
        self.about = about

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names in the order given."""
        del ctx
        return list(self.commands)

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what the group is for, and how its commands are typed."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_said(self.about, ctx))
        with formatter.section(_said(Text("例如", "Examples"), ctx)):
            for one in self.commands.values():
                if isinstance(one, Command):
                    indent = f"{'':{formatter.current_indent}}"
                    formatter.write(f"{indent}{one.examples[0]}\n")

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the list of commands, each with its first sentence."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, re.split(r"[。：]|[.:;] ", _said(one.about, ctx))[0])
                    for name, one in self.commands.items()
                    if isinstance(one, Command)
                ]
            )


class LazyGroup(click.Group):
    """Commands whose modules are imported when they are called, and only then.

    The one place that imports inside a function: help and usage errors must not
    wait for the libraries that a build needs.
    """

    def __init__(self, commands: Mapping[str, Text], **more: Any) -> None:
        """Name the commands; ``commands.NAME_command`` is each one's module."""
        super().__init__(**more)
        self.known = dict(commands)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names in the order of an issue's life."""
        del ctx
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in self.known:
            return None
        module = import_module(f"newsletter.cli.commands.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, _said(about, ctx)) for name, about in self.known.items()]
            )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; offer the nearest when there is none."""
        if args and args[0] not in self.known:
            near = get_close_matches(args[0], self.known, n=1, cutoff=0.5)
            names = ", ".join(near or self.known)
            raise Misuse(
                Text(f"没有命令“{args[0]}”", f"no such command: {args[0]}"),
                Text(f"是不是 {names}？", f"did you mean {names}?"),
            )
        return super().resolve_command(ctx, args)


def _said(text: Text, ctx: click.Context) -> str:
    session = ctx.find_object(Session)
    return text.said_in(session.language if session else "en")
