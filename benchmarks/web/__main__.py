"""`make bench-web`: ballots a second while pages are read, and the closing of a large vote, on a real server over the network.

On SQLite, and on PostgreSQL too where `tools/postgres` gives one. Servers, voters and readers share the machine: what the programs that
send take from it is said beside the result.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.machine import cores, describe

from . import closing
from .server import POSTGRES, Place, Server, place

ENOUGH = {"SQLite": 50, "PostgreSQL": 100}
"""Ballots a second to reach."""


@dataclass
class Load:
    """Programs that send, and what they were answered: (seconds, status, receipt)."""

    answers: list[tuple[float, int, str]]
    processor: float

    def within(self, share: float) -> str:
        """Milliseconds within which this share was answered."""
        took = sorted(seconds for seconds, _, _ in self.answers)
        return f"{took[min(int(len(took) * share), len(took) - 1)] * 1000:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="benchmarks.web", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--seconds", type=int, default=20, help="how long ballots come (20; 300 for the record)"
    )
    parser.add_argument(
        "--rate", type=float, default=0, help="ballots a second (1.2 times what is to be reached)"
    )
    parser.add_argument("--reads", type=float, default=10, help="pages a second that are read beside (10)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the server (2)")
    parser.add_argument(
        "--close", type=int, default=10_000, help="ballots in the vote that is closed (10,000); 0: none"
    )
    wanted = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {describe()}")
    print(
        f"{wanted.workers} workers, {wanted.seconds} s; load of the machine before: {os.getloadavg()[0]:.1f}\n"
    )
    print(HEAD)
    for on_postgres in (False, True) if POSTGRES else (False,):
        with (
            tempfile.TemporaryDirectory(prefix="veche-bench-") as name,
            place(Path(name), on_postgres) as where,
        ):
            print(cast(where, wanted), flush=True)
    if wanted.close:
        print(f"\n{closing.HEAD}")
        for on_postgres in (False, True) if POSTGRES else (False,):
            with (
                tempfile.TemporaryDirectory(prefix="veche-bench-") as name,
                place(Path(name), on_postgres) as where,
            ):
                print(closing.close(where, wanted.close, say), flush=True)


HEAD = (
    "| database | ballots sent a second | accepted a second | receipts p50, ms | p99, ms | slowest, ms | pages p99, ms "
    "| refused | lost | server busy | senders busy | limit met | to reach |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def cast(where: Place, wanted: argparse.Namespace) -> str:
    """One line of the table. Raises AssertionError where a receipt is missing from the archive or the database."""
    rate = wanted.rate or 1.2 * ENOUGH[where.kind]
    number = int(rate * wanted.seconds)
    say(f"{where.kind}: making {number} ballots")
    ballots = where.data / "ballots"
    uuid = where.python("-m", "benchmarks.web.seed", str(number), str(number), str(ballots)).splitlines()[-1]
    say(f"{where.kind}: casting for {wanted.seconds} s")
    with Server(where, wanted.workers) as server:
        warm_up(server, uuid)
        before, begun = server.processor_seconds(), time.perf_counter()
        voting = send(server, f"/votes/{uuid}/cast/", rate, wanted.seconds, ballots)
        readers = [
            send(server, page, wanted.reads / 3, wanted.seconds)
            for page in ("/", f"/votes/{uuid}/", f"/votes/{uuid}/trackers/")
        ]
        voters, *reading = [answered(one) for one in (voting, *readers)]
        took = time.perf_counter() - begun
        busy = (server.processor_seconds() - before) / took / cores()
    receipts = [receipt for _, status, receipt in voters.answers if status == 200]
    pages = Load([answer for load in reading for answer in load.answers], 0)
    failed = {f"{status} {text}" for _, status, text in pages.answers if status != 200}
    assert not failed, f"pages could not be read: {failed}"
    senders = sum(load.processor for load in (voters, *reading)) / took / cores()
    accepted = len(receipts) / max(wanted.seconds, max(finished(voters, rate)))
    cells = (
        where.kind,
        f"{rate:.0f}",
        f"**{accepted:.0f}**",
        voters.within(0.5),
        f"**{voters.within(0.99)}**",
        voters.within(1),
        pages.within(0.99),
        str(len(voters.answers) - len(receipts)),
        str(lost(where, uuid, receipts)),
        f"{busy:.0%}",
        f"{senders:.0%}",
        limit(accepted, rate, busy + senders),
        f"{ENOUGH[where.kind]} a second, p99 below 1000 ms",
    )
    return f"| {' | '.join(cells)} |"


def limit(accepted: float, rate: float, busy: float) -> str:
    """What kept it from taking more. Others on the machine count as a busy processor: `uptime` tells."""
    if accepted > 0.97 * rate:
        return "none at this rate"
    idle = 1 - os.getloadavg()[0] / cores()
    return "the processor" if busy > 0.8 or idle < 0.1 else "the disk, and whoever waits for it in turn"


def finished(load: Load, rate: float) -> list[float]:
    """For each ballot the seconds from the first one's moment to its receipt."""
    return [place / rate + seconds for place, (seconds, _, _) in enumerate(load.answers)]


def warm_up(server: Server, uuid: str) -> None:
    """Every worker has opened the vote once: what is measured is a server that runs."""
    for one in [send(server, f"/votes/{uuid}/", 20, 1), send(server, f"/votes/{uuid}/trackers/", 20, 1)]:
        answered(one)


def send(
    server: Server, path: str, rate: float, seconds: int, file: Path | None = None
) -> subprocess.Popen[bytes]:
    words = [server.address, path, str(rate), str(seconds), *([str(file)] if file else [])]
    return subprocess.Popen([sys.executable, "-m", "benchmarks.web.load", *words], stdout=subprocess.PIPE)


def answered(process: subprocess.Popen[bytes]) -> Load:
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, "a program that sends failed"
    return Load([tuple(one) for one in json.loads(output)], usage.ru_utime + usage.ru_stime)


def lost(where: Place, uuid: str, receipts: Sequence[str]) -> int:
    """Receipts that are not in the archive, verified whole, or not in the database."""
    known = json.loads(where.python("-m", "benchmarks.web.look", uuid))
    assert known["archive"] == known["database"], "the database and the archive do not hold the same ballots"
    return len(set(receipts) - set(known["archive"]))


def say(progress: str) -> None:
    """Progress goes to standard error."""
    print(progress, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
