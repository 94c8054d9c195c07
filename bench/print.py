"""Measure the print edition beside other engines that set the same frames.

Four pages 四开, 13,000 characters, one picture; every round is a cold process, from
its start to the finished PDF.  Ours reads the issue, composes and finishes; the others
get the finished frames and only flow text into them.  Typst is measured when the
Python package ``typst`` is there.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path

from bench.measure import Cost, cost, in_turn, newsletter, paper, told
from newsletter.layout import load_layout
from newsletter.manifest import load_issue
from newsletter.model.issue import Issue
from newsletter.model.pages import Proof
from newsletter.press.edition import open_shop
from newsletter.press.galley import printed_text
from newsletter.press.pages import plan_issue
from newsletter.press.proof import proof_of

CHARACTERS, DAY, ROUNDS = 12_700, "2026-01-05", 3
_POINTS, _SIZE, _LEADING = 72 / 25.4, 9, 13.5

OURS = """
import sys
from pathlib import Path
from newsletter.layout import load_layout
from newsletter.manifest import load_issue
from newsletter.press.edition import draw, open_shop, paint_style
from newsletter.press.pages import plan_issue
from newsletter.press.paint import paint
from newsletter.press.prepress import reader_pdf
issue = load_issue(Path(sys.argv[1]))
layout = load_layout(issue.publication)
shop = open_shop(issue, layout)
drawings = draw(issue, plan_issue(issue, shop), shop)
painted = paint(drawings, layout, paint_style(issue, shop))
Path(sys.argv[2]).write_bytes(reader_pdf(painted.pdf))
"""
_WEASYPRINT = """
import sys
from weasyprint import HTML
HTML(sys.argv[1]).write_pdf(sys.argv[2])
"""
_TYPST = """
import sys
import typst
typst.compile(sys.argv[1], output=sys.argv[2])
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A frame and the text that stands in it; mm."""

    page: int
    x: float
    y: float
    width: float
    height: float
    columns: int
    text: str


def composed(issue: Issue) -> Proof:
    """Compose an issue as the print edition does."""
    shop = open_shop(issue, load_layout(issue.publication))
    return proof_of(issue, plan_issue(issue, shop), shop)


def frames(issue: Issue, proof: Proof) -> Iterator[Text]:
    """List what stands where, for the other engines."""
    texts = {one.slug: printed_text(one) for one in issue.articles}
    for page in proof.pages:
        for frame in page.frames:
            if frame.article:
                text = texts[frame.article][frame.start : frame.end]
                box = frame.box
                place = (box.x, box.y, box.width, box.height, frame.columns)
                yield Text(page.number, *place, text)


def as_html(issue: Issue, proof: Proof) -> str:
    """Write the frames as absolute boxes with CSS columns."""
    first = proof.pages[0]
    pages = []
    for page in proof.pages:
        boxes = "".join(
            f'<div class="f" style="left:{t.x}mm;top:{t.y}mm;width:{t.width}mm;'
            f'height:{t.height}mm"><div style="column-count:{t.columns}">'
            f"{_paragraphs(t.text)}</div></div>"
            for t in frames(issue, proof)
            if t.page == page.number
        )
        pages.append(f'<section>{boxes}<img src="one.jpg"></section>')
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>'
        f"@page{{size:{first.width}mm {first.height}mm;margin:0}}body{{margin:0;"
        f'font:{_SIZE}pt/{_LEADING}pt "Noto Serif CJK SC";text-align:justify}}'
        f"section{{position:relative;height:{first.height - 1}mm;"
        "break-after:page;overflow:hidden}.f{position:absolute;overflow:hidden}"
        ".f>div{column-gap:1.5em;height:100%}p{margin:0;text-indent:2em}"
        "img{position:absolute;right:0;bottom:0;width:60mm}</style>"
        f"{''.join(pages)}</html>"
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in text.splitlines() if one.strip())


def as_typst(issue: Issue, proof: Proof) -> str:
    """Write the frames as placed blocks with columns."""
    first = proof.pages[0]
    lines = [
        f"#set page(width: {first.width}mm, height: {first.height}mm, margin: 0mm)",
        f'#set text(font: "Noto Serif CJK SC", size: {_SIZE}pt, lang: "zh")',
        (
            f"#set par(justify: true, first-line-indent: (amount: 2em, all: true),"
            f" leading: {_LEADING - _SIZE}pt, spacing: {_LEADING - _SIZE}pt)"
        ),
    ]
    for page in proof.pages:
        if page.number > 1:
            lines.append("#pagebreak()")
        for t in frames(issue, proof):
            if t.page == page.number:
                text = "\n\n".join(t.text.split("\n")).replace("\\", "")
                text = "".join(f"\\{c}" if c in "#$*_`<>@[]~" else c for c in text)
                lines.append(
                    f"#place(dx: {t.x}mm, dy: {t.y}mm, block(width: {t.width}mm,"
                    f" height: {t.height}mm, clip: true,"
                    f" columns({t.columns}, gutter: 1.5em)[{text}]))"
                )
        lines.append('#place(bottom + right, image("one.jpg", width: 60mm))')
    return "\n".join(lines)


def contestants(scratch: Path) -> dict[str, Callable[[], Cost]]:
    """Prepare an issue, and name what is to be measured."""
    paper(scratch, CHARACTERS, DAY)
    folder = scratch / "issues" / DAY
    issue = load_issue(folder)
    proof = composed(issue)
    print(
        f"{len(proof.pages)} pages, {sum(len(t.text) for t in frames(issue, proof))} "
        f"characters, {len(list(frames(issue, proof)))} frames"
    )
    page = scratch / "frames.html"
    page.write_text(as_html(issue, proof), encoding="utf-8")
    shutil.copy(folder / "photos" / "one.jpg", scratch)
    python = sys.executable
    found: dict[str, Callable[[], Cost]] = {
        "reader's PDF": lambda: cost((python, "-c", OURS, folder, scratch / "our.pdf")),
        "print edition": lambda: newsletter(
            scratch, "build", DAY, "--only", "print", "--force"
        ),
        "raw WeasyPrint": lambda: cost(
            (python, "-c", _WEASYPRINT, page, scratch / "weasyprint.pdf")
        ),
    }
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser:
        found["Chromium"] = lambda: cost(
            (
                *(browser, "--headless", "--no-sandbox", "--disable-gpu"),
                *("--disable-background-networking", "--no-pdf-header-footer"),
                *(f"--print-to-pdf={scratch / 'chromium.pdf'}", page.as_uri()),
            )
        )
    if find_spec("typst"):
        source = scratch / "frames.typ"
        source.write_text(as_typst(issue, proof), encoding="utf-8")
        found["Typst"] = lambda: cost(
            (python, "-c", _TYPST, source, scratch / "typst.pdf")
        )
    return found


def ratios() -> dict[str, float]:
    """Measure all in turn; print a table; give the ratios of CPU seconds."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        found = in_turn(contestants(scratch), ROUNDS)
        for what, one in found.items():
            file = {"reader's PDF": "our", "raw WeasyPrint": "weasyprint"}.get(
                what, what
            )
            pdf = scratch / f"{file.lower()}.pdf"
            size = f" {pdf.stat().st_size / 1000:6.0f} KB" if pdf.is_file() else ""
            print(told(what, one, size))
    ours = found["reader's PDF"]
    browser = found.get("Chromium")
    if browser:
        # Its processes do not all tell their CPU seconds, and it uses both cores: only
        # on an idle machine does this mean something, so it is not recorded.
        wall = ours.wall / browser.wall
        print(f"{'ours / Chromium, wall':>34}: {wall:6.2f}")
    return {
        f"reader's PDF of four pages / {name}, CPU": ours.cpu / found[name].cpu
        for name in ("raw WeasyPrint", "Typst")
        if name in found
    }


def main() -> None:
    """Print table and ratios."""
    for name, ratio in ratios().items():
        print(f"{name:>54}: {ratio:5.2f}")


if __name__ == "__main__":
    main()
