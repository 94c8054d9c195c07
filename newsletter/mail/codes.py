"""Every code that a problem of this room can carry, and what it means."""

from newsletter.errors import Text

CODES: dict[str, Text] = {
    "E101": Text("没有邮件身份", "no mail identity"),
    "E102": Text("邮件身份写不进邮件头", "mail identity unfit for a header"),
    "E103": Text("稿件里有退订占位符", "unsubscribe placeholder in the copy"),
    "E104": Text("网址不是 https，不能一键退订", "no one-click without https"),
    "E201": Text("邮件里缺图片", "photo missing from the mail"),
    "E301": Text("邮件太大", "mail too big"),
    "E302": Text("稿件缩成了导语", "article shortened to its lead"),
}
"""Code -> meaning."""
