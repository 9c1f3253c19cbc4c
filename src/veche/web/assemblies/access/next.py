"""To which assembly a body is called next, for its motions, and who chairs it."""

from __future__ import annotations

from django.db.models import Q

from veche.web.bodies.models import Body
from veche.web.delegates.access import Place
from veche.web.motions.access.motions import own_memberships
from veche.web.motions.hooks import Coming
from veche.web.motions.models import Motion

from ..models import Assembly, Duty, Officer, Poll, Stage
from .orders import orders_of
from .polls import UNDECIDED

WAITING = (Stage.OPEN, Stage.PAUSED, Stage.CALLED)


def coming(body: Body) -> Coming | None:
    """By the orders of the assembly that is open, else of the next one that was called; None where there is none."""
    found = list(Assembly.objects.filter(body=body, stage__in=WAITING).order_by("begins", "pk"))
    for stage in WAITING:
        for one in found:
            if one.stage == stage:
                return Coming(orders_of(one), one.begins)
    return None


def chairs(place: Place) -> bool:
    """Whether they chair an assembly of the body that goes on or is called."""
    return Officer.objects.filter(
        assembly__body=place.body,
        assembly__stage__in=WAITING,
        duty=Duty.CHAIR,
        membership__in=own_memberships(place),
    ).exists()


def being_voted_on(motion: Motion) -> bool:
    """Whether a vote on it, or on its block, is open or being counted: what was read with the ballot is what is decided."""
    on = Q(motion=motion.pk)
    if motion.block_id is not None:
        on |= Q(block=motion.block_id)
    return Poll.objects.filter(on, state__in=UNDECIDED).exists()
