"""The chain of events (4.4): what may follow what, and what stands before each event."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple, NoReturn

from .canonical import Integer, Maybe, Plain, Record, read
from .errors import VerificationError
from .messages import HASH


@dataclass(frozen=True)
class Event:
    """`parent` and `payload` are hashes; `height` counts from 0."""

    parent: bytes | None
    height: int
    type: bytes
    payload: bytes | None


EVENT = Record(
    Event,
    ("parent", Maybe(HASH)),
    ("height", Integer()),
    ("type", Plain(meant="a string")),
    ("payload", Maybe(HASH)),
)


class State(StrEnum):
    """The stage of an election, after its last event."""

    EMPTY = "empty"
    OPEN = "open"
    CLOSED = "closed"
    TALLIED = "tallied"
    SHUFFLING = "shuffling"
    SHUFFLED = "shuffled"
    DECRYPTING = "decrypting"
    FINISHED = "finished"


class Kind(NamedTuple):
    """An event type: the stages in which it may come, the stage that it brings, how many data stand before it."""

    after: frozenset[State]
    brings: State
    data: tuple[int, ...]


def _kind(after: set[State], brings: State, *data: int) -> Kind:
    return Kind(frozenset(after), brings, data)


KINDS = {
    b"Setup": _kind({State.EMPTY}, State.OPEN, 4, 5),
    b"Ballot": _kind({State.OPEN}, State.OPEN, 1),
    b"EndBallots": _kind({State.OPEN}, State.CLOSED, 0),
    b"EncryptedTally": _kind({State.CLOSED}, State.TALLIED, 2),
    b"Shuffle": _kind({State.TALLIED, State.SHUFFLING}, State.SHUFFLING, 2),
    b"EndShuffles": _kind({State.TALLIED, State.SHUFFLING}, State.SHUFFLED, 0),
    b"PartialDecryption": _kind({State.TALLIED, State.SHUFFLED, State.DECRYPTING}, State.DECRYPTING, 2),
    b"Result": _kind({State.TALLIED, State.SHUFFLED, State.DECRYPTING}, State.FINISHED, 1),
}
"""Whether shuffles are due depends on the questions, and is checked with the contents."""

MOST_DATA = {
    state: max((max(kind.data) for kind in KINDS.values() if state in kind.after), default=0)
    for state in State
}


class Chain:
    """Where a chain of events has come to. Everything that it refuses is `archive.…` or `json` of `event N`."""

    def __init__(self, parent: bytes | None = None, height: int = -1, state: State = State.EMPTY) -> None:
        self.parent, self.height, self.state = parent, height, state

    @classmethod
    def after(cls, event: Event, digest: bytes) -> Chain:
        """The chain that ends with `event`, whose hash is `digest`."""
        return cls(digest, event.height, KINDS[event.type].brings)

    def copy(self) -> Chain:
        return Chain(self.parent, self.height, self.state)

    @property
    def last(self) -> bytes:
        """The hash of the last event; empty if there is none."""
        return self.parent or b""

    @property
    def object(self) -> str:
        """The next event's name in refusals."""
        return f"event {self.height + 1}"

    def next_event(self, type_: bytes, payload: bytes | None) -> bytes:
        """The message of the event that would come next."""
        return EVENT.write(Event(self.parent, self.height + 1, type_, payload))

    def expected_ballot(self, payload: bytes) -> bytes:
        """`next_event(b"Ballot", payload)`, without the cost: nearly all events of an archive are these."""
        return b'{"parent":"%b","height":%d,"type":"Ballot","payload":"%b"}' % (
            self.last,
            self.height + 1,
            payload,
        )

    def accept(self, body: bytes, digest: bytes, data: list[bytes]) -> bytes:
        """Move on by the event `body`, before which stand data with the hashes `data`. Returns its type."""
        if self.state is State.OPEN and len(data) == 1 and body == self.expected_ballot(data[0]):
            type_ = b"Ballot"
        else:
            type_ = self._accept_slowly(body, data)
            self.state = KINDS[type_].brings
        self.parent = digest
        self.height += 1
        return type_

    def _accept_slowly(self, body: bytes, data: list[bytes]) -> bytes:
        event = read(EVENT, body, self.object)
        if (event.parent, event.height) != (self.parent, self.height + 1):
            self.refuse("chain", "its parent or height is not that of the event before it")
        kind = KINDS.get(event.type)
        if kind is None:
            self.refuse("order", f"there is no event {event.type.decode('utf-8', 'replace')[:40]!r}")
        if self.state not in kind.after:
            self.refuse("order", f"{event.type.decode()} may not stand here: the election is {self.state}")
        if len(data) not in kind.data:
            self.refuse("order", f"{len(data)} data stand before {event.type.decode()}")
        if event.payload != (data[-1] if data else None):
            self.refuse("payload", "it refers to other data than those that stand before it")
        return event.type

    def refuse(self, check: str, detail: str) -> NoReturn:
        raise VerificationError(f"archive.{check}", self.object, detail)


def digest_of(body: bytes) -> bytes:
    """SHA-256 as 64 hexadecimal digits: the hash of 4.2."""
    return sha256(body).hexdigest().encode()
