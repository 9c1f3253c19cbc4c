"""Files of the command: read with a bound, written whole or not at all, never over another."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from veche.election.errors import MalformedInput

SMALL = 1 << 20
"""Bound in bytes for keys, certificates, templates and choices."""
LARGE = 1 << 28
"""Bound in bytes for lists, trustees and messages of the tally."""


def read(path: Path, limit: int = SMALL) -> bytes:
    """The file's contents without a last line feed. Raises OSError, or MalformedInput above `limit` bytes."""
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise MalformedInput(
            f"larger than {limit >> 20} MiB", str(path), "check that it is the file you mean"
        )
    return data.removesuffix(b"\n").removesuffix(b"\r")


def read_text(path: Path, limit: int = SMALL) -> str:
    """The same as text. Raises MalformedInput where it is not UTF-8."""
    try:
        return read(path, limit).decode()
    except UnicodeDecodeError:
        raise MalformedInput("not text in UTF-8", str(path), "save it as UTF-8") from None


def must_be_new(*paths: Path) -> None:
    """Raises FileExistsError before any work is done that could not be written down."""
    for path in paths:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "exists already", str(path))


def write_new(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write `data` to a new file, whole or not at all; `secret` files can be read by their owner alone."""
    write_together({path: data}, secret={path} if secret else set())


def write_together(contents: dict[Path, bytes], *, secret: set[Path]) -> None:
    """Write several new files. None appears before all stand complete on the disk."""
    must_be_new(*contents)
    temporaries = [_temporary(path) for path in contents]
    placed: list[Path] = []
    try:
        for (path, data), temporary in zip(contents.items(), temporaries, strict=True):
            _fill(temporary, data, 0o600 if path in secret else 0o666)
        for path, temporary in zip(contents, temporaries, strict=True):
            _place(temporary, path)
            placed.append(path)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
    finally:
        for temporary in temporaries:
            temporary.unlink(missing_ok=True)
    for folder in {path.parent for path in contents}:
        _sync_folder(folder)


def _temporary(path: Path) -> Path:
    """A name beside `path` that nobody else will take."""
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")


def _fill(temporary: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _place(temporary: Path, path: Path) -> None:
    """A hard link fails where a file already stands; memory sticks without links get the same by a look first."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise FileExistsError(errno.EEXIST, "exists already", str(path)) from None
    except OSError:
        must_be_new(path)
        temporary.rename(path)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
