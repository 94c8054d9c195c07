"""Saved web pages, WeChat's among them, become articles."""

import base64
from pathlib import Path

import pytest

from newsletter.errors import InputError
from newsletter.model.copy import Listing, Quote, Subhead, Table
from tests.desk.manuscripts import FIRST, SECOND, a_picture
from tests.desk.test_word import Desk

WECHAT = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<meta property="og:title" content="别的标题"><title></title>
<style>p {{color: red}}</style></head><body>
<div id="img-content"><h1 id="activity-name">
  老码头修好了
</h1><div id="meta_content"><span id="js_name">河湾发布</span></div>
<div id="js_content" style="visibility: hidden;">
<section><section><p><span>记者 甲某 通讯员 乙某丙</span></p></section>
<section><section><p><span>\u200b{FIRST[:20]}</span><strong>{FIRST[20:]}</strong></p>
</section></section></section>
<p><br></p>
<section style="text-align: center"><img data-src="https://mmbiz.example/0?wx_fmt=jpeg"
 src="page_files/quay.png" alt="码头"></section>
<p><span>图为新码头。甲某 摄</span></p>
<section>{SECOND}</section>
<p>阅读原文</p><p>编辑 | 丁某</p></div></div><script>var a = "代码";</script>
</body></html>"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_wechat_page_becomes_an_article(desk: Desk) -> None:
    pictures = desk.project / "page_files"
    pictures.mkdir()
    (pictures / "quay.png").write_bytes(a_picture().getvalue())

    desk.bring(WECHAT.encode(), "page.html")

    article = desk.article
    assert article.headline == ("老码头修好了",)
    assert article.byline.names == ("甲某", "乙某丙")
    assert article.texts == (FIRST, SECOND)
    assert [(p.caption, p.credit, p.alt) for p in article.photos] == [
        ("图为新码头。", "甲某 摄", "码头")
    ]
    assert "阅读原文" in desk.review


def test_picture_on_the_web_is_named_for_the_editor(desk: Desk) -> None:
    desk.bring(WECHAT.encode(), "page.html")

    assert "- [ ]" in desk.review
    assert "https://mmbiz.example/0?wx\\_fmt=jpeg" in desk.review
    assert desk.article.photos == ()


def test_what_a_page_says_beside_its_text_is_told(desk: Desk) -> None:
    desk.bring(WECHAT.encode(), "page.html")

    assert "标题旁的“河湾发布”没有写进稿件" in desk.review
    assert "图为新码头。甲某 摄" in desk.article.texts
    assert "“图为新码头。甲某 摄”像是没有存下来的图片的说明" in desk.review


def test_blocks_of_a_page_survive(desk: Desk) -> None:
    page = f"""<html><body><nav>首页 关于</nav><article><h1>读书会</h1>
    <p>{FIRST}</p><h2>书单</h2><ul><li>甲书</li><li><a href="https://example.org/b">乙
    书</a></li></ul><blockquote><p>好书如友。</p></blockquote>
    <table><tr><th>日期</th><th>书</th></tr><tr><td>七日</td><td>甲|书</td></tr></table>
    散在块外的字。<div>块里的字。</div>又是块外的字。
    <p>嵌入<img src="data:image/png;base64,{
        base64.b64encode(a_picture().getvalue()).decode()
    }" alt="书架">图片的一段话。</p></article><footer>版权</footer></body></html>"""

    desk.bring(page.encode(), "reading.htm")

    article = desk.article
    kinds = [type(block) for block in article.body[1:5]]
    assert kinds == [Subhead, Listing, Quote, Table]
    assert article.texts == (
        FIRST, "书单", "甲书", "乙 书", "好书如友。", "日期", "书", "七日", "甲|书",
        "散在块外的字。", "块里的字。", "又是块外的字。", "嵌入图片的一段话。",
    )  # fmt: skip
    assert article.photos[0].alt == "书架"


def test_old_page_in_gb2312_is_read(desk: Desk) -> None:
    page = f'<html><meta charset="gb2312"><h1>老码头</h1><p>{FIRST}</p></html>'

    desk.bring(page.encode("gb18030"), "old.html")

    assert desk.article.texts == (FIRST,)


def test_picture_outside_the_saved_folder_is_never_read(desk: Desk) -> None:
    outside = desk.project.parent / "secret.png"
    outside.write_bytes(a_picture().getvalue())
    page = f'<h1>码头</h1><p>{FIRST}</p><img src="../secret.png">'

    desk.bring(f"<html>{page}</html>".encode(), "page.html")

    assert desk.article.photos == ()


@pytest.mark.parametrize(
    "page", ["<html></html>", "<!doctype html><body><script>1</script>", "<html>"]
)
def test_page_without_copy_is_refused(desk: Desk, page: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.bring(page.encode(), "empty.html")

    assert refused.value.problems[0].code == "S104"


@pytest.mark.parametrize("tag", ["div", "b", "blockquote"])
def test_deeply_nested_page_is_read_to_its_bottom(desk: Desk, tag: str) -> None:
    nested = f"<{tag}>" * 900 + FIRST + f"</{tag}>" * 900

    desk.bring(f"<html><h1>码头</h1>{nested}</html>".encode(), "deep.html")

    assert "".join(desk.article.texts) == FIRST


def test_page_nested_beyond_reason_is_refused(desk: Desk) -> None:
    nested = "<div>" * 3000 + FIRST

    with pytest.raises(InputError) as refused:
        desk.bring(f"<html><h1>码头</h1>{nested}</html>".encode(), "deep.html")

    assert refused.value.problems[0].code in ("S104", "S105")
