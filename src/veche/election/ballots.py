"""Ballots (4.11 to 4.17): making and checking them, and their trackers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from veche._core import CoreError

from .chain import digest_of
from .credentials import secret_of
from .election import OpenElection, fingerprint
from .errors import MalformedInput, VerificationError, of_core, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_ballots(
    election: OpenElection, credentials: Sequence[str], choices: Sequence[bytes], *, threads: int = 0
) -> list[bytes]:
    """One ballot for each secret credential and choice.

    A choice is JSON with one item a question: H `[1,0]` (with blank a leading 0 or 1), NH `[2,1,3]`, lists
    `[[1,0,1],[0,0]]`. Raises `MalformedInput` for a choice that the question does not allow, or no credential.
    """
    secrets = [secret_of(election.group, election.uuid, credential) for credential in credentials]
    try:
        return election.core.make_ballots(secrets, choices, threads=threads)
    except CoreError as error:
        check, where, detail = error.args
        if check != "choice":
            raise of_core(error, "ballot") from None
        raise MalformedInput(detail, f"choice {where}".strip(), "Give one array for each question.") from None


def make_ballot(election: OpenElection, credential: str, choice: bytes) -> bytes:
    """One ballot; see `make_ballots`."""
    return make_ballots(election, [credential], [choice])[0]


def check_ballots(
    election: OpenElection, ballots: Sequence[bytes], *, threads: int = 0
) -> list[VerificationError | None]:
    """For each ballot None, or the first check that fails (all but its place on the roll and its uniqueness)."""
    return [
        None if verdict is None else refusal(f"ballot {number}", *verdict)
        for number, verdict in enumerate(election.core.check_ballots(ballots, threads=threads), start=1)
    ]


def check_ballot(election: OpenElection, ballot: bytes) -> None:
    """Everything about a ballot but its place on the roll. Raises `VerificationError`."""
    verdict = election.core.check_ballots([ballot])[0]
    if verdict is not None:
        raise refusal("ballot", *verdict)


@dataclass(frozen=True)
class Checked:
    """A ballot whose form and proofs hold in one election. `checked` alone makes it."""

    ballot: bytes = field(repr=False)
    digest: bytes
    election: str
    """The fingerprint of the election in which it was checked."""


def checked(election: OpenElection, ballot: bytes) -> Checked:
    """Check everything about a ballot but its place on the roll, in this thread. Raises `VerificationError`."""
    verdict = election.core.check_ballots([ballot], threads=1)[0]
    if verdict is not None:
        raise refusal("ballot", *verdict)
    return Checked(ballot, digest_of(ballot), election.fingerprint)


_BEFORE_ROLL = ("json", "ballot.election")


def first_refusal(election: OpenElection, ballot: bytes, fault: VerificationError) -> VerificationError:
    """`fault` (roll, uniqueness), unless the ballot fails a check that comes before: its form, its election."""
    verdict = election.core.check_ballots([ballot])[0]
    if verdict is not None and verdict[0] in _BEFORE_ROLL:
        return refusal(fault.object, *verdict)
    return fault


def tracker(ballot: bytes) -> str:
    """The smart ballot tracker: what a voter writes down to find the ballot in the archive (4.17)."""
    return fingerprint(ballot)


class Heading:
    """How every ballot of an election begins, so that its credential is found without reading it all."""

    def __init__(self, election: OpenElection) -> None:
        start = f'{{"election_uuid":"{election.uuid}","election_hash":"{election.fingerprint}","credential":"'
        self._start = start.encode()

    def credential_of(self, ballot: bytes) -> bytes | None:
        """None if this does not begin as a ballot of this election does."""
        if not ballot.startswith(self._start):
            return None
        return ballot[len(self._start) : ballot.find(b'"', len(self._start))]
