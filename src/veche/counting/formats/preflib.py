"""The ordinal formats of PrefLib: .soi .soc .toi .toc (strict or with ties; incomplete or complete orders).

    # NUMBER ALTERNATIVES: 3        and, in files from before 2022:        3
    # NUMBER VOTERS: 10                                                    1,Ana
    # NUMBER UNIQUE ORDERS: 2                                              2,Bo
    # ALTERNATIVE NAME 1: Ana                                              3,Cleo
    # ALTERNATIVE NAME 2: Bo                                               10,10,2
    # ALTERNATIVE NAME 3: Cleo                                             7,3,1
    7: 3,1                                                                 3,1,{2,3}
    3: 1,{2,3}

Stated totals must agree with the orders. Our own files add `# NUMBER SEATS` and `# WITHDRAWN`, and write `{}` for a
paper without preferences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from veche._core import CoreError

from ..contest import Candidate, Contest
from ..errors import CannotWrite
from ..papers import Gathering, Rankings
from .lines import Lines, shown
from .names import cleaned, named
from .policy import Policy, Scrutiny

MOST = 1_000
MOST_HEADERS = 2_000

NAME = re.compile(r"ALTERNATIVE NAME ([0-9]{1,5})")
NUMBER = re.compile(r"[0-9]{1,13}")
ORDER = re.compile(r"([0-9]{1,13})\s*[:,](.*)")
RANK = re.compile(r"\s*(?:\{([0-9,\s]*)\}|([0-9]{1,5}))\s*(,|$)")


@dataclass
class _Head:
    """What stands before the orders; None where the file does not say. `lists` is how its orders are written."""

    lists: str
    title: str = ""
    names: dict[int, tuple[int, str]] = field(default_factory=dict)
    count: int | None = None
    voters: int | None = None
    orders: int | None = None
    seats: int = 1
    withdrawn: frozenset[int] = frozenset()
    withdrawn_at: int = 0


def read(lines: Lines, kind: str, policy: Policy, seats: int | None = None) -> Contest:
    """`kind` is soi, soc, toi or toc. Raises BadBallots. One seat unless `seats` or the file says otherwise."""
    first = lines.line()
    lines.give_back(first or b"")
    head = (_new_head if first and first.startswith(b"#") else _old_head)(lines, kind)
    candidates = _candidates(lines, head)
    if unknown := [number for number in head.withdrawn if not 0 < number <= len(candidates)]:
        raise lines.refusal(
            f"unknown candidate: {unknown[0]} withdrew, and there are {len(candidates)}", head.withdrawn_at
        )
    orders = _Orders(
        lines, len(candidates), head.lists, kind, Scrutiny(policy, equal_by_default=kind[0] == "t")
    )
    orders.read()
    orders.agree_with(head)
    ballots = Rankings(orders.gathering.finish())
    return Contest(
        head.title,
        candidates,
        seats or head.seats,
        ballots,
        head.withdrawn,
        orders.scrutiny.invalid,
        orders.scrutiny.applied,
    )


def _new_head(lines: Lines, kind: str) -> _Head:
    """Lines "# KEY: value" up to the first that is none."""
    head = _Head("preflib")
    while (line := lines.line()) is not None:
        text = lines.text(line).strip()
        if text and not text.startswith("#"):
            lines.give_back(line)
            break
        if lines.number > MOST_HEADERS:
            raise lines.refusal("the file has more headers than any contest")
        key, _, value = text.removeprefix("#").partition(":")
        _header(lines, kind, head, " ".join(key.split()), value.strip())
    return head


def _header(lines: Lines, kind: str, head: _Head, key: str, value: str) -> None:
    if match := NAME.fullmatch(key):
        number = int(match[1])
        if number in head.names:
            raise lines.refusal(f"candidate {number} is named twice")
        head.names[number] = (lines.number, value)
    elif key == "TITLE":
        head.title = cleaned(lines, lines.number, value)
    elif key == "DATA TYPE" and value != kind:
        raise lines.refusal(f"the file says that it is {shown(value)}, and its name ends in {kind}")
    elif key == "NUMBER ALTERNATIVES":
        head.count = _number(lines, value)
    elif key == "NUMBER VOTERS":
        head.voters = _number(lines, value)
    elif key == "NUMBER UNIQUE ORDERS":
        head.orders = _number(lines, value)
    elif key == "NUMBER SEATS":
        head.seats = min(_number(lines, value), MOST) or 1
    elif key == "WITHDRAWN":
        head.withdrawn_at = lines.number
        head.withdrawn = frozenset(_number(lines, word) for word in value.split(","))


def _old_head(lines: Lines, kind: str) -> _Head:
    """The number of candidates, a line for each, and a line with voters, the sum of votes, and orders."""
    del kind
    texts = (text for _, text in lines if text)
    head = _Head("old-preflib", count=_number(lines, next(texts, "")))
    for number in range(1, min(head.count or 0, MOST) + 1):
        label, comma, name = next(texts, "").partition(",")
        if label.strip() != str(number) or not comma:
            raise lines.refusal(f"the name of candidate {number} should stand here")
        head.names[number] = (lines.number, name)
    totals = [_number(lines, word.strip()) for word in next(texts, "").split(",")]
    if len(totals) != 3 or totals[0] != totals[1]:
        raise lines.refusal(
            "the numbers of voters, of votes and of orders should stand here, the first two alike"
        )
    head.voters, _, head.orders = totals
    return head


def _number(lines: Lines, text: str) -> int:
    if not NUMBER.fullmatch(text.strip()):
        raise lines.refusal(f"{shown(text)} stands where a number should be")
    return int(text)


def _candidates(lines: Lines, head: _Head) -> tuple[Candidate, ...]:
    if head.count is None or not 0 < head.count <= MOST:
        raise lines.refusal(
            f"the number of candidates (NUMBER ALTERNATIVES) is missing, or not from 1 to {MOST}"
        )
    if sorted(head.names) != list(range(1, head.count + 1)):
        raise lines.refusal(
            f"there are {head.count} candidates, and the names are not those of 1 to {head.count}"
        )
    return named(lines, [head.names[number] for number in sorted(head.names)])


class _Orders:
    """The lines of orders, to the end of the file."""

    def __init__(self, lines: Lines, count: int, lists: str, kind: str, scrutiny: Scrutiny) -> None:
        self.lines, self.count, self.kind, self.scrutiny = lines, count, kind, scrutiny
        self.complete = kind.endswith("c")
        self.gathering = Gathering(count, lists, complete=self.complete)
        self.seen = 0

    def read(self) -> None:
        """The core takes clean lines; the others are looked at one by one."""
        first = self.lines.number + 1
        while (block := self.lines.block()) is not None:
            unclear, _ = self.gathering.feed(block, first)
            self.seen += self.lines.number + 1 - first - len(unclear)
            for number, line in unclear:
                self._take(number, self.lines.text(line, number).strip())
            first = self.lines.number + 1

    def agree_with(self, head: _Head) -> None:
        """Raises BadBallots where the file states other totals than it holds."""
        voters = self.gathering.total + sum(self.scrutiny.invalid.values())
        for stated, found, what in ((head.voters, voters, "voters"), (head.orders, self.seen, "orders")):
            if stated is not None and stated != found:
                raise self.lines.refusal(f"wrong total: the file states {stated} {what} and holds {found}")

    def _take(self, number: int, text: str) -> None:
        if not text or text.startswith("#"):
            return
        match = ORDER.fullmatch(text)
        if not match or not int(match[1]):
            raise self.lines.refusal(
                "the line does not begin with a number of papers: it is cut short", number
            )
        self.seen += 1
        ranks = list(self._ranks(number, match[2]))
        if self.complete and len({one for rank in ranks for one in rank}) < self.count:
            raise self.lines.refusal(
                f"not all {self.count} candidates are ranked, as .{self.kind} wants it", number
            )
        ranking = self.scrutiny.ranking(self.lines, number, ranks, int(match[1]))
        if ranking is None:
            return
        try:
            self.gathering.add(ranking, int(match[1]))
        except CoreError as error:
            raise self.lines.refusal(error.args[2], number) from None

    def _ranks(self, number: int, text: str) -> Iterator[tuple[int, ...]]:
        if text.strip() == "{}":
            return
        at, more = 0, ","
        while more:
            match = RANK.match(text, at)
            if not match or at == len(text):
                raise self.lines.refusal(f"{shown(text[at:])} is no rank: the line is cut short", number)
            yield tuple(self._candidate(number, word) for word in (match[1] or match[2] or "").split(","))
            at, more = match.end(), match[3]

    def _candidate(self, number: int, word: str) -> int:
        if not NUMBER.fullmatch(word.strip()):
            raise self.lines.refusal(f"{shown(word)} is no candidate's number", number)
        if not 0 < int(word) <= self.count:
            raise self.lines.refusal(f"unknown candidate: {int(word)}, and there are {self.count}", number)
        return int(word)


def write(contest: Contest, kind: str, file_name: str) -> Iterator[str]:
    """The lines of a file of this kind, with the headers of today. Raises CannotWrite."""
    ballots = contest.ballots
    if not isinstance(ballots, Rankings):
        raise CannotWrite("PrefLib's orders hold rankings alone: write scores to a .csv file")
    _fits(ballots, kind)
    headers = {
        "FILE NAME": file_name,
        "TITLE": contest.title,
        "DATA TYPE": kind,
        "NUMBER ALTERNATIVES": len(contest.candidates),
        "NUMBER VOTERS": ballots.total,
        "NUMBER UNIQUE ORDERS": ballots.distinct,
        "NUMBER SEATS": contest.seats,
        **({"WITHDRAWN": ",".join(map(str, sorted(contest.withdrawn)))} if contest.withdrawn else {}),
        **{f"ALTERNATIVE NAME {one.number}": one.name for one in contest.candidates},
    }
    yield from (f"# {key}: {value}\n" for key, value in headers.items())
    for ranking, weight in ballots:
        ranks = (str(rank[0]) if len(rank) == 1 else f"{{{','.join(map(str, rank))}}}" for rank in ranking)
        yield f"{weight}: {','.join(ranks) or '{}'}\n"


def _fits(ballots: Rankings, kind: str) -> None:
    if kind[0] == "s" and ballots.has_equal_ranks:
        raise CannotWrite(f".{kind} holds no equal ranks: write a .to{kind[-1]} file")
    if kind[-1] == "c" and any(sum(map(len, ranking)) < ballots.candidates for ranking, _ in ballots):
        raise CannotWrite(f".{kind} holds complete orders alone: write a .{kind[0]}oi file")
