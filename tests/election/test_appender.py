from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from election.support import TIMESTAMP, bytes_read
from election.test_archive import SETUP, first, whole

from veche.election.appender import Appender, group_bytes
from veche.election.archive import Archive
from veche.election.chain import Chain, State
from veche.election.errors import ArchiveBusy, MalformedInput, VerificationError
from veche.election.tar import BLOCK

if TYPE_CHECKING:
    from pathlib import Path

BALLOT = b'{"ballot":' + b"1" * 1500 + b"}"


def opened(ballots: int = 3) -> bytes:
    return whole(ballots)[: -2 * BLOCK]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.bel"
    path.write_bytes(opened())
    return path


def test_what_is_appended_is_what_would_have_been_written_at_once(path: Path) -> None:
    with Appender(path) as appender:
        assert (appender.chain.state, appender.chain.height) == (State.OPEN, 3)
        appender.append([(b"EndBallots", [])])
    assert path.read_bytes() == whole()


def test_several_events_in_one_go(path: Path) -> None:
    with Appender(path) as appender:
        appender.append([(b"Ballot", [b'{"ballot":3}']), (b"Ballot", [b'{"ballot":4}'])])
        appender.append([(b"EndBallots", [])])
    assert path.read_bytes() == whole(5)


def test_an_event_that_may_not_stand_there_is_not_written(path: Path) -> None:
    with Appender(path) as appender, pytest.raises(VerificationError, match=r"archive\.order"):
        appender.append([(b"EndBallots", []), (b"Ballot", [BALLOT])])
    assert path.read_bytes() == opened()


def test_an_interrupted_append_is_cut_off_wherever_it_stopped(path: Path) -> None:
    with Appender(path) as appender:
        group = group_bytes(appender.chain, [(b"Ballot", [BALLOT])], TIMESTAMP)
    for length in [*range(1, 70), *range(70, len(group) - 1, 37), len(group) - 1]:
        path.write_bytes(opened() + group[:length])
        with Appender(path) as appender:
            appender.append([(b"EndBallots", [])])
        assert path.read_bytes() == whole(), length


def test_a_tally_cut_after_its_first_message_is_cut_off(path: Path) -> None:
    with Appender(path) as appender:
        appender.append([(b"EndBallots", [])])
        group = group_bytes(appender.chain, [(b"EncryptedTally", [BALLOT, b"{}"])], TIMESTAMP)
    before = path.read_bytes()
    path.write_bytes(before + group[: -3 * BLOCK])
    Appender(path).close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "tail", [bytes(BLOCK), b"not a record", b"x" * BLOCK, bytes(4 * BLOCK), b"a" * 64 + b"?" * 10]
)
def test_damage_is_reported_and_not_touched(path: Path, tail: bytes) -> None:
    path.write_bytes(opened() + tail)
    with pytest.raises(MalformedInput, match="damaged"):
        Appender(path)
    assert path.read_bytes() == opened() + tail


def test_a_damaged_last_event_is_no_interrupted_append(path: Path) -> None:
    contents = bytearray(opened())
    contents[-BLOCK + 30] ^= 1
    path.write_bytes(contents)
    with pytest.raises(MalformedInput, match="damaged"):
        Appender(path)
    assert path.read_bytes() == contents


def test_a_failed_write_leaves_the_archive_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with Appender(path) as appender:
        monkeypatch.setattr(os, "fsync", full_disk)
        with pytest.raises(OSError, match="No space"):
            appender.append([(b"EndBallots", [])])
        assert path.read_bytes() == opened()
        monkeypatch.undo()
        appender.append([(b"EndBallots", [])])
    assert path.read_bytes() == whole()


def test_one_writer_at_a_time(path: Path) -> None:
    with Appender(path), pytest.raises(ArchiveBusy):
        Appender(path)
    with Appender(path), Archive(path) as archive:
        assert len(list(archive.groups())) == 4


def test_what_is_no_archive_is_not_opened(path: Path) -> None:
    for contents in (b"", b"x" * 4096, first()):
        path.write_bytes(contents)
        with pytest.raises((VerificationError, MalformedInput)):
            Appender(path)
        assert path.read_bytes() == contents


def test_appending_costs_the_same_however_long_the_archive_is(path: Path) -> None:
    """Counted, not timed: the bytes that are read and written to open an archive and append one ballot."""

    def cost(ballots: int) -> int:
        steps = [(b"Setup", SETUP), *((b"Ballot", [b'{"ballot":%07d}' % i]) for i in range(ballots))]
        path.write_bytes(first() + group_bytes(Chain(), steps, TIMESTAMP))
        before = bytes_read()
        with Appender(path) as appender:
            appender.append([(b"Ballot", [BALLOT])])
        return bytes_read() - before

    assert cost(2000) <= cost(20)


def test_a_long_archive_is_read_at_a_fixed_cost_for_each_ballot(path: Path) -> None:
    """A bound that only a cost that grows with the archive would break."""
    times = []
    for ballots in (500, 4000):
        path.write_bytes(opened(ballots))
        start = time.process_time()
        with Archive(path) as archive:
            assert sum(1 for _ in archive.groups()) == ballots + 1
        times.append((time.process_time() - start) / ballots)
    assert times[1] < 5 * times[0]
