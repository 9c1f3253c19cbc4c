"""The booth in one file: whoever compares its hash with others need not trust the page that this server sends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders

FILE = "booth/veche-booth.html"


@dataclass(frozen=True)
class Single:
    """`address` among the static files; `digest`: SHA-256 in hexadecimal, as `sha256sum` prints it."""

    address: str
    name: str
    digest: str


@cache
def single() -> Single:
    """Of the file that this server hands out, and not what a list says of it. Raises FileNotFoundError where it was not built."""
    found = finders.find(FILE)
    if found is None:
        raise FileNotFoundError(FILE)
    path = Path(found)
    return Single(FILE, path.name, sha256(path.read_bytes()).hexdigest())
