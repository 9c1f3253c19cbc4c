"""A real `veche serve`, in processes of its own, on the database that the tests run on."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg

POSTGRES = os.environ.get("VECHE_TEST_DATABASE", "")
PATIENCE = 60.0
"""Seconds: long enough for a machine that does much else."""


@contextmanager
def own_database() -> Iterator[str]:
    """VECHE_DATABASE for one test: empty for SQLite, else a new database on the same PostgreSQL, gone afterwards."""
    if not POSTGRES:
        yield ""
        return
    name = f"veche_{secrets.token_hex(6)}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def environment(data: Path, database: str, **changed: str) -> dict[str, str]:
    """Of a server that keeps its things in `data`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VECHE_", "DJANGO_"))}
    return kept | {"VECHE_DATA": str(data), "VECHE_DATABASE": database, "LC_ALL": "C.UTF-8"} | changed


def veche(words: list[str], around: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "veche.cli", "--plain", *words],
        env=dict(around),
        text=True,
        capture_output=True,
    )


class Server:
    """A running server. What it says is in `log`."""

    def __init__(self, data: Path, database: str, *words: str, **changed: str) -> None:
        self.data = data
        self.log = data.with_name(f"{data.name}.log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "veche.cli", "--plain", "serve", "--workers", "1", *words],
                env=environment(data, database, **changed),
                stdout=log,
                stderr=log,
            )
        self.address = self._address()

    def _address(self) -> str:
        for _ in self.waiting("the server did not begin"):
            for line in self.said().splitlines():
                if "serving at " in line:
                    return line.partition("serving at ")[2].strip()
            assert self.process.poll() is None, self.said()
        raise AssertionError

    def said(self) -> str:
        return self.log.read_text()

    def get(self, path: str) -> str:
        with urlopen(self.address + path.lstrip("/"), timeout=PATIENCE) as response:
            return str(response.read().decode())

    def waiting(self, otherwise: str) -> Iterator[None]:
        """Again and again, until the test is satisfied. Raises AssertionError after a while."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            yield
            time.sleep(0.05)
        raise AssertionError(f"{otherwise}: {self.said()}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(data: Path, database: str, *words: str, **changed: str) -> Iterator[Server]:
    """A server on a free port, stopped at the end if the test did not."""
    server = Server(data, database, *(words or ("--address", "127.0.0.1:0")), **changed)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def descendants(process: int) -> list[int]:
    """Processes that a process started, and those that they did."""
    children = [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return children + [one for child in children for one in descendants(child)]
