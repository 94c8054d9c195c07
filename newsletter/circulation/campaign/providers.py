"""Which provider receives the mail of a domain; limits and reports go by it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from newsletter.circulation.campaign.exchangers import Exchangers

_DOMAINS = {
    "qq": ("qq.com", "foxmail.com", "vip.qq.com", "exmail.qq.com"),
    "netease": (
        "163.com", "126.com", "yeah.net", "188.com", "vip.163.com", "vip.126.com",
        "vip.188.com",
    ),
    "gmail": ("gmail.com", "googlemail.com"),
    "outlook": (
        "outlook.com", "hotmail.com", "live.com", "msn.com", "live.cn",
        "hotmail.co.uk", "outlook.fr", "outlook.de",
    ),
    "yahoo": ("yahoo.com", "ymail.com", "aol.com", "yahoo.co.uk"),
    "sina": ("sina.com", "sina.cn", "vip.sina.com"),
    "sohu": ("sohu.com",),
    "aliyun": ("aliyun.com",),
    "139": ("139.com",),
    "189": ("189.cn",),
    "icloud": ("icloud.com", "me.com", "mac.com"),
}  # fmt: skip
_BY_DOMAIN = {domain: name for name, domains in _DOMAINS.items() for domain in domains}
_EXCHANGERS = {
    ".qq.com": "qq",
    ".163.com": "netease",
    ".126.com": "netease",
    ".netease.com": "netease",
    ".163yun.com": "netease",
    ".qiye.163.com": "netease",
    ".google.com": "gmail",
    ".googlemail.com": "gmail",
    ".outlook.com": "outlook",
    ".yahoodns.net": "yahoo",
    ".mxhichina.com": "aliyun",
    ".aliyun.com": "aliyun",
    ".icloud.com": "icloud",
}
"""End of a mail exchanger's name -> who runs it; a company's own domain shows here."""

NAMES = tuple(_DOMAINS)
"""Every provider that is known by name."""


def provider_of(domain: str) -> str:
    """Name the provider of a domain by the domain alone; else the domain itself."""
    return _BY_DOMAIN.get(domain.lower(), domain.lower())


def provider_by(exchangers: tuple[str, ...], domain: str) -> str:
    """Name the provider by its mail exchangers; else the domain itself."""
    for host in exchangers:
        for end, name in _EXCHANGERS.items():
            if f".{host.lower().rstrip('.')}".endswith(end):
                return name
    return domain.lower()


@dataclass(slots=True, kw_only=True)
class Directory:
    """Finds providers, and remembers what the name servers said."""

    asks: bool = False
    """Whether to look up mail exchangers of domains that no table knows."""

    lookup: Callable[[str], tuple[str, ...]] = field(default_factory=Exchangers)
    _known: dict[str, str] = field(default_factory=dict, init=False)

    def provider(self, address: str) -> str:
        """Name the provider that receives the mail of an address."""
        domain = address.rpartition("@")[2].lower()
        if domain not in self._known:
            self._known[domain] = self._found(domain)
        return self._known[domain]

    def _found(self, domain: str) -> str:
        named = provider_of(domain)
        if named != domain or not self.asks:
            return named
        return provider_by(self.lookup(domain), domain)
