"""A lot that nobody can choose once the votes are known: a seed sealed before the count and published with it.

The commitment is published before the count, best before nominations close, so that the seed cannot have been picked for
a name. Whoever keeps the seed keeps it secret until the count, then publishes it. Anyone can draw the lot again:

    commitment = SHA-256("veche lot v1" ‖ seed)                                         seed: 32 bytes
    place of a candidate = SHA-256("veche lot order v1" ‖ seed ‖ stage ‖ name)          stage: 4 bytes, big endian; name: UTF-8
    joint seed           = SHA-256("veche joint lot v1" ‖ seeds)                        seeds: in the order of their commitments
    drawn number         = SHA-256("veche lot draw v1" ‖ seed ‖ stage ‖ turn) mod size  turn: 4 bytes, big endian, from 0

Who seals a lot alone can try seeds until one suits the names that are standing. Where that matters, several people
each seal one and publish its commitment: together they are one lot, that none of them could choose.

The lot puts the candidates of a tie in the order of their places, lowest first. It knows candidates by name, so that
renumbering them changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .errors import LotMismatch
from .record import LotShown

SEED = 32
"""Bytes of a seed: nobody guesses it, and nobody finds two for one commitment."""

KIND = "veche lot v1"


@dataclass(frozen=True)
class Lot:
    """A sealed lot. The seed is a secret until the count, so it does not show when a lot is printed.

    `parts` are the lots of several people that it was made of.
    """

    seed: bytes = field(repr=False)
    parts: tuple[Lot, ...] = ()

    @classmethod
    def seal(cls) -> Lot:
        """A new lot, by the randomness of the operating system."""
        return cls(secrets.token_bytes(SEED))

    @classmethod
    def open(cls, seed: bytes, commitment: str) -> Lot:
        """The lot with this seed of 32 bytes. Raises LotMismatch where it is not the one that was committed to."""
        lot = cls(seed)
        if len(seed) != SEED or lot.commitment != commitment:
            raise LotMismatch(
                "this seed is not the one that was committed to: look for the one sealed before the count"
            )
        return lot

    @classmethod
    def read(cls, secret: bytes, public: bytes) -> Lot:
        """The lot from the contents of the two files that were written when it was sealed. Raises LotMismatch."""
        try:
            seed, stated = bytes.fromhex(secret.decode("ascii")), json.loads(public)
            kind, commitment = stated["lot"], stated["commitment"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise LotMismatch(
                "not the two files of a sealed lot: give the secret file and the public file"
            ) from None
        if kind != KIND:
            raise LotMismatch(
                "the public file is not of a lot: give the one that was published before the count"
            )
        return cls.open(seed, commitment)

    @classmethod
    def joint(cls, lots: Sequence[Lot]) -> Lot:
        """One lot of several, in whatever order they are given. Raises LotMismatch where one stands twice."""
        if len(lots) == 1:
            return lots[0]
        parts = tuple(sorted(lots, key=lambda lot: lot.commitment))
        if len({lot.commitment for lot in parts}) < len(parts):
            raise LotMismatch("one lot stands twice: give each person's lot once")
        seeds = b"".join(lot.seed for lot in parts)
        return cls(hashlib.sha256(b"veche joint lot v1" + seeds).digest(), parts)

    @property
    def commitment(self) -> str:
        """What is published before the count, in hexadecimal."""
        return hashlib.sha256(KIND.encode() + self.seed).hexdigest()

    @property
    def secret_file(self) -> bytes:
        return self.seed.hex().encode() + b"\n"

    @property
    def public_file(self) -> bytes:
        return json.dumps({"lot": KIND, "commitment": self.commitment}).encode() + b"\n"

    def order(self, stage: int, names: Iterable[str]) -> tuple[str, ...]:
        """The names as the lot of this stage puts them, first to last."""
        head = b"veche lot order v1" + self.seed + stage.to_bytes(4, "big")
        return tuple(sorted(names, key=lambda name: hashlib.sha256(head + name.encode()).digest()))

    def draw(self, stage: int, turn: int, size: int) -> int:
        """A number from 0 to `size` - 1, the `turn`-th of this stage. 256 bits for at most 2^40 papers: no bias that matters."""
        head = b"veche lot draw v1" + self.seed + stage.to_bytes(4, "big") + turn.to_bytes(4, "big")
        return int.from_bytes(hashlib.sha256(head).digest(), "big") % size

    def shown(self) -> LotShown:
        """What the record of the count publishes: the commitment and the seed that it bound, and those of its parts."""
        return LotShown(self.commitment, self.seed.hex(), tuple(part.shown() for part in self.parts))
