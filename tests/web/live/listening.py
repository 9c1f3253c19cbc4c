"""Our connections and our bridge around any application, listening in a thread of the test."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from uvicorn import Config, Server

from veche.web.serving.asgi import Process
from veche.web.serving.bridge import Bridge
from veche.web.serving.connections import Connection

Application = Callable[..., Iterable[bytes]]


class Listening:
    """A server, with one thread for answers if no other number is asked for. `bridge` and `server` can be looked at."""

    def __init__(
        self, application: Application, longest: int = 1 << 20, threads: int = 1, **changed: Any
    ) -> None:
        self.threads = ThreadPoolExecutor(threads)
        self.bridge = Bridge(application, self.threads, longest)
        self.config = Config(
            self.bridge, log_config=None, **{**Process.CONFIG_KWARGS, "http": Connection, **changed}
        )
        self.listener = socket.create_server(("127.0.0.1", 0))

    def begin(self) -> None:
        """Serve. Whoever came before waits in the queue of the socket."""
        self.server = Server(self.config)
        self.running = threading.Thread(target=self._run)
        self.running.start()

    def _run(self) -> None:
        asyncio.run(self.server.serve([self.listener.dup()]))

    def end(self) -> None:
        """Serve no more. `begin` begins again at the same address."""
        self.server.should_exit = True
        self.running.join(20)
        assert not self.running.is_alive()

    def connect(self, room: int = 0) -> socket.socket:
        """`room`: bytes that the connection takes in before anybody reads it."""
        connection = socket.socket()
        if room:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        connection.settimeout(20)
        connection.connect(self.listener.getsockname())
        return connection

    def ask(self, request: bytes) -> bytes:
        """Everything that comes until the server hangs up."""
        with self.connect() as connection:
            connection.sendall(request)
            return rest(connection)


def rest(connection: socket.socket) -> bytes:
    """What comes until the other side hangs up, in order or not."""
    got = bytearray()
    try:
        while part := connection.recv(1 << 16):
            got += part
    except ConnectionError:
        pass
    return bytes(got)


@contextmanager
def listening(application: Application, **changed: Any) -> Iterator[Listening]:
    there = Listening(application, **changed)
    there.begin()
    try:
        yield there
    finally:
        there.end()
        there.threads.shutdown()
        there.listener.close()
