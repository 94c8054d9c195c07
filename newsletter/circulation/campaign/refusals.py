"""What keeps a campaign from being sent, said in both languages."""

from typing import Self

from newsletter.errors import OutsideError, Text, UsageError


class HaltError(OutsideError):
    """The campaign cannot go on until somebody has mended something."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep the reason and the cure."""
        self.what = what
        self.cure = cure
        super().__init__(f"{what.en}; {cure.en}")


class RelayError(HaltError):
    """The relay will not have us; waiting does not help."""


class EditionError(HaltError):
    """The issue is not what it was when the campaign began."""


class RelayAwayError(RelayError):
    """The relay does not answer now; it may later."""

    @classmethod
    def of(cls, host: str, reason: object) -> Self:
        """Say who does not answer, and how."""
        return cls(
            Text(f"连不上中继 {host}：{reason}", f"no relay at {host}: {reason}"),
            Text(
                "检查 publication.yaml 里的 relay 和网络；会自动再试",
                "check relay in publication.yaml and the network; it is tried again",
            ),
        )


class CampaignError(UsageError):
    """What was asked makes no sense for this campaign as it stands."""

    def __init__(self, what: Text, cure: Text) -> None:
        """Keep the reason and the cure."""
        self.what = what
        self.cure = cure
        super().__init__(f"{what.en}; {cure.en}")


def relay_away(host: str, reason: object) -> RelayAwayError:
    """Say that the relay is not there now."""
    return RelayAwayError.of(host, reason)


def locked_out(host: str, answer: str) -> RelayError:
    """Say that the relay refused the login."""
    return RelayError(
        Text(
            f"中继 {host} 不接受登录：{answer}", f"{host} refuses the login: {answer}"
        ),
        Text(
            "检查 relay 的 username，以及环境变量或钥匙串里的口令",
            "check username of relay, and the password in the environment or key ring",
        ),
    )


def no_encryption(host: str, reason: object) -> RelayError:
    """Say that the way to the relay is not private."""
    return RelayError(
        Text(
            f"与中继 {host} 的连接不能加密：{reason}",
            f"the way to {host} cannot be encrypted: {reason}",
        ),
        Text(
            "检查 relay 的 host、port、security 和 authorities",
            "check host, port, security and authorities of relay",
        ),
    )


def unwelcome(host: str, answer: str) -> RelayError:
    """Say that the relay refuses everything we bring."""
    return RelayError(
        Text(
            f"中继 {host} 拒收我们的邮件：{answer}",
            f"{host} takes no mail from us: {answer}",
        ),
        Text(
            "解决后运行 newsletter resume；没有读者因此被记为失败",
            "mend it, then run newsletter resume; no reader was marked as failed",
        ),
    )


def too_many_refusals(count: int, answer: str) -> RelayError:
    """Say that refusals come one after the other, which readers cannot cause."""
    return RelayError(
        Text(
            f"连续 {count} 封被拒收，已停下；最后一次的回答：{answer}",
            f"{count} messages in a row were refused; the last answer: {answer}",
        ),
        Text(
            "先看被拒的原因（newsletter status），解决后 newsletter resume；"
            "被拒的可用 --again failed 补发",
            "see why with newsletter status, then newsletter resume; --again failed "
            "reaches those that were refused",
        ),
    )


def changed(issue: str) -> EditionError:
    """Say that readers would get another text than those before them."""
    return EditionError(
        Text(
            f"{issue} 在开始发送之后改过",
            f"{issue} has been changed since its campaign began",
        ),
        Text(
            f"改回原样后 newsletter resume {issue}；或 newsletter cancel {issue}，"
            "再用 --again missed 发新的",
            f"change it back and run newsletter resume {issue}; or newsletter cancel "
            f"{issue}, then send the new text with --again missed",
        ),
    )


def not_taken(address: str, answer: str) -> RelayError:
    """Say that a trial was not taken."""
    return RelayError(
        Text(
            f"中继没有收下给 {address} 的信：{answer}",
            f"the relay did not take the mail to {address}: {answer}",
        ),
        Text("按中继的回答处理", "do as the relay's answer says"),
    )
