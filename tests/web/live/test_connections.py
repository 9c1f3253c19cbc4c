"""What a browser, or whoever says that it is one, may send and take, and how long."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from web.live.listening import Listening, listening, rest

from veche.web.serving import bridge, connections

CLOSE = b"Host: here\r\nConnection: close\r\n\r\n"


def told(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    """Tells what it was asked."""
    start("200 OK", [("Content-Type", "text/plain")])
    body = environ["wsgi.input"].read()
    wanted = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_COOKIE", "HTTP_X_FORWARDED_PROTO")
    return ["|".join([*(str(environ.get(name)) for name in wanted), str(len(body))]).encode()]


@pytest.fixture
def slowest(monkeypatch: pytest.MonkeyPatch) -> float:
    """Seconds: as short as a test needs."""
    monkeypatch.setattr(connections, "SLOWEST", 0.3)
    monkeypatch.setattr(connections, "LOOK", 0.05)
    return 0.3


def test_a_request_comes_to_the_application_as_it_was_sent() -> None:
    with listening(told) as server:
        said = server.ask(
            b"POST /m%C3%B3wca/%2F?a=%20b HTTP/1.1\r\nCookie: a=1\r\nCookie: b=2\r\nContent-Length: 5\r\n"
            b"X_Forwarded_Proto: https\r\n" + CLOSE + b"12345"
        )
    head, body = said.split(b"\r\n\r\n")
    assert (
        body.decode().encode("latin-1").decode() == "POST|/mówca//|a=%20b|a=1; b=2|None|5"
    )  # bytes as latin-1: PEP 3333
    assert b"content-length: %d" % len(body) in head
    assert b"server:" not in head


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /" + b"a" * 2048 + b" HTTP/1.1\r\n" + CLOSE,
        b"GET / HTTP/1.1\r\nA: " + b"a" * 4096 + b"\r\n" + CLOSE,
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 60 + CLOSE,
        b"GET / HTTP/1.1\r\nA: " + b"a" * (1 << 17),
        b"GET / HTTP/1.1\r\n" + b"A: " + b"a" * 3000 + b"\r\n" + b"B: " + b"a" * (1 << 17),
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + CLOSE + b"0\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\0\xff\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\n" + CLOSE,
    ],
)
def test_what_is_too_large_or_no_request_is_refused(request_: bytes) -> None:
    asked: list[object] = []
    with listening(lambda environ, start: (asked.append(environ), told(environ, start))[1]) as server:
        assert server.ask(request_).startswith(b"HTTP/1.1 400 ")
        assert server.ask(b"GET / HTTP/1.1\r\n" + CLOSE).startswith(b"HTTP/1.1 200 ")
    assert len(asked) == 1


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HT",
        b"\r\n",
        b"GET / HTTP/1.1\r\nHost: here\r\n",
        b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\n123",
    ],
)
def test_whoever_sends_nothing_more_is_left(begun: bytes, slowest: float) -> None:
    with listening(told, timeout_keep_alive=60) as server:
        begins = time.monotonic()
        assert server.ask(begun) == b""
        assert slowest - 0.1 < time.monotonic() - begins < 20 * slowest
        nothing_waits(server)


def nothing_waits(server: Listening) -> None:
    """No byte of a request is in memory any more."""
    for _ in range(500):
        if server.bridge.waiting == 0:
            return
        time.sleep(0.01)
    pytest.fail("something of a request is kept")


def test_a_trickle_is_no_request(slowest: float) -> None:
    with listening(told) as server, server.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        for _ in range(200):
            try:
                connection.sendall(b"A: b\r\n")
            except ConnectionError:
                break
            time.sleep(slowest / 10)
        else:
            pytest.fail("it went on for ever")


def test_an_answer_that_takes_long_is_waited_for(slowest: float) -> None:
    def slow(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        time.sleep(3 * slowest)
        return told(environ, start)

    with listening(slow) as server:
        assert b"200 OK" in server.ask(b"GET / HTTP/1.1\r\n" + CLOSE)


def test_many_requests_on_one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its own time: together they last longer than one may."""
    monkeypatch.setattr(connections, "SLOWEST", 2.0)
    monkeypatch.setattr(connections, "LOOK", 0.05)
    with listening(told, timeout_keep_alive=60) as server, server.connect() as connection:
        for _ in range(3):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
            said = b""
            while not said.endswith(b"|0"):
                said += connection.recv(1000)
            assert said.startswith(b"HTTP/1.1 200 OK")
            time.sleep(0.8)
        connection.sendall(b"GET /1 HTTP/1.1\r\nHost: here\r\n\r\nGET /2 HTTP/1.1\r\n" + CLOSE)
        said = rest(connection)
        assert said.index(b"GET|/1|") < said.index(b"GET|/2|")


def test_slow_senders_hold_no_thread() -> None:
    """There is one thread, and twenty connections that have not sent all of their body."""
    with listening(told) as server:
        slow = [server.connect() for _ in range(20)]
        for one in slow:
            one.sendall(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n" + CLOSE + b"1234")
        assert b"200 OK" in server.ask(b"GET / HTTP/1.1\r\n" + CLOSE)
        for one in slow:
            one.sendall(b"56789")
            assert rest(one).endswith(b"|9")
            one.close()
        nothing_waits(server)


def test_bodies_in_memory_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "MOST_WAITING", 1000)
    monkeypatch.setattr(bridge, "ALWAYS", 0)
    with listening(told) as server, server.connect() as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nContent-Length: 901\r\n" + CLOSE + b"a" * 900)
        while server.bridge.waiting < 900:
            time.sleep(0.01)
        said = server.ask(b"POST / HTTP/1.1\r\nContent-Length: 200\r\n" + CLOSE + b"a" * 200)
        assert said.startswith(b"HTTP/1.1 503 ")
        slow.sendall(b"a")
        assert rest(slow).endswith(b"|901")


def test_a_body_that_says_that_it_is_too_long_is_not_read() -> None:
    with listening(told, longest=100) as server:
        assert server.ask(b"POST / HTTP/1.1\r\nContent-Length: 101\r\n" + CLOSE).endswith(b"|0")


class Long:
    """A download without end, of which it is known how much was asked for and whether it was closed."""

    def __init__(self) -> None:
        self.made, self.closed = 0, threading.Event()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        start("200 OK", [("Content-Type", "application/octet-stream")])
        return self.parts()

    def parts(self) -> Iterator[bytes]:
        try:
            while True:
                self.made += 1 << 16
                yield b"a" * (1 << 16)
        finally:
            self.closed.set()


def test_a_long_answer_is_made_no_faster_than_it_is_taken(slowest: float) -> None:
    long = Long()
    with listening(long) as server, small(server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n" + CLOSE)
        connection.recv(10)
        time.sleep(slowest / 2)
        assert long.made < 1 << 24
        assert long.closed.wait(20 * slowest)  # nothing was taken for so long: it is left


def test_an_answer_is_given_up_when_nobody_is_there() -> None:
    long = Long()
    with listening(long) as server:
        connection = small(server)
        connection.sendall(b"GET / HTTP/1.1\r\n" + CLOSE)
        connection.recv(10)
        connection.close()
        assert long.closed.wait(10)
        nothing_waits(server)


def small(server: Listening) -> socket.socket:
    return server.connect(room=4096)


def test_too_many_are_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 2)
    with listening(told) as server:
        there = [server.connect() for _ in range(2)]
        while connections.Connection.there < 2:
            time.sleep(0.01)
        assert server.ask(b"GET / HTTP/1.1\r\n" + CLOSE) == b""
        for one in there:
            one.close()


def test_what_has_no_end_ends_with_the_process() -> None:
    async def for_ever(receive: Any, send: Any) -> None:
        await send({"type": "http.response.body", "body": b"more", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass

    def begins(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        environ[bridge.GOES_ON] = for_ever
        start("200 OK", [("Content-Type", "text/event-stream")])
        return [b"first"]

    with listening(begins) as server, server.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        got = bytearray()
        while b"more" not in got:
            got += connection.recv(1000)
        server.server.should_exit = True
        begun = time.monotonic()
        assert rest(connection) == b""
        assert time.monotonic() - begun < 5
    assert b"transfer-encoding: chunked" in got
    assert b"first" in got
