"""Restoring is done in a folder beside, so that nothing is ever there by halves; then its contents are moved to their place."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from veche.election.errors import MalformedInput

STAGING, WHOLE = "restoring", "whole"


def prepare(data: Path) -> Path:
    """The folder in which to restore: inside `data`, which holds its key and nothing else. What an interrupted restore left goes.

    Raises MalformedInput.
    """
    key, staging = data / "veche.key", data / STAGING
    if not key.exists():
        raise MalformedInput(
            "the key is missing", str(key), "copy the veche.key there that belongs to the backup"
        )
    if is_whole(staging):
        return staging
    others = sorted(
        path.name for path in data.iterdir() if path.name not in ("veche.key", "veche.lock", STAGING)
    )
    if others:
        raise MalformedInput(
            "something is there already", str(data), "restore into a folder with nothing but veche.key"
        )
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700)
    (staging / key.name).write_bytes(key.read_bytes())
    (staging / key.name).chmod(0o600)
    return staging


def is_whole(staging: Path) -> bool:
    """Whether everything was restored already, and has only to be moved."""
    return (staging / WHOLE).exists()


def finish(data: Path) -> None:
    """Move what was restored to its place. Interrupted, it goes on where it was."""
    staging = data / STAGING
    (staging / WHOLE).touch(mode=0o600)
    for name in ("archives", "veche.sqlite3"):
        with suppress(FileNotFoundError):
            (staging / name).rename(data / name)
    shutil.rmtree(staging)
