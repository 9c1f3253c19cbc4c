"""Make `ers97/` anew: count every contest in ../data with OpenSTV 1.7, and write down each of its rounds.

    git clone https://github.com/Conservatory/openstv
    python3.11 tests/counting/goldens/make_ers97.py openstv

OpenSTV (https://github.com/Conservatory/openstv, GPL-2) says that its ERS97 was checked against eSTV, the program of the
Electoral Reform Society. It is in Python 2: this script turns two of its modules into Python 3 in a temporary folder (lib2to3, in
Python up to 3.12, and the three lines that it leaves). It is an oracle for development only: nothing of it is kept here, and no
test imports it. The figures in the goldens are facts about public votes.

A golden is {"valid", "stages": [{"quota", "votes", "nontransferable", "elected"}]}. Votes are whole numbers of hundredths, in the
order of the candidates; valid is papers; elected are candidates by number. Each batch of an exclusion is a stage.

`ers97/small.json` has contests of a few papers that a seeded generator made up, each with its "blt", as real ones rarely have
ties, several batches or falling quotas. Left out are those in which OpenSTV draws lots, where it elects fewer than the seats
(it excludes candidates without a vote together, beyond 5.2.5 (a)), and those with fewer than five stages.
"""

from __future__ import annotations

import json
import lzma
import random
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from make import HERE

LEFT_BY_2TO3 = {
    "self.p * surplus / nTransferable": "self.p * surplus // nTransferable",
    "(value/self.p, value%self.p)": "(value//self.p, value%self.p)",
    "assert(newLosersList > 0)": "assert(len(newLosersList) > 0)",
}
PLUGINS = "class MethodPlugin:\n    htmlBegin, htmlEnd = '%s%s', ''\n    def __init__(self): pass\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        translate(Path(sys.argv[1], "openstv"), Path(folder, "openstv"))
        sys.path.insert(0, folder)
        for path in sorted((HERE.parent / "data" / "scottish").glob("*.blt.xz")):
            found = derive(lzma.decompress(path.read_bytes()).decode())
            del found["said"]
            keep(path.name.replace(".blt.xz", ".json"), found, '{"quota"')
        keep("small.json", small(80), '{"blt"')


def keep(name: str, found: object, line: str) -> None:
    """Written with a line for each object that starts so."""
    text = json.dumps(found).replace(line, "\n" + line)
    (HERE / "ers97" / name).write_text(text + "\n", encoding="utf-8")


def translate(source: Path, target: Path) -> None:
    from lib2to3.refactor import RefactoringTool, get_fixers_from_package

    tool = RefactoringTool(get_fixers_from_package("lib2to3.fixes"))
    target.mkdir()
    (target / "__init__.py").touch()
    (target / "plugins.py").write_text(PLUGINS, encoding="utf-8")
    for path in (source / "STV.py", source / "MethodPlugins" / "ERS97STV.py"):
        text = str(tool.refactor_string(path.read_text(encoding="utf-8"), path.name))
        for old, new in LEFT_BY_2TO3.items():
            text = text.replace(old, new)
        (target / path.name).write_text(text, encoding="utf-8")


def small(wanted: int) -> list[dict[str, Any]]:
    """Contests that OpenSTV counts by the text, and how it counts them."""
    chance, found = random.Random(1997), list[dict[str, Any]]()
    while len(found) < wanted:
        blt = made_up(chance)
        told = derive(blt)
        lots = "breaking the tie by candidate index" in " ".join(told["said"])
        elected = sum(len(stage["elected"]) for stage in told["stages"])
        if not lots and elected == int(blt.split()[1]) and len(told["stages"]) > 4:
            found.append({"blt": blt, "valid": told["valid"], "stages": told["stages"]})
    return found


def made_up(chance: random.Random) -> str:
    """A contest of five to nine candidates, some of whom are better liked; half of them with short papers of one voter each."""
    candidates, short = chance.randint(5, 9), chance.random() < 0.5
    liked = [chance.random() ** (0.3 if short else 2) for _ in range(candidates)]
    lines = [f"{candidates} {chance.randint(1, 2 if short else 4)}"]
    for _ in range(chance.randint(12, 24)):
        order = sorted(range(candidates), key=lambda one: -liked[one] * chance.random())
        marks = " ".join(str(one + 1) for one in order[: chance.randint(1, 2 if short else candidates)])
        lines.append(f"{1 if short else chance.choice([1, 1, 2, 3, 7])} {marks} 0")
    names = [f'"candidate {number}"' for number in range(1, candidates + 1)]
    return "\n".join([*lines, "0", *names, '"made up"', ""])


class Ballots:
    """What OpenSTV asks of ballots, for a contest in BLT without withdrawn candidates. Candidates count from 0."""

    title = date = ""

    def __init__(self, blt: str) -> None:
        lines = [line.split() for line in blt.splitlines() if line.strip()]
        self.numCandidates, self.numSeats = int(lines[0][0]), int(lines[0][1])
        papers = [[int(mark) for mark in line] for line in lines[1 : lines.index(["0"])]]
        self.groups = [
            ([mark - 1 for mark in marks[:-1]], weight) for weight, *marks in papers if len(marks) > 1
        ]
        self.names = [f"candidate {number}" for number in range(1, self.numCandidates + 1)]
        self.numBallots, self.numWeightedBallots = sum(weight for _, weight in self.groups), len(self.groups)

    def getWeight(self, group: int) -> int:  # noqa: N802 - these are the names that OpenSTV calls
        return self.groups[group][1]

    def getTopChoiceFromWeightedBallot(self, group: int, among: Collection[int]) -> int | None:  # noqa: N802
        return next((mark for mark in self.groups[group][0] if mark in among), None)

    def joinList(self, numbers: Collection[int]) -> str:  # noqa: N802
        return ", ".join(self.names[number] for number in numbers)


def derive(blt: str) -> dict[str, Any]:
    """Every round of one contest as OpenSTV counts it; its translation must be on the path."""
    from openstv.ERS97STV import ERS97STV

    ballots = Ballots(blt)
    election = ERS97STV(ballots)
    election.strongTieBreakMethod = "index"
    election.runElection()
    stages = [
        {
            "quota": election.quota[at],
            "votes": election.count[at],
            "nontransferable": election.exhausted[at],
            "elected": [number + 1 for number, won in enumerate(election.wonAtRound) if won == at],
        }
        for at in range(election.numRounds)
    ]
    return {"valid": ballots.numBallots, "stages": stages, "said": election.msg}


if __name__ == "__main__":
    main()
