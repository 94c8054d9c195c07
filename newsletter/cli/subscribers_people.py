"""``newsletter subscribers add``, ``remove``, ``forget``, ``show`` and ``stats``."""

import json
from typing import Any

import click

from newsletter.circulation.dossier import dossier, forget, stats
from newsletter.circulation.subscriber import Choice, Evidence
from newsletter.circulation.subscribers import Subscribers
from newsletter.cli.circulation import Office, database_option, office
from newsletter.cli.options import json_option
from newsletter.cli.report import Exit
from newsletter.cli.session import Misuse, Outcome, Session
from newsletter.cli.shape import Command, Option
from newsletter.errors import Text

_OPERATOR = "operator"


def add(session: Session, address: str, consent: str, **options: Any) -> Outcome:
    """Add one reader."""
    with office(session, options["database"]) as desk:
        choice = Choice(
            name=options["name"],
            language=options["language"] or desk.publication.language,
            sections=_sections(desk, options["section"]),
            digest="weekly" if options["weekly"] else None,
        )
        readers = Subscribers(desk.store, desk.keys)
        number = readers.add(address, choice, Evidence(source=consent), desk.at)
    return Outcome(
        text=session.say(f"{address} 已订阅", f"{address} is subscribed"),
        document={"address": address, "subscriber": number},
    )


def _sections(desk: Office, names: tuple[str, ...]) -> tuple[str, ...] | None:
    found = [(name, desk.publication.section(name)) for name in names]
    for name, section in found:
        if section is None:
            known = "、".join(one.slug for one in desk.publication.sections)
            raise Misuse(
                Text(f"没有“{name}”这个栏目", f"no such section: {name}"),
                Text(f"有 {known}", f"there are {known}"),
            )
    return tuple(one.slug for _, one in found if one) or None


def remove(
    session: Session, address: str, note: str, database: str, *, as_json: bool
) -> Outcome:
    """Unsubscribe one reader who has asked the office."""
    del as_json
    with office(session, database) as desk:
        readers = Subscribers(desk.store, desk.keys)
        known = readers.find_address(address)
        if known is None:
            return _unknown(session, address)
        evidence = Evidence(source=_OPERATOR, note=note)
        readers.unsubscribe(known.id, evidence, desk.at)
    return Outcome(
        text=session.say(f"{address} 已退订", f"{address} is unsubscribed"),
        document={"address": address, "state": "unsubscribed"},
    )


def erase(session: Session, address: str, database: str, *, as_json: bool) -> Outcome:
    """Erase one person."""
    del as_json
    with office(session, database) as desk:
        evidence = Evidence(source=_OPERATOR)
        if not forget(desk.store, desk.keys, address, evidence, desk.at):
            return _unknown(session, address)
    return Outcome(
        text=session.say(
            "已删除；只留下一个加密的标记，使导入不能把这位读者带回来",
            "erased; only a keyed hash stays, so that no import brings them back",
        ),
        document={"forgotten": True},
    )


def _unknown(session: Session, address: str) -> Outcome:
    text = session.say(f"没有 {address} 的记录", f"nothing is held of {address}")
    return Outcome(text=text, document={"address": address}, exit=Exit.INPUT)


def show(session: Session, address: str, database: str, *, as_json: bool) -> Outcome:
    """Print all that is held of one person."""
    del as_json
    with office(session, database) as desk:
        held = dossier(desk.store, desk.keys, address, desk.at)
    is_held = bool(held["subscriber"] or held["suppressed"])
    whole = json.dumps(held, ensure_ascii=False, indent=2)
    if not is_held:
        return _unknown(session, address)
    return Outcome(text="", notes=whole, document=held)


def count(session: Session, database: str, *, as_json: bool) -> Outcome:
    """Count the list."""
    del as_json
    with office(session, database) as desk:
        counted = stats(desk.store, desk.at)
    lines = [
        f"{group:>12}  {name or '-'}: {number}"
        for group, numbers in counted.items()
        for name, number in numbers.items()
    ]
    empty = session.say("还没有订户", "no subscribers yet")
    return Outcome(text="\n".join(lines) or empty, document=counted)


def _address() -> click.Argument:
    return click.Argument(["address"], metavar="ADDRESS")


add_command = Command(
    "add",
    add,
    [
        _address(),
        Option(
            ["--consent"],
            Text("读者在哪里、怎样同意的", "Where and how this reader said yes."),
            required=True,
            metavar="TEXT",
        ),
        Option(["--name"], Text("姓名", "Name."), default=""),
        Option(
            ["--language"],
            Text("语言（默认：报纸的）", "Language; the paper's when left out."),
            default="",
            metavar="TAG",
        ),
        Option(
            ["--section"],
            Text("只要这个栏目，可多次", "Only this section; may be given again."),
            multiple=True,
            metavar="NAME",
        ),
        Option(["--weekly"], Text("每周一封", "One mail a week."), is_flag=True),
        database_option(),
        json_option(),
    ],
    about=Text(
        "登记一位已经同意的读者。退订过的须由本人重新订阅。",
        "Enter a reader who has said yes. Who has unsubscribed can only come back on "
        "their own.",
    ),
    examples=(
        "newsletter subscribers add ann@example.org --consent '电话，11 月 23 日'",
    ),
)
remove_command = Command(
    "remove",
    remove,
    [
        _address(),
        Option(
            ["--note"],
            Text("记一句原因", "Why, for the record."),
            default="",
            metavar="TEXT",
        ),
        database_option(),
        json_option(),
    ],
    about=Text(
        "替读者退订（来信、来电要求的）。", "Unsubscribe a reader who wrote or called."
    ),
    examples=("newsletter subscribers remove ann@example.org --note '来电'",),
)
forget_command = Command(
    "forget",
    erase,
    [_address(), database_option(), json_option()],
    about=Text(
        "删除一位读者的全部资料，只留一个不能还原的标记。",
        "Erase all that is held of a person; only a keyed hash of the address stays.",
    ),
    examples=("newsletter subscribers forget ann@example.org",),
)
show_command = Command(
    "show",
    show,
    [_address(), database_option(), json_option()],
    about=Text(
        "打印所存的一位读者的全部资料：选择、同意经过、投递、退信。",
        "Print all that is held of a person: choice, consent trail, deliveries, "
        "bounces.",
    ),
    examples=("newsletter subscribers show ann@example.org",),
)
stats_command = Command(
    "stats",
    count,
    [database_option(), json_option()],
    about=Text("数一数订户。", "Count subscribers and suppressions."),
    examples=("newsletter subscribers stats --json",),
)
