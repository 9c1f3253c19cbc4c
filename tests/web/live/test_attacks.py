"""What a stranger with a socket tries: one request inside another, memory, the threads of others."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from web.live.listening import Listening, listening, rest

from veche.web.serving import bridge, connections

HOST = b"Host: here\r\n"
CLOSE = HOST + b"Connection: close\r\n\r\n"


class Held:
    """Answers are made when they are let, and it is known what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.let = threading.Event()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked.append(environ["PATH_INFO"])
        assert self.let.wait(20)
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"%d" % len(environ["wsgi.input"].read())]


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def server(held: Held) -> Iterator[Listening]:
    with listening(held) as there:
        yield there
        held.let.set()


def until(what: Any) -> None:
    for _ in range(1000):
        if what():
            return
        time.sleep(0.01)
    pytest.fail("it did not come about")


def test_no_request_hides_in_the_body_of_one_that_wants_another_protocol(
    server: Listening, held: Held
) -> None:
    held.let.set()
    hidden = b"GET /hidden HTTP/1.1\r\n" + HOST + b"\r\n"
    with server.connect() as connection:
        connection.sendall(
            b"POST / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: other\r\nContent-Length: %d\r\n"
            % len(hidden)
            + HOST
            + b"\r\n"
        )
        assert connection.recv(1000).startswith(b"HTTP/1.1 400 ")
        with_more = rest_after(connection, hidden)
    assert b"200 OK" not in with_more
    assert held.asked == []
    asked = b"GET /page HTTP/1.1\r\nUpgrade: h2c\r\nConnection: upgrade, close\r\n" + HOST + b"\r\n"
    assert server.ask(asked).startswith(b"HTTP/1.1 200 ")  # without a body it is a request like any other


def rest_after(connection: socket.socket, more: bytes) -> bytes:
    try:
        connection.sendall(more)
    except ConnectionError:
        return b""
    return rest(connection)


def test_what_comes_before_its_turn_is_bounded(server: Listening, held: Held) -> None:
    """A head without end, sent while the request before it is answered."""
    with server.connect() as connection:
        connection.sendall(b"GET /first HTTP/1.1\r\n" + HOST + b"\r\n")
        until(lambda: held.asked)
        with pytest.raises(ConnectionError):
            send_for_ever(connection, b"A: " + b"a" * 10_000)


def send_for_ever(connection: socket.socket, part: bytes) -> None:
    for _ in range(1000):
        connection.sendall(part)
        time.sleep(0.001)


@pytest.mark.parametrize(("number", "answered"), [(16, 17), (60, 0)])
def test_few_requests_wait_for_one_another(server: Listening, held: Held, number: int, answered: int) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /first HTTP/1.1\r\n" + HOST + b"\r\n")
        until(lambda: held.asked)
        connection.sendall((b"GET / HTTP/1.1\r\n" + HOST + b"\r\n") * number)
        if answered:
            held.let.set()
            until(lambda: len(held.asked) == answered)
        else:
            assert b" 200 " not in rest(connection)
            assert held.asked == ["/first"]


def test_what_has_no_end_ends_although_another_request_waits_behind_it() -> None:
    ended = threading.Event()

    async def for_ever(receive: Any, send: Any) -> None:
        import asyncio

        gone = asyncio.ensure_future(receive())
        while not gone.done():
            await send({"type": "http.response.body", "body": b"more", "more_body": True})
            await asyncio.sleep(0.01)
        ended.set()

    def begins(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        environ[bridge.GOES_ON] = for_ever
        start("200 OK", [("Content-Type", "text/event-stream")])
        return []

    with listening(begins) as server:
        with server.connect() as connection:
            connection.sendall((b"GET / HTTP/1.1\r\n" + HOST + b"\r\n") * 2)
            assert connection.recv(1000)
        assert ended.wait(10)


def test_a_form_gets_in_whatever_others_send(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held()
    held.let.set()
    monkeypatch.setattr(bridge, "MOST_WAITING", 1000)
    monkeypatch.setattr(bridge, "ALWAYS", 100)
    with listening(held) as server, server.connect() as large:
        large.sendall(b"POST / HTTP/1.1\r\nContent-Length: 1001\r\n" + CLOSE + b"a" * 1000)
        until(lambda: server.bridge.waiting == 1000)
        assert server.ask(b"POST / HTTP/1.1\r\nContent-Length: 100\r\n" + CLOSE + b"a" * 100).endswith(b"100")
        assert b" 503 " in server.ask(b"POST / HTTP/1.1\r\nContent-Length: 101\r\n" + CLOSE + b"a" * 101)


def test_nothing_is_done_for_whoever_hung_up(server: Listening, held: Held) -> None:
    """There is one thread. Whoever asks and leaves, again and again, makes nobody wait."""
    with server.connect() as first:
        first.sendall(b"GET /first HTTP/1.1\r\n" + CLOSE)
        until(lambda: held.asked)
        for _ in range(20):
            with server.connect() as gone:
                gone.sendall(b"GET /gone HTTP/1.1\r\n" + HOST + b"\r\n")
                until(lambda: server.bridge.asked > 1)
        with server.connect() as last:
            last.sendall(b"GET /last HTTP/1.1\r\n" + CLOSE)
            until(lambda: connections.Connection.there == 2)
            until(lambda: server.bridge.asked >= 22)
            held.let.set()
            assert rest(last).endswith(b"0")
    assert held.asked == ["/first", "/last"]
    until(lambda: server.bridge.asked == 0)


def test_the_queue_has_an_end(server: Listening, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "MOST_ASKED", 1)
    with server.connect() as first:
        first.sendall(b"GET /first HTTP/1.1\r\n" + CLOSE)
        until(lambda: held.asked)
        assert server.ask(b"GET /second HTTP/1.1\r\n" + CLOSE).startswith(b"HTTP/1.1 503 ")
    assert held.asked == ["/first"]


def test_slow_readers_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes something before it would be left, and all of them together hold too much."""
    monkeypatch.setattr(connections, "LOOK", 0.05)
    monkeypatch.setattr(connections, "MOST_UNTAKEN", 1 << 24)

    def large(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"a" * (1 << 23)]

    with listening(large) as server:
        slow = [server.connect(room=4096) for _ in range(8)]
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\n" + CLOSE)
        until(lambda: connections.Connection.there < 8)
        until(lambda: 0 < connections.Connection.untaken <= 1 << 24)
        for one in slow:
            one.close()
    assert connections.Connection.untaken == 0
