"""The shuffle that a trustee made with `veche shuffle`, taken out of the archive to which the command added it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO, Any

from veche.election.archive import Archive
from veche.election.chain import Chain
from veche.election.counting import read_owned
from veche.election.errors import MalformedInput


def shuffle_in(file: Any, owner: int) -> bytes:
    """The message `shuffle` of trustee `owner`. Only that one event is taken; the board checks it as if it came by itself.

    `file`: an uploaded file, opened for reading. Raises MalformedInput, VerificationError.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shuffled.bel"
        with path.open("wb") as copy:
            _copied(file, copy)
        with Archive(path) as archive:
            for group in archive.groups(Chain()):
                if group.type == b"Shuffle":
                    message, owned = (part.body for part in group.data)
                    if read_owned(owned, message, "owned_shuffle") == owner:
                        return message
    raise MalformedInput(
        f"no shuffle of trustee {owner} stands in it",
        "archive",
        "Give the archive to which veche shuffle --trustee added yours.",
    )


def _copied(file: Any, copy: IO[bytes]) -> None:
    file.seek(0)
    shutil.copyfileobj(file, copy)
