"""The doctor knocks at a print shop's door, and leaves nothing there."""

from pathlib import Path

from newsletter.desk.examined import Finding
from newsletter.desk.outside import printers
from newsletter.errors import Severity, Text
from newsletter.model.delivery import Delivery, DeliveryKind
from newsletter.model.printer import Printer
from tests.builders import a_publication
from tests.handoff.shops import SshShop, free_port


def knock(delivery: Delivery, **environment: str) -> Finding:
    paper = a_publication(printers=(Printer(name="newsprint", delivery=delivery),))
    _, shop = printers(paper, environment)
    return shop


def reason(finding: Finding) -> str:
    assert isinstance(finding.found, Text)
    return finding.found.en


def test_an_sftp_shop_that_lets_us_in_is_well(shop: SshShop) -> None:
    before = sorted(shop.folder.iterdir())

    finding = knock(shop.delivery(known_hosts=shop.knows(shop.port)))

    assert finding.severity is None
    assert sorted(shop.folder.iterdir()) == before


def test_an_unknown_host_key_is_told_with_the_line_to_add(shop: SshShop) -> None:
    empty = shop.home / "nobody"
    empty.write_text("")

    finding = knock(shop.delivery(known_hosts=empty))

    assert finding.severity is Severity.ERROR
    assert shop.host_key in finding.cure.en


def test_a_server_that_does_not_answer_is_told() -> None:
    delivery = Delivery(kind=DeliveryKind.MAIL, host="127.0.0.1", port=free_port())

    finding = knock(delivery)

    assert finding.severity is Severity.ERROR
    assert "127.0.0.1" in reason(finding)


def test_a_password_that_is_not_set_is_told_by_its_variable() -> None:
    variable = "SHOP_KEY"
    delivery = Delivery(kind=DeliveryKind.SFTP, host="127.0.0.1", password=variable)

    assert variable in reason(knock(delivery))


def test_a_hot_folder_is_looked_at(tmp_path: Path) -> None:
    there = Delivery(kind=DeliveryKind.FOLDER, folder=str(tmp_path))
    gone = Delivery(kind=DeliveryKind.FOLDER, folder=str(tmp_path / "gone"))

    assert knock(there).severity is None
    assert knock(gone).severity is Severity.ERROR
    assert not (tmp_path / "gone").exists()
