"""One election held by two programs in turns, and everyone who may check it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from veche_verify.verify import verify as verify_again

from .belenios_tool.trustees import PeerTrustee
from .papers import Paper, comparable


class Side(Protocol):
    """A program that can take every role; it raises when it refuses."""

    @property
    def archive(self) -> Path: ...
    def ballot(self, credential: str, choice: list[Any], /) -> bytes: ...
    def verify_ballot(self, ballot: bytes, /) -> None: ...
    def cast(self, ballot: bytes, /) -> None: ...
    def close(self) -> None: ...
    def shuffle(self, owner: int, /) -> None: ...
    def end_shuffles(self) -> None: ...
    def decrypt(self, trustee: PeerTrustee, /) -> None: ...
    def result(self) -> list[Any]: ...
    def verify(self) -> None: ...


def verify_all(*sides: Side, again: bool = True) -> None:
    """Both programs accept the archive, and the second verifier too if it is asked again."""
    for side in sides:
        side.verify()
    if again:
        verify_again(sides[0].archive)


def vote(first: Side, second: Side, credentials: Sequence[str], paper: Paper) -> None:
    """The first voter votes with one program and changes the vote with the other; then all vote with them in turn."""
    if not paper.slow:
        first.cast(first.ballot(credentials[0], paper.choices[-1]))
    sides = (second, first)
    for i, (credential, choice) in enumerate(zip(credentials, paper.choices, strict=True)):
        maker, checker = sides[i % 2], sides[(i + 1) % 2]
        ballot = maker.ballot(credential, choice)
        checker.verify_ballot(ballot)
        checker.cast(ballot)


def count_together(
    first: Side, second: Side, trustees: Sequence[PeerTrustee], paper: Paper, *, exchange_members: bool
) -> list[Any]:
    """Tally, shuffle and decrypt in turns; `second` adds up and computes the result, which is returned.

    `exchange_members`: whether `second` can open the decryption keys of Pedersen members, which `first` made.
    """
    second.close()
    if paper.shuffled:
        first.shuffle(1)
        second.shuffle(2)
        second.end_shuffles()
    for i, trustee in enumerate(trustees):
        bound = trustee.decryption_key is not None and not exchange_members
        (first if bound or i % 2 == 0 else second).decrypt(trustee)
    return comparable(paper, second.result())


def enough(trustees: Sequence[PeerTrustee], kind: str) -> list[PeerTrustee]:
    """Just enough trustees for a result: all single ones, and two members of three, the last one first."""
    singles = [trustee for trustee in trustees if trustee.decryption_key is None]
    members = [trustee for trustee in trustees if trustee.decryption_key is not None]
    return singles if kind == "single" else [*singles, members[2], members[0]]
