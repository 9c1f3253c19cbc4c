"""The tables that `make bench` prints, in Markdown, so that they can be kept."""

from __future__ import annotations

from collections.abc import Iterable

from .clock import Rounds
from .machine import cores
from .million import Large
from .side_by_side import Comparison

HEAD = (
    "| work | belenios-tool, ms | less start-up | ours, one core | ratio | ours, all cores | ratio | to reach / aim |\n"
    "|---|---|---|---|---|---|---|---|"
)


def row(comparison: Comparison) -> str:
    """One line: medians in milliseconds; ratios to the peer less its start-up: median (smallest to largest)."""
    c = comparison
    cells = (
        c.work,
        milliseconds(c.whole),
        milliseconds(c.peer),
        milliseconds(c.one_core),
        c.peer.over(c.one_core).spread(),
        milliseconds(c.all_cores),
        c.peer.over(c.all_cores).spread(),
        f"{c.target} / {c.aim} on one core",
    )
    return f"| {' | '.join(cells)} |"


def milliseconds(rounds: Rounds) -> str:
    """The median with three digits."""
    return f"{rounds.middle * 1000:.3g}"


def large(measured: Large) -> Iterable[str]:
    """The lines about the large archive."""
    verified, busy = measured.verified, measured.verified.cpu / measured.verified.wall / cores()
    yield "| ballots | archive | roll | make and publish | verify | peak memory | cores busy |"
    yield "|---|---|---|---|---|---|---|"
    yield (
        f"| {measured.ballots:,} | {measured.size / 1e9:.2f} GB | {measured.roll_wall:.0f} s | {measured.make_wall:.0f} s "
        f"| {verified.wall:.0f} s (processor {verified.cpu:.0f} s) | {verified.peak / 1e6:.0f} MB | {busy:.0%} |"
    )
