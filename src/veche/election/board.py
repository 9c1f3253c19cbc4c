"""The board: the archive of a running election, with everything that the server S checks before it publishes (3)."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from .appender import Appender
from .archive import Archive
from .ballots import Checked, Heading, first_refusal, tracker
from .chain import State, digest_of
from .contents import Contents
from .counting import Counting, write_owned
from .credentials import Roll
from .election import OpenElection, open_election
from .errors import VerificationError, WrongMoment, refusal
from .index import Index
from .tally import LastBallots, Progress, aggregate
from .tar import BLOCK, MAX_BALLOT
from .trustees import Trustees

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from types import TracebackType


class Board:
    """An archive opened for appending, by one process at a time. A context manager.

    Every method that adds something has it on the disk when it returns, and leaves the archive as it was when it raises:
    `VerificationError` for a message that must not be published, `WrongMoment`, `OSError`. Opening costs the same however
    many ballots there are (but for the first time, when `ARCHIVE.index` is made), and so does adding a ballot.

    What an archive holds already is not checked again, but for its chain: verify an archive that comes from others.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        with ExitStack() as opened:
            self._appender = opened.enter_context(Appender(path))
            self._index = opened.enter_context(closing(Index(self._appender)))
            self._contents = self._read_contents()
            self._opened = opened.pop_all()
        self._heading = Heading(self.election)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Board:
        """Raises `ArchiveBusy`, `MalformedInput` for a damaged end, `VerificationError`, `OSError`."""
        return cls(path)

    def __enter__(self) -> Board:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let other processes append."""
        self._opened.close()

    def _read_contents(self) -> Contents:
        """The set-up, and what stands behind the ballots."""
        place = self._index.place
        with Archive(self._appender.path, buffering=8 * BLOCK) as archive:
            contents = Contents(archive.timestamp, self._appender.chain)
            contents.election = open_election(archive.data_at(place.election))
            contents.trustees = Trustees.read(archive.data_at(place.trustees))
            if place.tally:
                for group in archive.groups(
                    self._index.chain_at(place.tally), place.tally, place.tally_number
                ):
                    contents.take(group)
        return contents

    @property
    def state(self) -> State:
        return self._appender.chain.state

    @property
    def end(self) -> int:
        """The size of the archive up to its last event, in bytes."""
        return self._appender.end

    @property
    def election(self) -> OpenElection:
        return self._contents.election

    @property
    def trustees(self) -> Trustees:
        return self._contents.trustees

    def _require(self, *states: State, to: str) -> None:
        if self.state not in states:
            raise WrongMoment(f"You cannot {to} now: the election is {self.state}.")

    def _append(self, *steps: tuple[bytes, Sequence[bytes]]) -> None:
        self._appender.append(steps)
        self._contents.chain = self._appender.chain

    def add_ballot(self, ballot: bytes) -> str:
        """Publish a ballot (3.2). Returns its tracker."""
        return self.add_ballots([ballot])[0]

    def add_ballots(self, ballots: Sequence[bytes], *, threads: int = 0) -> list[str]:
        """Publish ballots, all or none. Returns their trackers. A refusal names a ballot by its place, from 1."""
        self._require(State.OPEN, to="add a ballot")
        self._index.catch_up()
        digests: dict[bytes, None] = {}
        for number, ballot in enumerate(ballots, start=1):
            digest = digest_of(ballot)
            fault = self._fault(
                ballot, f"ballot {number}", digest in digests or self._index.has_ballot(digest)
            )
            if fault is not None:
                raise first_refusal(self.election, ballot, fault)
            digests[digest] = None
        for number, verdict in enumerate(self.election.core.check_ballots(ballots, threads=threads), start=1):
            if verdict is not None:
                raise refusal(f"ballot {number}", *verdict)
        self._append(*((b"Ballot", [ballot]) for ballot in ballots))
        self._index.add_ballots(list(digests))
        return [tracker(ballot) for ballot in ballots]

    def add_checked(self, ballots: Sequence[Checked]) -> list[str | VerificationError]:
        """Publish ballots that were checked before the archive was held, with one write to the disk for all of them.

        Each is answered for itself, by its tracker or by what is wrong beside others (4.17). A ballot that is there already
        is answered like a new one: who sends it again has not heard that it arrived. All that are answered by a tracker are
        on the disk, those too that another process wrote before it died.
        """
        self._require(State.OPEN, to="add a ballot")
        self._index.catch_up()
        new: dict[bytes, bytes] = {}
        answers: list[str | VerificationError] = []
        for number, one in enumerate(ballots, start=1):
            fault = self._fault_of_checked(one, f"ballot {number}")
            answers.append(fault or tracker(one.ballot))
            if fault is None and not self._index.has_ballot(one.digest):
                new[one.digest] = one.ballot
        if new:
            self._append(*((b"Ballot", [ballot]) for ballot in new.values()))
            self._index.add_ballots(list(new))
        else:
            self._appender.sync()
        return answers

    def _fault_of_checked(self, one: Checked, object_: str) -> VerificationError | None:
        if one.election != self.election.fingerprint:
            return VerificationError("ballot.election", object_, "it was checked for another election")
        return self._fault(one.ballot, object_, known=False)

    def _fault(self, ballot: bytes, object_: str, known: bool) -> VerificationError | None:
        if len(ballot) > MAX_BALLOT:
            return VerificationError(
                "archive.format", object_, f"it is larger than may be ({len(ballot)} bytes)"
            )
        credential = self._heading.credential_of(ballot)
        if credential is None:
            return VerificationError(
                "ballot.election", object_, "it does not begin as a ballot of this election"
            )
        if known:
            return VerificationError(
                "ballot.duplicate", object_, "the same ballot stands in the archive already"
            )
        if not self._index.has_credential(credential):
            return VerificationError("ballot.credential", object_, "its credential is not on the roll")
        return None

    def end_ballots(self) -> None:
        """Close the ballot box."""
        self._require(State.OPEN, to="end the ballots")
        self._append((b"EndBallots", []))

    def add_encrypted_tally(
        self, *, progress: Progress | None = None, batch: int = 4096, threads: int = 0
    ) -> bytes:
        """Add up the last ballots and publish the encrypted tally (4.18), which is returned."""
        self._require(State.CLOSED, to="add up the ballots")
        with Archive(self._appender.path) as archive:
            roll = Roll.read(self.election.group, archive.data_at(self._index.place.credentials))
            last = self._last_ballots(archive, roll)
            total = aggregate(archive, self.election, last, batch=batch, threads=threads, progress=progress)
        sized = total.sized(total.message)
        self._append((b"EncryptedTally", [total.message, sized]))
        self._contents.counting = Counting(self.election, self.trustees, total.message, total.total_weight)
        return total.message

    def _last_ballots(self, archive: Archive, roll: Roll) -> LastBallots:
        last = LastBallots(roll)
        for group in archive.groups():
            if group.type == b"Ballot":
                credential = self._heading.credential_of(group.data[0].body)
                if credential not in roll.places:
                    raise VerificationError(
                        "ballot.credential", "ballot", "a ballot's credential is not on the roll"
                    )
                last.add(roll.places[credential], group.data[0])
        return last

    @property
    def book(self) -> Counting:
        """Who has shuffled and decrypted since the encrypted tally. Raises `WrongMoment` before there is one."""
        return self._contents.tallied()

    def ciphertexts_to_shuffle(self) -> bytes:
        """What the next trustee shuffles (4.19)."""
        return self._contents.ciphertexts_to_shuffle()

    def add_shuffle(self, owner: int, shuffle: bytes, *, threads: int = 0) -> None:
        """Check and publish the shuffle of trustee `owner`, from 1 (4.19)."""
        self._contents.ciphertexts_to_shuffle()
        book = self._contents.tallied()
        book.check_shuffle(owner, shuffle, threads=threads)
        self._append((b"Shuffle", [shuffle, write_owned(owner, shuffle)]))
        book.take_shuffle(owner, shuffle)

    def end_shuffles(self) -> None:
        """End the shuffles, of which there must be one at least."""
        self._require(State.SHUFFLING, to="end the shuffles")
        self._append((b"EndShuffles", []))

    def ciphertexts_to_decrypt(self) -> bytes:
        """What the trustees decrypt (4.20)."""
        return self._contents.ciphertexts_to_decrypt()

    def add_partial_decryption(self, owner: int, decryption: bytes, *, threads: int = 0) -> None:
        """Check and publish the partial decryption of trustee `owner`, from 1 (4.20)."""
        self._contents.ciphertexts_to_decrypt()
        book = self._contents.tallied()
        book.check_decryption(owner, decryption, threads=threads)
        self._append((b"PartialDecryption", [decryption, write_owned(owner, decryption)]))
        book.take_decryption(owner, decryption)

    def missing_decryptions(self) -> list[str]:
        """One sentence for each item of the trustees that has not decrypted enough; empty when the result can be had."""
        self._contents.ciphertexts_to_decrypt()
        book = self._contents.tallied()
        book.sort_out()
        return book.missing()

    def add_result(self, *, threads: int = 0) -> bytes:
        """Combine the partial decryptions and publish the result (4.21), which is returned."""
        self._require(State.DECRYPTING, to="compute the result")
        book = self._contents.tallied()
        book.sort_out(threads=threads)
        result = book.result(threads=threads)
        self._append((b"Result", [result]))
        return result
