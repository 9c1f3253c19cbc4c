"""To which assembly a body is called next, for its motions."""

from __future__ import annotations

from veche.web.bodies.models import Body
from veche.web.motions.hooks import Coming

from ..models import Assembly, Stage
from .orders import orders_of


def coming(body: Body) -> Coming | None:
    """By the orders of the assembly that is open, else of the next one that was called; None where there is none."""
    waiting = (Stage.OPEN, Stage.PAUSED, Stage.CALLED)
    found = list(Assembly.objects.filter(body=body, stage__in=waiting).order_by("begins", "pk"))
    for stage in waiting:
        for one in found:
            if one.stage == stage:
                return Coming(orders_of(one), one.begins)
    return None
