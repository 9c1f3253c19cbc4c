"""BLT, the format of Hill, Wichmann and Woodall's Algorithm 123 (1987), with what later programs added to it.

    4 2                     candidates and seats
    -3                      withdrawn
    12 1 2=4 0              12 papers: 1 first, then 2 and 4 together
    (A7) 1 4 - 2 0          one paper with a name of its own, its second rank skipped
    0                       the end of the papers
    "Ana" "Independent"     names in order, with or without quotation marks, perhaps with a party
    "Title"

Comments begin with #. Remarks of two lines or more may follow the title: a source and a comment, in Wichmann's files.
Each ballot stands on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from veche._core import CoreError

from ..contest import Candidate, Contest
from ..errors import CannotWrite
from ..papers import Gathering, Rankings
from .lines import Lines, shown
from .names import cleaned, named
from .policy import Policy, Scrutiny

MOST = 1_000
"""Candidates, and seats."""

HEAD = re.compile(r"([0-9]{1,5})\s+([0-9]{1,5})")
WITHDRAWN = re.compile(r"-[0-9]{1,5}(?:\s+-[0-9]{1,5})*")
BALLOT_ID = re.compile(r"\([^()]*\)\s*")
RANK = re.compile(r"[0-9]{1,5}(?:=[0-9]{1,5})*")
WEIGHT = re.compile(r"[0-9]{1,13}")

ESCAPED = re.compile(r'"(?:[^"]|"")*"')
"""A line that went through a spreadsheet: all of it in quotation marks, and its own marks doubled."""
QUOTED = re.compile(r'"([^"]*)"(?:\s*"([^"]*)")?\s*(?:#.*)?')
BARE = re.compile(r'([^"]+)(?:"([^"]*)")?')
ALTERNATIVE = re.compile(r"# ALTERNATIVE NAME ([0-9]+):(.*)")


def read(lines: Lines, policy: Policy, seats: int | None = None) -> Contest:
    """Raises BadBallots. `seats` wins over the file."""
    count, stated = _head(lines)
    withdrawn = _withdrawn(lines, count)
    ballots = _Ballots(lines, count, Scrutiny(policy))
    ballots.read()
    title, candidates = _names(lines, count)
    return Contest(
        title,
        candidates,
        seats or stated,
        Rankings(ballots.gathering.finish()),
        withdrawn,
        ballots.scrutiny.invalid,
        ballots.scrutiny.applied,
    )


def _head(lines: Lines) -> tuple[int, int]:
    text = next(_said(lines), "")
    if text.endswith(","):
        lines.trim()
        text = text.rstrip(",")
    match = HEAD.fullmatch(text)
    if not text:
        raise lines.refusal("no contest: the file has no line that says anything")
    if not match:
        raise lines.refusal(f"{shown(text)} stands where the numbers of candidates and of seats should be")
    count, seats = int(match[1]), int(match[2])
    if not (0 < count <= MOST and 0 < seats <= MOST):
        raise lines.refusal(f"candidates and seats are numbers from 1 to {MOST}")
    return count, seats


def _withdrawn(lines: Lines, count: int) -> frozenset[int]:
    """The numbers on lines that begin with a minus, before the first ballot."""
    found: set[int] = set()
    while (line := lines.line()) is not None:
        text = _uncommented(lines.text(line))
        if text.startswith("["):
            raise lines.refusal(
                "options in square brackets are not read: take the line out, give options to the count"
            )
        if text and not WITHDRAWN.fullmatch(text):
            lines.give_back(line)
            break
        numbers = [-int(number) for number in text.split()]
        if unknown := [number for number in numbers if not 0 < number <= count]:
            raise lines.refusal(f"unknown candidate: {unknown[0]} withdrew, and there are {count}")
        found.update(numbers)
    return frozenset(found)


class _Ballots:
    """The lines of ballots up to the 0 that ends them."""

    def __init__(self, lines: Lines, count: int, scrutiny: Scrutiny) -> None:
        self.lines, self.count, self.scrutiny = lines, count, scrutiny
        self.gathering = Gathering(count)
        self.known = {str(number): (number,) for number in range(1, count + 1)}  # what most words are

    def read(self) -> None:
        """The core takes clean lines; the others are looked at one by one."""
        first = self.lines.number + 1
        while (block := self.lines.block()) is not None:
            unclear, end = self.gathering.feed(block, first)
            for number, line in unclear:
                self._take(number, _uncommented(self.lines.text(line, number)))
            if end is not None:
                self.lines.give_back(block[end:])
                return
            first = self.lines.number + 1
        raise self.lines.refusal("no line 0 ends the ballots: the file is cut short")

    def _take(self, number: int, text: str) -> None:
        if not text:
            return
        named = BALLOT_ID.match(text)
        words = text[named.end() if named else 0 :].split()
        if len(words) < 2 or words[-1] != "0":
            raise self.lines.refusal("the ballot does not end with 0: the line is cut short", number)
        if not WEIGHT.fullmatch(words[0]) or not int(words[0]):
            raise self.lines.refusal(f"{shown(words[0])} is no number of papers", number)
        ranks = [self.known.get(word) or self._rank(number, word) for word in words[1:-1]]
        ranking = self.scrutiny.ranking(self.lines, number, ranks, int(words[0]))
        if ranking is None:
            return
        try:
            self.gathering.add(ranking, int(words[0]))
        except CoreError as error:
            raise self.lines.refusal(error.args[2], number) from None

    def _rank(self, number: int, word: str) -> tuple[int, ...]:
        """Who shares a rank; nobody where it was skipped."""
        if word == "-":
            return ()
        if not RANK.fullmatch(word):
            raise self.lines.refusal(f"{shown(word)} is no candidate's number", number)
        rank = tuple(map(int, word.split("=")))
        if 0 in rank:
            raise self.lines.refusal(
                "0 ends a ballot, and more follows it: put each ballot on a line of its own", number
            )
        if max(rank) > self.count:
            raise self.lines.refusal(f"unknown candidate: {max(rank)}, and there are {self.count}", number)
        return rank


def _names(lines: Lines, count: int) -> tuple[str, tuple[Candidate, ...]]:
    """The title and the candidates. One line too few or too many, and the head states a wrong number of candidates."""
    given = list(islice(_entries(lines), count + 1))
    if len(given) <= count:
        raise lines.refusal(
            f"wrong total: {count} names and a title should stand here, not {len(given)} lines: the file is cut short, or "
            "has fewer candidates than it states"
        )
    said = (number for number, text in lines if text and not text.startswith("#"))
    behind = list(islice(said, 2))
    if len(behind) == 1:
        raise lines.refusal(
            f"wrong total: {count} names and a title should stand here, and there is one line more", behind[0]
        )
    number, title = given.pop()
    return cleaned(lines, number, title), named(lines, given)


def _entries(lines: Lines) -> Iterator[tuple[int, str]]:
    """Lines behind the ballots that say something."""
    named = 0
    for number, text in lines:
        if not text.startswith("#"):
            if text:
                yield number, _entry(lines, text)
        elif match := ALTERNATIVE.fullmatch(text):
            named += 1
            if int(match[1]) != named:
                raise lines.refusal(f"name {match[1]} stands where that of candidate {named} should be")
            yield number, match[2]


def _entry(lines: Lines, text: str) -> str:
    """A name, with the party in brackets where it has a string of its own; or the title."""
    if '"' not in text:
        return text
    if '""' in text[1:-1] and ESCAPED.fullmatch(text):
        text = text[1:-1].replace('""', '"').strip()
    match = QUOTED.fullmatch(text) or BARE.fullmatch(text)
    if not match:
        raise lines.refusal("a quotation mark is missing: the line is cut short, or holds marks of its own")
    party = (match[2] or "").strip()
    return f"{match[1].strip()} ({party})" if party else match[1]


def _said(lines: Lines) -> Iterator[str]:
    """Lines that hold more than a comment."""
    return filter(None, (_uncommented(text) for _, text in lines))


def _uncommented(text: str) -> str:
    return text.partition("#")[0].strip()


def write(contest: Contest) -> Iterator[str]:
    """The lines of a file, comments and ballots' names lost. Raises CannotWrite."""
    if not isinstance(contest.ballots, Rankings):
        raise CannotWrite("BLT holds rankings alone: write scores to a .csv file")
    texts = [one.name for one in contest.candidates] + [contest.title]
    if marked := [text for text in texts if '"' in text]:
        raise CannotWrite(f"BLT cannot hold the quotation marks of {marked[0]}: write a .csv or .toi file")
    yield f"{len(contest.candidates)} {contest.seats}\n"
    if contest.withdrawn:
        yield " ".join(f"-{number}" for number in sorted(contest.withdrawn)) + "\n"
    for ranking, weight in contest.ballots:
        yield " ".join([str(weight), *("=".join(map(str, rank)) for rank in ranking), "0"]) + "\n"
    yield "0\n"
    yield from (f'"{text}"\n' for text in texts)
