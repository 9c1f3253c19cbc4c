"""The encrypted tally (4.18): the last ballot of every credential, added up in the core."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from .behind import Behind
from .canonical import ListOf, Record, Shape, Source, read
from .chain import digest_of
from .errors import VerificationError, named
from .messages import ELEMENT, SIZED_TALLY, SizedTally

if TYPE_CHECKING:
    from .archive import Archive, Data
    from .credentials import Roll
    from .election import OpenElection

MAX_BATCH = 64 * 1024 * 1024
"""Bytes of ballots that wait for the core at once, at most, but for one ballot."""

Progress = Callable[[str, int, int], None]
"""(stage, done, total)"""


class LastBallots:
    """last(B): for each credential on the roll where its last ballot stands, and its hash: 40 bytes each (4.17)."""

    def __init__(self, roll: Roll) -> None:
        self.roll = roll
        self.offsets = array("q", [-1]) * len(roll)
        self._digests = bytearray(32 * len(roll))
        self.count = 0

    def add(self, place: int, ballot: Data) -> None:
        """This ballot replaces any earlier one of the credential at `place`."""
        self.count += self.offsets[place] < 0
        self.offsets[place] = ballot.offset
        self._digests[32 * place : 32 * place + 32] = bytes.fromhex(ballot.digest.decode())

    def __len__(self) -> int:
        """How many credentials have voted."""
        return self.count

    def __iter__(self) -> Iterator[tuple[int, bytes, int]]:
        """(offset, hash, weight) of each last ballot, in the order of the archive; a hash is 32 bytes."""
        voted = (place for place, offset in enumerate(self.offsets) if offset >= 0)
        for place in sorted(voted, key=self.offsets.__getitem__):
            digest = bytes(self._digests[32 * place : 32 * place + 32])
            yield self.offsets[place], digest, self.roll.weight_at(place)

    @property
    def total_weight(self) -> int:
        if self.roll.weights is None:
            return self.count
        return sum(
            weight for weight, offset in zip(self.roll.weights, self.offsets, strict=True) if offset >= 0
        )


@dataclass(frozen=True)
class Aggregate:
    """The encrypted tally of an archive, and its size."""

    message: bytes
    """As every release of Belenios writes it: the ciphertexts of non-homomorphic questions sorted."""
    in_ballot_order: bytes
    """As 4.18 says literally: those ciphertexts in the order of the ballots."""
    num_tallied: int
    total_weight: int

    def sized(self, message: bytes) -> bytes:
        return SIZED_TALLY.write(SizedTally(self.num_tallied, self.total_weight, digest_of(message)))


def aggregate(
    archive: Archive,
    election: OpenElection,
    last: LastBallots,
    *,
    batch: int,
    threads: int,
    progress: Progress | None = None,
) -> Aggregate:
    """Add up the last ballots, which were checked before, reading them a second time from `archive`.

    Each must still be the ballot that was checked: whoever can exchange files while a trustee verifies could otherwise
    have one person's ballot added up in place of all, and decrypted.
    Raises `VerificationError("tally.weight")` for a weight other than 1 where a question is non-homomorphic.
    """
    tally = election.core.tally()
    with archive.elsewhere(), Behind() as core, named("encrypted_tally"):
        for done, (ballots, weights) in _batches(archive, last, batch):
            core.run(tally.add, ballots, weights, threads=threads)
            if progress:
                progress("tally", done, len(last))
        core.wait()
        return Aggregate(
            tally.encrypted_tally(), tally.encrypted_tally_in_ballot_order(), len(last), last.total_weight
        )


def _batches(
    archive: Archive, last: LastBallots, batch: int
) -> Iterator[tuple[int, tuple[list[bytes], list[int]]]]:
    ballots: list[bytes] = []
    weights: list[int] = []
    size = 0
    for done, (offset, digest, weight) in enumerate(last, start=1):
        ballots.append(archive.same_data_at(offset, digest))
        weights.append(weight)
        size += len(ballots[-1])
        if len(ballots) == batch or size > MAX_BATCH or done == len(last):
            yield done, (ballots, weights)
            ballots, weights, size = [], [], 0


def check_encrypted_tally(
    encrypted_tally: bytes, sized: bytes, expected: Aggregate, election: OpenElection
) -> SizedTally:
    """Hold both messages against the ballots.

    Raises `VerificationError`: `json`, `archive.payload`, `tally.count`, `group.element`, `tally.aggregate`.
    """
    stated = read(SIZED_TALLY, sized, "sized_encrypted_tally")
    if stated.encrypted_tally != digest_of(encrypted_tally):
        raise VerificationError(
            "archive.payload",
            "sized_encrypted_tally",
            "it refers to other data than those that stand before it",
        )
    if (stated.num_tallied, stated.total_weight) != (expected.num_tallied, expected.total_weight):
        detail = f"there are {expected.num_tallied} last ballots of weight {expected.total_weight}"
        raise VerificationError("tally.count", "sized_encrypted_tally", detail)
    if encrypted_tally not in (expected.message, expected.in_ballot_order):
        _refuse(encrypted_tally, election)
    return stated


@dataclass(frozen=True)
class _Ciphertext:
    alpha: bytes
    beta: bytes


_CIPHERTEXT = Record(_Ciphertext, ("alpha", ELEMENT), ("beta", ELEMENT))


class _Tally(Shape[list[bytes]]):
    """An array of ciphertexts for each question, or one for each list of a question of lists, as a flat list of elements."""

    def __init__(self, election: OpenElection) -> None:
        row = ListOf(_CIPHERTEXT)
        self.rows: list[Shape[Any]] = [ListOf(row) if q.kind == "L" else row for q in election.questions]

    def read(self, source: Source) -> list[bytes]:
        elements: list[bytes] = []
        rows = itertools.chain(
            self.rows, itertools.repeat(self.rows[-1])
        )  # more are read as the core reads them
        source.expect(b"[")
        for number, row in enumerate(rows):
            if source.take(b"]"):
                break
            if number:
                source.expect(b",")
            elements += _elements(row.read_inside(source, f"[{number}]"))
        return elements


def _elements(value: Any) -> list[bytes]:
    if isinstance(value, _Ciphertext):
        return [value.alpha, value.beta]
    return [element for member in value for element in _elements(member)]


def _refuse(encrypted_tally: bytes, election: OpenElection) -> NoReturn:
    """An encrypted tally that is not what it should be: for the first reason there is."""
    elements = read(_Tally(election), encrypted_tally, "encrypted_tally")
    with named("encrypted_tally"):
        election.group.check_elements(elements)
    raise VerificationError("tally.aggregate", "encrypted_tally", "it is not the product of the last ballots")
