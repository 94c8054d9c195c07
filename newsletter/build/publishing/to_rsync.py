"""A web root that rsync reaches through SSH: only differences travel."""

import shlex
import subprocess
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from newsletter.build.publishing.plan import SiteFile
from newsletter.build.publishing.record import MARKER
from newsletter.build.publishing.webroot import HostError, Removed, Sent, denied
from newsletter.errors import Text
from newsletter.model.hosting import Host
from newsletter.press.handoff.refusals import broken, locked_out

_CUT: Final = (10, 12, 30, 35, 255)
"""What rsync says of a connection that was lost or slept, or that ssh never made.

When ssh dies early, rsync passes on its 255 or tells of 12, whichever it sees first.
"""

_LOCKED: Final = ("Permission denied", "Host key verification", "No such identity")
"""What ssh says when the door stays shut."""

_PARTLY: Final = 23


class RsyncRoot:
    """The remote folder as a web root."""

    def __init__(self, host: Host, site: Path) -> None:
        """Name the host, and the web root here that its files come from."""
        self._host = host
        self._site = site
        user = f"{host.user}@" if host.user else ""
        self._there = f"{user}{host.host}:{host.folder.rstrip('/')}/"

    def probe(self) -> None:
        """Log in, and have rsync there look for our marker; it tells no rights."""
        self.read(MARKER)

    def read(self, path: str) -> bytes | None:
        """Read a file; None when there is none."""
        with TemporaryDirectory() as folder:
            done = self._run(["--ignore-missing-args", self._there + path, folder])
            place = Path(folder, PurePosixPath(path).name)
            if done.returncode and not self._is_missing(done):
                raise self._refusal(done)
            return place.read_bytes() if place.exists() else None

    def write(self, path: str, data: bytes) -> None:
        """Put a small file into its place."""
        with TemporaryDirectory() as folder:
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            self._must([*_PLACED, f"{folder}/", self._there], [path])

    def put(self, files: Sequence[SiteFile], sent: Sent) -> None:
        """Send files in one run of rsync."""
        here = f"{self._site}/"
        self._must([*_PLACED, here, self._there], [file.path for file in files])
        for file in files:
            sent(file)

    def remove(self, paths: Sequence[str], removed: Removed) -> None:
        """Remove files, and folders that are empty then and gone here."""
        folders = {
            folder.as_posix()
            for path in paths
            for folder in PurePosixPath(path).parents
            if folder.name and not (self._site / folder).exists()
        }
        done = self._drop(paths)
        if done.returncode:
            raise self._refusal(done)
        for _, level in groupby(sorted(folders, key=_depth, reverse=True), _depth):
            self._drop(tuple(level))  # folders that are not empty stay
        for path in paths:
            removed(path)

    def _drop(self, paths: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
        """Let rsync miss files here, so that it deletes them there."""
        with TemporaryDirectory() as folder:
            for path in paths:
                Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
            options = ["--delete-missing-args", "--dirs", f"{folder}/", self._there]
            return self._run(options, paths)

    def _must(self, arguments: list[str], paths: list[str]) -> None:
        done = self._run(arguments, paths)
        if done.returncode:
            raise self._refusal(done)

    def _run(
        self, arguments: list[str], paths: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[bytes]:
        command = ["rsync", "-s", f"--timeout={self._host.timeout:.0f}"]
        command += ["-e", self._shell()]
        if paths:
            command += ["--files-from=-", "--from0"]
        try:
            return subprocess.run(  # noqa: S603  (no shell; names are arguments)
                [*command, *arguments],
                input="\0".join(paths).encode(),
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise _no_program() from error

    def _shell(self) -> str:
        host = self._host
        words = ["ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"]
        words += ["-o", f"ConnectTimeout={host.timeout:.0f}"]
        if host.known_hosts:
            words += ["-o", f"UserKnownHostsFile={host.known_hosts}"]
        if host.key:
            words += ["-i", str(host.key), "-o", "IdentitiesOnly=yes"]
        if host.port:
            words += ["-p", str(host.port)]
        return shlex.join(words)

    def _is_missing(self, done: subprocess.CompletedProcess[bytes]) -> bool:
        said = done.stderr.decode(errors="replace")
        return done.returncode == _PARTLY and "No such file or directory" in said

    def _refusal(self, done: subprocess.CompletedProcess[bytes]) -> Exception:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        told = [line for line in lines if not line.startswith("rsync")]
        reason = (told or lines or [f"rsync {done.returncode}"])[-1]
        where = self._host.where
        if done.returncode in _CUT and any(word in reason for word in _LOCKED):
            return locked_out(where, reason)
        if done.returncode in _CUT:
            return broken(where, reason)
        return denied(where, reason)


def _depth(path: str) -> int:
    return path.count("/")


_PLACED: Final = (
    "--times",
    "--perms",
    "--chmod=D755,F644",
    "--delay-updates",
    "--partial-dir=.newsletter-part",
)
"""Files take their places when all of a run have come; cut-off ones are kept apart."""


def _no_program() -> HostError:
    return HostError(
        Text("这台机器没有 rsync", "this machine has no rsync"),
        Text("安装 rsync，或把 kind 改成 sftp", "install rsync, or write kind: sftp"),
    )
