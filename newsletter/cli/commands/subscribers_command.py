"""``newsletter subscribers``: the list of readers."""

from newsletter.cli.shape import Group
from newsletter.cli.subscribers_export import export_command, undo_command
from newsletter.cli.subscribers_import import import_command
from newsletter.cli.subscribers_people import (
    add_command,
    forget_command,
    remove_command,
    show_command,
    stats_command,
)
from newsletter.errors import Text

command = Group(
    "subscribers",
    (
        import_command,
        export_command,
        undo_command,
        add_command,
        remove_command,
        forget_command,
        show_command,
        stats_command,
    ),
    about=Text("订户名单", "the list of subscribers"),
)
