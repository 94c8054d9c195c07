"""Measure mail: setting and preparing the sample issue, splicing, signing.

One process and one core throughout, with readers of mixed names and domains.
Machines are noisy: each figure is the median of several rounds.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from newsletter import load_issue
from newsletter.layout import load_layout
from newsletter.mail import Mailing, Recipient, Signer, Template, signer
from newsletter.mail.fitting import fitted
from newsletter.mail.template import prepare

ROOT = Path(__file__).resolve().parent.parent
ISSUE = ROOT / "issues" / "2021-11-23"
ROUNDS = 5
MESSAGES = 20_000
SIGNED_MESSAGES = 2_000

READERS = tuple(
    (
        f"{number:032d}",
        Recipient(
            address=f"reader{number}@mail{number % 40}.example",
            name=("", "王小明", "Ann Reader")[number % 3],
        ),
    )
    for number in range(MESSAGES)
)


def median_seconds(job: Callable[[], object]) -> float:
    """Time a job ``ROUNDS`` times, after once for warmth."""
    job()
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        job()
        rounds.append(time.perf_counter() - started)
    return statistics.median(rounds)


def rate(template: Template, count: int) -> float:
    """Render a message for so many readers; messages a second."""

    def render() -> None:
        for token, reader in READERS[:count]:
            template.render(token, reader)

    return count / median_seconds(render)


def keys() -> dict[str, Signer]:
    """Make a key of each kind."""
    made = {"rsa2048": generate_private_key(65537, 2048)}
    pems = {
        name: key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        for name, key in (made | {"ed25519": Ed25519PrivateKey.generate()}).items()
    }
    return {name: signer("example.org", name, pem) for name, pem in pems.items()}


def main() -> None:
    """Print one line for each figure, with what is asked of it."""
    issue = load_issue(ISSUE)
    layout, identity = load_layout(issue.publication), issue.publication.mail
    if identity is None:
        raise SystemExit("the sample issue has no mail identity")
    letter, _ = fitted(issue, layout, ())
    template = prepare(issue, identity, letter)
    setting = median_seconds(lambda: fitted(issue, layout, ())) * 1e3
    preparing = median_seconds(lambda: prepare(issue, identity, letter)) * 1e3
    size = len(template.render(*READERS[1]))
    print(f"   message: {size / 1000:8.1f} KB")
    print(f"   setting: {setting:8.2f} ms both parts, fitted to the budget")
    print(f" preparing: {preparing:8.2f} ms after that (asked: 50 or less)")
    print(f"  splicing: {rate(template, MESSAGES):8,.0f} a second (asked: 50,000)")
    for name, key in keys().items():
        signing = Mailing(issue=issue, layout=layout, signers=(key,)).template()
        if signing:
            figure = rate(signing, SIGNED_MESSAGES)
            print(f"{name:>10}: {figure:8,.0f} signed a second (asked: 1,000)")


if __name__ == "__main__":
    main()
