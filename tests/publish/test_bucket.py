"""A bucket whose signatures an independent implementation judges."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsletter.build.publishing import PublishMeans, publish_site
from newsletter.build.publishing.reach import reach_host
from newsletter.errors import OutsideError
from newsletter.model.hosting import Host
from tests.publish.judging_bucket import SECRETS, JudgingBucket, a_judging_bucket
from tests.publish.places import SITE, a_site, paper


@pytest.fixture
def bucket() -> Iterator[JudgingBucket]:
    with a_judging_bucket() as one:
        yield one


def reach(host: Host, secrets: dict[str, str] = SECRETS) -> None:
    reach_host(host, Path("none"), secrets, lambda: datetime.now(UTC))


def test_every_request_is_signed_as_botocore_signs_it(
    bucket: JudgingBucket, tmp_path: Path
) -> None:
    publication = paper(a_site(tmp_path), replace(bucket.host, folder="a b/纸"))

    publish_site(publication, means=PublishMeans(environment=SECRETS))

    bucket.files.pop("a b/纸/.newsletter")
    assert bucket.files == {f"a b/纸/{path}": data for path, data in SITE.items()}
    assert bucket.refused == 0


@pytest.mark.parametrize("wrong", ["region", "secret"])
def test_request_signed_otherwise_is_refused(bucket: JudgingBucket, wrong: str) -> None:
    host = replace(bucket.host, region="eu-west-1") if wrong == "region" else None
    secrets = SECRETS | ({"SECRET": "other"} if wrong == "secret" else {})

    with pytest.raises(OutsideError, match="SignatureDoesNotMatch"):
        reach(host or bucket.host, secrets)


def test_reaching_a_bucket_leaves_nothing_in_it(bucket: JudgingBucket) -> None:
    reach(bucket.host)

    assert bucket.files == {}


def test_bucket_that_may_only_be_read_is_found_out(bucket: JudgingBucket) -> None:
    bucket.is_read_only = True

    with pytest.raises(OutsideError, match="AccessDenied"):
        reach(bucket.host)


def test_bucket_that_is_not_there_is_found_out(bucket: JudgingBucket) -> None:
    with pytest.raises(OutsideError, match="NoSuchBucket"):
        reach(replace(bucket.host, bucket="none"))


def test_secret_that_is_not_set_is_named(bucket: JudgingBucket) -> None:
    with pytest.raises(OutsideError, match="SECRET is empty"):
        reach(bucket.host, {"ID": "x"})
