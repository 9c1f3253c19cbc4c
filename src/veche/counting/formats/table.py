"""Tables (CSV) with a column a candidate and a row a ballot, or a kind of ballots.

    # seats: 2
    # ballots: ranks
    ballots,Ana,Bo,Cleo
    12,1,2,
    7,,1,2

Notes come first, one a line: title, seats, withdrawn (numbers of candidates), ballots (what cells mean: ranks, scores or
approval; ranks if not said). The column `ballots` says how many there are of a row; without it each row is one. An empty
cell or - says nothing about a candidate; an approval is x or 1, none is 0 or empty. Commas, semicolons or tabs separate.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator

from veche._core import CoreError

from ..contest import Candidate, Contest, Scores
from ..errors import CannotWrite
from ..papers import Gathering, Ranking, Rankings
from .lines import Lines, shown
from .names import named
from .notes import Cells, Notes
from .policy import Policy, Scrutiny

MOST = 1_000
MOST_BALLOTS = 10**12
WEIGHTS = "ballots"

WEIGHT = re.compile(r"[0-9]{1,13}")
SCORE = re.compile(r"[0-9]{1,9}")
RANK = re.compile(r"[0-9]{1,4}")
NOTHING = ("", "-")


def read(lines: Lines, policy: Policy, seats: int | None = None, cells: Cells | None = None) -> Contest:
    """Raises BadBallots. One seat unless `seats` or a note says otherwise; `cells` if no note does."""
    notes = Notes(lines)
    rows = _rows(lines)
    header = next(rows, [])
    weighted = header[:1] != [] and header[0].strip().lower() == WEIGHTS
    candidates = named(lines, [(lines.number, name) for name in header[weighted:]])
    if not 0 < len(candidates) <= MOST:
        raise lines.refusal(f"the table has a column for each candidate, from 1 to {MOST}")
    scrutiny = Scrutiny(policy)
    table = _Table(lines, len(candidates), weighted, scrutiny)
    kind = notes.cells(cells)
    ballots = table.ranks(rows) if kind is Cells.RANKS else table.scores(rows, kind)
    return Contest(
        notes.title(),
        candidates,
        seats or notes.seats(),
        ballots,
        notes.withdrawn(len(candidates)),
        scrutiny.invalid,
        scrutiny.applied,
    )


def _rows(lines: Lines) -> Iterator[list[str]]:
    """The rows that hold more than nothing; `lines.number` is where each ends."""
    first = lines.line() or b""
    lines.give_back(first)
    texts = (lines.text(line) for line in iter(lines.line, None))
    rows = csv.reader(texts, delimiter=_separator(lines.text(first, lines.number + 1)), strict=True)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise lines.refusal(f"this is no row of a table: {error}") from None
        if row is None:
            return
        if row:
            yield row


def _separator(header: str) -> str:
    """A tab if the header has one outside quotation marks, else a semicolon if it has one, else a comma."""
    bare = "".join(header.split('"')[::2])
    return next((mark for mark in "\t;" if mark in bare), ",")


class _Table:
    """The rows of ballots."""

    def __init__(self, lines: Lines, count: int, weighted: bool, scrutiny: Scrutiny) -> None:
        self.lines, self.count, self.weighted, self.scrutiny = lines, count, weighted, scrutiny

    def ranks(self, rows: Iterator[list[str]]) -> Rankings:
        gathering = Gathering(self.count)
        for weight, cells in self._ballots(rows):
            ranks = _by_rank([self._rank(cell) for cell in cells])
            ranking = self.scrutiny.ranking(self.lines, self.lines.number, ranks, weight)
            if ranking is not None:
                self._add(gathering, ranking, weight)
        return Rankings(gathering.finish())

    def scores(self, rows: Iterator[list[str]], kind: Cells) -> Scores:
        groups: Counter[tuple[int | None, ...]] = Counter()
        read = self._score if kind is Cells.SCORES else self._approval
        total = 0
        for weight, cells in self._ballots(rows):
            groups[tuple(map(read, cells))] += weight
            total += weight
            if total > MOST_BALLOTS:
                raise self.lines.refusal(f"ballots are counted from 1 to {MOST_BALLOTS} in all")
        return Scores(dict(groups))

    def _ballots(self, rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
        """How many there are of each row, and its cells."""
        for row in rows:
            if len(row) != self.count + self.weighted:
                expected = self.count + self.weighted
                raise self.lines.refusal(
                    f"{len(row)} cells where the header has {expected}: the line is cut short, or too long"
                )
            cells = [cell.strip() for cell in row]
            yield (self._weight(cells.pop(0)) if self.weighted else 1), cells

    def _weight(self, text: str) -> int:
        if not WEIGHT.fullmatch(text) or not int(text):
            raise self.lines.refusal(f"{shown(text)} is no number of ballots")
        return int(text)

    def _rank(self, cell: str) -> int | None:
        if cell in NOTHING:
            return None
        if not RANK.fullmatch(cell) or not 0 < int(cell) <= MOST:
            raise self.lines.refusal(
                f"{shown(cell)} is no rank: if these are no ranks, begin the file with # ballots: scores"
            )
        return int(cell)

    def _score(self, cell: str) -> int | None:
        if cell in NOTHING:
            return None
        if not SCORE.fullmatch(cell):
            raise self.lines.refusal(f"{shown(cell)} is no score: a score is a whole number from 0")
        return int(cell)

    def _approval(self, cell: str) -> int:
        if cell not in ("x", "X", "1", "0", *NOTHING):
            raise self.lines.refusal(f"{shown(cell)} is no approval: it is x or 1, and none is 0 or empty")
        return int(cell in ("x", "X", "1"))

    def _add(self, gathering: Gathering, ranking: Ranking, weight: int) -> None:
        try:
            gathering.add(ranking, weight)
        except CoreError as error:
            raise self.lines.refusal(error.args[2]) from None


def _by_rank(numbers: list[int | None]) -> list[tuple[int, ...]]:
    """The candidates of each rank, nobody where it was skipped. Behind a rank that two share, 1 1 3 is as good as 1 1 2."""
    shared: dict[int, list[int]] = {}
    for candidate, rank in enumerate(numbers, start=1):
        if rank is not None:
            shared.setdefault(rank, []).append(candidate)
    ranks: list[tuple[int, ...]] = []
    last, free = 0, 0
    for rank in sorted(shared):
        gap = rank - last - 1
        ranks.extend([()] * (gap if gap > free else 0))
        ranks.append(tuple(shared[rank]))
        last, free = rank, len(shared[rank]) - 1
    return ranks


def write(contest: Contest) -> Iterator[str]:
    """The lines of a table with commas. Raises CannotWrite."""
    ballots = contest.ballots
    if not isinstance(ballots, Rankings | Scores):
        raise CannotWrite("a table holds ballots alone: count the archive that has these sums")
    kind = Cells.RANKS if isinstance(ballots, Rankings) else _kind_of(ballots)
    withdrawn = " ".join(map(str, sorted(contest.withdrawn)))
    for key, value in {
        "title": contest.title,
        "seats": contest.seats,
        "withdrawn": withdrawn,
        "ballots": kind,
    }.items():
        if value != "":
            yield _written([f"# {key}: {value}"])
    yield _written([WEIGHTS, *(one.name for one in contest.candidates)])
    for cells, weight in _cells(contest.candidates, ballots):
        yield _written([str(weight), *cells])


def _kind_of(ballots: Scores) -> Cells:
    given = {score for scores in ballots.groups for score in scores}
    return Cells.APPROVAL if given <= {0, 1} else Cells.SCORES


def _cells(candidates: tuple[Candidate, ...], ballots: Rankings | Scores) -> Iterator[tuple[list[str], int]]:
    if isinstance(ballots, Rankings):
        for ranking, weight in ballots:
            ranks = {number: place for place, rank in enumerate(ranking, start=1) for number in rank}
            yield [str(ranks.get(one.number, "")) for one in candidates], weight
    else:
        for scores, weight in sorted(ballots.groups.items(), key=str):
            yield ["" if score is None else str(score) for score in scores], weight


def _written(cells: list[str]) -> str:
    """A row; in quotation marks what holds any mark that might separate."""
    quoted = (f'"{cell.replace(chr(34), 2 * chr(34))}"' if set(cell) & set(',;"') else cell for cell in cells)
    return ",".join(quoted) + "\n"
