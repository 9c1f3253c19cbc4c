"""Long downloads, a few at a time: each keeps a thread for as long as its reader likes, and some must be left for voters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import BoundedSemaphore

AT_ONCE = 8
"""In a process, which does 16 things at once (`serving.asgi.THREADS`)."""

_places = BoundedSemaphore(AT_ONCE)


class TooManyDownloads(Exception):
    """Come back later."""


class Download:
    """What is sent, part by part. Its place is given back when the response is closed or dropped, read to its end or not.

    Raises TooManyDownloads.
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts, self._places = parts, _places
        self._open = self._places.acquire(blocking=False)
        if not self._open:
            raise TooManyDownloads

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._parts)

    def close(self) -> None:
        """Once or several times."""
        if self._open:
            self._open = False
            self._places.release()

    def __del__(self) -> None:
        self.close()
