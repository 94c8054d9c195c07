"""What a campaign would send, in words."""

from newsletter.circulation.campaign.plan import Kind, Plan
from newsletter.cli.session import Outcome, Session


def planned(session: Session, name: str, plan: Plan) -> Outcome:
    """Tell a plan."""
    lines = [_line(session, kind) for kind in plan.kinds]
    count, size = f"{plan.recipients:,}", f"{plan.size / 1e6:,.1f} MB"
    seconds, rate = f"{plan.seconds:,.0f}", f"{plan.per_second:g}"
    total = session.say(
        f"{name}：{count} 封，{size}，约 {seconds} 秒（每秒 {rate} 封）；"
        f"{plan.skipped:,} 位所选栏目本期没有内容；没有发送",
        f"{name}: {count} messages, {size}, about {seconds} s at {rate} a second; "
        f"{plan.skipped:,} readers have chosen sections that are empty; nothing was "
        "sent",
    )
    return Outcome(
        text="\n".join((*lines, total)),
        document={
            "issue": name,
            "dry_run": True,
            "recipients": plan.recipients,
            "skipped": plan.skipped,
            "bytes": plan.size,
            "seconds": round(plan.seconds, 1),
            "kinds": [
                {
                    "sections": kind.sections,
                    "language": kind.language,
                    "readers": kind.readers,
                    "bytes": kind.size,
                }
                for kind in plan.kinds
            ],
        },
    )


def _line(session: Session, kind: Kind) -> str:
    every = session.say("所有栏目", "all sections")
    sections = every if kind.sections is None else ", ".join(kind.sections)
    language = f" [{kind.language}]" if kind.language else ""
    return session.say(
        f"  {kind.readers:,} 位：{sections}{language}，每封 {kind.size:,} 字节",
        f"  {kind.readers:,}: {sections}{language}, {kind.size:,} bytes each",
    )
