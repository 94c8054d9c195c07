"""Judge composed pages of many issues: fill, clashes, seams, and time.

Issues are generated from a few sentences of our own, in many counts, lengths and
sheets; folders of real issues may be named as arguments.  Nothing is painted.
Seconds are CPU seconds: the machine may be busy.

    python bench/pages.py [--pages] [--more] [issues/DATE ...]

"""

import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

from newsletter.errors import InputError, Place
from newsletter.layout import load_layout
from newsletter.manifest import load_issue
from newsletter.model.copy import Paragraph, Span
from newsletter.model.issue import Article, Byline, Credit, Group, Issue, Photo, Slot
from newsletter.model.publication import Filler, Publication, Section, Sheet
from newsletter.model.sheets import SHEETS, sheet_named
from newsletter.press.compose import Placed
from newsletter.press.edition import open_shop
from newsletter.press.flatplan import PagePlan
from newsletter.press.heads import Shop
from newsletter.press.judge import (
    clashes,
    fights,
    growths,
    longest_seam,
    rank_of,
    ruled_seams,
    skeleton,
)
from newsletter.press.matter import Story
from newsletter.press.pages import plan_issue
from newsletter.press.proof import proof_of

ROOT = Path(__file__).resolve().parent.parent
CLAUSES = (
    "清早的渡口雾还没有散",
    "摆渡的老人已经把船擦了两遍",
    "沿岸新修的步道铺着青石板",
    "孩子们背着书包从桥上跑过",
    "菜场门口的豆浆摊前排起了队",
    "图书室今年添了3200册新书",
    "借书的人比去年多了18%",
    "街道把旧仓库改成了活动中心",
    "二楼的窗户正对着河湾",
    "木工班每周三晚上开课",
    "来学的多是退休的师傅",
    "也有几个刚毕业的年轻人",
    "“先学会磨刨子，再谈做柜子”",
    "水务站在上游装了12台监测仪",
    "数据每10分钟传回一次",
    "汛期里值班的人轮流守夜",
    "花圃的海棠开到了第三茬",
    "剪下来的枝条送给了邻居",
    "夜市的灯一直亮到11点",
    "收摊以后路面照样干干净净",
)
HEADS = (
    "老渡口修好以后",
    "街坊合力把旧仓库变成活动中心",
    "河湾图书室添新书",
    "木工班里三代人",
    "上游装上监测仪 汛期心里有了底",
    "夜市收摊路面净",
    "海棠开到第三茬",
    "青石板步道铺到家门口 清早散步的人多了",
)
SHORT, MIXED, LONG = (1, 2), (1, 9), (6, 16)
"""Paragraphs of an article, fewest and most."""


@dataclass(frozen=True, slots=True)
class Case:
    """A generated issue: how many articles, pictures, how long, on which sheet."""

    articles: int
    pictures: int
    lengths: tuple[int, int] = MIXED
    sheet: str = "四开"
    seed: int = 1

    def __str__(self) -> str:
        """Name the case."""
        low, high = self.lengths
        return (
            f"{self.articles}篇 {self.pictures}图 {low}–{high}段 "
            f"{self.sheet} #{self.seed}"
        )


CASES = (
    *(Case(count, 0) for count in (5, 9, 24, 60)),
    *(Case(9, 2, seed=seed) for seed in (2, 3, 4)),
    *(Case(16, 5, seed=seed) for seed in (5, 6)),
    Case(24, 8),
    Case(40, 40),
    Case(60, 20),
    Case(60, 0, SHORT),
    Case(30, 6, SHORT),
    Case(12, 4, LONG),
    Case(120, 40),
    *(Case(24, 8, sheet=sheet.name) for sheet in SHEETS[1:]),
)

MORE = (
    *(
        Case(count, pictures, sheet=sheet.name, seed=seed)
        for sheet in SHEETS
        for seed, (count, pictures) in enumerate(((5, 0), (14, 4), (45, 40)), 11)
    ),
    Case(80, 30, SHORT, "A3", 14),
    Case(120, 0, sheet="tabloid", seed=15),
)
"""Judged with ``--more``: every sheet, from few articles to many, bare and pictured."""


def generated(case: Case) -> Issue:
    """Make the issue of a case; the same case gives the same issue."""
    dice = random.Random(str(case))  # noqa: S311  no secret
    with_picture = set(dice.sample(range(case.articles), case.pictures))
    articles = tuple(
        _article(number, number in with_picture, case, dice)
        for number in range(case.articles)
    )
    sheet = sheet_named(case.sheet) or Sheet()
    return Issue(
        publication=Publication(
            name="河湾晨报",
            slug="bench",
            language="zh-Hans",
            time_zone="Asia/Shanghai",
            url="https://paper.example.org/",
            founded=2021,
            sections=(_SECTION,),
            sheet=sheet,
            fillers=_FILLERS,
            folder=ROOT,
        ),
        date=date(2021, 11, 23),
        number=1,
        groups=(Group(section=_SECTION, articles=articles),),
        folder=ROOT,
        place=_NOWHERE,
    )


_NOWHERE = Place(file="")
_SECTION = Section(slug="news", name="要闻", is_default=True)
_FILLERS = tuple(
    Filler(headline=head, text=text)
    for head, text in (
        ("公益广告", "随手关灯，节约一度电。"),
        ("文明出行", "路口慢一慢，让行人先走。"),
        ("征稿启事", "欢迎把街坊里的新鲜事写给我们，字数不限，图文皆可。"),
        ("爱惜书报", "读完的报纸请放进回收箱。"),
    )
)


def _article(number: int, pictured: bool, case: Case, dice: random.Random) -> Article:  # noqa: FBT001
    count = dice.randint(*case.lengths) if number else max(case.lengths)
    body = tuple(
        Paragraph((Span(text=_prose(dice.randint(2, 9), dice)),)) for _ in range(count)
    )
    head = dice.choice(HEADS)
    return Article(
        slug=f"a{number}",
        ordinal=number + 1,
        headline=tuple(head.split(" ")),
        kicker=("街坊新事",) if dice.random() < 0.2 else (),
        byline=Byline((Credit("记者", ("甲某",)),)) if count > 1 else Byline(),
        dateline="本报讯" if dice.random() < 0.7 else "",
        body=body,
        photos=(_photo(number, dice),) if pictured else (),
        slot=_slot(number, count, dice),
        place=_NOWHERE,
    )


def _slot(number: int, paragraphs: int, dice: random.Random) -> Slot:
    if number == 0:
        return Slot.LEAD
    if paragraphs == 1:
        return Slot.BRIEF
    return Slot.SECOND if dice.random() < 0.15 else Slot.NORMAL


def _prose(clauses: int, dice: random.Random) -> str:
    return "，".join(dice.choice(CLAUSES) for _ in range(clauses)) + "。"


def _photo(number: int, dice: random.Random) -> Photo:
    width, height = dice.choice(((3000, 2000), (2400, 1800), (2000, 2600)))
    return Photo(
        path=ROOT / "none.jpg",
        file=f"{number}.jpg",
        width=width,
        height=height,
        caption="河湾的早晨，渡船刚刚离岸。",
        credit="甲某 摄" if number % 2 else "",
        place=_NOWHERE,
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of one page."""

    number: int
    fill: float
    holes: int
    clashes: int
    """Pairs of headlines side by side at one height (碰题)."""

    seam: float
    """Longest straight seam across that nobody planned, share of the width."""

    ruled: int
    """Longer ones than 60 % of the width, which a section rule plans."""

    growths: int
    """Heads larger than one of a more important article."""

    fights: int
    """Pictures that rival the page's largest."""

    repeats: bool
    short_jumps: int
    strays: int
    """Leads that do not stand at the top left."""

    zones: tuple[int, int]
    """Pairs of articles of unlike slots, and those whose better one has no worse
    quarter of the page (区序: top left, top right, lower right, lower left)."""

    def __str__(self) -> str:
        """Write one line of a table."""
        return (
            f"p{self.number:<3} fill {self.fill:.4f}  holes {self.holes}  "
            f"clashes {self.clashes}  seam {self.seam:.2f}  "
            f"ruled {self.ruled}  growths {self.growths}  "
            f"fights {self.fights}  repeats {int(self.repeats)}  "
            f"short jumps {self.short_jumps}"
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """One issue, judged."""

    name: str
    verdicts: tuple[Verdict, ...]
    seconds: float
    """CPU seconds for all pages."""

    def __str__(self) -> str:
        """Write one line of a table; the last page of several does not count."""
        inner = self.counted
        fills = [one.fill for one in inner]
        pages = len(self.verdicts)
        every = self.verdicts
        return (
            f"{self.name:<28}{pages:>3} p  {self.seconds / pages:5.2f} s/p  "
            f"fill {sum(fills) / len(fills):.4f} least {min(fills):.4f} "
            f"last {self.verdicts[-1].fill:.3f}  "
            f"clash {sum(one.clashes for one in every):>2}  "
            f"ruled {sum(one.ruled > 0 for one in every):>2}  "
            f"grow {sum(one.growths for one in every):>2}  "
            f"fight {sum(one.fights for one in every):>2}  "
            f"twin {sum(one.repeats for one in every):>2}  "
            f"jump {sum(one.short_jumps for one in every):>2}  "
            f"hole {sum(one.holes for one in every):>2}  "
            f"stray {sum(one.strays for one in every):>2}  "
            f"zone {_share(one.zones for one in every):.2f}"
        )

    @property
    def counted(self) -> tuple[Verdict, ...]:
        """Pages that must be full: all but the last of several."""
        return self.verdicts[:-1] or self.verdicts


def _share(counts: Iterable[tuple[int, int]]) -> float:
    every, good = map(sum, zip(*counts, strict=True))
    return good / every if every else 1.0


def judged(name: str, issue: Issue) -> Tally:
    """Compose an issue and judge its pages."""
    shop = open_shop(issue, load_layout(issue.publication))
    began = time.process_time()
    plans = plan_issue(issue, shop)
    seconds = time.process_time() - began
    return Tally(name, tuple(_verdicts(issue, plans, shop)), seconds)


def _verdicts(
    issue: Issue, plans: tuple[PagePlan, ...], shop: Shop
) -> Iterator[Verdict]:
    pages = proof_of(issue, plans, shop).pages
    bones = [skeleton(plan.placed) for plan in plans]
    twins = [False, *(one == other for one, other in pairwise(bones))]
    for plan, page, repeats in zip(plans, pages, twins, strict=True):
        yield Verdict(
            number=plan.number,
            fill=page.fill,
            holes=len(page.holes),
            clashes=len(clashes(plan.placed)),
            seam=longest_seam(plan.placed, shop.grid.columns),
            ruled=len(ruled_seams(plan.placed, shop.grid.columns)),
            growths=growths(plan.placed),
            fights=fights(plan.placed),
            repeats=repeats,
            short_jumps=_short_jumps(plan),
            strays=sum(
                (placed.column, placed.line) != (0, 0)
                for placed in plan.placed
                if _slot_of(placed) is Slot.LEAD
            ),
            zones=_zones(plan, shop),
        )


def _slot_of(placed: Placed) -> Slot | None:
    story = placed.matter
    if not isinstance(story, Story) or story.galley.part > 1:
        return None
    return story.galley.article.slot


def _zones(plan: PagePlan, shop: Shop) -> tuple[int, int]:
    """Count pairs of unlike slots, and those in which the better one stands as well."""
    ranks = [
        (rank_of(slot), _zone(placed, plan, shop))
        for placed in plan.placed
        if (slot := _slot_of(placed)) is not None
    ]
    pairs = [
        (one[1], other[1]) for one in ranks for other in ranks if one[0] < other[0]
    ]
    return len(pairs), sum(better <= worse for better, worse in pairs)


def _zone(placed: Placed, plan: PagePlan, shop: Shop) -> int:
    """Tell in which quarter a frame's head begins: 0 is the best."""
    right = placed.column >= shop.grid.columns / 2
    lower = placed.line >= plan.region.height / 2
    return (3 - right) if lower else int(right)


def _short_jumps(plan: PagePlan) -> int:
    parts = (p.shape for p in plan.placed if getattr(p.shape, "jumps", False))
    return sum(shape.taken < 12 for shape in parts)


def main() -> None:
    """Print a table of issues and what is wrong with them in all."""
    words = sys.argv[1:]
    issues = [
        (Path(word).name, load_issue(Path(word))) for word in words if word[0] != "-"
    ]
    if not issues:
        cases = MORE if "--more" in words else CASES
        issues = [(str(case), generated(case)) for case in cases]
        issues.insert(0, ("sample", load_issue(ROOT / "issues" / "2021-11-23")))
    tallies = []
    for name, issue in issues:
        try:
            tally = judged(name, issue)
        except InputError as error:
            print(f"{name:<28} refused: {error}")
            continue
        tallies.append(tally)
        print(tally, flush=True)
        if "--pages" in words:
            print(*(f"    {verdict}" for verdict in tally.verdicts), sep="\n")
    counted = tuple(v for tally in tallies for v in tally.counted)
    seconds = sum(tally.seconds for tally in tallies)
    least = min((tally.verdicts[-1] for tally in tallies), key=attrgetter("fill"))
    every = tuple(v for tally in tallies for v in tally.verdicts)
    print(Tally("counted", (*counted, least), seconds))
    print(Tally("all pages", (*every, least), seconds))


if __name__ == "__main__":
    main()
