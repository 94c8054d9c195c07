"""A report as one page of HTML, with bars; needs no script and loads nothing."""

from collections.abc import Mapping
from html import escape

from newsletter.circulation.campaign.orders import STAGES
from newsletter.circulation.campaign.protocol import State
from newsletter.circulation.campaign.report import OTHERS, CampaignReport, Tally
from newsletter.errors import Text
from newsletter.model.publication import Publication

STATES = {
    State.SENT: Text("已发", "sent"),
    State.QUEUED: Text("待发", "queued"),
    State.SENDING: Text("正在发", "under way"),
    State.DEFERRED: Text("待重试", "deferred"),
    State.FAILED: Text("失败", "failed"),
    State.HELD: Text("存疑", "held"),
    State.SUPPRESSED: Text("已退订", "suppressed"),
    State.CANCELLED: Text("已取消", "cancelled"),
}
"""Names of the states, in the order in which they are told."""

_COLOURS = {
    State.SENT: "#2f6f4f",
    State.QUEUED: "#c9c4b8",
    State.SENDING: "#8a8577",
    State.DEFERRED: "#c98a1b",
    State.FAILED: "#a3241c",
    State.HELD: "#6a3d8f",
    State.SUPPRESSED: "#54708c",
    State.CANCELLED: "#55524a",
}
_STYLE = """
body{font:16px/1.5 system-ui,'Noto Sans CJK SC',sans-serif;max-width:46rem;
margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.2rem .5rem .2rem 0}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
svg{display:block;width:100%;height:1.1rem}
i{display:inline-block;width:.8em;height:.8em}
@media (prefers-color-scheme:dark){body{background:#191919;color:#ddd}}
"""


def chart_page(report: CampaignReport, paper: Publication, language: str) -> str:
    """Draw a report.

    Args:
        report: of one moment.
        paper: names itself and its sections.
        language: of the words, a tag.
    """

    def say(zh: str, en: str) -> str:
        return Text(zh, en).said_in(language)

    campaign = report.campaign
    title = f"{paper.name} {campaign.issue}"
    names = {section.slug: section.name for section in paper.sections}
    sections = {names[slug]: tally for slug, tally in report.sections.items()}
    others = {OTHERS: say("其他", "others")}
    providers = {others.get(k, k): tally for k, tally in report.providers.items()}
    parts = (
        f"<h1>{escape(title)}: {STAGES[campaign.stage].said_in(language)}</h1>",
        _bar(report.books.counts, report.books.frozen, language),
        _table(report, language),
        f"<h2>{say('按收信服务商', 'By provider')}</h2>",
        _rows(providers, language),
        f"<h2>{say('按栏目', 'By section')}</h2>",
        _rows(sections, language),
        _clicks(report, names, language),
    )
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"{''.join(parts)}</body></html>\n"
    )


def _table(report: CampaignReport, language: str) -> str:
    counts = [
        (f'<i style="background:{_COLOURS[state]}"></i> {name.said_in(language)}',
         report.books.of(state))
        for state, name in STATES.items()
        if report.books.of(state)
    ]  # fmt: skip
    bounced = Text("退信", "bounced")
    more = [
        (f"{bounced.said_in(language)}: {escape(kind)}", count)
        for kind, count in report.bounces.items()
    ]
    gone = Text("随后退订", "unsubscribed since").said_in(language)
    rows = (*counts, *more, (gone, report.unsubscribed))
    cells = (f'<tr><td>{name}<td class="n">{count:,}' for name, count in rows)
    return f"<table>{''.join(cells)}</table>"


def _rows(tallies: Mapping[str, Tally], language: str) -> str:
    rows = (
        f'<tr><td>{escape(name)}<td class="n">{sum(tally.values()):,}'
        f'<td style="width:60%">{_bar(tally, sum(tally.values()), language)}'
        for name, tally in tallies.items()
    )
    return f"<table>{''.join(rows)}</table>"


def _clicks(report: CampaignReport, names: Mapping[str, str], language: str) -> str:
    """List sections and links by clicks; nothing where none are counted."""
    if not report.clicks:
        return ""
    head = Text("点击", "Clicks").said_in(language)
    sections = [(names[slug], n) for slug, n in report.section_clicks.items()]
    links = [(click.target.url, click.count) for click in report.clicks]
    rows = (
        f'<tr><td style="overflow-wrap:anywhere">{escape(name)}<td class="n">{count:,}'
        for name, count in (*sections, *links)
    )
    return f"<h2>{head}</h2><table>{''.join(rows)}</table>"


def _bar(tally: Tally, whole: int, language: str) -> str:
    """Draw the states side by side; the title says them in words."""
    at, pieces, words = 0.0, [], []
    for state, name in STATES.items():
        count = tally.get(state, 0)
        width = 100 * count / max(whole, 1)
        if count:
            pieces.append(
                f'<rect x="{at:.3f}" width="{width:.3f}" height="10" '
                f'fill="{_COLOURS[state]}"/>'
            )
            words.append(f"{name.said_in(language)} {count:,}")
        at += width
    label = escape(", ".join(words))
    return (
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}"><title>{label}</title>{"".join(pieces)}</svg>'
    )
