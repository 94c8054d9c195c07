"""What may stand under ``delivery:`` of a printer profile."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from newsletter.manifest.entries import Entry
from newsletter.manifest.fields import Address, Line, said
from newsletter.model.delivery import DeliveryKind, Security

_KINDS = {"文件夹": "folder", "邮件": "mail"}


def _kind_word(value: Any) -> Any:
    return _KINDS.get(value, value) if isinstance(value, str) else value


class DeliveryEntry(Entry):
    """Where press files go, and how; passwords stand in the environment."""

    kind: Annotated[DeliveryKind, BeforeValidator(_kind_word)] = said(
        "方式", "交付方式：文件夹、sftp、邮件", "folder, sftp or mail"
    )
    folder: Line = said("文件夹 路径", "文件夹", "Folder, here or at the server", "")
    host: Line = said("主机 服务器", "服务器", "SFTP or mail server", "")
    port: int = said("端口", "端口", "Port", 0, ge=0, le=65535)
    user: Line = said("用户", "用户名", "User", "")
    password: Line = said(
        "口令变量", "存放口令的环境变量名", "Variable that holds the password", ""
    )
    key: Line = said("私钥", "SFTP 私钥文件", "Private key for SFTP", "")
    known_hosts: Line = said("主机公钥", "known_hosts 文件", "known_hosts file", "")
    address: Address = said("收件 邮箱", "收件邮箱", "Who gets the mail", "")
    sender: Address = said("发件", "发件邮箱", "Who it comes from", "")
    security: Security = said(
        "加密", "starttls、tls 或 none", "starttls, tls or none", Security.STARTTLS
    )
    authorities: Line = said("证书机构", "证书机构文件", "PEM file of authorities", "")
    size_limit: float = said(
        "邮件上限", "一封邮件的上限，MB", "Most of one mail, MB", 20.0, ge=0.1, le=1000
    )
    timeout: float = said("等待", "等待的秒数", "Seconds to wait", 30.0, ge=1, le=600)
    attempts: int = said("次数", "连接的次数", "Connections tried", 3, ge=1, le=20)
