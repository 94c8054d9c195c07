"""What may stand under ``web:`` and ``publish:`` of ``publication.yaml``."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from newsletter.manifest.entries import Entry
from newsletter.manifest.fields import Hub, Line, Slug, Url, said
from newsletter.model.hosting import HostKind

_KINDS = {"文件夹": "folder", "对象存储": "s3"}


def _kind_word(value: Any) -> Any:
    return _KINDS.get(value, value) if isinstance(value, str) else value


class WebEntry(Entry):
    """What web and feeds show of the paper besides its issues."""

    icon: Line = said("图标", "图标，正方形，在 issues 文件夹里", "Square icon", "")
    logo: Line = said("标志 徽标", "标志，横长，在 issues 文件夹里", "Wide logo", "")
    hub: Hub | None = said(
        "推送中心", "WebSub 推送中心", "WebSub hub told of new issues", None
    )
    service: Url | None = said(
        "订阅服务", "newsletter serve 的网址", "Address of newsletter serve", None
    )


class HostEntry(Entry):
    """A place for the web edition; secrets stand in the environment."""

    name: Slug = said("名称 代号", "名称，英文", "ASCII name, for --to")
    kind: Annotated[HostKind, BeforeValidator(_kind_word)] = said(
        "方式", "发布方式：文件夹、sftp、rsync、s3", "folder, sftp, rsync or s3"
    )
    folder: Line = said("文件夹 路径", "网站根文件夹", "The web root there", "")
    host: Line = said("主机 服务器", "服务器", "SSH server", "")
    port: int = said("端口", "端口", "Port", 0, ge=0, le=65535)
    user: Line = said("用户", "用户名", "User", "")
    password: Line = said(
        "口令变量", "存放口令的环境变量名", "Variable that holds the password", ""
    )
    key: Line = said("私钥", "SSH 私钥文件", "Private key for SSH", "")
    known_hosts: Line = said("主机公钥", "known_hosts 文件", "known_hosts file", "")
    endpoint: Line = said(
        "服务地址", "对象存储的服务地址", "Root of the S3 service", ""
    )
    bucket: Line = said("存储桶", "存储桶", "Bucket", "")
    region: Line = said("地域", "地域", "Region", "us-east-1")
    access_key: Line = said(
        "密钥编号变量", "存放 Access Key ID 的环境变量名", "Variable: access key id", ""
    )
    secret_key: Line = said(
        "密钥变量", "存放 Secret Access Key 的环境变量名", "Variable: secret key", ""
    )
    timeout: float = said("等待", "等待的秒数", "Seconds to wait", 30.0, ge=1, le=600)
    attempts: int = said("次数", "尝试的次数", "Tries", 3, ge=1, le=20)
