"""Voters and readers: programs of their own that come over the network, at a given rate, whatever the server does.

    python -m benchmarks.web.load ADDRESS PATH RATE SECONDS [FILE]

With a file, each of its lines is a ballot, sent to PATH; without, PATH is read. Prints a JSON list of [seconds taken, status, receipt].
A voter who comes while others wait opens another connection: nothing is held back, so what is measured is what a voter would feel.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

AT_ONCE = 48
"""Connections: as many as a program may have open, each kept alive."""

Answer = tuple[float, int, str]


def main(address: str, path: str, rate: str, seconds: str, file: str = "") -> None:
    """Send, each at its moment, and print what came of it."""
    number = int(float(rate) * float(seconds))
    bodies: Iterator[bytes | None] = iter(Path(file).read_bytes().splitlines() if file else [None] * number)
    station = Station(address, path)
    begun = time.perf_counter() + 0.5
    with ThreadPoolExecutor(AT_ONCE) as pool:
        moments = (begun + place / float(rate) for place in range(number))
        answers = list(pool.map(station.send, moments, bodies))
    print(json.dumps(answers))


class Station:
    """Sends requests, over a connection for each thread."""

    def __init__(self, address: str, path: str) -> None:
        self.address, self.path = address, path
        self.local = threading.local()

    def send(self, moment: float, body: bytes | None) -> Answer:
        """One request. Its time runs from the moment at which it should have gone, so that waiting for a thread counts too."""
        time.sleep(max(0.0, moment - time.perf_counter()))
        try:
            status, text = self._ask_again(body)
        except OSError as failure:
            self._hang_up()
            status, text = 0, type(failure).__name__
        return time.perf_counter() - moment, status, text

    def _ask_again(self, body: bytes | None) -> tuple[int, str]:
        """As browsers do: a connection that lay idle may have been closed meanwhile, and then there is another."""
        try:
            return self._ask(body)
        except ConnectionError:
            self._hang_up()
            return self._ask(body)

    def _hang_up(self) -> None:
        if hasattr(self.local, "connection"):
            self.local.connection.close()
            del self.local.connection

    def _ask(self, body: bytes | None) -> tuple[int, str]:
        if not hasattr(self.local, "connection"):
            self.local.connection = HTTPConnection(self.address, timeout=60)
        connection: HTTPConnection = self.local.connection
        connection.request("GET" if body is None else "POST", self.path, body)
        response = connection.getresponse()
        answer = response.read()
        receipt = json.loads(answer).get("tracker", "") if body is not None and response.status == 200 else ""
        return response.status, receipt


if __name__ == "__main__":
    main(*sys.argv[1:])
