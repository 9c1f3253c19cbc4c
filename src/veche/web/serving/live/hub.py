"""All streams of one process. One look at the pulses of all assemblies a few times a second, one rendering for each change of a channel."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar
from uuid import UUID

from .channel import Channel, Where

EVERY = 0.2
"""Seconds between two looks."""
PACE = 2000
"""Streams that are sent something in a second: a channel of a thousand is sent two fragments a second at most, however much happens."""
MOST, MOST_EACH = 4000, 6
"""Streams of a process, and of one person or phone."""
AFTER_FAILURE = 10.0
"""Seconds after which a fragment that could not be rendered is tried again."""

log = logging.getLogger(__name__)
Asked = TypeVar("Asked")
Answered = TypeVar("Answered")


class Source(Protocol):
    """Where changes and fragments come from. Both are called in one thread and no other."""

    def pulses(self, assemblies: Collection[UUID]) -> Mapping[UUID, int]:
        """Of each assembly that goes on a number which grows with every change."""

    def part(self, where: Where) -> str:
        """The fragment as it is now."""


class Hub:
    """What runs here runs in the loop of the process, but for `has_room`, which views ask."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._channels: dict[Where, Channel] = {}
        self._following: Counter[str] = Counter()
        self._all = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._looking: asyncio.Task[None] | None = None

    def has_room(self, key: str) -> bool:
        """Whether one more may begin. `key`: the same for all streams of a person or phone."""
        return self._all < MOST and self._following[key] < MOST_EACH

    @contextmanager
    def followed(self, where: Where, key: str) -> Iterator[Channel]:
        """The channel, as long as somebody follows it."""
        loop = asyncio.get_running_loop()
        channel = self._channels.setdefault(where, Channel(loop.create_future()))
        self._count(channel, key, 1)
        if self._looking is None or self._looking.done():
            self._looking = loop.create_task(self._look())
        try:
            yield channel
        finally:
            self._count(channel, key, -1)
            if not channel.following and self._channels.get(where) is channel:
                del self._channels[where]

    def _count(self, channel: Channel, key: str, more: int) -> None:
        channel.following += more
        self._all += more
        self._following[key] += more
        if not self._following[key]:
            del self._following[key]

    async def _look(self) -> None:
        """As long as anybody follows anything."""
        while self._channels:
            await asyncio.sleep(EVERY)
            try:
                await self._look_once()
            except Exception:  # whatever the database ran into, it may answer at the next look
                log.exception("a look at what is shown live failed")
                await asyncio.sleep(10 * EVERY)

    async def _look_once(self) -> None:
        pulses = await self._ask(self._source.pulses, {where.assembly for where in self._channels})
        for where, channel in list(self._channels.items()):
            pulse = pulses.get(where.assembly)
            if pulse is None:
                channel.end()
                self._channels.pop(where, None)
            elif pulse != channel.pulse and self._now() >= channel.rest:
                channel.rest = self._now() + AFTER_FAILURE
                channel.show(pulse, await self._ask(self._source.part, where))
                channel.rest = self._now() + channel.following / PACE

    async def _ask(self, question: Callable[[Asked], Answered], asked: Asked) -> Answered:
        return await asyncio.get_running_loop().run_in_executor(self._thread, question, asked)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
