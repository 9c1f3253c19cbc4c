"""The other counters, each a process that stays alive and counts one contest at a time."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Counted:
    """Seconds to load a contest and to count it, and who was elected."""

    load: float
    count: float
    winners: Sequence[int]

    @property
    def whole(self) -> float:
        return self.load + self.count


class Peer:
    """A counter in a process of its own: its start-up and imports are over before the first contest."""

    def __init__(self, name: str, *command: str) -> None:
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def count(self, contest: Path) -> Counted:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{contest}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.name} stopped at {contest}: run its script by hand to see why")
        return Counted(**json.loads(answer))

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)


def droop(folder: Path, python: str) -> Peer:
    """droop from a checkout of its repository (GPL-3, not on any package index)."""
    return Peer("droop", python, "-W", "ignore", str(HERE / "peer_droop.py"), str(folder.resolve()))


def pref_voting(python: Path) -> Peer:
    """pref_voting in an environment of its own: see `make oracle`."""
    return Peer("pref_voting", str(python), "-W", "ignore", str(HERE / "peer_pref_voting.py"))
