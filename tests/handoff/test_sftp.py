"""Hand-off to a real OpenSSH server."""

import hashlib
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.build.handoff import Handoff
from newsletter.press.handoff.refusals import BrokenConnectionError, HandoffError
from tests.handoff.paper import DAY, Told, a_printer, built, handed_off, page, sent
from tests.handoff.shops import BreakingWire, SshShop, a_key, free_port

BIG = 2_000_000


def arrived(shop: SshShop) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in shop.folder.iterdir()}


def test_every_file_arrives_whole_and_none_is_left_half(
    shop: SshShop, tmp_path: Path
) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1), page(2))

    done = handed_off(issue)

    assert arrived(shop) == {p.name: p.data for p in done.plan.parcels}
    assert sent(done) == [
        f"hewan-{DAY}-01-v1.pdf",
        f"hewan-{DAY}-02-v1.pdf",
        f"hewan-{DAY}-v1.sha256",
        f"hewan-{DAY}-v1.json",
        f"hewan-{DAY}-v1.xjdf",
    ]


def test_the_second_hand_off_sends_nothing(shop: SshShop, tmp_path: Path) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))
    handed_off(issue)
    for path in shop.folder.iterdir():
        path.unlink()  # as a shop does that takes files out of its hot folder

    again = handed_off(issue)

    assert sent(again) == []
    assert arrived(shop) == {}


def test_a_broken_transfer_goes_on_at_the_byte_where_it_stopped(
    shop: SshShop, tmp_path: Path
) -> None:
    wire = BreakingWire(shop.port, BIG // 2)
    issue = built(
        tmp_path, a_printer(shop.delivery(port=wire.port)), page(1, BIG), page(2)
    )
    told = Told()

    done = handed_off(issue, told)

    wire.close()
    name = f"hewan-{DAY}-01-v1.pdf"
    begins = [there for file, there in told if file == name]
    assert wire.connections == 2
    assert begins[0] == 0
    assert 0 < begins[1] <= BIG // 2
    assert arrived(shop) == {p.name: p.data for p in done.plan.parcels}


def test_a_connection_that_breaks_for_good_is_an_outside_failure_then_resumes(
    shop: SshShop, tmp_path: Path
) -> None:
    wire = BreakingWire(shop.port, 600_000, 600_000, 600_000)
    issue = built(tmp_path, a_printer(shop.delivery(port=wire.port)), page(1, BIG * 2))
    with pytest.raises(BrokenConnectionError, match="nothing twice"):
        handed_off(issue)
    [half] = shop.folder.iterdir()
    there = half.stat().st_size
    told = Told()

    done = handed_off(issue, told)

    wire.close()
    assert half.name == f".hewan-{DAY}-01-v1.pdf.part"
    assert there > 0
    assert told[0][0] == f"hewan-{DAY}-01-v1.pdf"
    # What the server still had in hand may have come after we looked.
    assert there <= told[0][1] < BIG * 2
    assert arrived(shop) == {p.name: p.data for p in done.plan.parcels}


def test_a_beginning_that_is_not_the_file_s_own_is_sent_anew(
    shop: SshShop, tmp_path: Path
) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))
    (shop.folder / f".hewan-{DAY}-01-v1.pdf.part").write_bytes(b"another page" * 50)
    told = Told()

    done = handed_off(issue, told)

    assert told[0] == (f"hewan-{DAY}-01-v1.pdf", 0)
    assert arrived(shop) == {p.name: p.data for p in done.plan.parcels}


def test_a_replaced_page_alone_is_sent_under_the_next_version(
    shop: SshShop, tmp_path: Path
) -> None:
    printer = a_printer(shop.delivery())
    handed_off(built(tmp_path, printer, page(1), page(2), page(3)))

    done = handed_off(built(tmp_path, printer, page(1), page(20), page(3)))

    assert sent(done) == [
        f"hewan-{DAY}-02-v2.pdf",
        f"hewan-{DAY}-v2.sha256",
        f"hewan-{DAY}-v2.json",
        f"hewan-{DAY}-v2.xjdf",
    ]
    assert arrived(shop)[f"hewan-{DAY}-02-v1.pdf"] == page(2)
    assert arrived(shop)[f"hewan-{DAY}-02-v2.pdf"] == page(20)
    twin = json.loads(arrived(shop)[f"hewan-{DAY}-v2.json"])
    assert [file["replaces"] for file in twin["files"]] == [
        None,
        f"hewan-{DAY}-02-v1.pdf",
        None,
    ]


def test_another_file_of_that_name_is_never_replaced(
    shop: SshShop, tmp_path: Path
) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))
    theirs = shop.folder / f"hewan-{DAY}-01-v1.pdf"
    theirs.write_bytes(b"the shop's own")

    with pytest.raises(HandoffError, match="another file"):
        handed_off(issue)

    assert theirs.read_bytes() == b"the shop's own"


def test_an_unknown_host_is_refused_and_shown_but_never_learned(
    shop: SshShop, tmp_path: Path
) -> None:
    delivery = shop.delivery()
    known = shop.knows()
    issue = built(tmp_path, a_printer(delivery), page(1))

    with pytest.raises(HandoffError, match="is not known") as refusal:
        handed_off(issue)

    assert f"[127.0.0.1]:{shop.port} {shop.host_key}" in refusal.value.cure.en
    assert known.read_text() == ""
    assert arrived(shop) == {}


def test_the_line_that_the_refusal_shows_makes_the_host_known(
    shop: SshShop, tmp_path: Path
) -> None:
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))
    known = shop.knows()
    with pytest.raises(HandoffError) as refusal:
        handed_off(issue)
    known.write_text(refusal.value.cure.en.rpartition(": ")[2] + "\n")

    done = handed_off(issue)

    assert len(arrived(shop)) == len(done.plan.parcels)


def test_a_changed_host_key_is_refused(shop: SshShop, tmp_path: Path) -> None:
    a_key(tmp_path / "other")
    kind, key, *_ = (tmp_path / "other.pub").read_text().split()
    issue = built(tmp_path, a_printer(shop.delivery()), page(1))
    shop.knows(shop.port, key=f"{kind} {key}")

    with pytest.raises(HandoffError, match="has changed") as refusal:
        handed_off(issue)

    assert "telephone" in refusal.value.cure.en
    assert arrived(shop) == {}


def test_a_key_that_the_shop_does_not_know_is_locked_out(
    shop: SshShop, tmp_path: Path
) -> None:
    a_key(tmp_path / "stranger")
    issue = built(
        tmp_path, a_printer(shop.delivery(key=tmp_path / "stranger")), page(1)
    )

    with pytest.raises(HandoffError, match="does not let us in"):
        handed_off(issue)


def test_a_key_with_a_passphrase_takes_it_from_the_environment(
    shop: SshShop, tmp_path: Path
) -> None:
    client = shop.home / "client"
    client.unlink()
    a_key(client, "-N", "open sesame")
    printer = a_printer(shop.delivery(password="SHOP_KEY"))  # noqa: S106
    issue = built(tmp_path, printer, page(1))

    done = handed_off(issue, environment={"SHOP_KEY": "open sesame"})

    assert len(arrived(shop)) == len(done.plan.parcels)


def test_a_secret_that_is_not_set_is_named(shop: SshShop, tmp_path: Path) -> None:
    printer = a_printer(shop.delivery(password="SHOP_KEY"))  # noqa: S106
    issue = built(tmp_path, printer, page(1))

    with pytest.raises(HandoffError, match="SHOP_KEY is not set"):
        handed_off(issue)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"folder": "no/such/folder"}, "refuses"),
        ({"key": Path("/no/such/key")}, "does not let us in"),
        ({"known_hosts": Path("/no/such/file")}, "/no/such/file"),
    ],
)
def test_what_is_wrong_with_a_delivery_is_said(
    shop: SshShop, tmp_path: Path, fields: dict[str, object], words: str
) -> None:
    issue = built(tmp_path, a_printer(shop.delivery(**fields)), page(1))

    with pytest.raises(HandoffError, match=words) as refusal:
        handed_off(issue)

    assert refusal.value.cure.zh
    assert refusal.value.cure.en


def test_nobody_at_the_port_is_tried_again_then_told(
    shop: SshShop, tmp_path: Path
) -> None:
    issue = built(tmp_path, a_printer(shop.delivery(port=free_port())), page(1))

    with pytest.raises(BrokenConnectionError):
        handed_off(issue)


def test_the_shop_can_check_what_it_got(shop: SshShop, tmp_path: Path) -> None:
    printer = replace(a_printer(shop.delivery()), one_file_per_page=False)
    printer = replace(printer, naming="{slug}-{date}-all-v{version}.pdf")
    done: Handoff = handed_off(built(tmp_path, printer, page(1), page(2)))

    sums = arrived(shop)[f"hewan-{DAY}-v1.sha256"].decode()

    whole = page(1) + page(2)
    name = f"hewan-{DAY}-all-v1.pdf"
    assert sums == f"{hashlib.sha256(whole).hexdigest()}  {name}\n"
    assert arrived(shop)[name] == whole
    assert len(done.plan.parcels) == 4


def test_a_full_disk_is_called_the_shops_and_is_no_lost_connection(
    shop: SshShop, tmp_path: Path
) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(shop.folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    try:
        with pytest.raises(HandoffError, match="refuses") as refusal:
            handed_off(built(tmp_path, a_printer(shop.delivery()), page(1, 300_000)))
    finally:
        subprocess.run(["umount", str(shop.folder)], check=True)

    assert "has space" in str(refusal.value.cure.en)
