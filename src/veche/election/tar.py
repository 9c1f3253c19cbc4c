"""One file inside an archive: a header of one block and a body padded to whole blocks (4.4).

The old tar format leaves nothing open here: mode 0000644, user and group 0, the same time in every header, no blocks at
the end. So a header follows from name, size and time, and a reader compares it whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

BLOCK = 512
MAX_DATA = 256 * 1024 * 1024
MAX_BALLOT = 8 * 1024 * 1024
MAX_EVENT = BLOCK
MAX_TIMESTAMP = 8**11 - 1

HEADER = re.compile(rb"([0-9a-f]{64})\.(data|event)\.json\0.{48,49}([0-7]{11})\0", re.DOTALL)
"""The start of a header, loosely: hash, kind and size. Whether it is exact, `record_header` tells."""
SIZE_AND_TIME = re.compile(rb".{124}([0-7]{11})\0([0-7]{11})\0", re.DOTALL)
"""The start of any header, as loosely."""


@lru_cache(maxsize=4096)
def _around_name(
    rest_of_name: bytes, name_length: int, size: int, timestamp: int
) -> tuple[bytes, bytes, int]:
    """What stands between the hash and the checksum, after the checksum, and the sum of it all without the hash."""
    before = rest_of_name.ljust(100 - name_length, b"\0")
    before += b"0000644\0" + 2 * b"0000000\0" + b"%011o\0%011o\0" % (size, timestamp)
    after = b"0".ljust(BLOCK - 156, b"\0")
    return before, after, sum(before) + sum(after) + 8 * ord(" ")


def record_header(digest: bytes, kind: bytes, size: int, timestamp: int) -> bytes:
    """The header of HASH.data.json or HASH.event.json. `digest`: 64 hexadecimal digits; `kind`: b"data" or b"event"."""
    before, after, total = _around_name(b"." + kind + b".json", 64, size, timestamp)
    return b"%b%b%06o\0 %b" % (digest, before, total + sum(digest), after)


def first_header(size: int, timestamp: int, name: bytes = b"BELENIOS") -> bytes:
    """The header of the file BELENIOS, or of one that should have been it."""
    before, after, total = _around_name(name, 0, size, timestamp)
    return b"%b%06o\0 %b" % (before, total, after)


def padded(size: int) -> int:
    """The size of a body in whole blocks, in bytes."""
    return -(-size // BLOCK) * BLOCK


def pad(body: bytes) -> bytes:
    return body.ljust(padded(len(body)), b"\0")
