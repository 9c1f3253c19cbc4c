"""How many members a body stands for, where councils stand above councils.

A body stands for its own members (`own`), for those whom the bodies below it stand for (`below`), or for both. One without bodies below stands for
its own. Whatever the way, each body's members are counted once: for the sum of a council the bodies that count are gathered first, each once.

Where a body has two ways up, into two bodies that share the seats of one council, its members are split between the ways as evenly as whole numbers
allow, the larger parts to those that come first. So the parts make up the whole, and nobody is represented twice.

Bodies are counted, not people: somebody who is a member of two bodies counts in each, as they vote in each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .weights import evenly

OWN, BELOW, BOTH = "own", "below", "both"


@dataclass(frozen=True)
class Part:
    """`members` of a body's `whole`, which has so many `ways` up."""

    id: str
    members: int
    whole: int
    ways: int


@dataclass(frozen=True)
class Size:
    """How many members a body stands for, and which bodies they are of."""

    id: str
    members: int
    parts: tuple[Part, ...]


def represented(body: str, below: Mapping[str, Sequence[str]], counts: Mapping[str, str]) -> tuple[str, ...]:
    """The bodies whose own members `body` stands for, each once; in the order in which they are met from above.

    `below`: the bodies below each; `counts`: own, below or both. Bodies of which nothing is said count their own.
    """
    found: list[str] = []
    seen, waiting = {body}, [body]
    while waiting:
        one = waiting.pop(0)
        lower = below.get(one, ()) if counts.get(one, OWN) in (BELOW, BOTH) else ()
        if not lower or counts.get(one) == BOTH:
            found.append(one)
        waiting += [other for other in lower if other not in seen]
        seen |= set(lower)
    return tuple(found)


def sizes(
    upper: str, below: Mapping[str, Sequence[str]], counts: Mapping[str, str], own: Mapping[str, int]
) -> list[Size]:
    """For each body right below `upper`, in their order, how many members it stands for there. `own`: members of each body."""
    stands = {one: represented(one, below, counts) for one in below.get(upper, ())}
    ways: dict[str, list[str]] = {}
    for one, bodies in stands.items():
        for body in bodies:
            ways.setdefault(body, []).append(one)
    shares = {
        (one, body): part
        for body, through in ways.items()
        for one, part in zip(through, evenly(own.get(body, 0), len(through)), strict=True)
    }
    found = []
    for one, bodies in stands.items():
        parts = tuple(Part(body, shares[one, body], own.get(body, 0), len(ways[body])) for body in bodies)
        found.append(Size(one, sum(part.members for part in parts), parts))
    return found
