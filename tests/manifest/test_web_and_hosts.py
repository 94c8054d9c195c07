"""``web:`` and ``publish:`` of ``publication.yaml``."""

from pathlib import Path

import pytest
from PIL import Image

from newsletter.errors import InputError
from newsletter.manifest import load_publication
from newsletter.model.hosting import Host, HostKind
from newsletter.model.publication import Publication
from tests.manifest.desk import PUBLICATION


def paper(folder: Path, more: str) -> Publication:
    path = folder / "issues" / "publication.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{PUBLICATION}{more}\n", encoding="utf-8")
    return load_publication(folder)


def complaints(folder: Path, more: str) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as refusal:
        paper(folder, more)
    return [(one.code, one.place.line) for one in refusal.value.problems]


LINES = len(PUBLICATION.splitlines())


def test_icon_and_logo_are_measured_and_addresses_kept(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    Image.new("RGB", (720, 180)).save(tmp_path / "issues" / "logo.png")

    web = paper(
        tmp_path,
        "web: {logo: logo.png, hub: 'https://hub.example.net/push?x=1',"
        " service: 'https://mail.example.org'}",
    ).web

    assert web.icon is None
    assert web.logo
    assert web.logo.within(144, 400) == (144, 36)
    assert web.hub == "https://hub.example.net/push?x=1"
    assert web.service == "https://mail.example.org/"


def test_paper_without_these_keys_has_no_web_extras(tmp_path: Path) -> None:
    publication = paper(tmp_path, "")

    assert (publication.web.hub, publication.web.service) == ("", "")
    assert publication.hosts == ()


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("web: {icon: gone.png}", ["M303"]),
        ("web: {logo: ../../etc/passwd}", ["M304"]),
        ("web: {logo: publication.yaml}", ["M305"]),
        ("web: {hub: not an address}", ["M103"]),
        ("web: {service: 'ftp://mail.example.org'}", ["M103"]),
        ("web: {icons: a.png}", ["M101"]),
    ],
)
def test_unusable_picture_or_address_is_a_problem(
    tmp_path: Path, written: str, codes: list[str]
) -> None:
    assert complaints(tmp_path, written) == [(code, LINES + 1) for code in codes]


def test_hosts_are_read_with_paths_from_the_paper_s_folder(tmp_path: Path) -> None:
    (tmp_path / "known").write_text("")

    hosts = paper(
        tmp_path,
        "publish:\n"
        "  - {名称: main, 方式: sftp, host: web.example.org, user: paper,"
        " folder: /srv/www, known_hosts: known}\n"
        "  - {name: cloud, kind: 对象存储, endpoint: 'https://{bucket}.s3.example.net',"
        " bucket: paper, folder: /a/b/, access_key: SITE_ID, secret_key: SITE_KEY}\n"
        "  - {name: here, kind: folder, folder: out}",
    ).hosts

    assert hosts == (
        Host(
            name="main",
            kind=HostKind.SFTP,
            host="web.example.org",
            user="paper",
            folder="/srv/www",
            known_hosts=tmp_path / "known",
        ),
        Host(
            name="cloud",
            kind=HostKind.S3,
            endpoint="https://{bucket}.s3.example.net",
            bucket="paper",
            folder="a/b",
            access_key="SITE_ID",
            secret_key="SITE_KEY",  # noqa: S106  (the name of a variable)
        ),
        Host(name="here", kind=HostKind.FOLDER, folder=str(tmp_path / "out")),
    )
    assert hosts[0].where == "sftp://paper@web.example.org:22//srv/www"


@pytest.mark.parametrize(
    ("host", "codes"),
    [
        ("{name: a, kind: sftp}", ["M102", "M102", "M102"]),
        ("{name: a, kind: s3, endpoint: 'https://s3.example.net'}", ["M102"] * 3),
        ("{name: a, kind: ftp, folder: x}", ["M103"]),
        (
            "{name: a, kind: sftp, host: h, user: u, folder: f, password: hunter2}",
            ["M103"],
        ),
        ("{name: a, kind: rsync, host: h, user: u, folder: f, password: P}", ["M103"]),
        (
            "{name: a, kind: rsync, host: h, user: u, folder: f, key: gone}",
            ["M301"],
        ),
        (
            "{name: a, kind: s3, endpoint: x, bucket: b, access_key: A, secret_key: B}",
            ["M103"],
        ),
    ],
)
def test_host_that_cannot_be_reached_is_a_problem(
    tmp_path: Path, host: str, codes: list[str]
) -> None:
    found = complaints(tmp_path, f"publish:\n  - {host}")

    assert found == [(code, LINES + 2) for code in codes]


def test_two_hosts_of_one_name_are_a_problem(tmp_path: Path) -> None:
    one = "  - {name: a, kind: folder, folder: out}"

    assert complaints(tmp_path, f"publish:\n{one}\n{one}") == [
        ("M103", LINES + 2),
        ("M103", LINES + 3),
    ]
