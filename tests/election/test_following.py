"""Reading on from where an earlier reading stopped, in an archive that grows."""

from __future__ import annotations

from pathlib import Path

import pytest
from election.support import YES_NO, Scene, choices_of, make_scene

from veche.election.archive import Archive
from veche.election.board import Board
from veche.election.errors import VerificationError
from veche.election.following import groups_after, setup_end, whole_end


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    found = make_scene(tmp_path / "e.bel", YES_NO)
    with Board.open(found.path) as board:
        board.add_ballots(found.ballots(choices_of(YES_NO)))
    return found


def places(scene: Scene) -> list[tuple[int, bytes]]:
    """Where each event ends, and its hash."""
    with Archive(scene.path) as archive:
        return [(group.end, group.digest) for group in archive.groups()]


def after(scene: Scene, end: int, last: bytes) -> list[tuple[int, bytes]] | None:
    with Archive(scene.path) as archive:
        groups = groups_after(archive, end, last)
        return None if groups is None else [(group.end, group.digest) for group in groups]


def test_reading_goes_on_where_it_stopped(scene: Scene) -> None:
    found = places(scene)
    for number, (end, digest) in enumerate(found):
        assert after(scene, end, digest) == found[number + 1 :]


def test_another_archive_is_not_read_on(scene: Scene) -> None:
    (end, digest), (_, other) = places(scene)[:2]
    assert after(scene, end, other) is None
    assert after(scene, end + 512, digest) is None
    assert after(scene, 1 << 30, digest) is None
    assert after(scene, 0, b"") is None


def test_the_whole_events_end_where_a_cut_one_begins(scene: Scene) -> None:
    ends = [end for end, _ in places(scene)]
    assert setup_end(scene.path) == ends[0]
    data = scene.path.read_bytes()
    for size in range(ends[2], ends[3], 300):
        scene.path.write_bytes(data[:size])
        assert whole_end(scene.path) == ends[2]
    scene.path.write_bytes(data)
    assert whole_end(scene.path) == ends[3]


def test_an_archive_without_events(scene: Scene) -> None:
    scene.path.write_bytes(scene.path.read_bytes()[:1024])
    with pytest.raises(VerificationError):
        whole_end(scene.path)
    with pytest.raises(VerificationError):
        setup_end(scene.path)
