"""The audit of an archive (3.5), event by event. What each event and its data must be is said in the other files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO

from .archive import Event, Record, read_events
from .ballots import MAX_BYTES, read_envelope
from .canonical import parse
from .decryption import check_partial_decryption, check_result, combine
from .election import Election, read_election, read_public_credentials
from .groups import Element
from .messages import Ciphertext
from .parallel import BallotChecker, NamedBallot
from .refused import Refused, within
from .shuffle import check_shuffle
from .tally import Nested, aggregate, check_sized_tally, check_tally
from .trustees import Item, read_trustees

# 4.4: how many data stand before an event of each type ...
DATA = {
    "Setup": (4, 5),
    "Ballot": (1,),
    "EndBallots": (0,),
    "EncryptedTally": (2,),
    "Shuffle": (2,),
    "EndShuffles": (0,),
    "PartialDecryption": (2,),
    "Result": (1,),
}
# ... and which types may follow which; 4.19: an election without shuffled questions has no shuffles.
FOLLOWS = {
    "": ("Setup",),
    "Setup": ("Ballot", "EndBallots"),
    "Ballot": ("Ballot", "EndBallots"),
    "EndBallots": ("EncryptedTally",),
    "EncryptedTally": ("PartialDecryption", "Result"),
    "Shuffle": ("Shuffle", "EndShuffles"),
    "EndShuffles": ("PartialDecryption", "Result"),
    "PartialDecryption": ("PartialDecryption", "Result"),
    "Result": (),
}

BATCH = 256  # ballots checked at once
BATCH_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Cast:
    """Where a ballot stands in the archive: it is read again for the tally, if it is its voter's last."""

    name: str
    hash: str
    offset: int
    size: int


@dataclass(slots=True)
class Trustee:
    """One key, of one item of `trustees`: `index` is its number in the item, from 1 (4.21)."""

    item: Item
    index: int
    key: Element


class Audit:
    """Takes the events of one archive in order. Every method raises Refused when something is not as it must be."""

    election: Election
    items: list[Item]
    trustees: list[Trustee]
    weights: dict[str, int]
    tally: Nested[Ciphertext]  # as it is to be decrypted: shuffled where there are shuffles

    def __init__(self, file: BinaryIO, progress: Callable[[str], None]) -> None:
        self.file, self.progress = file, progress
        self.last: Event | None = None
        self.open = ExitStack()
        self.ballots = 0
        self.seen: set[bytes] = set()
        self.last_ballots: dict[str, Cast] = {}
        self.waiting: list[NamedBallot] = []
        self.shufflers: set[int] = set()
        self.decryptions: dict[int, Nested[Element]] = {}
        self.set_aside: dict[int, Refused] = {}  # by owner
        self.result: list[object] | None = None

    def run(self) -> Generator[Event]:
        """Yields each event once it is checked; of ballots, the proofs may still wait for the batch to be full."""
        with self.open:
            try:
                for event in read_events(self.file):
                    self.check_order(event)
                    self.check_payload(event)
                    if event.type != "Ballot":
                        self.check_waiting_ballots()
                    self.take(event)
                    self.last = event
                    yield event
            except Refused:
                self.check_waiting_ballots()  # the first thing that is wrong is named, and these come before
                raise
            self.check_waiting_ballots()

    def check_order(self, event: Event) -> None:
        """4.4: the event and its data may stand at this place."""
        last = self.last.type if self.last else ""
        if event.type not in DATA:
            raise Refused("archive.order", event.name, "the type of the event is unknown")
        follows = FOLLOWS[last]
        if last == "EncryptedTally" and self.election.shuffled:
            if event.type in ("EndShuffles", "PartialDecryption", "Result"):
                # 4.19: non-homomorphic ciphertexts must be shuffled
                raise Refused("shuffle.missing", event.name, "nobody has shuffled the ciphertexts")
            follows = ("Shuffle",)
        if event.type not in follows:
            raise Refused("archive.order", event.name, f"{event.type} does not follow {last or 'the header'}")
        if len(event.data) not in DATA[event.type]:
            raise Refused("archive.order", event.name, "data before the event are missing or left over")

    def check_payload(self, event: Event) -> None:
        """4.4: the payload is the last of the data that stand before the event; without data there is none."""
        if event.payload != (event.data[-1].hash if event.data else None):
            raise Refused("archive.payload", event.name, "the payload is not the data before the event")

    def take(self, event: Event) -> None:
        match event.type:
            case "Setup":
                self.take_setup(event.data)
            case "Ballot":
                self.take_ballot(event.data[0])
            case "EncryptedTally":
                self.take_encrypted_tally(event.data)
            case "Shuffle":
                self.take_shuffle(event.data)
            case "PartialDecryption":
                self.take_partial_decryption(event.data)
            case "Result":
                self.take_result(event.data[0].contents)

    # Setup

    def take_setup(self, data: list[Record]) -> None:
        """3.1, 4.10: the election, its trustees and its roll, bound together by setup_data."""
        election, trustees, credentials, *_, setup_data = data
        with within("setup_data"):
            names = ("election", "trustees", "credentials", "?credentials_certificate")
            stated = {name: field.hash() for name, field in parse(setup_data.contents).fields(*names).items()}
            if list(stated.values()) != [record.hash for record in data[:-1]]:
                raise Refused(
                    "archive.payload", "", "these are not the hashes of the data before, in their order"
                )
        with within("election"):
            self.election = read_election(election.contents)
        G = self.election.G
        with within("trustees"):
            self.items = read_trustees(trustees.contents, G)
        # 3.1.1, 4.10: y is the product of the sub-keys
        if self.election.y != G.product(item.sub_key for item in self.items):
            raise Refused("election.public_key", "election", "is not the product of the trustees' keys")
        # 4.20: trustees are numbered from 1 in their order, each member of a threshold set by itself
        self.trustees = [
            Trustee(item, i, key) for item in self.items for i, key in enumerate(item.keys, start=1)
        ]
        with within("public_credentials"):
            self.weights = read_public_credentials(credentials.contents, G)
        self.checker = self.open.enter_context(BallotChecker(election.contents))

    # Ballots

    def take_ballot(self, record: Record) -> None:
        """4.17: for this election, not a copy, by somebody on the roll; the rest when a batch is full."""
        self.ballots += 1
        name = f"ballot {self.ballots}"
        if len(record.contents) > MAX_BYTES:
            raise Refused(
                "archive.format", f"record {record.number}", f"a ballot of more than {MAX_BYTES} bytes"
            )
        with within(name):
            envelope = read_envelope(record.contents, self.election)
            digest = bytes.fromhex(record.hash)
            if digest in self.seen:
                raise Refused("ballot.duplicate", "", "the same ballot stands twice")
            if envelope.credential not in self.weights:
                raise Refused("ballot.credential", "credential", "this credential is not on the roll")
        self.seen.add(digest)
        # 4.17, last: an earlier ballot with the same credential is removed, this one is added at the end
        self.last_ballots.pop(envelope.credential, None)
        self.last_ballots[envelope.credential] = Cast(name, record.hash, record.offset, len(record.contents))
        self.waiting.append((name, record.contents))
        if len(self.waiting) == BATCH or sum(len(message) for _, message in self.waiting) > BATCH_BYTES:
            self.check_waiting_ballots()

    def check_waiting_ballots(self) -> None:
        waiting, self.waiting = self.waiting, []
        if waiting:
            self.checker.check(waiting)
            self.progress(f"{self.ballots} ballots")

    # Tally

    def take_encrypted_tally(self, data: list[Record]) -> None:
        """4.18: the product of the last ballots, their number and their total weight."""
        tally, sized = data
        self.progress("tally")
        with within("encrypted_tally"):
            expected = aggregate(self.election, self.read_last_ballots())
        self.total_weight = sum(self.weights[credential] for credential in self.last_ballots)
        check_sized_tally(sized.contents, tally.hash, len(self.last_ballots), self.total_weight)
        self.tally = check_tally(tally.contents, self.election, expected)

    def read_last_ballots(self) -> Iterator[tuple[str, bytes, int]]:
        """Name, message and weight of each last ballot, in their order."""
        place = self.file.tell()
        for credential, cast in self.last_ballots.items():
            self.file.seek(cast.offset)
            message = self.file.read(cast.size)
            if hashlib.sha256(message).hexdigest() != cast.hash:
                raise Refused("archive.hash", cast.name, "the file has changed while it was read")
            yield cast.name, message, self.weights[credential]
        self.file.seek(place)

    def take_shuffle(self, data: list[Record]) -> None:
        """4.19: by a trustee who has not shuffled yet, of the ciphertexts as the shuffle before left them."""
        number = len(self.shufflers) + 1
        self.progress(f"shuffle {number}")
        owner = self.read_owned(data, f"owned_shuffle {number}")
        with within(f"owned_shuffle {number}"):
            if not 1 <= owner <= len(self.trustees) or owner in self.shufflers:
                raise Refused("shuffle.owner", "owner", f"{owner} is not a trustee, or has shuffled before")
        self.shufflers.add(owner)
        # nh_ciphertexts: a non-homomorphic question has a single row
        before = [self.tally[i][0] for i in self.election.shuffled]
        with within(f"shuffle {number}"):
            after = check_shuffle(data[0].contents, self.election, before)
        for i, row in zip(self.election.shuffled, after, strict=True):
            self.tally[i] = [row]

    # Decryption and result

    def take_partial_decryption(self, data: list[Record]) -> None:
        """4.20: by a trustee who has not decrypted yet. In a threshold set, one that proves nothing is set aside."""
        number = len(self.decryptions) + len(self.set_aside) + 1
        self.progress(f"partial decryption {number}")
        owner = self.read_owned(data, f"owned_partial_decryption {number}")
        with within(f"owned_partial_decryption {number}"):
            if not 1 <= owner <= len(self.trustees) or owner in (*self.decryptions, *self.set_aside):
                raise Refused(
                    "decryption.owner", "owner", f"{owner} is not a trustee, or has decrypted before"
                )
        trustee = self.trustees[owner - 1]
        try:
            with within(f"partial_decryption {number}"):
                factors = check_partial_decryption(data[0].contents, self.election, self.tally, trustee.key)
                self.decryptions[owner] = factors
        except Refused as refusal:
            if refusal.check != "decryption.proof" or trustee.item.kind == "Single":
                raise
            self.set_aside[owner] = refusal

    def read_owned(self, data: list[Record], name: str) -> int:
        """owned_shuffle (4.19), owned_partial_decryption (4.20): the owner of the data before."""
        with within(name):
            fields = parse(data[1].contents).fields("owner", "payload")
            owner, payload = fields["owner"].integer(), fields["payload"].hash()
            if payload != data[0].hash:
                raise Refused("archive.payload", "payload", "is not the hash of the data before")
            return owner

    def take_result(self, message: bytes) -> None:
        """4.21: what the decryptions give."""
        self.progress("result")
        shares = [(item, self.shares_of(item)) for item in self.items]
        F = combine(self.election.G, shares, self.tally)
        with within("result"):
            self.result = check_result(message, self.election, self.tally, F, self.total_weight)

    def shares_of(self, item: Item) -> dict[int, Nested[Element]]:
        """The decryptions of one item by their index in it, of which there must be enough (4.21)."""
        owners = [owner for owner, trustee in enumerate(self.trustees, start=1) if trustee.item is item]
        shares = {self.trustees[o - 1].index: self.decryptions[o] for o in owners if o in self.decryptions}
        if len(shares) < item.threshold:
            aside = [refusal for owner, refusal in self.set_aside.items() if owner in owners]
            if len(shares) + len(aside) >= item.threshold:
                raise aside[0]
            raise Refused(
                "decryption.missing",
                "result",
                f"{item.threshold} decryptions are needed, {len(shares)} are there",
            )
        return shares
