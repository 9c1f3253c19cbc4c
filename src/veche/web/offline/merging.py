"""What two places did with the same rows, put together. No database: rows are dictionaries, tables are named.

For every row both places know what it was when they last were together (its digest on either side). So it can be told who changed it:

    nobody, or both to the same        nothing to do
    the laptop alone                   the laptop's holds
    the server alone                   the server's holds
    both, differently                  a contradiction: the server's stands until the chair decides
    both, in a table of votes          the server's stands: whoever voted in both places counts once, and how many these were is said

A row that one place has and the other never had is added. One that the laptop threw away goes, unless the server changed it meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
Rows = Mapping[str, Row]
Known = dict[str, tuple[str, str]]
"""{row: (digest here, digest there)}"""
Natural = Callable[[Row], object]
"""By what two rows with different identifiers are the same thing; None: by nothing."""


@dataclass(frozen=True)
class Manner:
    """How rows of a table come together. `votes`: what both have counts once, without asking. `quiet`: the server's stands, without a word."""

    votes: bool = False
    quiet: bool = False
    natural: Natural = lambda _: None


PLAIN = Manner()


@dataclass
class Merged:
    """What is to be done here. Rows that were left are in none of these."""

    added: dict[str, Row] = field(default_factory=dict)
    changed: dict[str, Row] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    """Rows of votes that both places have."""
    contradicting: dict[str, Row] = field(default_factory=dict)
    """{row here: row there}"""
    renamed: dict[str, str] = field(default_factory=dict)
    """{row there: row here} of what is the same thing under two identifiers."""


def digest(row: Row) -> str:
    """The same for rows that say the same."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def merge(known: Known, here: Rows, there: Rows, manner: Manner) -> Merged:
    """What the server has to do with one table. Applied, and then merged again with the same rows, nothing is left to do."""
    merged = Merged()
    by_nature = {manner.natural(row): key for key, row in here.items()}
    by_nature.pop(None, None)
    for key, row in there.items():
        place = key if key in here else by_nature.get(manner.natural(row), key)
        if place != key:
            merged.renamed[key] = place
        if key not in known or known[key][1] != digest(row):  # the laptop did something with it since
            _decide(merged, place, known.get(key), here.get(place), row, manner)
    for key, (before, _) in known.items():
        if key not in there and key in here and digest(here[key]) == before:
            merged.gone.append(key)
    return merged


def _decide(
    merged: Merged, key: str, before: tuple[str, str] | None, here: Row | None, there: Row, manner: Manner
) -> None:
    if here is None:
        if before is None or manner.votes:
            merged.added[key] = there
        elif not manner.quiet:
            merged.contradicting[key] = there  # the server threw away what the laptop changed
    elif digest(here) == digest(there):
        if manner.votes and before is None:
            merged.twice.append(key)
    elif before is not None and digest(here) == before[0]:
        merged.changed[key] = there
    elif manner.votes:
        merged.twice.append(key)
    elif not manner.quiet:
        merged.contradicting[key] = there


def together(known: Known, here: Rows, there: Rows, merged: Merged) -> Known:
    """What is known from now on. `here`: as it is after what was to be done was done.

    Of what both have otherwise it stays unknown that the server's was ever the laptop's: whatever the laptop does with it later does not pass
    over what stands.
    """
    found = {}
    for key, row in there.items():
        place, before = merged.renamed.get(key, key), known.get(key, ("", ""))[0]
        stands = place in merged.contradicting or place in merged.twice
        found[key] = (before if stands or place not in here else digest(here[place]), digest(row))
    return found
