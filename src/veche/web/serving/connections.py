"""One connection of a browser, with its bounds: nobody can fill the memory, or hold a connection by sending or taking nothing."""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from contextlib import suppress
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .bridge import CONNECTION, STREAMING

SLOWEST = 30.0
"""Seconds: a browser that sends or takes nothing for so long is left."""
LOOK = SLOWEST / 6
"""Seconds between two looks at a connection."""
MOST_LINE, MOST_FIELDS, MOST_FIELD, MOST_HEAD = 2048, 60, 4096, 64 * 1024
"""Of a request: bytes of its first line, number of fields, bytes of one, bytes of all."""
MOST_CONNECTIONS = 8192
"""Of one process. Whoever comes then is not answered."""
MOST_AHEAD = 16
"""Requests of one connection that wait for the answer to the one before."""
MOST_UNTAKEN, FEW_UNTAKEN = 256 * 1024 * 1024, 1024 * 1024
"""Bytes of answers that wait to be taken, of all connections of a process. If there are more, whoever leaves more than a few untaken is left."""


class TooLarge(Exception):
    """A request that is refused while it is read. The parser makes an answer 400 of it."""


class Connection(HttpToolsProtocol):
    """HTTP/1.1 by httptools."""

    there: ClassVar[int] = 0
    """How many there are in this process."""
    untaken: ClassVar[int] = 0
    """Bytes of answers that they have not taken, as of the last look at each."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        Connection.there += 1
        if Connection.there > MOST_CONNECTIONS:
            transport.abort()
            return
        self._let_the_system_watch(transport)
        self._head = 0
        self._ahead = 0
        """Bytes that came while a request was answered, and belong to none that is known."""
        self._unanswered: deque[Any] = deque()
        """Requests in the order in which they came; the first is being answered."""
        self._heard = self._taken = self.loop.time()
        self._unsent = 0
        self._due: float | None = self.loop.time() + SLOWEST
        """Until when the head of the next request must be whole; none while one is answered."""
        self._looking = self.loop.call_later(LOOK, self._look)

    @staticmethod
    def _let_the_system_watch(transport: asyncio.Transport) -> None:
        """A phone that is out of reach takes nothing, and only the system knows: what it does not acknowledge for so long ends the connection."""
        connected = transport.get_extra_info("socket")
        if connected is not None and connected.family != socket.AF_UNIX:
            with suppress(OSError):
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(2 * SLOWEST * 1000))

    def connection_lost(self, exc: Exception | None) -> None:
        Connection.there -= 1
        if hasattr(self, "_looking"):
            self._looking.cancel()
            Connection.untaken -= self._unsent
            self._unsent = 0
            for one in self._unanswered:  # not the last alone: what is answered now learns it too
                one.disconnected = True
                one.message_event.set()
        super().connection_lost(exc)

    @property
    def gone(self) -> bool:
        """Whether nobody is there any more."""
        return self.transport.is_closing()

    def leave(self) -> None:
        """Hang up, and send nothing of what is still to be sent."""
        self.transport.abort()

    def shutdown(self) -> None:
        """The process ends. What is answered is ended first, but for what has no end: its browser comes back by itself."""
        if self.cycle is not None and self.cycle.scope.get("state", {}).get(STREAMING):
            self.leave()
        else:
            super().shutdown()

    # What is received

    def data_received(self, data: bytes) -> None:
        self._heard = self.loop.time()
        if self._due is not None:
            self._head += len(data)
        elif (
            not self.cycle.more_body
        ):  # of a request that has to wait: its fields are counted only when it is whole
            self._ahead += len(data)
            if self._ahead > MOST_HEAD:
                self.leave()
                return
        super().data_received(data)
        if self._due is not None and self._head > MOST_HEAD and not self.gone:
            self.send_400_response("Too much.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope[CONNECTION] = self  # type: ignore[literal-required]

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > MOST_LINE:
            raise TooLarge

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        if len(self.headers) > MOST_FIELDS or len(name) + len(value) > MOST_FIELD:
            raise TooLarge

    def on_headers_complete(self) -> None:
        """A body says how long it is. One in chunks could go on behind its end, in fields of which nobody sees the length.

        Whoever wants to speak another protocol has no body: the parser would take it for the next request, and behind a proxy that next
        request would be answered to somebody else.
        """
        names = {name for name, _ in self.headers}
        switching = self.parser.should_upgrade() and b"content-length" in names
        if b"transfer-encoding" in names or switching or len(self._unanswered) > MOST_AHEAD:
            raise TooLarge
        self._due, self._head = None, 0
        super().on_headers_complete()
        self._unanswered.append(self.cycle)

    def on_response_complete(self) -> None:
        self._unanswered.popleft()
        super().on_response_complete()
        if not self._unanswered:
            self._due, self._head, self._ahead = self.loop.time() + SLOWEST, self._ahead, 0

    # What nobody waits for for ever

    def _look(self) -> None:
        now = self.loop.time()
        if self._is_late(now) or self._is_silent(now) or self._is_stuck(now) or self._takes_room():
            self.leave()
        elif not self.gone or self._unsent:
            self._looking = self.loop.call_later(LOOK, self._look)

    def _is_late(self, now: float) -> bool:
        """A request that does not come to the end of its head, or never begins."""
        return self._due is not None and now > self._due

    def _is_silent(self, now: float) -> bool:
        """A body that does not go on, while we read."""
        cycle: Any = self.cycle
        awaited = cycle is not None and cycle.more_body and not cycle.response_complete
        return awaited and not self.flow.read_paused and now > self._heard + SLOWEST

    def _is_stuck(self, now: float) -> bool:
        """An answer of which nothing is taken."""
        unsent = self.transport.get_write_buffer_size()
        if not unsent or unsent < self._unsent:
            self._taken = now
        Connection.untaken += unsent - self._unsent
        self._unsent = unsent
        return now > self._taken + SLOWEST

    def _takes_room(self) -> bool:
        """An answer that is taken, but so slowly that many of its kind would fill the memory."""
        return Connection.untaken > MOST_UNTAKEN and self._unsent > FEW_UNTAKEN
