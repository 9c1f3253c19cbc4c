"""The folder of a demonstration: kept from one start to the next, and never a server in earnest."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from veche.election.errors import MalformedInput
from veche.election.new_files import write_new

USUAL = Path("demo/union")
INSIDE, MADE = "demonstration", "made.json"
ELSEWHERE = ("VECHE_DATABASE", "VECHE_HOSTS", "VECHE_HTTPS")
"""Settings that a demonstration does not take: it is for this machine alone, and keeps everything in its folder."""


@dataclass(frozen=True)
class Made:
    """What is shown to whoever tries it."""

    words: Mapping[str, str]
    """A passphrase for each of officer, registrar, trustee, member, delegate."""
    names: Mapping[str, str]
    """Their names."""
    open_vote: str
    published_vote: str
    coming_vote: str
    credential: str
    """Of the member, for the open vote."""
    meeting: str
    """The assembly that is going on."""
    slip: str
    """That lets somebody in there."""
    decision: str
    """The vote of the congress whose chain is shown."""
    minutes: str
    """The congress whose minutes are public."""


def settle(folder: Path) -> None:
    """Make sure that the folder is fit. What was begun and not ended is thrown away. Raises MalformedInput for a server in earnest."""
    for name in ELSEWHERE:
        os.environ.pop(name, None)
    if is_demonstration(folder) and read(folder) is None:
        shutil.rmtree(folder)
    if folder.exists() and any(folder.iterdir()) and not is_demonstration(folder):
        raise MalformedInput(
            "this folder holds something else", str(folder), "choose another folder for the demonstration"
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / INSIDE).mkdir(exist_ok=True, mode=0o700)


def is_demonstration(folder: Path) -> bool:
    """Whether passphrases of this folder were ever shown on a screen."""
    return (folder / INSIDE).is_dir()


def read(folder: Path) -> Made | None:
    """What was made there, once it was made whole; of an earlier release, which showed less, nothing: it is made anew."""
    path = folder / INSIDE / MADE
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Made(**found) if set(found) == {one.name for one in fields(Made)} else None


def keep(folder: Path, made: Made) -> None:
    """From now on it is whole."""
    write_new(
        folder / INSIDE / MADE, json.dumps(asdict(made), ensure_ascii=False, indent=1).encode(), secret=True
    )


def keep_key(folder: Path, name: str, key: bytes) -> None:
    """A trustee's private key, which in earnest only the trustee has."""
    write_new(folder / INSIDE / name, key, secret=True)
