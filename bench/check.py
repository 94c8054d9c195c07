"""Compare ratios with the recorded ones; name what got worse by more than 20 %.

``bench/check.py --record`` measures and writes ``recorded.json`` and the table in the
README.  Ratios are taken side by side in one run, so they hold on other machines.
"""

import json
import sys

from bench import peers, warm
from bench import print as print_bench
from bench.measure import RECORDED, TOLERATED, recorded, show


def measured() -> dict[str, float]:
    """Run the scripts whose ratios are kept."""
    return print_bench.ratios() | warm.ratios() | peers.ratios()


def worse(now: dict[str, float], before: dict[str, float]) -> list[str]:
    """Say which ratios have grown too much; those of absent engines are left out."""
    return [
        f"{name}: {now[name]:.2f}, recorded {old:.2f}"
        for name, old in before.items()
        if name in now and now[name] > old * TOLERATED
    ]


def table(ratios: dict[str, float]) -> str:
    """Write the ratios as Markdown."""
    rows = "".join(f"| {name} | {ratio:.2f} |\n" for name, ratio in ratios.items())
    return f"| ratio | measured |\n|---|---|\n{rows}"


def record(ratios: dict[str, float]) -> None:
    """Keep ratios, and show them in the README."""
    plain = {name: round(ratio, 3) for name, ratio in ratios.items()}
    RECORDED.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    show("bench", table(plain))


def main() -> None:
    """Record, or compare and fail."""
    now = measured()
    if "--record" in sys.argv[1:]:
        record(now)
        return
    found = worse(now, recorded())
    print("\n".join(found) or "nothing got worse by more than 20 %")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
