"""What an opened vote stands on, from the first event of its archive, with everything that people compare."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from veche.election.appender import event_at
from veche.election.archive import Archive
from veche.election.election import OpenElection, base64_of, fingerprint, open_election
from veche.election.messages import TRUSTEE_KEY
from veche.election.trustees import Trustees
from veche.web.ballots.casting.opened import KEPT, open_box
from veche.web.ballots.files import archive_file


@dataclass(frozen=True)
class Key:
    """A trustee's key. `digest` is that of its public message, as the trustee's own page shows it (Base64)."""

    name: str
    digest: str


@dataclass(frozen=True)
class SetUp:
    election: OpenElection
    keys: tuple[Key, ...]
    needed: int
    """How many trustees must open the result together."""
    voters: int
    fingerprints: dict[str, str]
    """Base64 of SHA-256, as `veche verify` prints them: election, trustees, public_credentials."""


@lru_cache(maxsize=KEPT)
def set_up(uuid: str) -> SetUp:
    """It never changes once the vote is open. Raises OSError, VerificationError."""
    with Archive(archive_file(uuid)) as archive:
        group = next(archive.groups())
    messages = [part.body for part in group.data[:3]]
    trustees = Trustees.read(messages[1])
    return SetUp(
        open_election(messages[0]),
        tuple(Key(key.name or "", fingerprint(TRUSTEE_KEY.write(key))) for key in trustees.public_keys),
        sum(getattr(item, "threshold", 1) for item in trustees.items),
        len(open_box(uuid).roll),
        dict(zip(("election", "trustees", "public_credentials"), map(fingerprint, messages), strict=True)),
    )


def last_event(uuid: str, end: int) -> str:
    """The hash of the event that ends at `end`, as `veche verify` prints it: whoever has the same has the same archive.

    Empty where none ends there.
    """
    with Archive(archive_file(uuid)) as archive:
        chain = event_at(archive.file, end, archive.timestamp)
    return "" if chain is None else base64_of(bytes.fromhex(chain.last.decode()))
