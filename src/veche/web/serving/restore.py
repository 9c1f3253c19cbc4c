"""A server from a backup, in an empty place: every archive is verified, and rows of ballots are made again from them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from veche.election.errors import MalformedInput
from veche.election.verify import verify_archive
from veche.web.ballots.rebuild import rebuild

from . import access, actions
from .backup import FORMAT, key_check

ARCHIVE = re.compile(r"archives/(\w+\.bel)")
TABLE = re.compile(r"tables/(\w+\.\w+)\.jsonl")
MOST_JSON = 1 << 24
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
    check_whole(path)
    with tarfile.open(path) as tar:
        Reading(path, tar).read()
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


def check_whole(path: Path) -> None:
    """Hold everything in the file against its checksums, before anything of it is used. Raises MalformedInput."""
    stated, found = None, {}
    try:
        with tarfile.open(path) as tar:
            for entry in tar:
                file = _open(tar, entry)
                if entry.name == "checksums.json":
                    stated = json.loads(file.read(MOST_JSON))
                else:
                    found[entry.name] = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except (tarfile.TarError, ValueError):
        raise damaged(path) from None
    if stated != found:
        raise damaged(path)


def _open(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    """Raises ValueError for what is no plain file."""
    file = tar.extractfile(entry) if entry.isreg() else None
    if file is None:
        raise ValueError("not a plain file")
    return file


class Reading:
    """A whole backup that is being read, from its start to its end, once."""

    def __init__(self, path: Path, tar: tarfile.TarFile) -> None:
        self.path, self.tar = path, tar

    def read(self) -> None:
        """All of it. Archives are put in their place on the way."""
        first = self.tar.next()
        if first is None or first.name != "veche.json":
            raise damaged(self.path)
        manifest = json.load(_open(self.tar, first))
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
        """Table after table, each with its rows."""
        for entry in self.tar:
            if found := TABLE.fullmatch(entry.name):
                yield found[1], map(json.loads, _open(self.tar, entry))
            elif found := ARCHIVE.fullmatch(entry.name):
                put(_open(self.tar, entry), Path(settings.ARCHIVES) / found[1])


def put(file: IO[bytes], path: Path) -> None:
    """Have the bytes in a new file, on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        shutil.copyfileobj(file, kept, CHUNK)
        kept.flush()
        os.fsync(kept.fileno())
