"""A cache beside an archive: who is on the roll and which ballots are in, found without reading the archive.

`ARCHIVE.index` is a SQLite file. It may be deleted at any time: it is then made again from the archive, which alone is
the record. It holds nothing that the archive does not.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .appender import Appender, event_at
from .archive import Archive, Group
from .chain import Chain
from .setup import check_references, check_setup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FORMAT = 1
_TABLES = f"""
    CREATE TABLE roll (credential BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE ballots (digest BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE place (parent BLOB, end INTEGER, number INTEGER,
                        election INTEGER, trustees INTEGER, credentials INTEGER,
                        tally INTEGER, tally_number INTEGER);
    PRAGMA user_version = {_FORMAT};
"""


class Place(NamedTuple):
    """How far the archive has been read, and where things stand in it (offsets)."""

    parent: bytes
    """The hash of the last event read."""
    end: int
    number: int
    """Of the record behind it."""
    election: int
    trustees: int
    credentials: int
    tally: int
    """Behind the event EndBallots; 0 while ballots are accepted."""
    tally_number: int
    """Of the record there."""


class Index:
    """The index of the archive that `appender` holds, brought up to date.

    Raises `VerificationError` for what has been appended by others and is no chain, or is set up wrongly.
    """

    def __init__(self, appender: Appender) -> None:
        self._appender = appender
        self._path = Path(f"{appender.path}.index")
        try:
            self._open()
        except sqlite3.OperationalError as error:
            raise OSError(f"{self._path}: {error}") from error
        except sqlite3.DatabaseError:
            self._path.unlink()  # it is damaged, or something else: the archive has it all
            self._open()

    def _open(self) -> None:
        self._database = sqlite3.connect(self._path)
        try:
            if not self._matches():
                self._clear()
            self.catch_up()
        except BaseException:
            self._database.close()
            raise

    def close(self) -> None:
        self._database.close()

    def _matches(self) -> bool:
        """Whether this index is of this archive: the last event that it has read stands where it says."""
        if self._database.execute("PRAGMA user_version").fetchone() != (_FORMAT,):
            return False
        row = self._database.execute("SELECT * FROM place").fetchone()
        if row is None or row[1] > self._appender.end:
            return False
        chain = event_at(self._appender.file, row[1], self._appender.timestamp)
        return chain is not None and chain.parent == row[0]

    def _clear(self) -> None:
        self._database.close()
        self._path.unlink()
        self._database = sqlite3.connect(self._path)
        self._database.executescript(_TABLES)

    @property
    def place(self) -> Place:
        return Place(*self._database.execute("SELECT * FROM place").fetchone())

    def has_credential(self, credential: bytes) -> bool:
        return self._has("SELECT 1 FROM roll WHERE credential = ?", credential)

    def has_ballot(self, digest: bytes) -> bool:
        """`digest`: 64 hexadecimal digits."""
        return self._has("SELECT 1 FROM ballots WHERE digest = ?", bytes.fromhex(digest.decode()))

    def _has(self, query: str, key: bytes) -> bool:
        """Raises `OSError` where the index cannot be read."""
        with self._read_or_thrown_away():
            return self._database.execute(query, (key,)).fetchone() is not None

    @contextmanager
    def _read_or_thrown_away(self, note: str = "") -> Iterator[None]:
        """An index with a damaged page opens like any other. It must not refuse every ballot that asks for that page."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OSError(f"{self._path}: {error}{note}") from error
        except sqlite3.DatabaseError as error:
            self.close()
            self._path.unlink()
            raise OSError(f"{self._path}: {error}{note}; it is made again when it is next opened") from error

    def add_ballots(self, digests: Sequence[bytes]) -> None:
        """Note ballots that the appender has just written, and its end.

        Raises `OSError` where the index cannot be written; it will catch up.
        """
        with self._read_or_thrown_away(" (the ballots themselves are in the archive)"), self._database:
            self._insert_ballots(digests)
            number = self.place.number + 2 * len(digests)
            self._move(self._appender.chain, self._appender.end, number)

    def _insert_ballots(self, digests: Sequence[bytes]) -> None:
        keys = ((bytes.fromhex(digest.decode()),) for digest in digests)
        self._database.executemany("INSERT INTO ballots VALUES (?)", keys)

    def _move(self, chain: Chain, end: int, number: int) -> None:
        self._database.execute(
            "UPDATE place SET parent = ?, end = ?, number = ?", (chain.parent, end, number)
        )

    def catch_up(self) -> None:
        """Read what the archive has beyond this index, which is nothing most of the time."""
        row = self._database.execute("SELECT * FROM place").fetchone()
        if row is not None and Place(*row).end == self._appender.end:
            return
        with Archive(self._appender.path) as archive, self._database:
            if row is None:
                chain, start, number = Chain(), archive.start, 1
            else:
                place = Place(*row)
                chain, start, number = self.chain_at(place.end), place.end, place.number
            for group in archive.groups(chain, start, number):
                number += len(group.data) + 1
                self._take(group, number)
                self._move(chain, group.end, number)

    def chain_at(self, end: int) -> Chain:
        """The chain after the event that ends at `end`."""
        return event_at(self._appender.file, end, self._appender.timestamp) or Chain()

    def _take(self, group: Group, number: int) -> None:
        if group.type == b"Setup":
            self._take_setup(group, number)
        elif group.type == b"Ballot":
            self._insert_ballots([group.data[0].digest])
        elif group.type == b"EndBallots":
            self._database.execute("UPDATE place SET tally = ?, tally_number = ?", (group.end, number))

    def _take_setup(self, group: Group, number: int) -> None:
        check_references(group.data)
        setup = check_setup(*(part.body for part in group.data[:3]))
        self._database.executemany("INSERT INTO roll VALUES (?)", ((key,) for key in setup.roll.places))
        offsets = [part.offset for part in group.data[:3]]
        row = (group.digest, group.end, number, *offsets)
        self._database.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, 0, 0)", row)
