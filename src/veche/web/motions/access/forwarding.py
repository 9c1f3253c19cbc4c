"""Where a motion came from, where it went, and what became of it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from veche.assembly.workflow import State
from veche.web.bodies.models import Body, Link
from veche.web.delegates.access import Place

from ..models import Forwarding, Motion, Version
from ..states import named, state_of
from .motions import prepares, text_of

DEEPEST = 20
"""Bodies through which a motion is followed."""


@dataclass(frozen=True)
class Passed:
    """A body through which it came. `state`: how it stood there then; None where no workflow knows that state any more."""

    body: str
    number: int | None
    day: date
    state: State | None


@dataclass(frozen=True)
class Went:
    """A body to which it went, at this depth (1: directly), and what became of it. `number` and `state` are None until it is taken."""

    body: str
    depth: int
    day: date
    taken: str
    number: int | None
    state: State | None


def trail(motion: Motion) -> list[Passed]:
    """The bodies through which it came, the first first."""
    return [
        Passed(
            one["body"],
            one["number"],
            date.fromisoformat(one["day"]),
            named(one["workflow"], one["state"]),
        )
        for one in motion.provenance
    ]


def went(motion: Motion) -> list[Went]:
    """All bodies to which it was handed on, and on from there. Of a motion there no more is told than its number and how it stands."""
    found: list[Went] = []
    _follow(motion, 1, found)
    return found


def _follow(motion: Motion, depth: int, found: list[Went]) -> None:
    if depth > DEEPEST:
        return
    offered = Forwarding.objects.filter(motion=motion).select_related("to", "taken_as").order_by("day", "pk")
    for one in offered:
        there = one.taken_as
        state = state_of(there) if there is not None and state_of(there).public else None
        found.append(
            Went(one.to.name, depth, one.day, one.state, there.number if there is not None else None, state)
        )
        if there is not None:
            _follow(there, depth + 1, found)


def targets(place: Place) -> list[Body]:
    """The bodies directly above and below the asker's, by name."""
    links = Link.objects.filter(accepted=True).select_related("upper", "lower")
    near = {link.upper for link in links.filter(lower=place.body)} | {
        link.lower for link in links.filter(upper=place.body)
    }
    return sorted(near, key=lambda one: (one.name.casefold(), str(one.pk)))


def offered_to(place: Place) -> list[tuple[Forwarding, Version]]:
    """What other bodies hand on and is not answered yet, with its text: for those who prepare the assemblies. Nobody else gets anything."""
    if not prepares(place):
        return []
    waiting = Forwarding.objects.filter(to=place.body, state=Forwarding.State.WAITING)
    found = waiting.select_related("motion__body").order_by("day", "pk")
    return [(one, text_of(one.motion)) for one in found]


def offer_to(place: Place, forwarding_id: UUID) -> Forwarding:
    """One of these. Raises Http404."""
    found = Forwarding.objects.filter(pk=forwarding_id, to=place.body).select_related("motion__body").first()
    if found is None or not prepares(place):
        raise Http404
    return found
