"""How many ballots a server takes in a second, through the ballot box itself: no network, no pages.

    python benchmarks/web/cast.py [--voters 2000] [--processes 2] [--threads 8] [--ballots 2000]

A vote is opened in a new data folder, ballots are made beforehand, then every process casts its part with several threads.
VECHE_DATABASE names a PostgreSQL database that may be filled; without it SQLite is measured.
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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "tests"))  # the small real vote of the tests


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name, usual in (("voters", 2000), ("processes", 2), ("threads", 8), ("ballots", 2000)):
        options.add_argument(f"--{name}", type=int, default=usual)
    options.add_argument("--part", nargs=3, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.part:
        uuid, ballots, threads = given.part
        print(json.dumps(cast_part(uuid, Path(ballots), int(threads))))
    else:
        measure(given.voters, given.processes, given.threads, given.ballots)


def measure(voters: int, processes: int, threads: int, count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="veche-cast-") as folder:
        os.environ["VECHE_DATA"] = folder
        uuid, ballots = prepare(voters, count)
        parts = [write_part(Path(folder), number, ballots[number::processes]) for number in range(processes)]
        began = time.perf_counter()
        commands = [[sys.executable, str(HERE), "--part", uuid, str(part), str(threads)] for part in parts]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE) for command in commands]
        found = [json.loads(process.communicate()[0]) for process in running]
        report(found, count, time.perf_counter() - began)
        from veche.election.verify import verify_archive

        checked = verify_archive(Path(folder) / "archives" / f"{uuid}.bel").checked
        assert checked["ballots"] == count, checked


def prepare(voters: int, count: int) -> tuple[str, list[bytes]]:
    """An open vote, and ballots for it: who has voted already votes again."""
    start_django()
    from django.core.management import call_command
    from web.votes import make_vote

    from veche.election.ballots import make_ballots

    call_command("migrate", verbosity=0)
    made = make_vote(voters=voters)
    who = [made.credentials[number % voters] for number in range(count)]
    return made.vote.uuid, make_ballots(made.opened, who, [b"[[1,0]]"] * count)


def start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veche.web.settings")
    django.setup()


def write_part(folder: Path, number: int, ballots: Sequence[bytes]) -> Path:
    path = folder / f"part-{number}"
    path.write_bytes(b"\n".join(ballots))
    return path


def cast_part(uuid: str, path: Path, threads: int) -> dict[str, list[float]]:
    """When each ballot of one process was sent, and how long its receipt took (seconds)."""
    start_django()
    from veche.web.ballots.access import public
    from veche.web.ballots.casting import box

    def one(ballot: bytes) -> tuple[float, float]:
        began = time.time()
        box.cast(public.vote(uuid), ballot)
        return began, time.time() - began

    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(one, path.read_bytes().split(b"\n")))
    return {"began": [began for began, _ in found], "took": [took for _, took in found]}


def report(parts: Sequence[dict[str, list[float]]], count: int, whole: float) -> None:
    took = sorted(one for part in parts for one in part["took"])
    first = min(one for part in parts for one in part["began"])
    last = max(
        began + lasted for part in parts for began, lasted in zip(part["began"], part["took"], strict=True)
    )
    print(
        f"{count} ballots in {last - first:.1f} s ({whole:.1f} s with starting up): {count / (last - first):.0f} a second"
    )
    for share in (50, 95, 99):
        print(f"  {share} of 100 receipts within {took[len(took) * share // 100] * 1000:.0f} ms")
    print(f"  the slowest after {took[-1] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
