"""Tally sheets of devotee, which counts the votes of the Debian project.

         Option 1---->: Ana
       /  Option 2--->: Bo
       |/  Option 3-->: None Of The Above
       ||/
    V: 12-      5de2d9bdec162e7ad7d475f7a3a912e0

A character a candidate: its rank (1 to 9, then letters), or - where it was left unranked. Several may have the same rank,
and ranks may have gaps: their order alone counts. Sheets from before Debian used UTF-8 hold names in Latin-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from veche._core import CoreError

from ..contest import Contest
from ..papers import Gathering, Rankings
from .lines import Lines, shown
from .names import named
from .policy import Policy, Scrutiny

MOST = 1_000

OPTION = re.compile(r"[\s|/]*Option\s+([0-9]+|[A-Z])[\s>-]*:(.*)")
DRAWN = re.compile(r"[\s|/]*")
VOTE = re.compile(r"V:\s+([0-9A-Za-z-]+)(?:\s+[0-9a-fA-F]+)?")
RANKS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read(lines: Lines, policy: Policy, seats: int | None = None) -> Contest:
    """Raises BadBallots. A sheet has no title and states no seats: one, unless `seats` says otherwise."""
    texts = _texts(lines)
    given, first = _options(lines, texts)
    candidates = named(lines, given)
    gathering = Gathering(len(candidates))
    scrutiny = Scrutiny(policy, equal_by_default=True)
    while first:
        ranking = scrutiny.ranking(lines, lines.number, _ranks(lines, first, len(candidates)), 1)
        if ranking is not None:
            _add(lines, gathering, ranking)
        first = next(texts, "")
    ballots = Rankings(gathering.finish())
    return Contest("", candidates, seats or 1, ballots, frozenset(), scrutiny.invalid, scrutiny.applied)


def _texts(lines: Lines) -> Iterator[str]:
    """Lines that are not blank."""
    while (line := lines.line()) is not None:
        try:
            text = line.decode().strip()
        except UnicodeDecodeError:
            text = line.decode("latin-1").strip()
        if text:
            yield text


def _options(lines: Lines, texts: Iterator[str]) -> tuple[list[tuple[int, str]], str]:
    """The names with their lines, and the first line behind them."""
    given: list[tuple[int, str]] = []
    for text in texts:
        if match := OPTION.fullmatch(text):
            given.append((lines.number, match[2]))
            if match[1] not in (str(len(given)), RANKS[len(given) - 1 : len(given)]) or len(given) > MOST:
                raise lines.refusal(f"option {match[1]} stands where option {len(given)} should be")
        elif given and not DRAWN.fullmatch(text):
            return given, text
    if not given:
        raise lines.refusal("no line names an option: this is no tally sheet")
    return given, ""


def _ranks(lines: Lines, text: str, count: int) -> list[tuple[int, ...]]:
    """The candidates of each rank that somebody has, in order."""
    match = VOTE.fullmatch(text)
    if not match:
        raise lines.refusal(f"{shown(text)} is no vote: the line is cut short, or does not belong here")
    if len(match[1]) != count:
        raise lines.refusal(
            f"the vote ranks {len(match[1])} options, and there are {count}: the line is cut short"
        )
    by_rank: dict[int, list[int]] = {}
    for number, mark in enumerate(match[1].upper(), start=1):
        if mark == "0":
            raise lines.refusal("0 is no rank")
        if mark != "-":
            by_rank.setdefault(RANKS.index(mark), []).append(number)
    return [tuple(by_rank[rank]) for rank in sorted(by_rank)]


def _add(lines: Lines, gathering: Gathering, ranking: tuple[tuple[int, ...], ...]) -> None:
    try:
        gathering.add(ranking, 1)
    except CoreError as error:
        raise lines.refusal(error.args[2]) from None
