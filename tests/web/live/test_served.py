"""Streams of a real server: a change reaches all, strangers get nothing, and what breaks is found again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO

import pytest
from web.serving.servers import Server, descendants, environment, own_database, serving

HALL = Path(__file__).with_name("hall.py")
ROOT = Path(__file__).resolve().parents[3]
PHONES = 10


class Hall:
    """The assembly, in a process of its own."""

    def __init__(self, data: Path, database: str) -> None:
        paths = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
        self.process = subprocess.Popen(
            [sys.executable, str(HALL), str(PHONES)],
            env=environment(data, database) | {"PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        made = json.loads(self._line())
        self.path = f"/assemblies/{made['assembly']}/live/"
        self.cookies: list[str] = made["cookies"]

    def do(self, words: str) -> None:
        print(words, file=self._pipe(self.process.stdin), flush=True)
        assert self._line() == "ok\n"

    def _line(self) -> str:
        return self._pipe(self.process.stdout).readline()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


class Phone:
    """Reads a stream in a thread, as a browser does, until it ends."""

    def __init__(
        self, server: Server, hall: Hall, cookie: str, language: str = "en", kind: str = "phone"
    ) -> None:
        host = server.address.removeprefix("http://").strip("/")
        self.connection = HTTPConnection(host, timeout=60)
        headers = {"Cookie": cookie, "Accept-Language": language}
        self.connection.request("GET", f"{hall.path}{kind}/?seen=0", headers=headers)
        self.response = self.connection.getresponse()
        self.got = ""
        self.ended = threading.Event()
        self.reading = threading.Thread(target=self._read, daemon=True)
        self.reading.start()

    def _read(self) -> None:
        with suppress(OSError, HTTPException, ValueError):
            while line := self.response.readline():
                self.got += line.decode()
        self.response.close()
        self.connection.close()
        self.ended.set()


@pytest.fixture
def database() -> Iterator[str]:
    with own_database() as address:
        yield address


def wait(server: Server, phones: list[Phone], text: str) -> None:
    for _ in server.waiting(f"not all were sent {text}"):
        if all(text in one.got for one in phones):
            return


def test_streams(tmp_path: Path, database: str) -> None:
    hall = Hall(tmp_path / "data", database)
    with serving(tmp_path / "data", database) as server:
        phones = [
            Phone(server, hall, cookie, language)
            for cookie, language in zip(hall.cookies, ["en", "be", "ru", "uk", "pl"] * 2, strict=True)
        ]
        assert {one.response.headers["Content-Type"] for one in phones} == {"text/event-stream"}
        assert {one.response.headers["X-Accel-Buffering"] for one in phones} == {"no"}
        wait(server, phones, "Wages")
        check_that_others_get_nothing(server, hall)
        began = time.monotonic()
        hall.do("change Safety")
        wait(server, phones, "Safety")
        assert time.monotonic() - began < 5
        check_that_they_come_back(server, hall, phones)
        phones = [Phone(server, hall, cookie) for cookie in hall.cookies]
        wait(server, phones, "Safety")
        hall.do("change Holidays")
        wait(server, phones, "Holidays")
        hall.do("close")
        wait(server, phones, "event: end")
        assert all(one.ended.wait(10) for one in phones)
        last = Phone(server, hall, hall.cookies[0])
        assert server.stop() == 0
        assert last.ended.wait(10)
        said = server.said().replace(server.address, "")
    assert [
        line for line in said.splitlines() if "Perhaps out of memory" not in line and "gunicorn" not in line
    ] == [
        "ok serving at ",
        "Next: open it in a browser on this machine; stop the server with Ctrl-C",
    ]
    hall.process.kill()
    hall.process.wait()
    hall._pipe(hall.process.stdin).close()
    hall._pipe(hall.process.stdout).close()


def check_that_others_get_nothing(server: Server, hall: Hall) -> None:
    """No cookie, a cookie of nobody, and a phone at the desk: as if nothing were there."""
    for cookie, kind in (
        ("", "phone"),
        (f"{hall.cookies[0]}x", "phone"),
        (hall.cookies[0], "desk"),
        (hall.cookies[0], "x"),
    ):
        stranger = Phone(server, hall, cookie, kind=kind)
        assert stranger.response.status == 404
        assert stranger.ended.wait(10)
        assert "Wages" not in stranger.got


def check_that_they_come_back(server: Server, hall: Hall, phones: list[Phone]) -> None:
    """The process that answers is killed: streams break, and those who come again are answered by the next."""
    web = next(child for child in descendants(server.process.pid) if descendants(child))
    os.kill(descendants(web)[0], signal.SIGKILL)
    assert all(one.ended.wait(20) for one in phones)
    hall.do("change Safety")
