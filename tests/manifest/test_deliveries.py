from pathlib import Path

import pytest

from newsletter.errors import InputError, Problem
from newsletter.manifest import load_publication
from newsletter.model.delivery import Delivery, DeliveryKind, Security
from tests.manifest.desk import PUBLICATION


def written(folder: Path, delivery: str) -> Path:
    path = folder / "issues" / "publication.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"{PUBLICATION}printers:\n  - name: newsprint\n    delivery: {delivery}\n",
        encoding="utf-8",
    )
    return folder


def delivery_in(folder: Path, delivery: str) -> Delivery | None:
    printer = load_publication(written(folder, delivery)).printer_named("newsprint")
    assert printer
    return printer.delivery


def problems_in(folder: Path, delivery: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as refusal:
        load_publication(written(folder, delivery))
    return refusal.value.problems


def test_sftp_takes_files_from_the_paper_s_folder(tmp_path: Path) -> None:
    for name in ("shop", "known"):
        (tmp_path / name).write_text("")

    delivery = delivery_in(
        tmp_path,
        "{kind: sftp, host: ftp.print.example, user: paper, folder: in, key: shop,"
        " known_hosts: known, attempts: 5}",
    )

    assert delivery == Delivery(
        kind=DeliveryKind.SFTP,
        host="ftp.print.example",
        user="paper",
        folder="in",
        key=tmp_path / "shop",
        known_hosts=tmp_path / "known",
        attempts=5,
    )
    assert delivery.where == "sftp://paper@ftp.print.example:22/in"


def test_keys_and_kinds_may_be_chinese(tmp_path: Path) -> None:
    delivery = delivery_in(
        tmp_path,
        "{方式: 邮件, 主机: mx.example.org, 收件: shop@example.org, 加密: tls}",
    )

    assert delivery
    assert delivery.kind is DeliveryKind.MAIL
    assert delivery.security is Security.TLS
    assert delivery.server_port == 465


def test_a_hot_folder_is_below_the_paper_s_folder(tmp_path: Path) -> None:
    delivery = delivery_in(tmp_path, "{kind: folder, folder: out/shop}")

    assert delivery
    assert delivery.folder == str(tmp_path / "out" / "shop")


@pytest.mark.parametrize(
    ("delivery", "codes"),
    [
        ("{kind: folder}", ["M102"]),
        ("{kind: sftp, user: a}", ["M102"]),
        ("{kind: mail, host: mx.example.org}", ["M102"]),
        ("{kind: pigeon}", ["M103"]),
        ("{kind: sftp, host: a.example, user: a, key: none}", ["M301"]),
        ("{kind: sftp, host: a.example, user: a, password: s3cret!}", ["M103"]),
        ("{kind: mail, host: a.example, address: a@b.cn, security: none}", ["M103"]),
        ("{kind: folder, folder: x, port: 99999}", ["M103"]),
    ],
)
def test_a_way_that_leads_nowhere_is_refused(
    tmp_path: Path, delivery: str, codes: list[str]
) -> None:
    problems = problems_in(tmp_path, delivery)

    assert [problem.code for problem in problems] == codes
    assert all(problem.place.line for problem in problems)
    assert all("s3cret" not in p.what.en + p.cure.en for p in problems)
