"""A server from a backup, in an empty place: every archive is verified, and rows of ballots are made again from them."""

from __future__ import annotations

import json
import os
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings

from veche.election.errors import MalformedInput
from veche.election.verify import verify_archive
from veche.web.ballots.rebuild import rebuild

from . import access, actions
from .backup import FORMAT, Hashing, key_check

ARCHIVE = re.compile(r"archives/(\w+\.bel)")
TABLE = re.compile(r"tables/(\w+\.\w+)\.jsonl")
MOST_MANIFEST = 1 << 20
CHUNK = 1 << 20

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Restored:
    """What is there now. `strangers`: archives of votes that the tables do not know."""

    archives: int
    ballots: int
    strangers: tuple[str, ...]


def restore(path: Path, progress: Progress) -> Restored:
    """Fill this server, which must be empty, from a backup.

    Raises MalformedInput where the file is no backup, is damaged, or belongs to another key or a newer release, and where the
    server is not empty; VerificationError for an archive that does not hold.
    """
    if not access.is_empty() or any(archives()):
        raise MalformedInput(
            "something is there already", str(settings.DATA), "restore into an empty folder and database"
        )
    try:
        with tarfile.open(path) as tar:
            Reading(path, tar).read()
    except (tarfile.TarError, json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError):
        raise damaged(path) from None
    for one in archives():
        verify_archive(one, progress=progress)
    return make_again()


def make_again() -> Restored:
    """Rows of ballots, and stages, of every vote from its archive."""
    actions.bring_up_to_date()
    strangers = rebuild(Path(settings.ARCHIVES))
    ballots = access.ballots_known()
    actions.let_connections_go()
    return Restored(len(list(archives())), ballots, tuple(strangers))


def archives() -> Iterator[Path]:
    """Those of this server."""
    yield from sorted(Path(settings.ARCHIVES).glob("*.bel"))


def damaged(path: Path) -> MalformedInput:
    return MalformedInput("this is no whole backup", str(path), "take another one; nothing was restored")


class Reading:
    """A backup that is being read, from its start to its end, once."""

    def __init__(self, path: Path, tar: tarfile.TarFile) -> None:
        self.path, self.tar = path, tar
        self.digests: dict[str, str] = {}
        self.stated: dict[str, str] | None = None

    def read(self) -> None:
        """All of it. What was read is held against the checksums at the end, inside the transaction of the rows."""
        first = self.tar.next()
        if first is None or first.name != "veche.json":
            raise damaged(self.path)
        manifest = json.loads(self._small(first))
        if manifest["format"] != FORMAT:
            raise self._newer()
        if manifest["key"] != key_check():
            raise MalformedInput(
                "the key in the folder is not that of the backup",
                str(settings.DATA),
                "put the veche.key there that belongs to it",
            )
        try:
            actions.put_back(manifest["migrations"], self._tables())
        except actions.UnknownMigration:
            raise self._newer() from None

    def _newer(self) -> MalformedInput:
        return MalformedInput(
            "the backup is of a newer release", str(self.path), "install that release, or a later one"
        )

    def _tables(self) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
        """Table after table; archives are put in their place on the way, and at the end everything must have been whole."""
        for entry in self.tar:
            if found := TABLE.fullmatch(entry.name):
                yield found[1], self._rows(entry)
            elif found := ARCHIVE.fullmatch(entry.name):
                self._put(entry, Path(settings.ARCHIVES) / found[1])
            elif entry.name == "checksums.json":
                self.stated = json.loads(self._small(entry))
                del self.digests[entry.name]
            elif entry.name != "veche.json":
                raise damaged(self.path)
        if self.stated != self.digests:
            raise damaged(self.path)

    def _rows(self, entry: tarfile.TarInfo) -> Iterator[dict[str, Any]]:
        hashing = self._open(entry)
        for line in hashing.lines():
            yield json.loads(line)
        self.digests[entry.name] = hashing.digest.hexdigest()

    def _small(self, entry: tarfile.TarInfo) -> bytes:
        if entry.size > MOST_MANIFEST:
            raise damaged(self.path)
        hashing = self._open(entry)
        data = hashing.read()
        self.digests[entry.name] = hashing.digest.hexdigest()
        return data

    def _put(self, entry: tarfile.TarInfo, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        hashing = self._open(entry)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while data := hashing.read(CHUNK):
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self.digests[entry.name] = hashing.digest.hexdigest()

    def _open(self, entry: tarfile.TarInfo) -> Hashing:
        file = self.tar.extractfile(entry) if entry.isreg() else None
        if file is None:
            raise damaged(self.path)
        return Hashing(cast(BinaryIO, file))
