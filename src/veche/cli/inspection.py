"""One look through an archive: what stands in it, whose ballots are the last ones, and their trackers. No proofs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from veche.cli.terminal import Report
from veche.election.archive import Archive, Data
from veche.election.ballots import Heading
from veche.election.chain import Chain, State
from veche.election.contents import Contents
from veche.election.credentials import Roll
from veche.election.election import base64_of, fingerprint
from veche.election.errors import VerificationError
from veche.election.result import Nested, read_result
from veche.election.tally import LastBallots


@dataclass(frozen=True)
class Inspection:
    """Hashes, chain and order have been checked, and nothing else."""

    contents: Contents
    last: LastBallots
    """The last ballot of each credential."""
    ballots: int
    trackers: tuple[tuple[str, int], ...]
    """Tracker and weight of each last ballot, in the order of the archive."""
    replaced: frozenset[str]
    """Trackers of ballots that were replaced by a later one."""

    @property
    def result(self) -> Nested | None:
        return None if self.contents.result is None else read_result(self.contents.result)

    @property
    def fingerprints(self) -> dict[str, str]:
        """Base64 without padding of SHA-256, as `veche verify` prints them."""
        return {
            "election": self.contents.election.fingerprint,
            "public_credentials": fingerprint(self.contents.credentials),
            "last_event": base64_of(bytes.fromhex(self.contents.last_event.decode())),
        }


def look_into(path: Path, report: Report) -> Inspection:
    """Read an archive from its start to its end. Raises OSError, VerificationError."""
    with Archive(path) as archive:
        look = _Look(Contents(archive.timestamp, Chain()))
        for group in archive.groups(look.contents.chain):
            look.contents.take(group)
            if group.type == b"Setup":
                look.begin()
            elif group.type == b"Ballot":
                look.take_ballot(group.data[0])
            if look.ballots % 1000 == 0:
                report("reading", group.end, archive.size)
        report("reading", archive.size, archive.size)
        if look.contents.state is State.EMPTY:
            raise VerificationError(
                "archive.order", "event 0", "the archive ends before the election is set up"
            )
        return look.inspection()


class _Look:
    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.ballots = 0
        self.digests: list[bytes] = []

    def begin(self) -> None:
        self.last = LastBallots(Roll.read(self.contents.election.group, self.contents.credentials))
        self.heading = Heading(self.contents.election)

    def take_ballot(self, ballot: Data) -> None:
        self.ballots += 1
        self.digests.append(bytes.fromhex(ballot.digest.decode()))
        place = self.last.roll.places.get(self.heading.credential_of(ballot.body) or b"")
        if place is None:
            raise VerificationError(
                "ballot.credential", f"ballot {self.ballots}", "its credential is not on the roll"
            )
        self.last.add(place, ballot)

    def inspection(self) -> Inspection:
        trackers = tuple((base64_of(digest), weight) for _, digest, weight in self.last)
        counting = {tracker for tracker, _ in trackers}
        replaced = frozenset(map(base64_of, self.digests)) - counting
        return Inspection(self.contents, self.last, self.ballots, trackers, replaced)
