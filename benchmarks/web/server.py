"""`veche serve`, started for a measurement, and what its processes use."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

POSTGRES = os.environ.get("VECHE_TEST_DATABASE", "")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Place:
    """A data folder and its database."""

    data: Path
    database: str

    @property
    def kind(self) -> str:
        return "PostgreSQL" if self.database else "SQLite"

    def environment(self) -> dict[str, str]:
        return {**os.environ, "VECHE_DATA": str(self.data), "VECHE_DATABASE": self.database}

    def python(self, *words: str) -> str:
        """Run a program on this data to its end, and return what it prints."""
        ran = subprocess.run(
            [sys.executable, *words], env=self.environment(), stdout=subprocess.PIPE, text=True, check=True
        )
        return ran.stdout.strip()


@contextmanager
def place(data: Path, on_postgres: bool) -> Iterator[Place]:
    """An empty one; its database, where it is PostgreSQL, is gone afterwards."""
    if not on_postgres:
        yield Place(data, "")
        return
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield Place(data, urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}")))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


class Server:
    """A running server. A context manager."""

    def __init__(self, where: Place, workers: int) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "veche.cli",
                "--plain",
                "serve",
                "--address",
                "127.0.0.1:0",
                "--workers",
                str(workers),
            ],
            env=where.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().partition("http://")[2].strip("/\n")
        if not self.address:
            raise RuntimeError("the server did not begin")

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *raised: object) -> None:
        self.process.terminate()
        self.process.wait()

    def processor_seconds(self) -> float:
        """Of the server and all that it started, but not of PostgreSQL."""
        return sum(_seconds(one) for one in (self.process.pid, *_below(self.process.pid)))


def _below(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [one for child in map(int, children) for one in (child, *_below(child))]


def _seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
