"""An archive (4.4) taken apart into steps and written again with hashes and chain made right.

A step is an event and the data before it. Writing renames: where a record's contents changed, every later reference to its
old hash becomes the new one, and the chain of events is computed afresh, so that only what was altered is wrong.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 512

KINDS: dict[str, tuple[str, ...]] = {
    "Setup": ("election", "trustees", "public_credentials", "setup_data"),
    "Ballot": ("ballot",),
    "EndBallots": (),
    "EncryptedTally": ("encrypted_tally", "sized_encrypted_tally"),
    "Shuffle": ("shuffle", "owned_shuffle"),
    "EndShuffles": (),
    "PartialDecryption": ("partial_decryption", "owned_partial_decryption"),
    "Result": ("result",),
}


def sha256(body: bytes) -> str:
    """The hash of a message, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def header(name: str, size: int, mtime: int) -> bytes:
    """The 512 bytes before a file's contents."""
    block = bytearray(BLOCK)
    block[: len(name)] = name.encode()
    block[100:108] = b"0000644\0"
    block[108:116] = block[116:124] = b"0000000\0"
    block[124:136] = b"%011o\0" % size
    block[136:148] = b"%011o\0" % mtime
    block[148:156] = b" " * 8  # the checksum is computed as if it were spaces
    block[156:157] = b"0"
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def entry(name: str, body: bytes, mtime: int) -> bytes:
    """A file of the archive: header, contents, padding."""
    return header(name, len(body), mtime) + body + bytes(-len(body) % BLOCK)


def entries(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the files of a good archive."""
    at = 0
    while at < len(archive):
        name = archive[at : at + 100].rstrip(b"\0").decode()
        size = int(archive[at + 124 : at + 135], 8)
        yield name, archive[at + BLOCK : at + BLOCK + size]
        at += BLOCK + size + -size % BLOCK


@dataclass(frozen=True)
class Record:
    """One message; `was` is the hash by which the others knew it."""

    kind: str
    body: bytes
    was: str = ""

    def altered(self, body: bytes) -> Record:
        """The record with other contents, which the others must learn to know by its new hash."""
        return replace(self, body=body)


@dataclass(frozen=True)
class Step:
    """An event and its data; `event` is None for the event that belongs here, or the bytes of another one."""

    type: str
    data: tuple[Record, ...]
    event: bytes | None = None


@dataclass(frozen=True)
class Archive:
    """A whole election. `head` is the contents of the BELENIOS file, `mtime` the time in every header."""

    head: bytes
    steps: tuple[Step, ...]
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def mtime(self) -> int:
        """The timestamp, which every file's header repeats."""
        return int(json.loads(self.head)["timestamp"])

    def records(self) -> Iterator[Record]:
        """Every record in its place, events among them, names made right."""
        renamed, parent = dict(self.renamed), None
        for height, step in enumerate(self.steps):
            payload = None
            for record in step.data:
                body = _renamed(record.body, renamed)
                payload = sha256(body)
                if record.was:
                    renamed[record.was] = payload
                yield Record(record.kind, body)
            body = step.event if step.event is not None else event(step.type, height, parent, payload)
            parent = sha256(body)
            yield Record("event", body)

    def files(self) -> list[tuple[str, bytes]]:
        """The names and contents of all files."""
        files = [("BELENIOS", self.head)]
        for record in self.records():
            suffix = "event" if record.kind == "event" else "data"
            files.append((f"{sha256(record.body)}.{suffix}.json", record.body))
        return files

    def write(self) -> bytes:
        """The archive as a file."""
        return b"".join(entry(name, body, self.mtime) for name, body in self.files())

    def upto(self, count: int) -> Archive:
        """The archive as it was after its first `count` events."""
        return replace(self, steps=self.steps[:count])

    def with_step(self, at: int, step: Step) -> Archive:
        """The archive with another step in place of one."""
        return replace(self, steps=(*self.steps[:at], step, *self.steps[at + 1 :]))

    def with_record(self, at: int, kind: str, body: bytes) -> Archive:
        """The archive with other contents in the record of a kind at a step."""
        step = self.steps[at]
        data = tuple(r.altered(body) if r.kind == kind else r for r in step.data)
        return self.with_step(at, replace(step, data=data))

    def record(self, at: int, kind: str) -> bytes:
        """The contents of the record of a kind at a step."""
        return next(record.body for record in self.steps[at].data if record.kind == kind)

    def places(self, type: str) -> list[int]:  # noqa: A002 (the protocol's word)
        """Where the steps of a type stand."""
        return [i for i, step in enumerate(self.steps) if step.type == type]


def event(type: str, height: int, parent: str | None, payload: str | None) -> bytes:  # noqa: A002
    """The event that belongs at a place."""
    fields: dict[str, object] = {} if parent is None else {"parent": parent}
    fields |= {"height": height, "type": type}
    fields |= {} if payload is None else {"payload": payload}
    return json.dumps(fields, separators=(",", ":")).encode()


def _renamed(body: bytes, renamed: dict[str, str]) -> bytes:
    for old, new in renamed.items():
        body = body.replace(old.encode(), new.encode())
    return body


def read(archive: bytes) -> Archive:
    """A good archive taken apart."""
    files = list(entries(archive))
    steps: list[Step] = []
    data: list[bytes] = []
    for name, body in files[1:]:
        if name.endswith(".data.json"):
            data.append(body)
            continue
        type_ = json.loads(body)["type"]
        kinds = _kinds(type_, len(data))
        steps.append(Step(type_, tuple(Record(k, b, sha256(b)) for k, b in zip(kinds, data, strict=True))))
        data = []
    result = Archive(files[0][1], tuple(steps))
    if result.write() != archive:
        raise ValueError("the archive is not written as the format prescribes")
    return result


def _kinds(type_: str, count: int) -> tuple[str, ...]:
    kinds = KINDS[type_]
    if type_ == "Setup" and count == len(kinds) + 1:
        return (*kinds[:3], "credentials_certificate", kinds[3])
    return kinds
