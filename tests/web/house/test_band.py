"""The woven band: deterministic, symmetrical, and different where the hash is."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.web.house.band import HEIGHT, WIDTH, cells, digest_of, of_this_release, paths

KNOWN = {
    "zero": "63b01a7112556ff5d46bcda9eaf327903a8cad156c566776432dbc5966ac1ca9",
    "one": "f6cdf77d3d1a1722bd362395d61b15c5ec07b54cb30b183e3946d72cbd6b9fa7",
    "sample": "241c99aea0f714276c353d225c0778f7fdde46321f6ea6b8d1be08e1b8babb43",
}
"""SHA-256 of both paths, joined by a line break, of three digests."""
DIGESTS = st.binary(min_size=32, max_size=32)


def known() -> dict[str, str]:
    """SHA-256 of both paths, joined by a line break, of some digests."""
    return {
        "zero": hashlib.sha256("\n".join(paths(bytes(32))).encode()).hexdigest(),
        "one": hashlib.sha256("\n".join(paths(b"\xff" * 32)).encode()).hexdigest(),
        "sample": hashlib.sha256("\n".join(paths(hashlib.sha256(b"a sample").digest())).encode()).hexdigest(),
    }


def test_known_bands() -> None:
    assert known() == KNOWN


@given(DIGESTS)
def test_a_band_is_symmetrical_both_ways(digest: bytes) -> None:
    drawn = set(cells(digest))
    assert {(WIDTH - 1 - x, y, warp) for x, y, warp in drawn} == drawn
    assert {(x, HEIGHT - 1 - y, warp) for x, y, warp in drawn} == drawn


@given(DIGESTS, st.integers(136, 255))
def test_each_of_the_last_120_bits_changes_the_band(digest: bytes, bit: int) -> None:
    other = bytearray(digest)
    other[bit // 8] ^= 0x80 >> bit % 8
    assert paths(bytes(other)) != paths(digest)


def test_the_grid_is_always_there() -> None:
    warp, weft = paths(bytes(32))
    assert warp
    assert weft == ""


@given(DIGESTS)
def test_a_digest_is_read_as_it_is_written(digest: bytes) -> None:
    assert digest_of(digest.hex()) == digest
    assert digest_of(base64.b64encode(digest).decode().rstrip("=")) == digest


@pytest.mark.parametrize("text", ["", "00", "z" * 64, "!" * 43, "A" * 42])
def test_what_is_no_digest_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a hash"):
        digest_of(text)


def test_the_mark_is_that_of_a_release() -> None:
    assert len(of_this_release()) == 32
