"""Between a server that holds thousands of connections in one thread (ASGI) and an application that answers one request in one (WSGI).

A request comes to a thread only when all of it is there, and its answer leaves the thread as soon as it is whole, or as its connection takes it
where it is long. So a slow phone holds memory, which is bounded, and not one of a few threads.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import Executor
from typing import Any
from urllib.parse import unquote_to_bytes

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]
GoesOn = Callable[[Receive, Send], Awaitable[None]]

GOES_ON = "veche.goes_on"
"""In the environ (a request's META): what a view wants done after its answer, on the same connection and in no thread. A `GoesOn`."""
CONNECTION = "veche.connection"
"""In a scope: the connection (`connections.Connection`)."""
STREAMING = "veche.streaming"
"""In a scope's `state`: the answer has no end of its own."""
AT_ONCE = 256 * 1024
"""Bytes of an answer that are gathered before they are sent: most answers are shorter and hold their thread no longer than they take to make."""
MOST_WAITING = 256 * 1024 * 1024
"""Bytes of requests that are in memory at once, of all connections of a process."""
ALWAYS = 64 * 1024
"""Bytes of a request that gets in whatever the others send: a form, a ballot. The number of connections bounds how many there are."""
MOST_ASKED = 8192
"""Requests of a process that are answered or wait for a thread. Whoever asks and hangs up, over and over, makes no longer queue."""

BUSY = b"Too much is being sent here at the moment. Try again in a minute.\n"


class Gone(Exception):
    """Whoever asked hung up."""


class Bridge:
    """An ASGI application around a WSGI one. `longest`: bytes of a body; the application itself refuses what says that it is longer."""

    def __init__(self, application: Callable[..., Iterable[bytes]], threads: Executor, longest: int) -> None:
        self.application, self.threads, self.longest = application, threads, longest
        self.waiting = self.asked = 0

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        body = bytearray()
        self.asked += 1
        try:
            if self.asked > MOST_ASKED or not await self._read(scope, receive, body):
                await _say(send, 503, BUSY)
                return
            environ = environ_of(scope, body)
            answer = Answer(self.application, environ, scope.get(CONNECTION), send)
            last = await asyncio.get_running_loop().run_in_executor(self.threads, answer.make)
        except Gone:
            return
        finally:
            self.asked -= 1
            self.waiting -= len(body)
        goes_on: GoesOn | None = environ.get(GOES_ON)
        for message in last:
            await send({**message, "more_body": goes_on is not None} if "body" in message else message)
        if goes_on is not None:
            scope["state"][STREAMING] = True
            await goes_on(receive, send)

    async def _read(self, scope: MutableMapping[str, Any], receive: Receive, body: bytearray) -> bool:
        """All of the body, unless it says that it is too long: then nothing. False where memory is full. Raises Gone."""
        if _length(scope) > self.longest:
            return True
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            part, more = message.get("body", b""), message.get("more_body", False)
            body += part
            self.waiting += len(part)
            if self.waiting > MOST_WAITING and len(body) > ALWAYS:
                return False
        return True


def _length(scope: MutableMapping[str, Any]) -> int:
    """What the request says; the parser let only digits through."""
    return next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)


async def _say(send: Send, status: int, text: bytes) -> None:
    headers = [
        (b"content-type", b"text/plain"),
        (b"content-length", b"%d" % len(text)),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


def environ_of(scope: MutableMapping[str, Any], body: bytes | bytearray) -> Environ:
    """PEP 3333. A header with an underscore in its name is left out: it could pass itself off as one that a proxy sets with a hyphen."""
    server, port = scope.get("server") or ("localhost", None)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server,
        "SERVER_PORT": str(port or 80),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" not in name:
            key = name.decode("latin-1").upper().replace("-", "_")
            key = key if key in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{key}"
            text = value.decode("latin-1")
            joined = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{joined}{text}" if key in environ else text
    return environ


class Answer:
    """One request, in a thread of its own."""

    def __init__(
        self, application: Callable[..., Iterable[bytes]], environ: Environ, peer: Any, send: Send
    ) -> None:
        self.application, self.environ, self.peer, self.send = application, environ, peer, send
        self.loop = asyncio.get_running_loop()
        self.start: Message | None = None

    def make(self) -> list[Message]:
        """What is still to be sent when the thread has done its part: all, for most. Raises Gone, and asks nothing where nobody waits for it."""
        if self.peer is not None and self.peer.gone:
            raise Gone
        parts = self.application(self.environ, self._begin)
        try:
            held = bytearray()
            for part in parts:
                held += part
                if len(held) >= AT_ONCE:
                    self._send_now(bytes(held))
                    held.clear()
            return self._messages(bytes(held), whole=True)
        finally:
            getattr(parts, "close", lambda: None)()

    def _begin(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        coded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.start = {"type": "http.response.start", "status": int(status[:3]), "headers": coded}

    def _messages(self, body: bytes, *, whole: bool) -> list[Message]:
        """The beginning with the first of them. One whose length is known says it."""
        messages: list[Message] = []
        if self.start is not None:
            named = {name for name, _ in self.start["headers"]}
            if whole and b"content-length" not in named and self._has_length():
                self.start["headers"].append((b"content-length", b"%d" % len(body)))
            messages, self.start = [self.start], None
        return [*messages, {"type": "http.response.body", "body": body, "more_body": not whole}]

    def _has_length(self) -> bool:
        assert self.start is not None  # noqa: S101 - the only caller has looked
        return (
            GOES_ON not in self.environ
            and self.environ["REQUEST_METHOD"] != "HEAD"
            and self.start["status"] not in (204, 304)
        )

    def _send_now(self, body: bytes) -> None:
        """Returns when the connection can take more: a long download is read from the disk no faster than it is taken."""
        for message in self._messages(body, whole=False):
            asyncio.run_coroutine_threadsafe(self._sent(message), self.loop).result()

    async def _sent(self, message: Message) -> None:
        await self.send(message)
        if self.peer is not None and self.peer.gone:
            raise Gone
