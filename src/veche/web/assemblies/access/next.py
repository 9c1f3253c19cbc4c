"""To which assembly a body is called next, for its motions, and who chairs it."""

from __future__ import annotations

from veche.web.bodies.models import Body
from veche.web.delegates.access import Place
from veche.web.motions.access.motions import own_memberships
from veche.web.motions.hooks import Coming

from ..models import Assembly, Duty, Officer, Stage
from .orders import orders_of

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
