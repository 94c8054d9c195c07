"""Real hosts on this machine: a folder, OpenSSH for SFTP and rsync, a bucket."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from newsletter.build.publishing import Published, PublishMeans, publish_site
from newsletter.model.hosting import Host, HostKind
from newsletter.model.publication import Publication
from tests.builders import a_publication
from tests.handoff.shops import HERE, SshShop, free_port, listens

ENVIRONMENT = {"SITE_ID": "S3RVER", "SITE_KEY": "S3RVER", "WRONG": "wrong"}
_OBJECT = "._S3rver_object"

SITE = {
    "index.html": b"<h1>home</h1>",
    "404.html": b"<h1>lost</h1>",
    "style.css": b"p {}",
    "rss.xml": b"<rss/>",
    "atom.xml": b"<feed/>",
    "feed.json": b"{}",
    "opml.xml": b"<opml/>",
    "robots.txt": b"Allow: /",
    "sitemap.xml": b"<urlset/>",
    "_headers": b"/*",
    "archive/index.html": b"<h1>archive</h1>",
    "sections/news/index.html": b"<h1>news</h1>",
    "sections/news/rss.xml": b"<rss/>",
    "search/segments.js": b"[]",
    "search/2021-11/1f.js": b"{}",
    "2021-11-23/index.html": b"<h1>issue</h1>",
    "2021-11-23/atom.xml": b"<feed/>",
    "2021-11-23/1.html": b"<a>1</a>",
    "2021-11-23/quay/index.html": b"<h1>quay</h1>",
    "2021-11-23/春天 来了/index.html": "<h1>春天</h1>".encode(),
    "2021-11-23/photos/第#1张?50%.jpg": b"\xff\xd8" + b"x" * 200_000,
    "2021-11-23/newspaper.pdf": b"%PDF" + bytes(range(256)) * 1500,
}
"""A small site, with names that hosts trip over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A host, and where its files lie on this machine's disk."""

    host: Host
    disk: Path

    def contents(self) -> dict[str, bytes]:
        """Read all that is there, but for our marker."""
        names = {
            path.relative_to(self.disk).as_posix().removesuffix(_OBJECT): path
            for path in self.disk.rglob("*")
            if path.is_file() and not path.name.endswith(_S3_NOTES)
        }
        return {
            name: path.read_bytes()
            for name, path in names.items()
            if name != ".newsletter"
        }

    def clear(self) -> None:
        """Lose everything."""
        shutil.rmtree(self.disk)
        self.disk.mkdir()

    def put(self, path: str, data: bytes) -> None:
        """Have someone else put a file there."""
        name = path + _OBJECT if self.host.kind is HostKind.S3 else path
        (self.disk / name).write_bytes(data)

    def media_type(self, path: str) -> str:
        """Tell what a bucket was told of a file."""
        notes = self.disk / f"{path}._S3rver_metadata.json"
        return str(json.loads(notes.read_text())["content-type"])


_S3_NOTES = ("._S3rver_metadata.json", "._S3rver_object.md5")


@dataclass(slots=True)
class Told:
    """What publishing told as it went."""

    paths: list[str] = field(default_factory=list)

    def __call__(self, path: str) -> None:
        self.paths.append(path)


def a_site(folder: Path, files: dict[str, bytes] | None = None) -> Path:
    """Write a site into a build folder, as a build would; what is gone goes."""
    wanted = SITE if files is None else files
    root = folder / "build" / "site"
    for path in sorted(root.rglob("*"), reverse=True) if root.exists() else ():
        if path.is_file() and path.relative_to(root).as_posix() not in wanted:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    for name, data in wanted.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists() or place.read_bytes() != data:
            place.write_bytes(data)
    return folder


def paper(folder: Path, host: Host, **fields: Any) -> Publication:
    """Make the paper whose site stands in the folder."""
    return a_publication(folder, hosts=(host,), **fields)


def publish(
    folder: Path,
    host: Host,
    told: Callable[[str], None] | None = None,
    *,
    rehearse: bool = False,
    **fields: Any,
) -> Published:
    """Publish what stands in the folder; nobody waits."""
    means = PublishMeans(
        environment=ENVIRONMENT, wait=lambda _: None, tell=told or Told()
    )
    publication = paper(folder, host, **fields)
    return publish_site(publication, rehearse=rehearse, means=means)


def sent(done: Published) -> list[str]:
    """List what was sent."""
    return [file.path for file in done.shipment.wanted]


def ssh_host(shop: SshShop, kind: HostKind, **fields: Any) -> Host:
    """Make the way to a folder behind OpenSSH."""
    way = shop.delivery(**fields)
    return Host(
        name="main",
        kind=kind,
        folder=way.folder,
        host=way.host,
        port=way.port,
        user=way.user,
        key=way.key,
        known_hosts=way.known_hosts,
        timeout=10.0,
        attempts=1,
    )


@contextmanager
def a_bucket(server: Path, folder: Path) -> Iterator[Place]:
    """Run a server that speaks S3 and checks signatures."""
    port = free_port()
    options = ["--address", HERE, "--port", str(port), "--directory", str(folder)]
    command = ["node", str(server / "bin" / "s3rver.js"), *options]
    with subprocess.Popen(
        [*command, "--silent", "--configure-bucket", "paper"]
    ) as process:
        try:
            for _ in range(600):
                if listens(port):
                    break
                time.sleep(0.05)
            host = Host(
                name="main",
                kind=HostKind.S3,
                endpoint=f"http://{HERE}:{port}",
                bucket="paper",
                access_key="SITE_ID",
                secret_key="SITE_KEY",  # noqa: S106  (the name of a variable)
                timeout=10.0,
                attempts=1,
            )
            yield Place(host=host, disk=folder / "paper")
        finally:
            process.terminate()


def through(place: Place, port: int) -> Host:
    """Reach a host by another port."""
    if place.host.kind is HostKind.S3:
        return replace(place.host, endpoint=f"http://{HERE}:{port}")
    return replace(place.host, port=port)
