"""A bad vector, and where it stands in an election."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vectors.make.archive import Archive
    from vectors.make.held import Held


@dataclass(frozen=True)
class Bad:
    """An archive that must be refused, by which check and naming which object; `older` is what it must extend."""

    name: str
    archive: bytes
    check: str
    object: str
    about: str
    older: bytes | None = None

    @property
    def file(self) -> str:
        """The name as a file's."""
        return re.sub(r"[^A-Za-z0-9_./\[\]-]+", "-", self.name) + ".bel"


@dataclass(frozen=True)
class Base:
    """A good election to be altered."""

    name: str
    held: Held

    @property
    def archive(self) -> Archive:
        """The archive taken apart, each record known by its hash."""
        return self.held.archive

    def bad(self, name: str, archive: Archive | bytes, check: str, object_: str, about: str) -> Bad:
        """A vector made from this election."""
        data = archive if isinstance(archive, bytes) else archive.write()
        return Bad(f"{self.name}/{name}", data, check, object_, about)

    def extending(self, bad: Bad, older: Archive) -> Bad:
        """The same, to be checked as the continuation of an older archive."""
        return replace(bad, older=older.write())


ONCE = {
    "election",
    "trustees",
    "public_credentials",
    "setup_data",
    "encrypted_tally",
    "sized_encrypted_tally",
    "result",
}


def object_name(archive: Archive, at: int, kind: str) -> str:
    """`ballot 3`: how both verifiers call the record of a kind at a step."""
    if kind in ONCE:
        return kind
    if kind == "event":
        return f"event {at}"
    return f"{kind} {1 + archive.places(archive.steps[at].type).index(at)}"
