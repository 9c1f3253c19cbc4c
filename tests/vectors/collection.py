"""The set as its files hold it: read as any other project would."""

from __future__ import annotations

import json
import re
import tarfile
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2] / "vectors"


@cache
def manifest() -> dict[str, list[dict[str, Any]]]:
    """The entries of all vectors, good and bad."""
    found: dict[str, list[dict[str, Any]]] = json.loads((ROOT / "manifest.json").read_text())
    return found


@cache
def bad_archives() -> dict[str, bytes]:
    """Every bad archive, and the older ones that some must extend, by name."""
    with tarfile.open(ROOT / "bad.tar.xz", "r:xz") as tar:
        return {member.name: contents(tar, member) for member in tar}


def contents(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """One file of the set."""
    file = tar.extractfile(member)
    assert file is not None, f"{member.name} is not a file"
    return file.read()


def chapter(file: str) -> str:
    """The group of vectors that a vector belongs to: all alterations of one message."""
    election, _, rest = file.partition("/")
    return f"{election}/{rest.partition('.')[0]}"


def chapters() -> list[str]:
    """All groups, in the order of the manifest."""
    return list(dict.fromkeys(chapter(entry["file"]) for entry in manifest()["bad"]))


BEFORE_DECRYPTION = re.compile(
    r"(header|record \d+|event \d+|setup_data|election|trustees|public_credentials|ballot \d+"
    r"|encrypted_tally|sized_encrypted_tally)\b"
)


def bad_before_decryption() -> list[dict[str, Any]]:
    """The bad vectors of Ed25519 whose fault stands before the first shuffle or decryption, or in the chain of events."""
    return [
        entry
        for entry in manifest()["bad"]
        if entry["from"].startswith("ed25519")
        and "extends" not in entry
        and BEFORE_DECRYPTION.match(entry["object"])
    ]
