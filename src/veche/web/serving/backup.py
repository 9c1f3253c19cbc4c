"""A backup: one file with everything that must not be lost, taken while the server goes on.

It is a tar of `veche.json` (what it is of), `tables/`, `archives/` and `checksums.json`, in this order. The tables are read at one moment and the
archives after it, so there is no ballot that the tables know and the archives lack; rows of ballots are not kept at all, but made
again. The key is not in it: what names somebody stays sealed, and who finds a backup without the key reads no name.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import tarfile
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import IO, BinaryIO, cast

from django.conf import settings
from django.db.models import Model

from veche.election.appender import event_at
from veche.election.archive import Archive
from veche.election.errors import MalformedInput
from veche.election.new_files import must_be_new, place_new
from veche.election.tar import BLOCK
from veche.web.house.sealed import found_by

from . import access

FORMAT = 1


@dataclass(frozen=True)
class Kept:
    """What a backup holds."""

    rows: int
    archives: int


def key_check() -> str:
    """Says whether two servers have the same key, and nothing about it."""
    return found_by("backup", "").hex()


def write_backup(path: Path) -> Kept:
    """Write a new file. It appears whole or not at all, and can be read by its owner alone.

    Raises FileExistsError, OSError, MalformedInput for a damaged archive or tables of another release.
    """
    must_be_new(path)
    if access.migrations_due():
        raise MalformedInput(
            "its tables are of an older release", str(settings.DATA), "start the server once first"
        )
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            kept = _write(file, path.absolute().parent)
            file.flush()
            os.fsync(file.fileno())
        place_new(part, path)
    finally:
        part.unlink(missing_ok=True)
    return kept


def _write(file: BinaryIO, beside: Path) -> Kept:
    """`beside`: where there is room for the tables until they are in."""
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        parts = Parts(tar)
        manifest = {
            "format": FORMAT,
            "release": metadata.version("veche"),
            "migrations": access.newest_migrations(),
            "key": key_check(),
        }
        parts.add_json("veche.json", manifest)
        rows = 0
        with access.one_moment():
            for model in access.kept_tables():
                with tempfile.TemporaryFile(dir=beside) as table:
                    rows += _fill(table, model)
                    parts.add(f"tables/{model._meta.label_lower}.jsonl", table, table.tell())
        archives = sorted(Path(settings.ARCHIVES).glob("*.bel"))
        for path in archives:
            with path.open("rb") as archive:
                parts.add(f"archives/{path.name}", archive, whole_events(path, archive))
        parts.add_json("checksums.json", parts.digests)
    return Kept(rows, len(archives))


def _fill(table: IO[bytes], model: type[Model]) -> int:
    """One row a line; how many."""
    number = 0
    for number, row in enumerate(access.rows(model), 1):  # noqa: B007 - counts them
        table.write(json.dumps(row, separators=(",", ":")).encode() + b"\n")
    return number


def whole_events(path: Path, file: BinaryIO) -> int:
    """The offset behind the last whole event: the server may be writing the next one. Raises MalformedInput."""
    with Archive(path, buffering=2 * BLOCK) as archive:
        timestamp, size = archive.timestamp, archive.size
    for end in range(size - size % BLOCK, 0, -BLOCK):
        if event_at(file, end, timestamp) is not None:
            return end
    raise MalformedInput(
        "no event in it is whole", str(path), "compare it with a copy that somebody else holds"
    )


class Parts:
    """The files of a backup that is being written, and their hashes."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.digests: dict[str, str] = {}

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        """The first `size` bytes of a file."""
        file.seek(0)
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        hashing = Hashing(file)
        self.tar.addfile(entry, cast(IO[bytes], hashing))
        self.digests[name] = hashing.digest.hexdigest()

    def add_json(self, name: str, value: object) -> None:
        with tempfile.SpooledTemporaryFile() as file:
            file.write(json.dumps(value, indent=1).encode() + b"\n")
            self.add(name, cast(IO[bytes], file), file.tell())


class Hashing:
    """A file that is read once, with the hash of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data
