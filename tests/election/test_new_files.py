"""Files appear whole or not at all, never over another, and secrets belong to their owner alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from veche.election import new_files


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_secret_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        new_files.write_together(
            {tmp_path / "secret": b"s", tmp_path / "public": b"p"}, secret={tmp_path / "secret"}
        )
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "public").stat().st_mode) == 0o644


def test_nothing_is_written_where_one_of_several_files_exists(tmp_path: Path) -> None:
    (tmp_path / "public").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        new_files.write_together({tmp_path / "secret": b"s", tmp_path / "public": b"p"}, secret=set())
    assert names(tmp_path) == {"public"}
    assert (tmp_path / "public").read_bytes() == b"old"


def test_a_file_that_appears_in_between_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_files, "must_be_new", lambda *paths: None)
    (tmp_path / "b").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        new_files.write_together({tmp_path / "a": b"new", tmp_path / "b": b"new"}, secret=set())
    assert names(tmp_path) == {"b"}
    assert (tmp_path / "b").read_bytes() == b"old"


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        new_files.write_new(tmp_path / "a", b"new")
    assert names(tmp_path) == set()


def test_an_error_names_the_file_that_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the temporary one beside it, nor none at all."""
    with pytest.raises(FileNotFoundError) as caught:
        new_files.write_new(tmp_path / "nowhere" / "a", b"new")
    assert caught.value.filename == str(tmp_path / "nowhere" / "a")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space") as full:
        new_files.write_new(tmp_path / "a", b"new")
    assert full.value.filename == str(tmp_path / "a")


def test_a_disk_without_links_gets_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    new_files.write_new(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    with pytest.raises(FileExistsError):
        new_files.write_new(tmp_path / "a", b"newer")
    assert names(tmp_path) == {"a"}


def test_a_dangling_link_counts_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        new_files.write_new(tmp_path / "a", b"new")
