"""What belenios-tool 3.3.0 takes for one piece of work: processor seconds of its command, less its start-up.

Start-up is the same command in the same folder, made to fail or to stop just before the work itself, so that it holds
everything else: the loader, reading the archive and the roll, checking the trustees' keys.

| work | command | its start-up |
|---|---|---|
| check a ballot | `election verify-ballot` | the same with `{}` for a ballot, refused at its first field |
| make a ballot | `election generate-ballot` | the same with a credential whose form is wrong |
| shuffle | `election shuffle` | `election compute-encrypted-tally`, which reads the same ballots |
| check a shuffle | `election verify --skip-ballot-check` | the same before the shuffle was added |

The tool checks each ballot that it makes, so making alone is `generate-ballot` less the check of a ballot.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.interop.belenios_tool.tool import BeleniosTool

from .clock import run

VERSION = "3.3.0"
MANY, FEW = 30, 3
"""Runs of a short and of a long command in one round, of which the median counts."""


def bare_start() -> float:
    """Processor seconds of a command that reads no archive, for those who would count start-up so."""
    command = [*BeleniosTool(VERSION).command, "setup", "generate-token"]
    return median(run(command, Path.cwd()).cpu for _ in range(MANY))


@dataclass(frozen=True)
class Taken:
    """Seconds of processor time: of the whole command, and less its start-up."""

    whole: float
    work: float


class Peer:
    """belenios-tool in the folder of one archive."""

    def __init__(self, folder: Path) -> None:
        self.tool, self.folder = BeleniosTool(VERSION), folder

    def check_ballot(self, ballot: bytes) -> Taken:
        """One ballot."""
        whole = self._command("verify-ballot", "--ballot", self._file("ballot", ballot))
        idle = self._command("verify-ballot", "--ballot", self._file("none", b"{}"), fails=True)
        return Taken(whole, whole - idle)

    def make_ballot(self, credential: str, choice: Any) -> Taken:
        """One ballot, its check included."""
        wish = self._file("choice", json.dumps(choice, separators=(",", ":")).encode())
        right, wrong = self._file("right", credential.encode()), self._file("wrong", b"no-credential")
        whole = self._command("generate-ballot", "--choice", wish, "--privcred", right)
        idle = self._command("generate-ballot", "--choice", wish, "--privcred", wrong, fails=True)
        return Taken(whole, whole - idle)

    def shuffle(self) -> Taken:
        """A shuffle with its proof."""
        whole = self._command("shuffle", "--trustee-id", "1", repeats=FEW)
        return Taken(whole, whole - self._command("compute-encrypted-tally", repeats=FEW))

    def verify_without_ballots(self) -> float:
        """Seconds for the whole archive but its ballots."""
        return self._command("verify", "--skip-ballot-check", repeats=FEW)

    def add_shuffle(self) -> bytes:
        """Append a shuffle, and return it."""
        printed = self.tool(self.folder, "election", "shuffle", "--trustee-id", "1")
        self.tool(self.folder, "archive", "add-event", "--type=Shuffle", stdin=printed)
        return printed.splitlines()[0]

    def _command(self, *arguments: str | Path, fails: bool = False, repeats: int = MANY) -> float:
        uses = [
            run([*self.tool.command, "election", *map(str, arguments)], self.folder) for _ in range(repeats)
        ]
        assert all(bool(used.status) == fails for used in uses), arguments
        return median(used.cpu for used in uses)

    def _file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content + b"\n")
        return path
