"""The XJDF ticket tells the shop what it got."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

from newsletter.model.printer import NEWSPRINT
from newsletter.press.handoff.plan import plan
from newsletter.press.handoff.values import Job, Kind, PressFile, Trim

XJDF = {"x": "http://www.CIP4.org/JDFSchema_2_0"}
JOB = Job(
    slug="hewan",
    customer="河湾报 & 友",
    language="zh-Hans",
    date=date(2021, 11, 23),
    number=1024,
    due=datetime(2021, 11, 23, 6, tzinfo=timezone(timedelta(hours=8))),
    printer=NEWSPRINT,
    pages=tuple(Trim(number=number, width=275, height=390) for number in (1, 2)),
)
FILES = (PressFile(page=1, data=b"one"), PressFile(page=2, data=b"two"))


def ticket(job: Job = JOB) -> ET.Element:
    parcels = plan(FILES, job, ()).parcels
    return ET.fromstring(parcels[-1].data)  # noqa: S314  (our own)


def test_the_ticket_names_job_customer_date_and_due_time() -> None:
    root = ticket()

    assert root.tag == f"{{{XJDF['x']}}}XJDF"
    assert root.get("Version") == "2.1"
    assert root.get("JobID") == "hewan-2021-11-23"
    assert root.get("DescriptiveName") == "河湾报 & 友 2021-11-23 No. 1024"
    company = root.find(".//x:Contact/x:Company", XJDF)
    assert company is not None
    assert company.get("OrganizationName") == "河湾报 & 友"
    node = root.find(".//x:NodeInfo", XJDF)
    assert node is not None
    assert node.get("End") == "2021-11-23T06:00:00+08:00"


def test_the_trim_is_in_points_and_the_pages_are_counted() -> None:
    intent = ticket().find(".//x:LayoutIntent", XJDF)

    assert intent is not None
    assert intent.get("FinishedDimensions") == "779.528 1105.512 0"
    assert intent.get("Pages") == "2"


def test_the_run_list_names_every_file_in_page_order_with_its_sums() -> None:
    resources = ticket().findall(".//x:ResourceSet[@Name='RunList']/x:Resource", XJDF)

    files = [resource.find(".//x:FileSpec", XJDF) for resource in resources]
    ids = [resource.find("x:GeneralID", XJDF) for resource in resources]
    assert [file.get("URL") for file in files if file is not None] == [
        "hewan-2021-11-23-01-v1.pdf",
        "hewan-2021-11-23-02-v1.pdf",
    ]
    assert files[0] is not None
    # printf one | md5sum; printf one | sha256sum
    assert files[0].get("CheckSum") == "f97c5d29941bfb1b2fdab0874906ab82"
    assert files[0].get("FileSize") == "3"
    assert ids[0] is not None
    assert ids[0].get("IDUsage") == "SHA-256"
    assert ids[0].get("IDValue") == (
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    )


def test_one_file_of_all_pages_is_one_run() -> None:
    job = replace(JOB, printer=replace(NEWSPRINT, naming="all-v{version}.pdf"))

    parcels = plan((PressFile(page=0, data=b"all"),), job, ()).parcels

    root = ET.fromstring(parcels[-1].data)  # noqa: S314  (our own)
    runs = root.findall(".//x:RunList", XJDF)
    assert [(run.get("NPage"), run.get("Pages")) for run in runs] == [("2", "0 1")]


def test_the_same_job_makes_the_same_ticket() -> None:
    first, second = (plan(FILES, JOB, ()).parcels for _ in range(2))

    assert first == second
    assert [parcel.kind for parcel in first][-3:] == [
        Kind.SUMS,
        Kind.TWIN,
        Kind.TICKET,
    ]
