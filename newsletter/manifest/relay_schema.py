"""What may stand under ``relay:`` of ``publication.yaml``."""

from typing import Annotated

from newsletter.manifest.entries import Entry
from newsletter.manifest.fields import Address, Line, Named, Several, YesNo, said
from newsletter.model.delivery import Security


class ProviderEntry(Entry):
    """How fast mail may go to one receiving provider."""

    name: Named = said(
        "名称", "qq、netease、gmail、outlook 或域名", "Provider or domain"
    )
    per_second: float = said("每秒", "每秒封数", "Messages a second", gt=0, le=10_000)


class RelayEntry(Entry):
    """The mail server that carries campaigns; its password stands elsewhere."""

    host: Named = said("主机 服务器", "中继服务器", "Mail server")
    port: int = said("端口", "端口", "Port", 0, ge=0, le=65535)
    security: Security = said(
        "加密", "starttls、tls 或 none", "starttls, tls or none", Security.STARTTLS
    )
    username: Line = said("用户", "用户名", "User", "")
    password_env: Line = said(
        "口令变量",
        "存放口令的环境变量名；没有就查钥匙串",
        "Variable that holds the password; else the key ring is asked",
        "",
    )
    authorities: Line = said("证书机构", "证书机构文件", "PEM file of authorities", "")
    connections: int = said("连接数", "同时的连接数", "Connections", 10, ge=1, le=200)
    per_second: float = said(
        "每秒",
        "每秒封数，0 不限",
        "Messages a second; 0: no limit",
        0.0,
        ge=0,
        le=100_000,
    )
    providers: Annotated[list[ProviderEntry], Several] = said(
        "收信服务商", "各收信服务商的限速", "Limits by receiving provider", []
    )
    lookup_mx: YesNo = said(
        "查MX", "按 MX 认出服务商", "Find providers by their exchangers", default=False
    )
    bounces: Address = said("退信地址", "收退信的邮箱", "Address for bounces", "")
    timeout: float = said(
        "等待", "等待回答的秒数", "Seconds to wait", 60.0, ge=1, le=600
    )
    patience: float = said(
        "收信等待",
        "等待收下一封信的秒数",
        "Seconds to wait for a message to be taken",
        600.0,
        ge=1,
        le=3600,
    )
