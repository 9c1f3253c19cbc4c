"""The woven band: a small ornament drawn from a hash, after the cloths of the region. Two people compare two bands at a glance.

The cloth is 91 cells wide and 19 high, symmetrical from left to right and from top to bottom. Cell (x, y) is folded to x' = min(x, 90 - x),
y' = min(y, 18 - y). Eleven figures stand in a row, of which six differ, numbered n = 0..5 from the edge to the middle: figure n has its middle at
x' = 9n, and at y' = 9 where n is odd (a diamond), at y' = 0 where n is even (a half diamond at the hem). Cell (x', y') belongs to the figure
from whose middle it is fewer than nine cells away, counted across plus down: a = |x' - 9n|, c = |y' - middle|, s = a + c.
Cells with s = 9 belong to no figure: they are the woven grid, always drawn. Cells with s = 8 are always left out.
For s <= 7 the digest decides: with j = min(a, c) the cell is drawn if bit 136 + 20n + k of the digest is 1, where
k = j + (1 + 1 + 2 + 2 + 3 + ... , s terms; term t is t // 2 + 1 from t = 0). Bits are counted from the first byte on, in each byte from the highest.

So the band shows the last 120 bits of 256; the words of a fingerprint are its first 60 bits. Diamonds and the grid are one colour ("warp"),
half diamonds the other ("weft"). The booth draws the same band; tests/web/house/test_band.py holds known ones.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version

WIDTH, HEIGHT, REACH = 91, 19, 9
FIRST_BIT, BITS_OF_FIGURE = 136, 20
DIGEST = 32


def digest_of(text: str) -> bytes:
    """The 32 bytes of a hash written in hexadecimal (64 digits) or in base64 (43 characters). Raises ValueError for anything else."""
    try:
        found = (
            bytes.fromhex(text) if len(text) == 2 * DIGEST else base64.b64decode(text + "=", validate=True)
        )
    except (ValueError, binascii.Error) as error:
        raise ValueError("not a hash of 32 bytes") from error
    if len(found) != DIGEST:
        raise ValueError("not a hash of 32 bytes")
    return found


@cache
def of_this_release() -> bytes:
    """The digest whose band is the mark in the header: SHA-256 of "veche " and the version."""
    return hashlib.sha256(f"veche {version('veche')}".encode()).digest()


def cells(digest: bytes) -> Iterator[tuple[int, int, bool]]:
    """Each cell that is drawn: across, down, and whether it is warp."""
    for y in range(HEIGHT):
        for x in range(WIDTH):
            figure, bit = _place(min(x, WIDTH - 1 - x), min(y, HEIGHT - 1 - y))
            if bit is None or (bit >= 0 and digest[bit // 8] >> (7 - bit % 8) & 1):
                yield x, y, bit is None or figure % 2 == 1


@cache
def _place(x: int, y: int) -> tuple[int, int | None]:
    """The figure of a folded cell, and its bit: None where the cell is always drawn, -1 where it never is."""
    for figure in range(6):
        across, down = abs(x - REACH * figure), abs(y - REACH * (figure % 2))
        far = across + down
        if far < REACH:
            before = sum(term // 2 + 1 for term in range(far))
            bit = FIRST_BIT + BITS_OF_FIGURE * figure + before + min(across, down)
            return figure, -1 if far == REACH - 1 else bit
    return 0, None


@lru_cache(maxsize=64)
def paths(digest: bytes) -> tuple[str, str]:
    """The band as two SVG paths (warp, weft) in a view of 91 by 19: each run of cells in a row is one rectangle."""
    drawn = {True: "", False: ""}
    rows = {(x, y): warp for x, y, warp in cells(digest)}
    for (x, y), warp in rows.items():
        if rows.get((x - 1, y)) is warp:
            continue
        length = 1
        while rows.get((x + length, y)) is warp:
            length += 1
        drawn[warp] += f"M{x} {y}h{length}v1h-{length}z"
    return drawn[True], drawn[False]
