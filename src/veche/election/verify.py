"""Full verification of an archive (3.5), as a stream, at any stage of the election.

Memory is a few tens of bytes for each credential and each ballot; ballots go to the core in batches while the next are
read. What is refused, and why, does not depend on the size of the batches: where several things are wrong, the first in
the archive is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .archive import Archive, Group
from .ballot_box import BallotBox
from .chain import Chain, State
from .contents import Contents, read_contents
from .counting import Counting, SetAside, read_owned
from .election import OpenElection, base64_of, fingerprint
from .errors import MalformedInput, VerificationError
from .result import as_stated, read_result
from .setup import Setup, check_references, check_setup
from .tally import Progress, aggregate, check_encrypted_tally

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator


@dataclass(frozen=True)
class Report:
    """What was checked, and what an archive holds."""

    state: State
    election: OpenElection
    checked: dict[str, int]
    """How many of each: voters, trustees, ballots, tallied, shuffles, partial_decryptions, events."""
    total_weight: int
    """Of the last ballots."""
    fingerprints: dict[str, str]
    """Base64 without padding of SHA-256: election, trustees, public_credentials, encrypted_tally, last_event."""
    shuffles: tuple[tuple[int, str], ...]
    """(owner, fingerprint) of each shuffle, for the trustee who looks for its own (3.4)."""
    partial_decryptions: tuple[tuple[int, str], ...]
    """(owner, fingerprint) of each partial decryption, those set aside too."""
    set_aside: tuple[SetAside, ...]
    result: list[Any] | None
    trackers: tuple[tuple[str, int], ...] | None
    """(tracker, weight) of the last ballots, in the order of the archive, if they were asked for."""

    @property
    def fingerprint(self) -> str:
        """φ of the election."""
        return self.election.fingerprint

    def to_json(self) -> dict[str, Any]:
        """For `--json`."""
        report: dict[str, Any] = {
            "ok": True,
            "state": str(self.state),
            "uuid": self.election.uuid,
            "name": self.election.election.name,
            "result": None if self.result is None else as_stated(self.result),
            "checked": self.checked,
            "total_weight": self.total_weight,
            "fingerprints": self.fingerprints,
            "shuffles": [list(pair) for pair in self.shuffles],
            "partial_decryptions": [list(pair) for pair in self.partial_decryptions],
            "set_aside": [
                {"owner": one.owner, "check": one.refusal.check, "detail": one.refusal.detail}
                for one in self.set_aside
            ],
        }
        if self.trackers is not None:
            report["trackers"] = [list(pair) for pair in self.trackers]
        return report


def verify_archive(
    path: str | os.PathLike[str],
    *,
    progress: Progress | None = None,
    threads: int = 0,
    batch: int = 4096,
    trackers: bool = False,
) -> Report:
    """Verify everything that an archive holds so far.

    `threads`: 0 for every core. `batch`: ballots that go to the core at once; the outcome does not depend on it.
    `trackers`: list the trackers of the last ballots. Raises `VerificationError` for the first thing that is wrong, and
    `OSError` where the file cannot be read.
    """
    with Archive(path) as archive:
        verification = _Verification(archive, progress or _silent, threads, batch)
        verification.run()
        return verification.report(trackers)


def read_verified(path: str | os.PathLike[str], *, progress: Progress | None = None) -> Contents:
    """Verify an archive and read it again, for a trustee: who decrypts something else may decrypt a single ballot.

    The hash of the last event binds everything before it, so what is read is what was verified, whoever writes to the
    file meanwhile. Raises what `verify_archive` does, and `MalformedInput` where the file has changed.
    """
    verified = verify_archive(path, progress=progress).fingerprints["last_event"]
    contents = read_contents(path)
    if base64_of(bytes.fromhex(contents.last_event.decode())) != verified:
        raise MalformedInput(
            "this archive changed while it was being verified", str(path), "Run the command again."
        )
    return contents


def _silent(stage: str, done: int, total: int) -> None:
    """No progress is shown."""


class _Verification:
    """One verification, event by event."""

    def __init__(self, archive: Archive, progress: Progress, threads: int, batch: int) -> None:
        self.archive, self.progress, self.threads, self.batch = archive, progress, threads, batch
        self.chain = Chain()
        self.fingerprints: dict[str, str] = {}
        self.published: dict[str, list[tuple[int, str]]] = {"shuffle": [], "partial_decryption": []}
        self.result: list[Any] | None = None
        self.counting: Counting | None = None

    def run(self) -> None:
        groups = self.archive.groups(self.chain)
        self.progress("setup", 0, 1)
        self.setup = self._check_setup(groups)
        self.progress("setup", 1, 1)
        steps = {
            b"EncryptedTally": self._check_tally,
            b"Shuffle": self._check_shuffle,
            b"EndShuffles": self._end_shuffles,
            b"PartialDecryption": self._check_decryption,
            b"Result": self._check_result,
        }
        with BallotBox(self.setup, self.archive.size, self.threads, self.batch, self.progress) as self.box:
            for group in self.box.through(groups):
                if group.type in steps:
                    steps[group.type](group)

    def _check_setup(self, groups: Iterator[Group]) -> Setup:
        group = next(groups, None)
        if group is None:
            self.chain.refuse("order", "the archive ends before the election is set up")
        check_references(group.data)
        messages = [part.body for part in group.data[:3]]
        for name, message in zip(("election", "trustees", "public_credentials"), messages, strict=True):
            self.fingerprints[name] = fingerprint(message)
        return check_setup(*messages)

    def _check_tally(self, group: Group) -> None:
        message, sized = (part.body for part in group.data)
        expected = aggregate(
            self.archive,
            self.setup.election,
            self.box.last,
            batch=self.batch,
            threads=self.threads,
            progress=self.progress,
        )
        size = check_encrypted_tally(message, sized, expected, self.setup.election)
        self.fingerprints["encrypted_tally"] = fingerprint(message)
        self.counting = Counting(self.setup.election, self.setup.trustees, message, size.total_weight)

    @property
    def _book(self) -> Counting:
        """The order of events brings an encrypted tally before whatever needs this."""
        if self.counting is None:
            raise VerificationError("archive.order", self._event, "there is no encrypted tally before it")
        return self.counting

    def _check_shuffle(self, group: Group) -> None:
        self._refuse_without_shuffles()
        owner, message = self._read_owned("shuffle", len(self._book.shufflers) + 1, group)
        self._book.check_shuffle(owner, message, threads=self.threads)
        self._book.take_shuffle(owner, message)
        self.progress("shuffles", len(self._book.shufflers), len(self._book.shufflers))

    def _end_shuffles(self, group: Group) -> None:
        del group
        self._refuse_without_shuffles()
        self._book.check_shuffled(self._event)

    @property
    def _event(self) -> str:
        return f"event {self.chain.height}"

    def _refuse_without_shuffles(self) -> None:
        if not self.setup.election.has_shuffles:
            raise VerificationError("archive.order", self._event, "this election has nothing to shuffle")

    def _read_owned(self, name: str, number: int, group: Group) -> tuple[int, bytes]:
        message, owned = (part.body for part in group.data)
        owner = read_owned(owned, message, f"owned_{name} {number}")
        self.published[name].append((owner, fingerprint(message)))
        return owner, message

    def _check_decryption(self, group: Group) -> None:
        book = self._book
        book.check_shuffled(self._event)
        owner, message = self._read_owned("partial_decryption", len(book.decryptions) + 1, group)
        book.sort_decryption(owner, message, threads=self.threads)
        self.progress("decryptions", len(book.decryptions), len(self.setup.trustees))

    def _check_result(self, group: Group) -> None:
        self._book.check_shuffled(self._event)
        self._book.check_result(group.data[0].body, threads=self.threads)
        self.result = read_result(group.data[0].body)
        self.progress("result", 1, 1)

    def report(self, trackers: bool) -> Report:
        last, book = self.box.last, self.counting
        self.fingerprints["last_event"] = base64_of(bytes.fromhex(self.chain.last.decode()))
        checked = {
            "events": self.chain.height + 1,
            "voters": len(self.setup.roll),
            "trustees": len(self.setup.trustees),
            "ballots": self.box.count,
            "tallied": len(last),
            "shuffles": len(self.published["shuffle"]),
            "partial_decryptions": len(self.published["partial_decryption"]),
        }
        listed = [(base64_of(digest), weight) for _, digest, weight in last] if trackers else None
        return Report(
            self.chain.state,
            self.setup.election,
            checked,
            last.total_weight,
            self.fingerprints,
            tuple(self.published["shuffle"]),
            tuple(self.published["partial_decryption"]),
            tuple(book.set_aside) if book else (),
            self.result,
            None if listed is None else tuple(listed),
        )
