"""One server for one data folder: two would start the same job twice."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyServed(Exception):
    """Another server works in this folder."""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder as long as this block, and whatever it starts, goes on. Raises AlreadyServed."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / "veche.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise AlreadyServed from None
    try:
        yield
    finally:
        os.close(descriptor)
