"""What hosts and crawlers are told: response headers and robots.txt."""

from typing import Final
from urllib.parse import urlsplit

from newsletter.web.site import Site

# Hot zones carry their places as style attributes; nothing else is inline.  JSON-LD is
# data, which no policy on scripts touches.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "style-src-attr 'unsafe-inline'; img-src 'self'; base-uri 'none'; "
    "form-action {targets}; frame-ancestors 'none'"
)
_TYPES: Final = (
    ("*/atom.xml", "application/atom+xml; charset=utf-8"),
    ("*/rss.xml", "application/rss+xml; charset=utf-8"),
    ("*/feed.json", "application/feed+json; charset=utf-8"),
    ("opml.xml", "text/x-opml; charset=utf-8"),
)


def headers_file(site: Site) -> bytes:
    """Write ``_headers``, which several hosts of static sites read.

    Other servers ignore the file; their owners can copy the lines.
    """
    policy = _POLICY.format(targets=" ".join(filter(None, ("'self'", _service(site)))))
    safe = (
        ("Content-Security-Policy", policy),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
    )
    lines = ["/*", *(f"  {name}: {value}" for name, value in safe)]
    for path, media_type in _TYPES:
        lines += [f"/{path}", f"  Content-Type: {media_type}"]
    lines += ["/search/segments.js", "  Cache-Control: no-cache"]
    return ("\n".join(lines) + "\n").encode()


def _service(site: Site) -> str:
    """Name the origin of the service that the subscribe page's form is sent to."""
    parts = urlsplit(site.service)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def robots_file(site: Site) -> bytes:
    """Welcome every crawler and show it the sitemaps (RFC 9309)."""
    maps = ("sitemap.xml", "sitemap-news.xml")
    lines = (f"Sitemap: {site.absolute(name)}\n" for name in maps)
    return f"User-agent: *\nAllow: /\n\n{''.join(lines)}".encode()
