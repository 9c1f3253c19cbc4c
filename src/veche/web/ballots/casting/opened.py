"""Elections that this process keeps open: the tables of their key, and who is on their roll.

What is kept here stands in the first event of the archive and never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from veche.election.archive import Archive
from veche.election.ballots import Checked, Heading, checked
from veche.election.credentials import Roll
from veche.election.election import OpenElection, open_election
from veche.election.errors import VerificationError
from veche.election.tar import MAX_BALLOT
from veche.web.ballots.files import archive_file

KEPT = 8
"""Elections in memory at once: each takes some hundred bytes for a voter."""


@dataclass(frozen=True)
class OpenBox:
    """What can be checked of a ballot without the archive."""

    election: OpenElection
    roll: frozenset[bytes]

    def check(self, ballot: bytes) -> Checked:
        """What costs little comes first, so that nobody keeps the server busy without a credential. Raises VerificationError."""
        if len(ballot) > MAX_BALLOT:
            raise VerificationError(
                "archive.format", "ballot", f"it is larger than may be ({len(ballot)} bytes)"
            )
        credential = Heading(self.election).credential_of(ballot)
        if credential is not None and credential not in self.roll:
            raise VerificationError("ballot.credential", "ballot", "its credential is not on the roll")
        return checked(self.election, ballot)


@lru_cache(maxsize=KEPT)
def open_box(uuid: str) -> OpenBox:
    """The election of this vote. Raises OSError, VerificationError where there is no archive that can be read."""
    with Archive(archive_file(uuid)) as archive:
        setup = next(archive.groups()).data
    election = open_election(setup[0].body)
    roll = Roll.read(election.group, setup[2].body)
    return OpenBox(election, frozenset(roll.places))
