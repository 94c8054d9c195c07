"""Why a hand-off was refused or failed, and what to do, in both languages."""

from newsletter.errors import OutsideError, Text

CODES: dict[str, Text] = {
    "D101": Text("没有印厂文件", "no press files"),
    "D102": Text("印厂文件与校验和不符", "press file against its checksum"),
    "D103": Text("印厂文件的命名规则有误", "names of press files unfit"),
    "D201": Text("印厂文件比稿件旧", "press files older than the issue"),
}
"""Code -> meaning."""


class HandoffError(OutsideError):
    """The shop's folder or server, or the record, failed."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep the reason and the cure in both languages."""
        self.what = what
        self.cure = cure
        super().__init__(f"{what.en}; {cure.en}")


class BrokenConnectionError(HandoffError):
    """The connection broke; another one may go on where it stopped."""


class DoubtfulMailError(HandoffError):
    """A mail may or may not have arrived; a person has to ask."""


def broken(where: str, reason: object) -> BrokenConnectionError:
    """Say that the connection to a place broke."""
    return BrokenConnectionError(
        Text(f"与 {where} 的连接断了：{reason}", f"{where}: connection lost: {reason}"),
        Text(
            "网络恢复后再运行一次：从断开的地方接着传，不会重复发送",
            "run it again when the network is back: it goes on where it stopped, "
            "and sends nothing twice",
        ),
    )


def refused(where: str, reason: object) -> HandoffError:
    """Say that a server will not take what it was given."""
    return HandoffError(
        Text(f"{where} 拒绝了：{reason}", f"{where} refuses: {reason}"),
        Text(
            "问对方：文件夹在不在、有没有写权限、还有没有空间；然后再运行一次",
            "ask them whether the folder is there, may be written and has space; "
            "then run it again",
        ),
    )


def locked_out(where: str, reason: object) -> HandoffError:
    """Say that a server does not let us in."""
    return HandoffError(
        Text(f"{where} 不让登录：{reason}", f"{where} does not let us in: {reason}"),
        Text(
            "检查 user、key 和 password（存放口令的环境变量名）",
            "check user, key and password (the variable that holds it)",
        ),
    )
