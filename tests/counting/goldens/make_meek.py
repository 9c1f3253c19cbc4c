"""Make `meek/` anew: count every contest in ../data with droop's rule meek-prf, and write down each of its rounds.

    git clone https://github.com/jklundell/droop
    python tests/counting/goldens/make_meek.py droop

What droop is, and why nothing of it is kept here: see `make.py`.

A golden is {"valid", "rounds": [{"quota", "votes", "keep", "elected", "excluded"}]}. All numbers but the papers are whole
numbers of billionths. Votes and keep factors are in the order of the candidates, as the round's last iteration left them;
elected and excluded are candidates by number.
"""

from __future__ import annotations

import json
import lzma
import sys
import tempfile
from pathlib import Path
from typing import Any

from make import HERE, quoted

SCALE = 10**9


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    for path in sorted((HERE.parent / "data" / "scottish").glob("*.blt.xz")):
        text = json.dumps(derive(lzma.decompress(path.read_bytes()).decode())).replace(
            '{"quota"', '\n{"quota"'
        )
        (HERE / "meek" / path.name.replace(".blt.xz", ".json")).write_text(text + "\n", encoding="utf-8")


def derive(blt: str) -> dict[str, Any]:
    """Every round of one contest as droop counts it; droop must be on the path."""
    from droop.election import Election
    from droop.profile import ElectionProfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "contest.blt")
        path.write_text(quoted(blt), encoding="utf-8")
        election = Election(ElectionProfile(path=str(path)), {"rule": "meek-prf"})
    election.count()
    return {"valid": election.nBallots, "rounds": rounds(election.record())}


def rounds(record: Any) -> list[dict[str, Any]]:
    """The rounds that ended with an election or an exclusion. What droop does with the rest afterwards is left out."""
    numbers = sorted(record["ecids"])
    deciding: dict[int, list[Any]] = {}
    for action in record["actions"]:
        if action["tag"] in ("elect", "defeat") and "remaining" not in action["msg"]:
            deciding.setdefault(action["round"], []).append(action)
    found, known = [], dict.fromkeys(numbers, "hopeful")
    for actions in deciding.values():
        last = actions[-1]
        states = {number: last["cstate"][number]["state"] for number in numbers}
        changed = [number for number in numbers if states[number] != known[number]]
        known = states
        found.append(
            {
                "quota": units(last["quota"]),
                "votes": [units(last["cstate"][number]["vote"]) for number in numbers],
                "keep": [units(last["cstate"][number]["kf"]) for number in numbers],
                "elected": [number for number in changed if states[number] == "elected"],
                "excluded": [number for number in changed if states[number] == "defeated"],
            }
        )
    return found


def units(value: object) -> int:
    """A number that droop prints with nine digits after the point."""
    whole, _, part = str(value).partition(".")
    return int(whole) * SCALE + int(part.ljust(9, "0"))


if __name__ == "__main__":
    main()
