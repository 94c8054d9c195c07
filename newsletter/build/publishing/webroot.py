"""A web root on a host, whatever the way there; and why it may be refused."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from newsletter.build.publishing.plan import SiteFile
from newsletter.errors import OutsideError, Text

Sent: TypeAlias = Callable[[SiteFile], None]
"""Told of each file as soon as it is whole in its place."""

Removed: TypeAlias = Callable[[str], None]
"""Told the path of each file that is gone."""


class WebRoot(Protocol):
    """The folder that a host serves.

    Every method raises ``BrokenConnectionError`` when the connection breaks, and
    another ``OutsideError`` when the host refuses.
    """

    def probe(self) -> None:
        """Find what would stop a publishing, and change nothing there."""

    def read(self, path: str) -> bytes | None:
        """Read a file; None when there is none."""

    def write(self, path: str, data: bytes) -> None:
        """Put a small file into its place."""

    def put(self, files: Sequence[SiteFile], sent: Sent) -> None:
        """Put files into their places, each whole or not at all, in any order."""

    def remove(self, paths: Sequence[str], removed: Removed) -> None:
        """Remove files, and folders that are empty then; missing ones are no fault."""


class HostError(OutsideError):
    """The host refused; says why and what to do."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep the reason and the cure in both languages."""
        self.what = what
        self.cure = cure
        super().__init__(f"{what.en}; {cure.en}")


def denied(where: str, reason: object) -> HostError:
    """Say that a host will not take what it was given."""
    return HostError(
        Text(f"{where} 拒绝了：{reason}", f"{where} refuses: {reason}"),
        Text(
            "检查 publish 的各项、权限和剩余空间，再运行一次：已发的不会重发",
            "check the entry under publish, its permissions and free space, then run "
            "it again: what has been sent is not sent twice",
        ),
    )


def no_secret(variable: str) -> HostError:
    """Say that the environment lacks a secret."""
    return HostError(
        Text(f"环境变量 {variable} 是空的", f"the variable {variable} is empty"),
        Text(f"先设好 {variable}，再运行一次", f"set {variable}, then run it again"),
    )
