"""From the encrypted tally to the result (4.18 to 4.21): what has been published, what may come next, what it gives.

The same book is kept by those who publish (`board`) and by those who check (`verify`): `check_…` raises, `take_…` notes
down what was checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from veche._core import CoreError

from .canonical import read
from .chain import digest_of
from .errors import VerificationError, named, of_core
from .messages import OWNED, Owned, ThresholdParameters
from .result import read_result, refuse_result, stated_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .election import OpenElection
    from .trustees import Trustees

_BRACKETS = re.compile(rb"[\[\]]")


def split(array: bytes) -> list[bytes]:
    """The members of an array of arrays, as they stand. Their strings hold no brackets: they are elements."""
    members, depth, start = [], 0, 0
    for bracket in _BRACKETS.finditer(array):
        if bracket.group() == b"[":
            depth += 1
            if depth == 2:
                start = bracket.start()
        else:
            depth -= 1
            if depth == 1:
                members.append(array[start : bracket.end()])
    return members


def join(members: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(members) + b"]"


def shuffled_ciphertexts(shuffle: bytes) -> bytes:
    """The field `ciphertexts` of a `shuffle` (4.19), of which nothing else is looked at."""
    start, end = b'{"ciphertexts":', shuffle.find(b',"proofs":')
    if not shuffle.startswith(start) or end < 0:
        raise VerificationError("json", "shuffle", "it has not the fields of a shuffle")
    return shuffle[len(start) : end]


def read_owned(owned: bytes, payload: bytes, name: str) -> int:
    """The owner that an owned message states (4.19, 4.20), once it refers to the payload before it."""
    message = read(OWNED, owned, name)
    if message.payload != digest_of(payload):
        raise VerificationError(
            "archive.payload", name, "it refers to other data than those that stand before it"
        )
    return message.owner


def write_owned(owner: int, payload: bytes) -> bytes:
    return OWNED.write(Owned(owner, digest_of(payload)))


@dataclass(frozen=True)
class SetAside:
    """A partial decryption that is not used: its proof fails, and a threshold of others is enough."""

    number: int
    """The place among the partial decryptions of the archive, from 1."""
    owner: int
    refusal: VerificationError


class Counting:
    """What has been published since the encrypted tally."""

    def __init__(
        self, election: OpenElection, trustees: Trustees, encrypted_tally: bytes, total_weight: int
    ) -> None:
        self.election, self.trustees, self.total_weight = election, trustees, total_weight
        self.shufflers: list[int] = []
        self.decryptions: dict[int, bytes] = {}
        """All that are published, by owner, in the order of the archive; those set aside too."""
        self.set_aside: list[SetAside] = []
        self._unchecked: list[int] = []
        self._questions = split(encrypted_tally)
        self._shuffled = [i for i, question in enumerate(election.questions) if question.kind == "NH"]
        if len(self._questions) != len(election.questions):
            raise VerificationError(
                "tally.aggregate", "encrypted_tally", "it is not of this election's questions"
            )

    @property
    def ciphertexts_to_shuffle(self) -> bytes:
        """nh_ciphertexts (4.19): those of the last shuffle, or of the encrypted tally."""
        return join([self._questions[i] for i in self._shuffled])

    @property
    def ciphertexts_to_decrypt(self) -> bytes:
        """The encrypted tally with the shuffled ciphertexts in their places (4.19)."""
        return join(self._questions)

    def check_shuffle(self, owner: int, shuffle: bytes, *, threads: int = 0) -> None:
        """4.19, 6. Raises `VerificationError`: `shuffle.…`, `json`, `group.…`."""
        number = len(self.shufflers) + 1
        self._check_owner("shuffle", f"owned_shuffle {number}", owner, self.shufflers)
        with named(f"shuffle {number}"):
            self.election.core.check_shuffle(self.ciphertexts_to_shuffle, shuffle, threads=threads)

    def take_shuffle(self, owner: int, shuffle: bytes) -> None:
        rows = split(shuffled_ciphertexts(shuffle))
        if len(rows) != len(self._shuffled):
            raise VerificationError(
                "shuffle.shape", "shuffle", "it is not of the questions that are shuffled"
            )
        self.shufflers.append(owner)
        for i, question in zip(self._shuffled, rows, strict=True):
            self._questions[i] = question

    def check_shuffled(self, object_: str) -> None:
        """Raises `VerificationError("shuffle.missing")` if ciphertexts must be shuffled and nobody has."""
        if self._shuffled and not self.shufflers:
            raise VerificationError("shuffle.missing", object_, "nobody has shuffled the ciphertexts")

    def _check_owner(self, message: str, object_: str, owner: int, earlier: Sequence[int]) -> None:
        if not 1 <= owner <= len(self.trustees):
            raise VerificationError(f"{message}.owner", object_, f"there is no trustee {owner}")
        if owner in earlier:
            raise VerificationError(f"{message}.owner", object_, f"trustee {owner} has done this already")

    def check_decryption(self, owner: int, decryption: bytes, *, threads: int = 0) -> None:
        """4.20. Raises `VerificationError`: `decryption.…`, `json`, `group.…`."""
        self.check_decrypter(owner)
        self._check_proofs(len(self.decryptions) + 1, owner, decryption, threads)

    def sort_decryption(self, owner: int, decryption: bytes, *, threads: int = 0) -> None:
        """Check and take a decryption that stands in an archive, or set it aside if it may be and must be (4.21)."""
        self.check_decrypter(owner)
        self.take_decryption(owner, decryption, checked=False)
        self.sort_out(threads=threads)

    def check_decrypter(self, owner: int) -> None:
        """Raises `VerificationError("decryption.owner")`."""
        object_ = f"owned_partial_decryption {len(self.decryptions) + 1}"
        self._check_owner("decryption", object_, owner, list(self.decryptions))

    def _check_proofs(self, number: int, owner: int, decryption: bytes, threads: int) -> None:
        with named(f"partial_decryption {number}"):
            self.election.core.check_decryption(
                self.ciphertexts_to_decrypt, self.trustees.keys[owner - 1], decryption, threads=threads
            )

    def take_decryption(self, owner: int, decryption: bytes, *, checked: bool = True) -> None:
        """Note a published decryption. One that was not checked is looked at by `sort_out`."""
        self.decryptions[owner] = decryption
        if not checked:
            self._unchecked.append(owner)

    def sort_out(self, *, threads: int = 0) -> None:
        """Check what was taken unchecked, and set aside what must not be used.

        Raises `VerificationError` for what may not even be set aside.
        """
        numbers = {owner: number for number, owner in enumerate(self.decryptions, start=1)}
        while self._unchecked:
            owner = self._unchecked[0]
            try:
                self._check_proofs(numbers[owner], owner, self.decryptions[owner], threads)
            except VerificationError as refusal:
                self._put_aside(numbers[owner], owner, refusal)
            self._unchecked.pop(0)

    def _put_aside(self, number: int, owner: int, refusal: VerificationError) -> None:
        """Do not use a decryption whose proof fails; if it is mandatory, raise its refusal instead."""
        if refusal.check != "decryption.proof" or self._is_mandatory(owner):
            raise refusal
        self.set_aside.append(SetAside(number, owner, refusal))

    def _usable(self, owner: int) -> bool:
        return owner in self.decryptions and all(one.owner != owner for one in self.set_aside)

    def _is_mandatory(self, owner: int) -> bool:
        return any(
            owner in owners and not isinstance(item, ThresholdParameters) for item, owners in self._items()
        )

    def _items(self) -> list[tuple[object, tuple[int, ...]]]:
        return list(zip(self.trustees.items, self.trustees.places(), strict=True))

    def _missing(self) -> list[tuple[str, tuple[int, ...], int]]:
        """(sentence, owners, how many more) for each item of the trustees whose decryptions are not enough yet."""
        missing = []
        for item, owners in self._items():
            have = sum(map(self._usable, owners))
            if not isinstance(item, ThresholdParameters) and have == 0:
                missing.append((f"the decryption of trustee {owners[0]} is missing", owners, 1))
            elif isinstance(item, ThresholdParameters) and have < item.threshold:
                members = f"{item.threshold} of trustees {owners[0]} to {owners[-1]} are needed, {have} have decrypted"
                missing.append((members, owners, item.threshold - have))
        return missing

    def missing(self) -> list[str]:
        """One sentence for each item of the trustees whose decryptions are not enough yet (4.21)."""
        return [sentence for sentence, _, _ in self._missing()]

    def check_decrypted(self) -> None:
        """Raises `VerificationError("decryption.missing")`.

        Where those set aside would have been enough, the first of their refusals is the reason and is raised instead.
        """
        for sentence, owners, more in self._missing():
            aside = [one for one in self.set_aside if one.owner in owners]
            if len(aside) >= more:
                raise aside[0].refusal
            raise VerificationError("decryption.missing", "result", sentence)

    def result(self, *, stated: Sequence[int] | None = None, threads: int = 0) -> bytes:
        """The message `result` (4.21). Sums that are `stated` are tested, others searched for.

        Raises `VerificationError`: `decryption.missing`, `result.value`.
        """
        self.check_decrypted()
        decryptions = [
            [(i, self.decryptions[owner]) for i, owner in enumerate(owners, start=1) if self._usable(owner)]
            for _, owners in self._items()
        ]
        try:
            return self.election.core.result(
                self.ciphertexts_to_decrypt, decryptions, self.total_weight, stated=stated, threads=threads
            )
        except CoreError as error:
            raise of_core(error, "result") from None

    def check_result(self, result: bytes, *, threads: int = 0) -> None:
        """4.21. Raises `VerificationError`: `decryption.missing`, `json`, `result.shape`, `result.value`."""
        self.check_decrypted()
        sums = stated_sums(read_result(result), self.election.questions)
        within = [min(number, self.total_weight + 1) for number in sums]
        expected = self.result(stated=within, threads=threads)
        if result != expected:
            refuse_result(result, expected, self.election.questions)
