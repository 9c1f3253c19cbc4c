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
from pathlib import Path
from statistics import median
from typing import Any

from tests.interop.belenios_tool.tool import BeleniosTool

from .clock import run

VERSION = "3.3.0"
REPEATS = 15
"""Runs of a short command in one round, of which the median counts."""


class Peer:
    """belenios-tool in the folder of one archive."""

    def __init__(self, folder: Path) -> None:
        self.tool, self.folder = BeleniosTool(VERSION), folder

    def check_ballot(self, ballot: bytes) -> float:
        """Seconds for one ballot."""
        work = self._command("verify-ballot", "--ballot", self._file("ballot", ballot))
        idle = self._command("verify-ballot", "--ballot", self._file("none", b"{}"), fails=True)
        return work - idle

    def make_ballot(self, credential: str, choice: Any) -> float:
        """Seconds for one ballot, its check included."""
        wish = self._file("choice", json.dumps(choice, separators=(",", ":")).encode())
        right, wrong = self._file("right", credential.encode()), self._file("wrong", b"no-credential")
        work = self._command("generate-ballot", "--choice", wish, "--privcred", right)
        return work - self._command("generate-ballot", "--choice", wish, "--privcred", wrong, fails=True)

    def shuffle(self) -> tuple[float, bytes]:
        """Seconds for a shuffle with its proof, and what it prints: the shuffle and whose it is."""
        work = run([*self.tool.command, "election", "shuffle", "--trustee-id", "1"], self.folder)
        assert work.status == 0
        return work.cpu - self._command("compute-encrypted-tally", repeats=1), work.output

    def add(self, event: str, messages: bytes) -> None:
        """Append an event."""
        self.tool(self.folder, "archive", "add-event", f"--type={event}", stdin=messages)

    def verify_without_ballots(self) -> float:
        """Seconds for the whole archive but its ballots."""
        return self._command("verify", "--skip-ballot-check", repeats=1)

    def _command(self, *arguments: str | Path, fails: bool = False, repeats: int = REPEATS) -> float:
        uses = [
            run([*self.tool.command, "election", *map(str, arguments)], self.folder) for _ in range(repeats)
        ]
        assert all(bool(used.status) == fails for used in uses), arguments
        return median(used.cpu for used in uses)

    def _file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content + b"\n")
        return path
