"""An issue as one article of a WeChat Official Account (公众号).

Its editor takes pasted HTML and throws away style sheets, classes, identifiers,
positions and links that leave WeChat; so only ``style`` attributes are used, and
addresses are printed.  Pictures lie beside the article, to be uploaded.
"""

from dataclasses import dataclass, replace

from newsletter.layout import Layout
from newsletter.mail.articles import Shown
from newsletter.mail.inline import inlined_fragment
from newsletter.mail.letter import strings_of
from newsletter.mail.links import links_of
from newsletter.mail.pictures import used_pictures
from newsletter.mail.plain import told
from newsletter.mail.spans import respanned
from newsletter.mail.values import MailPicture
from newsletter.mail.view import issue_view
from newsletter.markup import clean
from newsletter.model.copy import Span
from newsletter.model.issue import Article, Group, Issue
from newsletter.model.publication import InMail

_CHARSET = '<meta charset="utf-8">\n'  # for a browser; the editor throws it away


@dataclass(frozen=True, slots=True, kw_only=True)
class WechatArticle:
    """One issue, to be pasted into the editor of an Official Account."""

    html: str
    pictures: tuple[tuple[str, bytes], ...]
    """Path beside the article, as it names it, and JPEG."""


def wechat_article(
    issue: Issue, layout: Layout, pictures: tuple[MailPicture, ...]
) -> WechatArticle:
    """Set an issue as one article, every word of it, whatever the mail leaves out.

    Args:
        issue: as loaded.
        layout: has ``wechat/article.html``, ``wechat/copy.css`` and
            ``email/strings.toml``.
        pictures: one for each photo that shall be seen.

    Raises:
        LayoutError: a template, style sheet or string is missing or faulty.
    """
    used = used_pictures(issue, pictures)
    files = {picture.photo: _file(picture) for picture in used}
    shown = {p: Shown(source=file, url=file, width=0) for p, file in files.items()}
    groups = tuple(map(_for_wechat, issue.groups))
    view = issue_view(
        replace(issue, groups=groups), links_of(issue), shown, frozenset()
    )
    values = {"issue": view, "strings": strings_of(layout, view.language)}
    page = clean(layout.render("wechat/article.html", **values))
    styles = layout.render("wechat/copy.css", **values)
    return WechatArticle(
        html=_CHARSET + inlined_fragment(page, styles),
        pictures=tuple((files[p.photo], p.data) for p in used),
    )


def _file(picture: MailPicture) -> str:
    """Keep the name that the web edition gives."""
    return "photos/" + picture.url.rpartition("/")[2]


def _for_wechat(group: Group) -> Group:
    whole = replace(group.section, in_mail=InMail.FULL)
    articles = tuple(map(_without_links, group.articles))
    return replace(group, section=whole, articles=articles)


def _without_links(article: Article) -> Article:
    body = tuple(respanned(block, _told) for block in article.body)
    return replace(article, body=body)


def _told(span: Span) -> Span:
    """Print an address beside the words that led to it."""
    return replace(span, text=told(span), href="")
