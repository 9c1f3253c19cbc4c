"""Files of reserved seats, in TOML: groups of candidates, and how many of each are elected at least or at most.

    [groups]
    women = ["Ada Lovelace", "Clara Zetkin", 7]     # names as in the file of ballots, or numbers
    north = [1, 2, 3]

    [[limit]]
    group = "women"
    at_least = 2

    [[limit]]
    group = "north"
    at_least = 1
    at_most = 3

A candidate may be in any number of groups, or in none. A name must be that of a candidate, letter by letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..contest import Candidate
from ..errors import CannotReserve
from ..formats.lines import shown
from ..terms_file import Part
from . import Limit, Reserved

MOST_LIMITS = 64


def read_reserved(path: Path, candidates: Sequence[Candidate]) -> Reserved:
    """The reserved seats in a file, for these candidates. Raises BadTerms, OSError."""
    whole = Part.of_file(path, ("groups", "limit"))
    groups = {
        name: members(whole, name, stated, candidates)
        for name, stated in whole.get("groups", dict, {}).items()
    }
    limits = tuple(map(limit, whole.parts("limit", ("group", "at_least", "at_most"), MOST_LIMITS)))
    if not limits:
        raise whole.bad("it states no [[limit]]: nothing would be reserved")
    try:
        return Reserved(limits, groups)
    except CannotReserve as error:
        raise whole.bad(str(error)) from None


def members(whole: Part, name: str, stated: object, candidates: Sequence[Candidate]) -> frozenset[int]:
    if not isinstance(stated, list):
        raise whole.bad(f"the group {shown(name)} must be a list of names or numbers of candidates")
    known: dict[str | int, int] = {one.name: one.number for one in candidates} | {
        one.number: one.number for one in candidates
    }
    found = set[int]()
    for one in stated:
        if isinstance(one, bool) or not isinstance(one, str | int) or one not in known:
            raise whole.bad(
                f"the group {shown(name)} names {shown(str(one))}, and no candidate is called so: write it as the ballots do"
            )
        if known[one] in found:
            raise whole.bad(f"the group {shown(name)} names {shown(str(one))} twice")
        found.add(known[one])
    return frozenset(found)


def limit(part: Part) -> Limit:
    at_most = part.get("at_most", int) if "at_most" in part.values else None
    if at_most is None and "at_least" not in part.values:
        raise part.bad("state at_least or at_most")
    return Limit(part.get("group", str), part.get("at_least", int, 0), at_most)
