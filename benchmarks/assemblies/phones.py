"""Phones that look on: real connections, held by one program. Reads a line of JSON, says `ready` when all are connected, then for each line it is
given (what the change shows) waits until every phone was sent it, and prints a JSON list of when each had it, on the clock of the machine.

    python -m benchmarks.assemblies.phones ADDRESS
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

AT_ONCE = 50
"""Phones that connect at the same moment."""


class Phone:
    """One stream. `waiting`: what the change shows, and a future for the moment at which it came."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.expected = b""
        self.came: asyncio.Future[float] | None = None

    async def follow(self, host: str, port: int, path: str, cookie: str) -> None:
        reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
        status = await reader.readline()
        assert b" 200 " in status, status
        event = b""
        while line := await reader.readline():
            event += line
            if line.startswith(b"retry:"):
                self.begun.set()
            elif line == b"\n":
                self._had(event)
                event = b""
        raise AssertionError("a stream ended")

    def _had(self, event: bytes) -> None:
        """All of an event is there."""
        if self.came is not None and not self.came.done() and b"id: " in event and self.expected in event:
            self.came.set_result(time.monotonic())

    def expect(self, text: bytes) -> asyncio.Future[float]:
        self.expected, self.came = text, asyncio.get_running_loop().create_future()
        return self.came


async def main(address: str) -> None:
    made: dict[str, Any] = json.loads(sys.stdin.readline())
    host, port = address.split(":")
    gate = asyncio.Semaphore(AT_ONCE)
    phones = [Phone() for _ in made["phones"]]
    path = f"/assemblies/{made['assembly']}/live/phone/?seen=1000000"

    async def connect(phone: Phone, token: str) -> asyncio.Task[None]:
        async with gate:
            following = asyncio.create_task(
                phone.follow(host, int(port), path, f"{made['presence']}={token}")
            )
            begun = asyncio.create_task(phone.begun.wait())
            await asyncio.wait({following, begun}, return_when=asyncio.FIRST_COMPLETED)
            if following.done():
                following.result()
            return following

    following = await asyncio.gather(
        *(connect(phone, token) for phone, token in zip(phones, made["phones"], strict=True))
    )
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        expected = [phone.expect(line.strip().encode()) for phone in phones]
        print("expecting", flush=True)
        print(json.dumps(await asyncio.wait_for(asyncio.gather(*expected), 60)), flush=True)
    for one in following:
        one.cancel()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
