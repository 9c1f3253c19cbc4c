"""New files that appear whole or not at all, on the disk, and never over a file that is there."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path


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
            try:
                _fill(temporary, data, 0o600 if path in secret else 0o666)
            except OSError as error:  # names the file that was asked for, not the one that nobody ever sees
                raise OSError(error.errno, error.strerror, str(path)) from None
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
        _keep_names(folder)


def place_new(temporary: Path, path: Path) -> None:
    """Give a file that lies complete on the disk its name beside it. Raises FileExistsError; the name is on the disk too on return."""
    _place(temporary, path)
    _keep_names(path.absolute().parent)


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
        path.hardlink_to(temporary)
    except FileExistsError:
        raise FileExistsError(errno.EEXIST, "exists already", str(path)) from None
    except OSError:
        must_be_new(path)
        temporary.rename(path)


def _keep_names(folder: Path) -> None:
    """Have the folder itself on the disk: without this, a new file may lose its name when the power fails."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
