"""`make bench`: print the tables, side by side with belenios-tool, in one run.

The medians of several rounds; in each round both are measured one after the other, so that a busy machine harms both.
belenios-tool's processor time is that of its command less its start-up (see `peer.py`); ours on one core is the processor
time of a bulk call on one thread, on all cores the time on the clock.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from . import million, tables
from .machine import describe
from .peer import VERSION, bare_start
from .side_by_side import Comparison, ballots, shuffles


def main() -> None:
    """Parse the arguments, measure and print."""
    parser = argparse.ArgumentParser(
        prog="benchmarks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each comparison (7)")
    parser.add_argument("--ciphertexts", type=int, default=1000, help="ciphertexts in a shuffle (1000)")
    parser.add_argument(
        "--ballots", type=int, default=1_000_000, help="ballots in the large archive (1,000,000); 0: none"
    )
    parser.add_argument("--only-large", action="store_true", help="leave belenios-tool out")
    wanted = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {describe()}\n")
    if not wanted.only_large:
        print(f"belenios-tool {VERSION} starts in {bare_start() * 1000:.1f} ms (`setup generate-token`)\n")
        print(tables.HEAD)
        for comparison in comparisons(wanted.rounds, wanted.ciphertexts):
            print(tables.row(comparison), flush=True)
    if wanted.ballots:
        with TemporaryDirectory(prefix="veche-bench-") as name:
            print("\n" + "\n".join(tables.large(million.measure(Path(name), wanted.ballots, say))))


def comparisons(rounds: int, ciphertexts: int) -> Iterator[Comparison]:
    """All of them, with the ratios to reach and to aim at."""
    yield from ballots("Ed25519", 5, 2000, rounds, {"check": (12, 40), "make": (20, 60)})
    yield from ballots("BELENIOS-2048", 5, 256, rounds, {"check": (3, 6)})
    yield from ballots("RFC-3526-2048", 5, 64, rounds, {"check": (3, 6)})
    yield from shuffles(ciphertexts, 3, (20, 60))


def say(progress: str) -> None:
    """Progress goes to standard error."""
    print(progress, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
