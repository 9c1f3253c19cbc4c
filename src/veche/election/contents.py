"""What an archive holds, read without checking proofs: for trustees who shuffle and decrypt, and for looking inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .archive import Archive, Group
from .canonical import read
from .chain import Chain, State
from .counting import Counting, read_owned
from .election import OpenElection, open_election
from .errors import VerificationError, WrongMoment
from .messages import SIZED_TALLY
from .setup import check_references
from .trustees import Trustees

if TYPE_CHECKING:
    import os


@dataclass
class Contents:
    """Hashes, chain and order have been checked, nothing else. Verify an archive before you act on it."""

    timestamp: int
    """Seconds since 1970: the beginning of the election."""
    chain: Chain
    ballots: int = 0
    credentials: bytes = b""
    result: bytes | None = None
    counting: Counting | None = None
    sizes: dict[str, int] = field(default_factory=dict)
    """How many events of each type there are."""

    election: OpenElection = field(init=False)
    trustees: Trustees = field(init=False)

    @property
    def state(self) -> State:
        return self.chain.state

    @property
    def last_event(self) -> bytes:
        """The hash of the last event, as 64 hexadecimal digits."""
        return self.chain.last

    def take(self, group: Group) -> None:
        """Note the contents of the next event."""
        type_ = group.type.decode()
        self.sizes[type_] = self.sizes.get(type_, 0) + 1
        if type_ == "Setup":
            check_references(group.data)
            self.election = open_election(group.data[0].body)
            self.trustees = Trustees.read(group.data[1].body)
            self.credentials = group.data[2].body
        elif type_ == "EncryptedTally":
            self.take_tally(group)
        elif type_ == "Result":
            self.result = group.data[0].body
        elif type_ in ("Shuffle", "PartialDecryption"):
            self._take_owned(type_, group)

    def take_tally(self, group: Group) -> None:
        size = read(SIZED_TALLY, group.data[1].body, "sized_encrypted_tally")
        if size.encrypted_tally != group.data[0].digest:
            detail = "it refers to other data than those that stand before it"
            raise VerificationError("archive.payload", "sized_encrypted_tally", detail)
        self.counting = Counting(self.election, self.trustees, group.data[0].body, size.total_weight)

    def _take_owned(self, type_: str, group: Group) -> None:
        message, owned = (part.body for part in group.data)
        book = self.tallied()
        owner = read_owned(owned, message, f"owned message of {type_}")
        if type_ == "Shuffle":
            book.take_shuffle(owner, message)
        else:
            book.check_decrypter(owner)
            book.take_decryption(owner, message, checked=False)

    def tallied(self) -> Counting:
        """What stands since the encrypted tally. Raises `WrongMoment` before there is one."""
        if self.counting is None:
            raise WrongMoment(f"There is no encrypted tally yet: the election is {self.state}.")
        return self.counting

    def ciphertexts_to_shuffle(self) -> bytes:
        """For the next shuffle. Raises `WrongMoment` where nothing is to be shuffled, or not now."""
        if self.state not in (State.TALLIED, State.SHUFFLING) or not self.election.has_shuffles:
            raise WrongMoment(f"There is nothing to shuffle now: the election is {self.state}.")
        return self.tallied().ciphertexts_to_shuffle

    def ciphertexts_to_decrypt(self) -> bytes:
        """For partial decryptions. Raises `WrongMoment` before the tally, or before the shuffles have ended."""
        ready = (State.SHUFFLED,) if self.election.has_shuffles else (State.TALLIED,)
        if self.state not in (*ready, State.DECRYPTING):
            raise WrongMoment(f"There is nothing to decrypt now: the election is {self.state}.")
        return self.tallied().ciphertexts_to_decrypt


def read_contents(path: str | os.PathLike[str]) -> Contents:
    """Read an archive from its start to its end.

    Raises `VerificationError` for hashes, chain, order, and messages that cannot be read; `OSError`.
    """
    with Archive(path) as archive:
        contents = Contents(archive.timestamp, Chain())
        for group in archive.groups(contents.chain):
            contents.take(group)
    if contents.chain.state is State.EMPTY:
        raise VerificationError("archive.order", "event 0", "the archive ends before the election is set up")
    return contents
