"""Make the goldens anew: count every contest in ../data with droop, and write down each of its stages.

    git clone https://github.com/jklundell/droop
    python tests/counting/goldens/make.py droop

Droop (https://github.com/jklundell/droop, GPL-3) is another implementation of the same rules by another author. It is
an oracle for development only: whoever runs this script fetches it, nothing of it is kept here, and no test imports it. The
figures in the goldens are facts about public votes.

A golden is {"valid", "quota", "stages": [{"votes", "exhausted", "elected", "excluded"}]}. Votes are whole numbers of
1/100000, in the order of the candidates; valid and quota are papers; elected and excluded are candidates by number.
Droop makes a stage of its own for a surplus of nothing; rule 48(1) speaks only of more than the quota, so those are left out.
"""

from __future__ import annotations

import json
import lzma
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCALE = 100_000


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    for path in sorted((HERE.parent / "data" / "scottish").glob("*.blt.xz")):
        text = json.dumps(derive(lzma.decompress(path.read_bytes()).decode())).replace(
            ' {"votes"', '\n{"votes"'
        )
        (HERE / path.name.replace(".blt.xz", ".json")).write_text(text + "\n", encoding="utf-8")


def derive(blt: str) -> dict[str, Any]:
    """Every stage of one contest as droop counts it; droop must be on the path."""
    from droop.election import Election
    from droop.profile import ElectionProfile

    with tempfile.NamedTemporaryFile("w", suffix=".blt", encoding="utf-8") as file:
        file.write(quoted(blt))
        file.flush()
        election = Election(ElectionProfile(path=file.name), {"rule": "scotland"})
    election.count()
    return golden(election.record(), election.nBallots)


def quoted(blt: str) -> str:
    """The contest with each name after the votes as one quoted string, as droop wants it."""
    lines = [line.strip() for line in blt.splitlines() if line.strip()]
    end = lines.index("0") + 1
    count = int(lines[0].split()[0])
    names = [f'"candidate {number}"' for number in range(1, count + 1)]
    return "\n".join([*lines[:end], *names, '"contest"', ""])


def golden(record: Any, valid: int) -> dict[str, Any]:
    """The record's actions by round: the last state of each, without what droop defeats only to end its report."""
    numbers = sorted(record["ecids"])
    rounds: dict[int, list[Any]] = {}
    for action in record["actions"]:
        if action["tag"] not in ("log", "end") and not action["msg"].startswith("Defeat remaining"):
            rounds.setdefault(action["round"], []).append(action)
    stages, known = [], dict.fromkeys(numbers, "hopeful")
    for actions in rounds.values():
        last = actions[-1]["cstate"]
        states = {number: last[number]["state"] for number in numbers}
        changed = [number for number in numbers if states[number] != known[number]]
        stage = {
            "votes": [units(last[number]["vote"]) for number in numbers],
            "exhausted": units(actions[-1]["nt_votes"]),
            "elected": [number for number in changed if states[number] == "elected"],
            "excluded": [number for number in changed if states[number] == "defeated"],
        }
        known = states
        if not (stages and not changed and stage["votes"] == stages[-1]["votes"]):
            stages.append(stage)
    return {"valid": valid, "quota": units(record["quota"]) // SCALE, "stages": stages}


def units(value: object) -> int:
    """A number that droop prints with five digits after the point."""
    whole, _, part = str(value).partition(".")
    return int(whole) * SCALE + int(part.ljust(5, "0"))


if __name__ == "__main__":
    main()
