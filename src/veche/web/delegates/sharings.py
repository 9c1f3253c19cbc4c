"""The record of a sharing, as the database keeps it and as a page opens it: every number with what it was computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from veche.assembly.seats import Group, Plan, Sharing, Size, share
from veche.counting import Lot

from .errors import Refused
from .models import Statutes


@dataclass(frozen=True)
class Below:
    """A body below, how many members the software knows that it stands for, and whom they are of. `name_of` each part by its id."""

    id: str
    name: str
    size: Size
    name_of: Mapping[str, str]

    @property
    def shown(self) -> list[tuple[str, int, int, int]]:
        """Name, members, whole and ways up of each part."""
        return [(self.name_of[part.id], part.members, part.whole, part.ways) for part in self.size.parts]


def plan_of(statutes: Statutes) -> Plan:
    return Plan(statutes.method, statutes.seats, statutes.least, statutes.most)


def computed(below: Sequence[Below], members: Mapping[str, int], plan: Plan, lot: Lot | None) -> Sharing:
    """Seats by these numbers of members. Raises veche.assembly.seats.CannotShare, NeedsLot."""
    return share([Group(one.id, one.name, members[one.id]) for one in below], plan, lot)


def record(sharing: Sharing, below: Sequence[Below]) -> dict[str, Any]:
    """For `Sharing.record` of the models."""
    known = {one.id: one for one in below}
    names = {one.group.id: one.group.name for one in sharing.shared}
    plan = sharing.plan
    return {
        "plan": {"method": plan.method, "seats": plan.seats, "least": plan.least, "most": plan.most},
        "bodies": [
            {
                "id": one.group.id,
                "name": one.group.name,
                "members": one.group.members,
                "known": known[one.group.id].size.members,
                "parts": _parts(known[one.group.id]),
                "seats": one.seats,
                "weights": list(one.weights),
            }
            for one in sharing.shared
        ],
        "awards": [[names[one.id], one.divisor] for one in sharing.awards],
        "ties": [
            {"seats": one.seats, "by": one.by, "order": [names[name] for name in one.order]}
            for one in sharing.ties
        ],
    }


def _parts(one: Below) -> list[dict[str, Any]]:
    return [
        {"name": one.name_of[part.id], "members": part.members, "whole": part.whole, "ways": part.ways}
        for part in one.size.parts
    ]


def must_be_sizes(members: Mapping[str, int], below: Sequence[Below]) -> None:
    """A number for each body, and for no other: somebody may have linked or parted meanwhile. Raises Refused."""
    if set(members) != {one.id for one in below}:
        raise Refused("other_bodies")
