"""`make bench-assemblies`: a congress of 1,000 delegates with 500 motions and 3,000 amendments on a real server.

How long until a change on the chair's desk has reached the last of 1,000 phones, each on a connection of its own; and how long a motion's page with
200 amendments takes to open, without them and while they look on. Server, phones and chair share the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.machine import describe
from benchmarks.web.server import POSTGRES, Place, Server, place

from .congress import MANY

ROUNDS = 5
PAUSE = 2.0
"""Seconds between two changes: all is quiet again."""
REACH, OPEN = 2.0, 0.5
"""Seconds within which it should be."""

HEAD = (
    "| database | phones | the first had it, s | half, s | the last, s: five changes | worst, s | motion with 200 amendments, ms | the same while all look on, ms | to reach |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="benchmarks.assemblies", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name, usual in (("phones", 1000), ("motions", 500), ("amendments", 3000), ("workers", 2)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    wanted = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {describe()}")
    print(f"{wanted.workers} workers; load of the machine before: {os.getloadavg()[0]:.1f}\n\n{HEAD}")
    for on_postgres in (False, True) if POSTGRES else (False,):
        with (
            tempfile.TemporaryDirectory(prefix="veche-bench-") as name,
            place(Path(name), on_postgres) as where,
        ):
            print(measure(where, wanted), flush=True)


def measure(where: Place, wanted: argparse.Namespace) -> str:
    """One line of the table."""
    numbers = [str(wanted.phones), str(wanted.motions), str(wanted.amendments)]
    made = json.loads(where.python("-m", "benchmarks.assemblies.congress", *numbers).splitlines()[-1])
    with Server(where, wanted.workers) as server:
        chair = Chair(server.address, made)
        alone = [chair.opened() for _ in range(ROUNDS + 1)][1:]
        with looking_on(server.address, made) as phones:
            rounds = [phones.take(chair, number) for number in range(1, ROUNDS + 1)]
            beside = [chair.opened() for _ in range(ROUNDS)]
    last = [max(one) for one in rounds]
    cells = (
        where.kind,
        f"{wanted.phones:,}",
        f"{min(min(one) for one in rounds):.2f}",
        f"{statistics.median(statistics.median(one) for one in rounds):.2f}",
        ", ".join(f"{one:.2f}" for one in last),
        f"**{max(last):.2f}**",
        f"**{statistics.median(alone) * 1000:.0f}** ({max(alone) * 1000:.0f})",
        f"{statistics.median(beside) * 1000:.0f} ({max(beside) * 1000:.0f})",
        f"{REACH:.0f} s, {OPEN * 1000:.0f} ms",
    )
    return f"| {' | '.join(cells)} |"


class Chair:
    """The chair's browser."""

    def __init__(self, address: str, made: dict[str, Any]) -> None:
        self.address, self.made = address, made
        self.cookies = {"session": made["session"]}

    def opened(self) -> float:
        """Seconds until the whole page of the motion with many amendments is there."""
        began = time.monotonic()
        page = self._ask("GET", f"/motions/{self.made['motion']}/amendments/")
        took = time.monotonic() - began
        assert page.count("/amendments/") >= MANY, "the page does not show all amendments"
        return took

    def take_up(self, number: int) -> float:
        """Deal with this point of the agenda. When it was asked for, on the clock of the machine."""
        desk = f"/assemblies/{self.made['assembly']}/"
        page = self._ask("GET", f"{desk}desk/")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None
        form = {"csrfmiddlewaretoken": found[1], "item": self.made["points"][number], "do": "begin"}
        began = time.monotonic()
        self._ask("POST", f"{desk}agenda/now/", urlencode(form))
        return began

    def _ask(self, method: str, path: str, body: str = "") -> str:
        connection = HTTPConnection(self.address, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        text = response.read().decode()
        assert response.status in (200, 302), f"{response.status} {path}"
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return text


class Phones:
    """The program that holds them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def take(self, chair: Chair, number: int) -> list[float]:
        """Seconds from the chair's click until each phone had all of the change."""
        time.sleep(PAUSE)
        self.say(f"Point {number + 1}")
        assert self.hear() == "expecting"
        began = chair.take_up(number)
        return [one - began for one in json.loads(self.hear())]

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the program that holds the phones ended"
        return line.strip()


@contextmanager
def looking_on(address: str, made: dict[str, Any]) -> Iterator[Phones]:
    """All phones are connected inside."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.assemblies.phones", address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        phones = Phones(process)
        phones.say(json.dumps(made))
        assert phones.hear() == "ready"
        try:
            yield phones
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
