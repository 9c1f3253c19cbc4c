"""Long files come in chunks, and what is kept of them grows with different papers alone."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator

import pytest

from veche.counting import Contest
from veche.counting.formats import Cells, Form, read_from

LINES = 200_000


class Stream:
    """A pipe: chunks of about the size that a kernel gives, made while they are read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines

    def read(self, size: int, /) -> bytes:
        del size
        return "".join(line for _, line in zip(range(500), self.lines, strict=False)).encode()


def blt() -> Iterator[str]:
    yield "20 3\n"
    for number in range(LINES):
        yield f"1 {number % 20 + 1} {(number + 7) % 20 + 1} 0\n"
    yield "0\n"
    yield from (f"candidate {number}\n" for number in range(1, 21))
    yield "Title"


def soi() -> Iterator[str]:
    yield f"# NUMBER ALTERNATIVES: 20\n# NUMBER VOTERS: {LINES}\n"
    yield from (f"# ALTERNATIVE NAME {number}: candidate {number}\n" for number in range(1, 21))
    for number in range(LINES):
        yield f"1: {number % 20 + 1},{(number + 7) % 20 + 1}\n"


def csv() -> Iterator[str]:
    yield "Ana,Bo,Cleo\n"
    for number in range(LINES // 10):
        yield f"{number % 2},{number % 3},\n"


def measured(form: Form, lines: Iterator[str], cells: Cells | None = None) -> tuple[Contest, int]:
    """The contest, and the most memory that Python held while it was read."""
    tracemalloc.start()
    try:
        found = read_from(Stream(lines), form, cells=cells)
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("form", "lines"), [(Form.BLT, blt), (Form.SOI, soi)])
def test_a_long_stream_of_rankings_takes_little_memory(form: Form, lines) -> None:
    found, most = measured(form, lines())
    assert (found.ballots.total, found.ballots.distinct) == (LINES, 20)
    assert most < 1 << 20


def test_a_long_stream_of_scores_takes_little_memory() -> None:
    found, most = measured(Form.CSV, csv(), Cells.SCORES)
    assert (found.ballots.total, len(found.ballots.groups)) == (LINES // 10, 6)
    assert most < 1 << 20


IN_A_PROCESS_OF_ITS_OWN = """
import resource
from itertools import chain, repeat
from veche.counting.formats import Form, read_from

class Stream:
    ballots = b"".join(b"1 %s 0\\n" % b" ".join(b"%d" % ((n + k) % 20 + 1) for n in range(20)) for k in range(1000))
    names = b"0\\n" + b"".join(b"c%d\\n" % n for n in range(21))
    chunks = chain([b"20 3\\n"], repeat(ballots, 200), [names])
    def read(self, size):
        return next(self.chunks, b"")

read_from(Stream(), Form.BLT).ballots.total
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
Stream.chunks = chain([b"20 3\\n"], repeat(Stream.ballots, 1000), [Stream.names])
assert read_from(Stream(), Form.BLT).ballots.total == 1_000_000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_million_papers_take_no_more_memory_than_a_fifth_of_them() -> None:
    """The core's memory too, which only the system sees; a million rankings one by one would be 55 MB."""
    done = subprocess.run([sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN], capture_output=True, check=True)
    assert int(done.stdout) < 10_000  # KiB


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_it_does_not_matter_where_chunks_end(size: int) -> None:
    text = "3 2\n-2\n1 1 3 0\n2 3 0\n0\nAna\nBo\nCleo\nTitle"
    data = text.encode()
    chunks = iter([data[at : at + size] for at in range(0, len(data), size)])

    class Chunked:
        def read(self, size: int, /) -> bytes:
            del size
            return next(chunks, b"")

    found = read_from(Chunked(), Form.BLT)
    assert (found.title, found.ballots.canonical()) == ("Title", b"1 1 3\n2 3\n")
