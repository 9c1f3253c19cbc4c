"""Closing a large vote: from the officer's click to the encrypted tally in the archive, added up by the server's process for jobs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from veche.web.start import start

from .server import Place, Server

HEAD = "| database | ballots | closing, s | adding up, s | steps of progress shown | to reach |\n|---|---|---|---|---|---|"


def close(where: Place, number: int, say: Callable[[str], None]) -> str:
    """One line of the table."""
    say(f"{where.kind}: making a vote with {number} ballots")
    uuid = where.python("-m", "benchmarks.web.seed", str(number), str(number), "box").splitlines()[-1]
    say(f"{where.kind}: closing it")
    with Server(where, 2):
        closing, adding, steps = where.python("-m", "benchmarks.web.closing", uuid).split()[-3:]
    return f"| {where.kind} | {number:,} | {closing} | **{adding}** | {steps} | 120 s for 100,000 |"


def main(uuid: str) -> None:
    """Close it as its page does, and watch what the page would show."""
    start()
    from veche.web.ballots import jobs
    from veche.web.ballots.access.officers import current, job
    from veche.web.ballots.actions import holding
    from veche.web.ballots.models import Stage

    begun = time.perf_counter()
    holding.close(uuid, by_hand=True)
    closed = time.perf_counter()
    jobs.begin(uuid, "tally")
    shown: set[tuple[str, int]] = set()
    while current(uuid).stage != Stage.DECRYPTING:
        work = job(current(uuid), "tally")
        if work is not None:
            assert work.state != "failed", work.failure
            shown.add((work.state, work.done))
        time.sleep(0.2)
    print(f"{closed - begun:.1f} {time.perf_counter() - closed:.1f} {len(shown)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
