"""Whether one archive extends an earlier one (3.5.1): whoever kept an older copy can tell that nothing was taken away."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from .archive import Archive
from .chain import Chain
from .errors import VerificationError

if TYPE_CHECKING:
    import os

_PIECE = 1 << 20


def check_extends(older: str | os.PathLike[str], newer: str | os.PathLike[str]) -> int:
    """How many events `newer` has beyond `older`.

    The older archive must be whole (hashes, chain and order are checked), and the newer one must begin with it, byte for
    byte, and go on in the same chain. Proofs are not checked here: verify the newer archive too. Raises
    `VerificationError`: `archive.extends`, or what is wrong with either archive itself.
    """
    with Archive(older) as old, Archive(newer) as new:
        chain = Chain()
        deque(old.groups(chain), maxlen=0)  # each event moves the chain on
        if not chain.last:
            _refuse("the older archive does not end with an event")
        if old.size > new.size:
            _refuse(f"it is shorter ({new.size} bytes) than the older one ({old.size} bytes)")
        _compare(old, new)
        return sum(1 for _ in new.groups(chain, old.size))


def _compare(old: Archive, new: Archive) -> None:
    old.file.seek(0)
    new.file.seek(0)
    for position in range(0, old.size, _PIECE):
        size = min(_PIECE, old.size - position)
        if old.file.read(size) != new.file.read(size):
            _refuse(f"it differs from the older one in the bytes from {position} on")


def _refuse(detail: str) -> None:
    raise VerificationError("archive.extends", "archive", detail)
