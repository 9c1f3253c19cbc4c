"""Reading an archive as a stream (4.4): records, then groups of data with the event that they belong to."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, NoReturn

from .chain import MOST_DATA, Chain, State, digest_of
from .errors import VerificationError
from .tar import (
    BLOCK,
    HEADER,
    MAX_BALLOT,
    MAX_DATA,
    MAX_EVENT,
    SIZE_AND_TIME,
    first_header,
    padded,
    record_header,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_FIRST = re.compile(
    rb'\{"version":(0|[1-9][0-9]{0,17}),"timestamp":(?:(0|[1-9][0-9]{0,17})|"(0|[1-9][0-9]{0,17})")\}'
)


class Data(NamedTuple):
    """A data record: its hash, its contents, and where its header starts in the file."""

    digest: bytes
    body: bytes
    offset: int


class Group(NamedTuple):
    """An event with the data before it; `end` is the offset behind it."""

    type: bytes
    digest: bytes
    data: list[Data]
    end: int


def header_message(timestamp: int) -> bytes:
    """The contents of BELENIOS; releases write the timestamp as a string."""
    return b'{"version":1,"timestamp":"%d"}' % timestamp


class Archive:
    """An archive opened for reading, at its start. A context manager.

    What is appended later is not seen. Raises `OSError` where the file cannot be read, and
    `VerificationError` `archive.header` or `archive.format` where it is no archive.
    """

    def __init__(self, path: str | os.PathLike[str], *, buffering: int = 1 << 20) -> None:
        self.path = Path(path)
        self.file: BinaryIO = self.path.open("rb", buffering=buffering)
        try:
            self.size = os.fstat(self.file.fileno()).st_size
            self.timestamp = self._read_first()
        except BaseException:
            self.file.close()
            raise
        self.start = self.file.tell()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def _read_first(self) -> int:
        block = self.file.read(BLOCK)
        if not block:
            _no_archive("it is empty")
        name, found = block[:100].rstrip(b"\0"), SIZE_AND_TIME.match(block)
        if found is None or block != first_header(int(found[1], 8), int(found[2], 8), name):
            _refuse(0, "this is no archive: its header is not what the format prescribes")
        size, blocks = int(found[1], 8), self.file.read(BLOCK)
        if name != b"BELENIOS" or size > BLOCK:
            _no_archive("it does not start with a short file BELENIOS")
        if len(blocks) < BLOCK or blocks.strip(b"\0") != blocks[:size]:
            _refuse(0, "it is cut short, or not padded with zeros")
        stated = _FIRST.fullmatch(blocks[:size])
        if stated is None or stated[1] != b"1":
            _no_archive("it does not state version 1 and a timestamp")
        timestamp = int(stated[2] or stated[3])
        if timestamp != int(found[2], 8):
            _refuse(0, "its header does not bear the timestamp of the archive")
        return timestamp

    def groups(
        self, chain: Chain | None = None, start: int | None = None, number: int = 1
    ) -> Iterator[Group]:
        """Every event with its data: hashes, chain and order checked.

        To go on from an earlier reading, give the chain that it came to, the offset behind it, and the number of the
        record there. Raises `VerificationError`: `archive.…`, `json`.
        """
        chain = Chain() if chain is None else chain
        position = self.start if start is None else start
        self.file.seek(position)
        data: list[Data] = []
        while position < self.size:
            bound = MAX_BALLOT if chain.state is State.OPEN else MAX_DATA
            kind, record = self._read_record(number, position, bound)
            position += BLOCK + padded(len(record.body))
            number += 1
            if kind == b"event":
                type_ = chain.accept(record.body, record.digest, [part.digest for part in data])
                yield Group(type_, record.digest, data, position)
                data = []
            elif len(data) == MOST_DATA[chain.state]:
                chain.refuse(
                    "order", f"data stand where an event was expected: the election is {chain.state}"
                )
            else:
                data.append(record)
        if data:
            chain.refuse("order", "data are left over at the end, without an event")

    def _read_record(self, number: int, position: int, bound: int) -> tuple[bytes, Data]:
        """The record at `position`, which is where the file stands."""
        header = self.file.read(BLOCK)
        found = HEADER.match(header)
        if found is None or len(header) < BLOCK:
            _refuse(number, "its header is cut short or is not what the format prescribes")
        digest, kind, size = found[1], found[2], int(found[3], 8)
        if size > (MAX_EVENT if kind == b"event" else bound):
            _refuse(number, f"it is larger than may be ({size} bytes)")
        if header != record_header(digest, kind, size, self.timestamp):
            _refuse(number, "its header is not what the format prescribes")
        if padded(size) > self.size - position - BLOCK:
            _refuse(number, "it is cut short")
        blocks = self.file.read(padded(size))
        body = blocks[:size]
        if blocks.count(b"\0", size) != padded(size) - size:
            _refuse(number, "it is not padded with zeros")
        if digest_of(body) != digest:
            raise VerificationError(
                "archive.hash", f"record {number}", "its name is not the hash of its contents"
            )
        return kind, Data(digest, body, position)

    @contextmanager
    def elsewhere(self) -> Iterator[None]:
        """Read elsewhere in the file, then go on where `groups` stands."""
        position = self.file.tell()
        try:
            yield
        finally:
            self.file.seek(position)

    def data_at(self, offset: int) -> bytes:
        """The contents of a data record that was read before, whose header starts at `offset`."""
        self.file.seek(offset)
        found = HEADER.match(self.file.read(BLOCK))
        if found is None:
            _refuse_altered()
        return self.file.read(int(found[3], 8))

    def same_data_at(self, offset: int, digest: bytes) -> bytes:
        """The same, if its hash is still `digest` (32 bytes). Raises `VerificationError("archive.hash")`."""
        body = self.data_at(offset)
        if sha256(body).digest() != digest:
            _refuse_altered()
        return body


def _no_archive(detail: str) -> NoReturn:
    raise VerificationError("archive.header", "header", detail)


def _refuse_altered() -> NoReturn:
    raise VerificationError("archive.hash", "archive", "it was altered while it was being read")


def _refuse(number: int, detail: str) -> NoReturn:
    raise VerificationError("archive.format", f"record {number}", detail)
