"""Which host is meant."""

from newsletter.errors import Text, UsageError
from newsletter.model.hosting import Host
from newsletter.model.publication import Publication


class PublishMisuseError(UsageError):
    """A site to be published nowhere, said in both languages."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep the reason and the cure."""
        self.what = what
        self.cure = cure
        super().__init__(f"{what.en}; {cure.en}")


def destination(publication: Publication, to: str) -> Host:
    """Find a host by name; the only one when none is named.

    Raises:
        PublishMisuseError: there is none of that name, or several to choose from.
    """
    hosts = publication.hosts
    if not to and len(hosts) == 1:
        return hosts[0]
    found = next((host for host in hosts if host.name == to), None)
    if found is None:
        raise _nowhere(to, [host.name for host in hosts])
    return found


def _nowhere(name: str, known: list[str]) -> PublishMisuseError:
    names = ", ".join(known)
    if not known:
        return PublishMisuseError(
            Text("没有写明发布到哪里", "nothing says where to publish"),
            Text(
                "在 issues/publication.yaml 里写 publish",
                "write publish in issues/publication.yaml",
            ),
        )
    what = Text("有几处可以发布", "there are several hosts")
    if name:
        what = Text(f"没有名为“{name}”的发布处", f"there is no host {name!r}")
    return PublishMisuseError(
        what, Text(f"可用 --to：{names}", f"for --to there is: {names}")
    )
