"""Signatures, against Amazon's own worked examples of Signature Version 4."""

from datetime import UTC, datetime

import pytest

from newsletter.build.publishing.signature import (
    Credentials,
    key_path,
    signed_headers,
)

EXAMPLE = Credentials(
    key_id="AKIAIOSFODNN7EXAMPLE",
    secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",  # noqa: S106
    region="us-east-1",
)
MIDNIGHT = datetime(2013, 5, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("method", "key", "headers", "body", "signature"),
    [
        (
            "GET",
            "test.txt",
            {"range": "bytes=0-9"},
            b"",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "test$file.text",
            {
                "date": "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class": "REDUCED_REDUNDANCY",
            },
            b"Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
    ],
    ids=["get", "put"],
)
def test_signature_is_the_one_that_amazon_calculates(
    method: str, key: str, headers: dict[str, str], body: bytes, signature: str
) -> None:
    host = {"host": "examplebucket.s3.amazonaws.com"}

    signed = signed_headers(
        EXAMPLE, method, key_path(key), host | headers, body, MIDNIGHT
    )

    assert signed["authorization"].endswith(f"Signature={signature}")


def test_keys_are_encoded_as_the_signature_wants_them() -> None:
    path = key_path("paper", "", "2021-11-23/春天 来了+~/第#1?50%.jpg")

    assert path == (
        "/paper/2021-11-23/%E6%98%A5%E5%A4%A9%20%E6%9D%A5%E4%BA%86%2B~/"
        "%E7%AC%AC%231%3F50%25.jpg"
    )
