"""A motion handed on to another body, which takes it or turns it away: along accepted links, or by a code that the other body's steward holds out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from veche.assembly import workflow
from veche.web.bodies.access import holds, shown_by, today
from veche.web.bodies.actions.locking import lock_body
from veche.web.bodies.models import Body, Office, ShownCode
from veche.web.delegates.access import Place

from ..access import prepares, text_of
from ..access.coming import coming, deadline_of
from ..access.forwarding import targets
from ..errors import Refused
from ..models import Forwarding, Motion, Sort, What
from ..states import handed_in, state_of
from .locking import locked
from .states import enter
from .steps import step
from .versions import write_version


@transaction.atomic
def forward(place: Place, motion_id: UUID, body_id: UUID) -> Forwarding:
    """To a body directly above or below. Raises Http404, PermissionDenied, Refused("no_forward")."""
    found = locked(place, motion_id)
    to = next((one for one in targets(place) if one.pk == body_id), None)
    if to is None:
        raise Http404
    return _offer(found.motion, found.prepares, to)


@transaction.atomic
def forward_by_code(place: Place, motion_id: UUID, code: str) -> Forwarding:
    """To the body whose steward holds out this code, which is spent. Raises as `forward`, and codes.Mistyped; Http404 for a code that does not hold."""
    found = locked(place, motion_id)
    steward = shown_by(code, ShownCode.End.FORWARD)
    if not holds(steward, Office.STEWARD) or steward.body_id == place.body.pk:
        raise Http404
    offered = _offer(found.motion, found.prepares, steward.body)
    spent, _ = ShownCode.objects.filter(membership=steward, end=ShownCode.End.FORWARD).delete()
    if not spent:
        raise Http404  # somebody was faster
    return offered


def _offer(motion: Motion, prepared: bool, to: Body) -> Forwarding:
    """Once for each body; one that turned it away may be asked again."""
    if not prepared:
        raise PermissionDenied
    if not state_of(motion).forward:
        raise Refused("no_forward")
    offered, fresh = Forwarding.objects.get_or_create(motion=motion, to=to, defaults={"day": today()})
    if fresh or offered.state == Forwarding.State.REFUSED:
        offered.state = Forwarding.State.WAITING
        offered.save(update_fields=["state"])
        step(motion, What.FORWARDED, body=to.name)
    return offered


@transaction.atomic
def take(place: Place, forwarding_id: UUID) -> Motion:
    """By those who prepare the receiving body's assemblies: it becomes a motion there, submitted, with where it came from. Taken twice, it is one
    motion. Raises Http404, PermissionDenied, Refused("no_such_step")."""
    offered = _to_decide(place, forwarding_id)
    if offered.taken_as is not None:
        return offered.taken_as
    made = _copy(offered.motion, place.body)
    offered.state, offered.taken_as = Forwarding.State.TAKEN, made
    offered.save(update_fields=["state", "taken_as"])
    step(offered.motion, What.TAKEN, body=place.body.name, number=made.number)
    return made


@transaction.atomic
def turn_away(place: Place, forwarding_id: UUID) -> None:
    """By those who prepare the receiving body's assemblies; nothing happens if it was taken or turned away. Raises Http404, PermissionDenied."""
    offered = _to_decide(place, forwarding_id)
    if offered.state == Forwarding.State.WAITING:
        offered.state = Forwarding.State.REFUSED
        offered.save(update_fields=["state"])
        step(offered.motion, What.TURNED_AWAY, body=place.body.name)


def _to_decide(place: Place, forwarding_id: UUID) -> Forwarding:
    """As it stands now, both bodies locked: in the order of their identifiers, so that two who hand on to each other do not wait for ever."""
    known = Forwarding.objects.filter(pk=forwarding_id, to=place.body).select_related("motion__body").first()
    if known is None:
        raise Http404
    if not prepares(place):
        raise PermissionDenied
    for body in sorted((known.motion.body, place.body), key=lambda one: one.pk):
        lock_body(body)
    found = Forwarding.objects.select_related("motion__body", "taken_as").filter(pk=forwarding_id).first()
    if found is None:
        raise Http404
    return found


def _copy(origin: Motion, body: Body) -> Motion:
    chosen = workflow.find(coming(body).orders.motion_workflow)
    made = Motion.objects.create(
        body=body,
        sort=Sort.DEMAND if origin.sort == Sort.DEMAND else Sort.MOTION,
        title=origin.title,
        reason=origin.reason,
        movers=[origin.body.name],
        workflow=chosen.id,
        state=chosen.start,
        came_from=origin,
        provenance=[*origin.provenance, _trace(origin)],
        deadline=deadline_of(body),
    )
    write_version(made, 1, text_of(origin).paragraphs, "forwarded")
    enter(made, handed_in(chosen), What.CAME, body=origin.body.name)
    return made


def _trace(origin: Motion) -> dict[str, Any]:
    """Where it came from, as it stood then."""
    return {
        "body": origin.body.name,
        "number": origin.number,
        "day": today().isoformat(),
        "workflow": origin.workflow,
        "state": origin.state,
    }
