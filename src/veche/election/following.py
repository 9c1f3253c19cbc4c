"""Reading on in an archive from where an earlier reading stopped, and where its last whole event ends while it grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .appender import event_at, last_event
from .archive import Archive, Group
from .errors import VerificationError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator


def groups_after(archive: Archive, end: int, last: bytes) -> Iterator[Group] | None:
    """The events behind offset `end`, where an event with the hash `last` (64 hexadecimal digits) must stand.

    None where it does not: this is another archive, or an older one. Refusals count records from 1 at `end`.
    """
    if end > archive.size:
        return None
    chain = event_at(archive.file, end, archive.timestamp)
    if chain is None or chain.last != last:
        return None
    return archive.groups(chain, end)


def whole_end(path: str | os.PathLike[str]) -> int:
    """The offset behind the last whole event: what stands before it will not change, whoever appends meanwhile.

    Raises `OSError`, `VerificationError` where this is no archive or its end is damaged.
    """
    with Archive(path) as archive:
        found = last_event(archive.file, archive.size, archive.timestamp)
    if found is None:
        raise VerificationError("archive.order", "archive", "no whole event stands near its end")
    return found[0]


def setup_end(path: str | os.PathLike[str]) -> int:
    """The offset behind the event Setup: questions, keys and roll, and no ballot. Raises as `whole_end` does."""
    with Archive(path) as archive:
        group = next(archive.groups(), None)
    if group is None:
        raise VerificationError("archive.order", "event 0", "the archive ends before the election is set up")
    return group.end
