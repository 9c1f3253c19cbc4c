"""The archive (4.4): an old-style tar file of data and events, each named by its SHA-256, the events in a chain.

Read as a stream: at most the data of one event are in memory. What a record means is decided elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from .canonical import Json, parse
from .refused import Refused, within

BLOCK = 512
RECORD_BOUND = 256 << 20
EVENT_BOUND = BLOCK  # two hashes, a height and a type
NAME = re.compile(r"([0-9a-f]{64})\.(data|event)\.json")
OCTAL = re.compile(rb"[0-7]{11}")


@dataclass(frozen=True, slots=True)
class Record:
    """One file of the archive: its number, its kind ("data" or "event"), its hash, where its contents begin."""

    number: int
    kind: str
    hash: str
    offset: int
    contents: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """An event, and the data that stand between it and the event before it. `end` is where its record ends."""

    height: int
    type: str
    payload: str | None
    hash: str
    data: list[Record]
    end: int

    @property
    def name(self) -> str:
        return f"event {self.height}"


def read_events(file: BinaryIO) -> Iterator[Event]:
    """The events of an archive in order. Raises Refused("archive.…" | "json")."""
    previous: Event | None = None
    data: list[Record] = []
    for record in _read_records(file):
        height = previous.height + 1 if previous else 0
        if record.kind == "event":
            previous = _read_event(record, previous, height, data, file.tell())
            yield previous
            data = []
            continue
        data.append(record)
        # 4.4: no event has more than five data before it (a Setup with a credential authority's certificate)
        if len(data) > 5:
            raise Refused(
                "archive.order", f"event {height}", "too many data stand where an event was expected"
            )
    if data:
        raise Refused("archive.order", f"event {height}", "the archive ends where an event was expected")
    # 4.4: the first event is the Setup
    if previous is None:
        raise Refused("archive.order", "event 0", "the archive ends before its first event")


def _read_event(record: Record, previous: Event | None, height: int, data: list[Record], end: int) -> Event:
    with within(f"event {height}"):
        fields = parse(record.contents).fields("?parent", "height", "type", "?payload")
        parent = fields["parent"].hash() if "parent" in fields else None
        payload = fields["payload"].hash() if "payload" in fields else None
        written_height, event_type = fields["height"].integer(), fields["type"].plain()
        # 4.4: an event refers to its predecessor, except for the first one
        if parent != (previous.hash if previous else None):
            raise Refused("archive.chain", "parent", "is not the hash of the event before")
        # 4.4: the height is 0 in the first event and incremented in each new one
        if written_height != height:
            raise Refused("archive.chain", "height", f"{height} is expected")
        return Event(height, event_type, payload, record.hash, data, end)


def _read_records(file: BinaryIO) -> Iterator[Record]:
    """Every file of the archive but the BELENIOS file, which comes first and gives them all its timestamp."""
    number = 0
    found = _read_file(file, number)
    timestamp = _read_header(found)
    while found := _read_file(file, number := number + 1):
        name, mtime, offset, contents = found
        parts = NAME.fullmatch(name)
        if not parts or mtime != timestamp:
            detail = "the name must be HASH.data.json or HASH.event.json, the time that of the archive"
            raise Refused("archive.format", f"record {number}", detail)
        if parts[2] == "event" and len(contents) > EVENT_BOUND:
            raise Refused("archive.format", f"record {number}", f"an event of more than {EVENT_BOUND} bytes")
        # 4.4: the file names start with the SHA256 hash of their contents
        if hashlib.sha256(contents).hexdigest() != parts[1]:
            raise Refused("archive.hash", f"record {number}", "the name is not the hash of the contents")
        yield Record(number, parts[2], parts[1], offset, contents)


def _read_header(found: tuple[str, int, int, bytes] | None) -> int:
    """The BELENIOS file (4.4). Returns the timestamp, which every tar block repeats."""
    if not found or found[0] != "BELENIOS":
        raise Refused("archive.header", "header", "the archive does not start with a BELENIOS file")
    _, mtime, _, contents = found
    try:
        fields = parse(contents).fields("version", "timestamp")
        version, timestamp = fields["version"].integer(), _timestamp(fields["timestamp"])
    except Refused as refusal:
        raise Refused("archive.header", "header", refusal.detail) from None
    if version != 1:
        raise Refused("archive.header", "header", "only version 1 is known")
    if timestamp != mtime:
        raise Refused(
            "archive.format", "record 0", "the tar block does not bear the timestamp of the archive"
        )
    return timestamp


def _timestamp(field: Json) -> int:
    """The specification says a number; releases up to 3.3 write it as a string."""
    text = field.plain() if isinstance(field.value, str) else str(field.integer())
    if not re.fullmatch("0|[1-9][0-9]{0,17}", text):
        raise field.refuse("seconds since 1970 are expected")
    return int(text)


def _read_file(file: BinaryIO, number: int) -> tuple[str, int, int, bytes] | None:
    """One file of the tar: name, time, where the contents begin, and the contents; None at the end."""
    block = file.read(BLOCK)
    if not block:
        return None
    name, size, mtime = block[:100].rstrip(b"\0"), block[124:135], block[136:147]
    octal = OCTAL.fullmatch(size) and OCTAL.fullmatch(mtime)
    if not octal or block != tar_block(name, int(size, 8), int(mtime, 8)):
        raise Refused(
            "archive.format", f"record {number}", "the block before it is not as the format prescribes"
        )
    length, offset = int(size, 8), file.tell()
    if length > RECORD_BOUND:
        raise Refused("archive.format", f"record {number}", f"more than {RECORD_BOUND} bytes")
    body = file.read(-(-length // BLOCK) * BLOCK)
    if len(body) % BLOCK or len(body) < length or body[length:].strip(b"\0"):
        raise Refused("archive.format", f"record {number}", "it is cut short, or not padded with zeros")
    return name.decode("ascii", "replace"), int(mtime, 8), offset, body[:length]


def tar_block(name: bytes, size: int, mtime: int) -> bytes:
    """The only header block that the format allows for a file."""
    start = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0%011o\0" % (size, mtime)
    rest = b"0".ljust(BLOCK - 156, b"\0")
    # the checksum is taken with itself written as eight spaces
    checksum = sum(start) + 8 * ord(" ") + sum(rest)
    return start + b"%06o\0 " % checksum + rest
