"""The graph of bodies around seats: how many members each stands for, and the whole of a federation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from veche.assembly.seats import represented, sizes
from veche.web.bodies import access as bodies_access
from veche.web.bodies.models import Body, Kind, Link, Membership, Standing

from ..models import Counts, Seat, Statutes
from ..sharings import Below
from .holding import holding

DEEPEST = 12
"""Levels that a page shows; each deeper body has a page of its own."""
MOST = 500
"""Bodies on one page."""


@dataclass(frozen=True)
class Graph:
    """Bodies below a body, all the way down. `below` by name; ids as text."""

    bodies: dict[str, Body]
    below: dict[str, list[str]]
    counts: dict[str, str]
    own: dict[str, int]

    def stands_for(self, body: str) -> int:
        """How many members, each body's once."""
        return sum(self.own[one] for one in represented(body, self.below, self.counts))


def graph(top: Body) -> Graph:
    """Everything below `top`. Links that are not accepted are none."""
    bodies, below, waiting = {str(top.pk): top}, {}, [top]
    while waiting:
        links = Link.objects.filter(upper__in=waiting, accepted=True).select_related("lower")
        known, waiting = waiting, []
        for one in known:
            below[str(one.pk)] = [str(link.lower_id) for link in links if link.upper_id == one.pk]
        for link in links:
            if str(link.lower_id) not in bodies:
                bodies[str(link.lower_id)] = link.lower
                waiting.append(link.lower)
    for lower in below.values():
        lower.sort(key=lambda one: (bodies[one].name.casefold(), one))
    return Graph(bodies, below, _counts(bodies), _own(bodies))


def _counts(bodies: dict[str, Body]) -> dict[str, str]:
    said = dict(
        Statutes.objects.filter(pk__in=[one.pk for one in bodies.values()])
        .exclude(counts="")
        .values_list("pk", "counts")
    )
    return {key: said.get(one.pk) or usual(one) for key, one in bodies.items()}


def usual(body: Body) -> str:
    """Whom a body stands for where its statutes do not say."""
    return Counts.BELOW if body.kind in (Kind.COUNCIL, Kind.FEDERATION, Kind.UNION) else Counts.OWN


def _own(bodies: dict[str, Body]) -> dict[str, int]:
    members = Membership.objects.filter(body__in=bodies.values(), standing=Standing.MEMBER)
    found = dict(members.values_list("body").annotate(Count("pk")))
    return {key: found.get(one.pk, 0) for key, one in bodies.items()}


def below(upper: Body) -> list[Below]:
    """The bodies right below, each with the members that it stands for here."""
    net = graph(upper)
    names = {key: one.name for key, one in net.bodies.items()}
    found = sizes(str(upper.pk), net.below, net.counts, net.own)
    return [Below(one.id, names[one.id], one, names) for one in found]


@dataclass(frozen=True)
class Node:
    """A body in the tree of a federation, with its seats in the body above it and how many of them are held today."""

    body: Body
    members: int
    seats: int
    held: int
    weight: int
    ways: int
    """How many ways up it has within this tree."""
    below: list[Node] = field(default_factory=list)


def tree(top: Body) -> tuple[Node, bool]:
    """The whole of it, and whether something had to be left out. A body with two ways up stands under both."""
    net = graph(top)
    ways: dict[str, int] = {}
    for lower in net.below.values():
        for one in lower:
            ways[one] = ways.get(one, 0) + 1
    seats = _seats(list(net.bodies.values()))
    left = [MOST]
    cut = [False]

    def node(key: str, upper: str, depth: int) -> Node:
        left[0] -= 1
        mine = seats.get((upper, key), (0, 0, 0))
        found = Node(net.bodies[key], net.stands_for(key), *mine, ways.get(key, 0))
        for one in net.below.get(key, []):
            if left[0] <= 0 or depth == DEEPEST:
                cut[0] = True
                break
            found.below.append(node(one, key, depth + 1))
        return found

    return node(str(top.pk), "", 1), cut[0]


def _seats(bodies: Sequence[Body]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """By (upper, lower): seats, how many are held today, members that they stand for."""
    found: dict[tuple[str, str], tuple[int, int, int]] = {}
    standing = Seat.objects.filter(upper__in=bodies, lower__in=bodies, abolished=None)
    taken = set(holding(bodies_access.today()).filter(seat__in=standing).values_list("seat_id", flat=True))
    for seat in standing:
        key = (str(seat.upper_id), str(seat.lower_id))
        number, held, weight = found.get(key, (0, 0, 0))
        found[key] = (number + 1, held + (seat.pk in taken), weight + seat.weight)
    return found
