"""Files that the command is given are read with a bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from veche.cli import files
from veche.election.errors import MalformedInput


def test_a_file_above_its_bound_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 101)
    assert len(files.read(tmp_path / "a", 101)) == 101
    with pytest.raises(MalformedInput):
        files.read(tmp_path / "a", 100)


def test_text_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xff\xfe")
    with pytest.raises(MalformedInput):
        files.read_text(tmp_path / "a")
