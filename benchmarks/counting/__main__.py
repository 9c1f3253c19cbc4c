"""`make bench-counting DROOP=folder`: Scottish STV beside droop and pref_voting, on the same contests, in turns, in one run.

Each round counts every contest with each counter, one after the other, so that a busy machine harms all of them. In its
turn a counter counts a contest three times and its best time is kept, for all alike: the first follows another program,
whose work fills the caches. A ratio is the peer's time over ours for loading and counting together, contest by contest and
for all contests in a row; ours includes the full record.
Then one large contest that only we count: 100,000 papers, 20 candidates, 8 seats.
"""

from __future__ import annotations

import argparse
import lzma
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.machine import describe
from veche import counting
from veche.counting.formats import read

from . import peers
from .large import write_large
from .peers import Counted, Peer

TURN = 3
"""How often a counter counts a contest in its turn."""
TO_REACH = 20
"""The ratio that we want on every contest."""
CONTESTS = Path(__file__).resolve().parents[2] / "tests" / "counting" / "data" / "scottish"


def ours(contest: Path) -> Counted:
    begun = time.perf_counter()
    loaded = read(contest)
    middle = time.perf_counter()
    found = counting.count(loaded, "scottish-stv")
    done = time.perf_counter()
    return Counted(middle - begun, done - middle, sorted(found.winners))


def main() -> None:
    """Parse the arguments, measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.counting", description=__doc__)
    parser.add_argument("--droop", type=Path, help="a checkout of droop's repository")
    parser.add_argument("--pref-voting", type=Path, help="the Python that has pref_voting")
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    print(f"{describe()}\n")
    others = [peers.droop(wanted.droop, sys.executable)] if wanted.droop else []
    others += [peers.pref_voting(wanted.pref_voting)] if wanted.pref_voting else []
    with tempfile.TemporaryDirectory(prefix="veche-bench-") as folder:
        print("\n".join(table(unpacked(Path(folder)), others, wanted.rounds)))
    print("\n" + "\n".join(large(wanted.rounds)))


def unpacked(folder: Path) -> list[Path]:
    """The contests as plain files, which is what all counters read."""
    contests = []
    for packed in sorted(CONTESTS.glob("*.blt.xz")):
        contests.append(folder / packed.stem)
        contests[-1].write_bytes(lzma.decompress(packed.read_bytes()))
    return contests


def table(contests: Sequence[Path], others: Sequence[Peer], rounds: int) -> Iterator[str]:
    """One line for each peer: medians in milliseconds over contests and rounds, and the ratios."""
    mine: dict[Path, list[Counted]] = {contest: [] for contest in contests}
    theirs = {peer.name: {contest: list[Counted]() for contest in contests} for peer in others}
    for contest in contests:
        for counter in (ours, *(peer.count for peer in others)):
            counter(contest)  # the first count warms every cache up
    for _ in range(rounds):
        for contest in contests:
            mine[contest].append(best(ours, contest))
            for peer in others:
                theirs[peer.name][contest].append(best(peer.count, contest))
    for peer in others:
        peer.close()
    yield "| counter | load, ms | count, ms | both, ms | ratio: all in a row | median contest (least to most) | below 20 | same winners |"
    yield "|---|---|---|---|---|---|---|---|"
    yield f"| ours | {cells(mine)} | | | | |"
    for name, counted in theirs.items():
        ratios = sorted(whole(counted[one]) / whole(mine[one]) for one in contests)
        row = sum(whole(counted[one]) for one in contests) / sum(whole(mine[one]) for one in contests)
        same = sum(counted[one][0].winners == mine[one][0].winners for one in contests)
        spread = f"{median(ratios):.0f} ({ratios[0]:.0f} to {ratios[-1]:.0f})"
        few = sum(ratio < TO_REACH for ratio in ratios)
        yield f"| {name} | {cells(counted)} | {row:.0f} | {spread} | {few} | {same} of {len(contests)} |"


def best(count: Callable[[Path], Counted], contest: Path) -> Counted:
    """The best of one turn."""
    return min((count(contest) for _ in range(TURN)), key=lambda counted: counted.whole)


def whole(rounds: Sequence[Counted]) -> float:
    return median(one.whole for one in rounds)


def cells(counted: dict[Path, list[Counted]]) -> str:
    """Medians over all contests, in milliseconds."""
    every = [one for rounds in counted.values() for one in rounds]
    figures = (median(getattr(one, what) for one in every) * 1000 for what in ("load", "count", "whole"))
    return " | ".join(f"{figure:.3g}" for figure in figures)


def large(rounds: int) -> Iterator[str]:
    """The large contest, alone."""
    with tempfile.TemporaryDirectory(prefix="veche-bench-") as folder:
        file = Path(folder) / "large.blt"
        distinct = write_large(file)
        counted = [ours(file) for _ in range(rounds)]
    load, count = (median(getattr(one, what) for one in counted) for what in ("load", "count"))
    yield "| papers | distinct | candidates | seats | load, s | count, s |"
    yield "|---|---|---|---|---|---|"
    yield f"| 100,000 | {distinct:,} | 20 | 8 | {load:.3f} | {count:.3f} |"


if __name__ == "__main__":
    main()
