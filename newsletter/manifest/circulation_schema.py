"""What may stand under ``circulation:`` of ``publication.yaml``."""

from ipaddress import ip_network
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from newsletter.errors import Text
from newsletter.manifest.entries import Entry
from newsletter.manifest.fields import Line, Prose, Words, YesNo, said
from newsletter.manifest.findings import shown
from newsletter.manifest.values import refused
from newsletter.model.circulation import Digest

_DIGESTS = {"每周": "weekly", "周": "weekly", "无": "none"}
_SCHEMES = ("sqlite:///", "postgresql://")


def _digest_word(value: Any) -> Any:
    return _DIGESTS.get(value, value) if isinstance(value, str) else value


def _database(value: str) -> str:
    if value and not value.startswith(_SCHEMES):
        raise refused(
            Text(
                f"“{shown(value)}”不是数据库地址。",
                f"“{shown(value)}” is no address of a database.",
            ),
            Text(
                "写成 sqlite:///circulation.db 或 postgresql://主机/库名；口令放进环境变量"
                " NEWSLETTER_DATABASE。",
                "Write sqlite:///circulation.db or postgresql://host/name; with a "
                "password, put it into the variable NEWSLETTER_DATABASE.",
            ),
        )
    if "@" in value and ":" in value.partition("://")[2].rpartition("@")[0]:
        raise refused(
            Text(
                "数据库地址里写着口令。",
                "This address of a database holds a password.",
            ),
            Text(
                "整个地址放进环境变量 NEWSLETTER_DATABASE，这里删去；口令应更换。",
                "Put the whole address into the variable NEWSLETTER_DATABASE, not "
                "here; change the password.",
            ),
        )
    return value


def _networks(value: tuple[str, ...]) -> tuple[str, ...]:
    for one in value:
        try:
            ip_network(one)
        except ValueError:
            raise refused(
                Text(
                    f"“{shown(one)}”不是网络地址。",
                    f"“{shown(one)}” is no address of a network.",
                ),
                Text(
                    "写成 127.0.0.1 或 10.0.0.0/8 的样子。",
                    "Write it like 127.0.0.1 or 10.0.0.0/8.",
                ),
            ) from None
    return value


NO_SERVICE = (
    Text(
        "统计点击，却没有写公共服务的地址：邮件里的链接会落空。",
        "Clicks are to be counted, but no address of the public service is given: "
        "links of the mail would lead nowhere.",
    ),
    Text(
        "写上 web: {service: https://…}，即 newsletter serve 对读者的地址；"
        "或删去 count_clicks。",
        "Write web: {service: https://…}, where newsletter serve answers readers; or "
        "take count_clicks out.",
    ),
)


class CirculationEntry(Entry):
    """Subscribers and sending; secrets stand in the environment."""

    database: Annotated[Line, AfterValidator(_database)] = said(
        "数据库", "订户数据库的地址", "Database of subscribers", ""
    )
    consent: Prose = said(
        "同意书 订阅须知", "读者同意的内容", "What readers agree to", ""
    )
    needs_sign_off: YesNo = said(
        "须签发", "签发后才能发送", "Send only what is signed off", default=False
    )
    digest: Annotated[Digest, BeforeValidator(_digest_word)] = said(
        "汇编", "可选汇编：weekly 每周", "Digest readers may choose", Digest.NONE
    )
    count_clicks: YesNo = said(
        "统计点击 点击", "统计链接点击数", "Count clicks, as sums", default=False
    )
    proxies: Annotated[Words, AfterValidator(_networks)] = said(
        "代理", "反向代理的地址", "Reverse proxies that are trusted", ()
    )
