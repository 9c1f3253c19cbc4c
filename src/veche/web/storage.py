"""Which database: SQLite in the data folder, or PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(address: str, data: Path) -> dict[str, Any]:
    """Django's description of the database. `address`: empty, or postgresql://user@host/name (?host=/socket for a socket).

    Raises ValueError for any other address.
    """
    return _postgres(address) if address else _sqlite(data / "veche.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    """A commit is on the disk when it returns (synchronous=FULL), deleted rows are overwritten (secure_delete)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def _postgres(address: str) -> dict[str, Any]:
    found = urlsplit(address)
    if found.scheme not in ("postgresql", "postgres") or not found.path.strip("/"):
        raise ValueError("VECHE_DATABASE: write postgresql://user@host/name, or leave it out for SQLite")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": found.path.strip("/"),
        "USER": unquote(found.username or ""),
        "PASSWORD": unquote(found.password or ""),
        "HOST": found.hostname or "",
        "PORT": str(found.port or ""),
        "OPTIONS": dict(parse_qsl(found.query)),
        "CONN_MAX_AGE": 60,
    }
