"""The one file that opens the database."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from veche.web.keyring import KEPT, Keyring, read_keyring
from veche.web.safety import Unsafe


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "veche.key"
    keys = read_keyring(path)
    assert read_keyring(path) == keys
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert len({keys.django, keys.sealing.hex(), keys.finding.hex()}) == 3
    assert {len(keys.sealing), len(keys.finding), len(keys.django)} == {32, 64}


def test_two_servers_have_different_keys_and_none_of_them_shows(tmp_path: Path) -> None:
    one, other = (read_keyring(tmp_path / name / "veche.key") for name in "ab")
    assert not {one.django, one.sealing, one.finding} & {other.django, other.sealing, other.finding}
    assert one.django not in repr(one)


def test_processes_that_start_together_have_the_same_key(tmp_path: Path) -> None:
    found: list[Keyring] = []
    gate = threading.Barrier(8)

    def start() -> None:
        gate.wait()
        found.append(read_keyring(tmp_path / "data" / "veche.key"))

    servers = [threading.Thread(target=start) for _ in range(8)]
    for one in servers:
        one.start()
    for one in servers:
        one.join()
    assert len(found) == 8
    assert len({keys.django for keys in found}) == 1
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["veche.key"]


@pytest.mark.parametrize("text", [b"", b"\n", b"short", b"AAAA", b"A" * 44, b"\xff" * 44, b"A" * 87 + b"="])
def test_what_is_no_key_is_refused_and_left_alone(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "veche.key"
    path.write_bytes(text)
    with pytest.raises(Unsafe, match="not a key of Veche"):
        read_keyring(path)
    assert path.read_bytes() == text


@pytest.mark.parametrize("kept", KEPT)
def test_no_fresh_key_is_made_beside_old_data(tmp_path: Path, kept: str) -> None:
    """It would open nothing of what is there, and what is written from then on could not be told from the rest."""
    (tmp_path / kept).touch()
    with pytest.raises(Unsafe, match="put back the veche"):
        read_keyring(tmp_path / "veche.key")
    assert not (tmp_path / "veche.key").exists()
