"""By which standing orders a body deals with its motions, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from veche.assembly import orders
from veche.web.bodies.models import Body

from .. import hooks
from ..hooks import Coming
from ..models import Motion

DEFAULT = "plain"


def coming(body: Body) -> Coming:
    """The assembly to which the body is called next; where there is none, the orders that are shipped as `plain`, and no day."""
    for ask in hooks.coming:
        if (found := ask(body)) is not None:
            return found
    return Coming(orders.find(DEFAULT), None)


def deadline_of(body: Body) -> datetime | None:
    """Until when amendments to a motion that is submitted now are taken, by the orders; None: until it is voted on."""
    found = coming(body)
    hours = found.orders.amendments_until_hours
    return None if found.begins is None or not hours else found.begins - timedelta(hours=hours)


def supporters_needed(motion: Motion) -> int:
    """Before it can be submitted."""
    return coming(motion.body).orders.supporters_motion
