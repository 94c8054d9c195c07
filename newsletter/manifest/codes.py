"""Every code that a problem of this room can carry, and what it means.

The first letter weighs: ``M`` refuses the build, ``W`` asks an editor to look,
``H`` is worth a thought.
"""

from newsletter.errors import Severity, Text

CODES: dict[str, Text] = {
    "M100": Text("YAML 写法有误", "YAML syntax"),
    "M101": Text("不认识的键", "unknown key"),
    "M102": Text("缺少必填的键", "missing key"),
    "M103": Text("不允许的值", "value not allowed"),
    "M104": Text("键重复", "duplicate key"),
    "M105": Text("应写成“键: 值”，却是一段文字", "text where keys and values belong"),
    "M106": Text("值的形式不对", "wrong kind of value"),
    "M107": Text("文件过大或嵌套过深", "too big or nested too deeply"),
    "M108": Text("编码或控制字符有误", "encoding or control characters"),
    "M109": Text("其他清单错误", "other mistake in a manifest"),
    "M110": Text("稿件头没有写对", "front matter not fenced"),
    "M201": Text("星期或农历与日期不符", "weekday or lunar date against date"),
    "M202": Text("日期与文件夹不符", "date against folder"),
    "M203": Text("没有这一版", "no such page"),
    "M204": Text("没有这个栏目", "no such section"),
    "M205": Text("版号重复", "page number twice"),
    "M206": Text("栏目设置有误", "sections of the paper contradict"),
    "M207": Text("这一期没有稿件", "issue without articles"),
    "M208": Text("没有可更正的稿件", "nothing there to correct"),
    "M209": Text("固定框或广告写得不对", "box or advertisement not as it can be"),
    "M301": Text("找不到文件", "no such file"),
    "M302": Text("同一稿件列了两次", "article listed twice"),
    "M303": Text("找不到图片", "no such picture"),
    "M304": Text("路径超出本期文件夹", "path leaves the issue's folder"),
    "M305": Text("图片无法使用", "picture cannot be used"),
    "M306": Text("文件无法读取", "file cannot be read"),
    "M307": Text("两篇稿件同名", "two articles with one name"),
    "M308": Text("文件名不能用作网址", "name unfit for addresses"),
    "M309": Text("两篇稿件同号", "two articles with one number"),
    "M401": Text("稿件既无正文也无图片", "article without text or picture"),
    "M402": Text("表格会丢字", "table would lose text"),
    "M403": Text("嵌套过深", "copy nested too deeply"),
    "W301": Text("稿件文件没有列入清单", "article file not listed"),
    "W302": Text("图片太小，印不清楚", "picture too small to print"),
    "W303": Text("正文里有 HTML", "HTML in copy"),
    "W304": Text("链接不能用", "link not usable"),
    "W305": Text("图片在网上，不会印出", "remote picture"),
    "W306": Text("有改变文字方向的字符", "bidirectional control character"),
    "W307": Text("署名里没有人名", "byline without a name"),
    "W308": Text("字符已损坏", "damaged character"),
    "W309": Text("栏目下没有稿件", "section without articles"),
    "W310": Text("电头重复", "dateline twice"),
    "W311": Text("Markdown 记号会照样印出", "Markdown marks left in print"),
    "W312": Text("整段成了小标题", "paragraph became a subhead"),
    "W313": Text("同一图片列了两次", "picture listed twice"),
    "H301": Text("图片没有替代文字", "picture without alternative text"),
    "H302": Text("部首或兼容汉字", "radical or compatibility ideograph"),
    "H303": Text("看不见的字符", "invisible character"),
}
"""Code -> meaning; README lists it."""

_WEIGHTS = {"M": Severity.ERROR, "W": Severity.WARNING, "H": Severity.HINT}


def severity(code: str) -> Severity:
    """Weigh a code by its first letter."""
    return _WEIGHTS[code[0]]
