"""One stream, from the answer of its view to its end. It holds a connection and no thread."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from ..bridge import Receive, Send
from .channel import Channel, Where
from .hub import Hub

HEARTBEAT = 20.0
"""Seconds after which a comment is sent if nothing else was: proxies close what is silent."""
AGAIN = 60.0
"""Seconds after which it is asked again whether this one may still look."""

END = b"event: end\ndata:\n\n"
BEAT = b":\n\n"

_asking = ThreadPoolExecutor(2, thread_name_prefix="may-look")


@dataclass(frozen=True)
class Stream:
    """`seen`: the pulse that the page shows already. `may_look` asks the database, in a thread."""

    hub: Hub
    where: Where
    key: str
    seen: int | None
    may_look: Callable[[], bool]

    async def __call__(self, receive: Receive, send: Send) -> None:
        if not self.hub.has_room(self.key):  # many asked at once, before the first of them was counted
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        gone = asyncio.ensure_future(_gone(receive))
        try:
            with self.hub.followed(self.where, self.key) as channel:
                await _Following(self, channel, gone, send).go_on()
        finally:
            gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class _Following:
    def __init__(self, stream: Stream, channel: Channel, gone: asyncio.Future[None], send: Send) -> None:
        self.stream, self.channel, self.gone, self.send = stream, channel, gone, send
        self.loop = asyncio.get_running_loop()
        self.ask_at = self.loop.time() + AGAIN * random.uniform(0.8, 1.2)  # noqa: S311 - not all at one moment
        self.version = 0

    async def go_on(self) -> None:
        """Send what changes until there is an end: the assembly's, or of the right to look, or of the connection."""
        while not self.gone.done():
            changed = self.channel.changed
            if self.channel.ended or not await self._may_still_look():
                await self._write(END, more=False)
                return
            if self.version != self.channel.version:
                await self._show()
                continue
            happened, _ = await asyncio.wait(
                {changed, self.gone}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED
            )
            if not happened:
                await self._write(BEAT)

    async def _show(self) -> None:
        """The fragment as it is now. What came in between is left out: a slow reader is given the last, not all."""
        first, self.version = self.version == 0, self.channel.version
        if first and (self.stream.seen or -1) >= (self.channel.pulse or 0):
            return  # the page shows this, or something newer
        await self._write(self.channel.event)

    async def _may_still_look(self) -> bool:
        if self.loop.time() < self.ask_at:
            return True
        self.ask_at = self.loop.time() + AGAIN
        return await self.loop.run_in_executor(_asking, self.stream.may_look)

    async def _write(self, body: bytes, *, more: bool = True) -> None:
        message: dict[str, Any] = {"type": "http.response.body", "body": body, "more_body": more}
        await self.send(message)
