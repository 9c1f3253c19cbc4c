"""Appending to an archive (4.4): at the end, at the same cost however long the archive is, whole or not at all.

Nothing of the archive is read but its first kilobyte and its last. An event is at most one block long and so is its
header: the last two blocks of a whole archive are its last event, which states its own hash and height, and that is all
that the next event needs.

Where an append was interrupted (power, a full disk), the last two blocks are no event, or there are not even whole blocks.
The last whole event is then found by walking back block by block. What stands behind it is cut off if it is the beginning
of a group of records and nothing else: nobody was told that it is in the archive. Anything else is damage, is not
touched, and is reported.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .archive import Archive
from .canonical import read
from .chain import EVENT, KINDS, Chain, digest_of
from .errors import ArchiveBusy, MalformedInput
from .tar import BLOCK, HEADER, MAX_DATA, pad, padded, record_header

if TYPE_CHECKING:
    from types import TracebackType

_FURTHEST = 2 * (MAX_DATA + BLOCK) + 2 * BLOCK

Step = tuple[bytes, Sequence[bytes]]
"""An event type and the data that stand before it."""


def event_at(file: BinaryIO, end: int, timestamp: int) -> Chain | None:
    """The chain after the event whose last block ends at `end`, or None where no event does."""
    if end < 4 * BLOCK:
        return None
    file.seek(end - 2 * BLOCK)
    header, block = file.read(BLOCK), file.read(BLOCK)
    found = HEADER.match(header)
    if found is None or found[2] != b"event" or int(found[3], 8) > BLOCK:
        return None
    body = block[: int(found[3], 8)]
    if header != record_header(digest_of(body), b"event", len(body), timestamp) or block != pad(body):
        return None
    event = read(EVENT, body, "the last event")
    return Chain.after(event, found[1]) if event.type in KINDS else None


def last_event(file: BinaryIO, size: int, timestamp: int) -> tuple[int, Chain] | None:
    """The offset behind the last whole event of an archive of `size` bytes, and the chain there. None where there is none
    near its end: no append that was cut short or is still under way is as long."""
    for end in range(size - size % BLOCK, max(size - _FURTHEST, 0), -BLOCK):
        chain = event_at(file, end, timestamp)
        if chain is not None:
            return end, chain
    return None


def group_bytes(chain: Chain, steps: Iterable[Step], timestamp: int) -> bytes:
    """The records of events after `chain`, which moves on."""
    parts: list[bytes] = []
    for type_, data in steps:
        digests = [digest_of(body) for body in data]
        for digest, body in zip(digests, data, strict=True):
            parts += record_header(digest, b"data", len(body), timestamp), pad(body)
        event = chain.next_event(type_, digests[-1] if digests else None)
        digest = digest_of(event)
        chain.accept(event, digest, digests)
        parts += record_header(digest, b"event", len(event), timestamp), pad(event)
    return b"".join(parts)


class Appender:
    """An archive opened for appending by this process alone. A context manager.

    Raises `ArchiveBusy` while another process appends, `VerificationError` where it is no archive, `MalformedInput` where
    its end is damaged.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.end = 0
        self.file: BinaryIO = self.path.open("r+b", buffering=0)
        try:
            self._lock()
            with Archive(path, buffering=2 * BLOCK) as archive:
                self.timestamp = archive.timestamp
            self.chain = self._find_end()
        except BaseException:
            self.file.close()
            raise

    def __enter__(self) -> Appender:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let other processes append."""
        self.file.close()

    def sync(self) -> None:
        """Have on the disk what another process appended, which may have died before it was there."""
        os.fsync(self.file.fileno())

    def append(self, steps: Iterable[Step]) -> None:
        """Append events with their data. On return they are on the disk; after an error the archive is as before.

        Where the machine itself stops in between, the first of several events may be there.
        """
        chain = self.chain.copy()
        records = group_bytes(chain, steps, self.timestamp)
        self.file.seek(self.end)
        try:
            written = 0
            while written < len(records):
                written += self.file.write(memoryview(records)[written:])
            os.fsync(self.file.fileno())
        except BaseException:
            os.ftruncate(self.file.fileno(), self.end)
            raise
        self.chain, self.end = chain, self.end + len(records)

    def _lock(self) -> None:
        try:
            fcntl.flock(self.file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveBusy(
                f"{self.path}: another process is writing to this archive. Try again when it is done."
            ) from None

    def _find_end(self) -> Chain:
        """Set `end` to the offset behind the last event; cut off what an interrupted append has left behind it."""
        size = os.fstat(self.file.fileno()).st_size
        found = last_event(self.file, size, self.timestamp)
        if found is None:
            raise self._damage()
        self.end, chain = found
        if self.end < size:
            self._cut_off(self.end, size)
        return chain

    def _cut_off(self, end: int, size: int) -> None:
        if not self._is_cut_group(end, size):
            raise self._damage()
        os.ftruncate(self.file.fileno(), end)
        os.fsync(self.file.fileno())

    def _is_cut_group(self, position: int, size: int) -> bool:
        """Whether from `position` on there are whole data records, then one that is cut short, or none."""
        while position < size:
            self.file.seek(position)
            header = self.file.read(BLOCK)
            if len(header) < BLOCK:
                return self._begins_header(header)
            found = HEADER.match(header)
            if found is None or header != record_header(found[1], found[2], int(found[3], 8), self.timestamp):
                return False
            length = int(found[3], 8)
            position += BLOCK + padded(length)
            if position <= size and digest_of(self.file.read(length)) != found[1]:
                return False
        return True

    def _begins_header(self, start: bytes) -> bool:
        """Whether `start` may be the beginning of a header; what follows the name is not looked at."""
        digest = start[:64].ljust(64, b"0")
        names = (record_header(digest, kind, 0, self.timestamp)[:124] for kind in (b"data", b"event"))
        return not digest.strip(b"0123456789abcdef") and any(name.startswith(start[:124]) for name in names)

    def _damage(self) -> MalformedInput:
        return MalformedInput(
            "the end of this archive is damaged",
            str(self.path),
            "Nothing was changed. Compare it with a copy that somebody else holds (veche verify --extends).",
        )
