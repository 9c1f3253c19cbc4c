"""`veche serve` as it runs in earnest: it begins, answers, survives, and ends in order."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from web.serving.servers import Server, descendants, environment, own_database, serving, veche


@pytest.fixture
def database() -> Iterator[str]:
    with own_database() as address:
        yield address


def test_it_begins_answers_and_ends_without_a_word_of_who_asked(tmp_path: Path, database: str) -> None:
    with serving(tmp_path / "data", database) as server:
        assert "<h1>" in server.get("/")
        for _ in server.waiting("the clock did not begin"):
            with suppress(OSError):
                if server.get("/health/") == "database: ok\ndisk: ok\njobs: ok\n":
                    break
        host, port = server.address.removeprefix("http://").strip("/").split(":")
        ask_badly(host, int(port))
        assert server.stop() == 0
        said = server.said().replace(server.address, "")
    assert said.splitlines() == [
        "ok serving at ",
        "Next: open it in a browser on this machine; stop the server with Ctrl-C",
    ]
    assert not [path for path in (tmp_path / "data").rglob("*") if path.stat().st_mode & 0o077]


def ask_badly(host: str, port: int) -> None:
    """What a server is tempted to write down: a page that is not there, and what is no request at all."""
    connection = HTTPConnection(host, port)
    connection.request("GET", "/votes/SomebodysVoteHere/?token=secret")
    assert connection.getresponse().status == 404
    connection.close()
    for nonsense in (
        b"GET /secret HTTP/9.9\r\n\r\n",
        b"\0\xff\r\n\r\n",
        b"GET " + b"/" * 5000 + b" HTTP/1.1\r\n\r\n",
    ):
        with socket.create_connection((host, port)) as raw:
            raw.sendall(nonsense)
            raw.recv(1000)


def test_what_is_killed_is_started_again_and_ctrl_c_ends_all(tmp_path: Path, database: str) -> None:
    with serving(tmp_path / "data", database) as server:
        check_that_a_second_one_is_refused(server, tmp_path, database)
        for child in descendants(server.process.pid):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        assert "<h1>" in server.get("/")  # who comes in between waits
        for _ in server.waiting("not everything was started again"):
            if len(descendants(server.process.pid)) == 3:  # the web, its worker, and jobs
                break
        children = descendants(server.process.pid)
        assert server.stop(signal.SIGINT) == 0
        assert "the process for jobs ended, and is started again" in server.said()
    assert not [child for child in children if alive(child)]


def check_that_a_second_one_is_refused(server: Server, tmp_path: Path, database: str) -> None:
    around = environment(tmp_path / "data", database)
    address = server.address.removeprefix("http://").strip("/")
    second = veche(["serve", "--address", address], around)
    assert "another server works in the same data folder" in second.stderr
    other = veche(["serve", "--address", address, "--data", str(tmp_path / "other")], around)
    assert other.stderr.startswith(f"veche: cannot listen there: Address already in use: {address}: choose")
    assert (second.returncode, other.returncode) == (1, 1)


def test_what_is_unsafe_is_one_line(tmp_path: Path) -> None:
    ran = veche(["serve", "--address", "0.0.0.0:0"], environment(tmp_path / "data", ""))
    assert ran.returncode == 1
    assert ran.stderr.startswith("veche: others could come there without TLS: 0.0.0.0: listen on")


def alive(process: int) -> bool:
    """Not gone, and not a remainder that nobody has asked for."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_on_a_unix_socket_nothing_goes_on_when_the_watcher_is_killed(tmp_path: Path, database: str) -> None:
    path = tmp_path / "veche.sock"
    for number in (
        signal.SIGKILL,
        signal.SIGTERM,
    ):  # the second one finds the socket that the first left behind
        with serving(tmp_path / "data", database, "--address", f"unix:{path}") as server:
            assert b"200 OK" in ask(path)
            children = descendants(server.process.pid)
            server.stop(number)
            for _ in server.waiting("a process went on by itself"):
                if not [child for child in children if alive(child)]:
                    break
    assert not path.exists()


def ask(path: Path) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return connection.recv(1000)
