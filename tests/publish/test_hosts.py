"""Publishing to real hosts of every kind."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsletter.build.publishing.plan import Stage, stage_of
from newsletter.build.publishing.reach import reach_host
from newsletter.errors import OutsideError
from newsletter.model.hosting import Host, HostKind
from newsletter.press.handoff.refusals import BrokenConnectionError
from tests.handoff.shops import BreakingWire, free_port
from tests.publish.places import (
    ENVIRONMENT,
    SITE,
    Place,
    Told,
    a_site,
    paper,
    publish,
    sent,
    through,
)


def reach(host: Host) -> None:
    reach_host(host, Path("none"), ENVIRONMENT, lambda: datetime.now(UTC))


def port_of(place: Place) -> int:
    if place.host.kind is HostKind.S3:
        return int(place.host.endpoint.rpartition(":")[2])
    return place.host.port


def test_every_file_arrives_what_leads_to_others_last(
    place: Place, tmp_path: Path
) -> None:
    told = Told()

    done = publish(a_site(tmp_path), place.host, told)

    assert place.contents() == SITE
    assert sorted(told.paths) == sorted(SITE)
    stages = [stage_of(path) for path in told.paths]
    assert stages == sorted(stages)
    assert stage_of(told.paths[-1]) is Stage.FEEDS
    assert (sent(done)[0], done.shipment.there) == ("2021-11-23/newspaper.pdf", 0)


def test_second_time_sends_nothing(place: Place, tmp_path: Path) -> None:
    publish(a_site(tmp_path), place.host)
    before = {path: path.stat().st_mtime_ns for path in place.disk.rglob("*")}
    told = Told()

    again = publish(tmp_path, place.host, told)

    assert (sent(again), again.shipment.gone, told.paths) == ([], (), [])
    assert again.shipment.there == len(SITE)
    after = {path: path.stat().st_mtime_ns for path in place.disk.rglob("*")}
    assert after == before


def test_only_what_changed_is_sent_and_what_is_gone_removed_after(
    place: Place, tmp_path: Path
) -> None:
    publish(a_site(tmp_path), place.host)
    place.put("CNAME", b"someone else's")
    gone = "2021-11-23/春天 来了/index.html"
    fresh = {path: data for path, data in SITE.items() if path != gone}
    fresh |= {"index.html": b"<h1>new</h1>", "2021-11-24/index.html": b"<h1>24</h1>"}

    done = publish(a_site(tmp_path, fresh), place.host)

    assert sent(done) == ["2021-11-24/index.html", "index.html"]
    assert done.shipment.gone == (gone,)
    assert place.contents() == fresh | {"CNAME": b"someone else's"}
    if place.host.kind is not HostKind.S3:
        assert not (place.disk / gone).parent.exists()


def test_rehearsal_tells_and_touches_nothing(place: Place, tmp_path: Path) -> None:
    folder = a_site(tmp_path)
    from_here = set((folder / "build").rglob("*"))

    done = publish(folder, place.host, rehearse=True)

    assert sorted(sent(done)) == sorted(SITE)
    assert done.is_rehearsal
    assert place.contents() == {}
    assert {p for p in (folder / "build").rglob("*") if p.name != ".lock"} == from_here


def test_host_that_lost_everything_gets_everything(
    place: Place, tmp_path: Path
) -> None:
    publish(a_site(tmp_path), place.host)
    place.clear()

    publish(tmp_path, place.host)

    assert place.contents() == SITE


def test_host_that_another_machine_wrote_to_is_put_right(
    place: Place, tmp_path: Path
) -> None:
    publish(a_site(tmp_path / "one"), place.host)
    other = SITE | {"index.html": b"<h1>other</h1>"}
    publish(a_site(tmp_path / "other", other), place.host)

    done = publish(tmp_path / "one", place.host)

    assert done.shipment.there == 0
    assert place.contents() == SITE


def test_broken_connection_goes_on_where_it_stopped(
    place: Place, tmp_path: Path
) -> None:
    if place.host.kind is HostKind.FOLDER:
        pytest.skip("a folder has no connection to break")
    folder = a_site(tmp_path, SITE | {f"{n}.pdf": b"%d" % n * 90_000 for n in range(9)})
    # A bucket is reached by many connections at once: some of them break.
    cuts = [1 << 30] * 4 + [20_000] * 40
    wire = BreakingWire(
        port_of(place), *(cuts if place.host.kind is HostKind.S3 else [800_000] * 4)
    )
    host = through(place, wire.port)
    if place.host.known_hosts:
        known = place.host.known_hosts.read_text()
        place.host.known_hosts.write_text(
            known + known.replace(str(port_of(place)), str(wire.port))
        )
    first, second = Told(), Told()
    with pytest.raises(BrokenConnectionError, match="nothing twice"):
        publish(folder, host, first)
    wire.mend()

    publish(folder, host, second)

    wire.close()
    if place.host.kind is not HostKind.RSYNC:  # which tells of a whole run at once
        assert first.paths
        assert not set(first.paths) & set(second.paths)
    assert place.contents() == {
        path.relative_to(folder / "build/site").as_posix(): path.read_bytes()
        for path in (folder / "build/site").rglob("*")
        if path.is_file()
    }


def test_host_that_is_not_there_is_an_outside_failure(
    place: Place, tmp_path: Path
) -> None:
    if place.host.kind is HostKind.FOLDER:
        pytest.skip("a folder is there, or is made")

    with pytest.raises(BrokenConnectionError) as failure:
        publish(a_site(tmp_path), through(place, free_port()))

    assert "127.0.0.1" in failure.value.what.zh


def test_reaching_a_host_changes_nothing_there(place: Place, tmp_path: Path) -> None:
    reach(place.host)
    publish(a_site(tmp_path), place.host)
    before = {path: path.stat().st_mtime_ns for path in place.disk.rglob("*")}

    reach(place.host)

    after = {path: path.stat().st_mtime_ns for path in place.disk.rglob("*")}
    assert after == before


def test_wrong_secret_is_said_and_nothing_sent(place: Place, tmp_path: Path) -> None:
    if place.host.kind is HostKind.FOLDER:
        pytest.skip("a folder asks for no secret")
    (tmp_path / "stranger").write_bytes(b"")
    host = (
        replace(place.host, access_key="WRONG")
        if place.host.kind is HostKind.S3
        else replace(place.host, known_hosts=tmp_path / "stranger")
    )

    with pytest.raises(OutsideError):
        reach(host)
    with pytest.raises(OutsideError) as failure:
        publish(a_site(tmp_path), host)

    assert not isinstance(failure.value, BrokenConnectionError)
    assert place.contents() == {}


def test_paper_may_lie_in_a_folder_of_the_bucket(place: Place, tmp_path: Path) -> None:
    if place.host.kind is not HostKind.S3:
        pytest.skip("a bucket's matter")
    host = replace(place.host, folder="a/b")

    publish(a_site(tmp_path), host)

    assert place.contents() == {f"a/b/{path}": data for path, data in SITE.items()} | {
        "a/b/.newsletter": place.contents()["a/b/.newsletter"]
    }
    assert place.media_type("a/b/atom.xml") == "application/atom+xml; charset=utf-8"
    assert place.media_type("a/b/index.html") == "text/html; charset=utf-8"


def test_paper_is_known_by_place(place: Place, tmp_path: Path) -> None:
    publish(a_site(tmp_path), place.host)
    elsewhere = str(place.disk / "elsewhere")
    if place.host.kind is HostKind.S3:
        elsewhere = "elsewhere"
    else:
        (place.disk / "elsewhere").mkdir()

    done = publish(tmp_path, replace(place.host, folder=elsewhere))

    assert len(sent(done)) == len(SITE)
    assert paper(tmp_path, place.host).hosts == (place.host,)
