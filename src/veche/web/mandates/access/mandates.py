"""Mandates, and which of them holds for a seat in a vote."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from veche.assembly.workflow import Ends
from veche.web.accounts.models import Account
from veche.web.assemblies.models import Poll
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body
from veche.web.delegates import access as delegates
from veche.web.delegates.models import Delegacy, Seat
from veche.web.motions.states import named

from ..models import Keeping, Mandate
from .seeing import Sight, sender

ABOUT_TEXTS = ("motion", "alternatives", "block", "free", "election")
"""Votes to which a mandate on a topic can belong; an amendment, a point of order and the minutes are none of them."""


def _all() -> QuerySet[Mandate]:
    return Mandate.objects.select_related(
        "lower", "upper", "seat", "motion", "item__assembly", "decided_by", "decided_in__assembly"
    )


def _of(lower: Body | None) -> QuerySet[Mandate]:
    return _all() if lower is None else _all().filter(lower=lower)


def given_by(body: Body) -> list[Mandate]:
    """All that a body ever gave, the last first."""
    return list(_all().filter(lower=body).order_by("-number"))


def mandate(account: Account | None, mandate_id: UUID | str) -> tuple[Mandate, Sight | None]:
    """A mandate, and the asker's place in the body that gave it (none: somebody of the body above, where its vote is decided). Raises Http404."""
    found = _all().filter(pk=mandate_id).first()
    if found is None:
        raise Http404
    try:
        return found, sender(account, found.lower_id)
    except Http404:
        delegates.place(account, found.upper_id)
        if not Keeping.objects.filter(mandate=found).exists():
            raise
        return found, None


def holding(delegacies: Iterable[Delegacy]) -> list[Mandate]:
    """What binds these delegates today, about questions that are not decided yet; the last first."""
    bound = Q(pk__in=[])
    for held in delegacies:
        seat = Q(seat=None) | Q(seat=held.seat_id)
        bound |= Q(lower=held.seat.lower_id, upper=held.seat.upper_id) & seat
    found = list(_standing(_all().filter(bound)).order_by("-number"))
    latest: dict[tuple[object, ...], Mandate] = {}
    for one in found:
        latest.setdefault((*_subject(one), one.seat_id), one)
    kept = set(Keeping.objects.filter(mandate__in=found).values_list("mandate_id", flat=True))
    return [one for one in latest.values() if one.pk not in kept]


def later(mandate: Mandate) -> Mandate | None:
    """The one that took its place."""
    same = _all().filter(lower=mandate.lower_id, upper=mandate.upper_id, number__gt=mandate.number)
    same = same.filter(Q(seat=None) | Q(seat=mandate.seat_id), withdrawn=None).order_by("-number")
    return next((one for one in same if _subject(one) == _subject(mandate)), None)


def _subject(one: Mandate) -> tuple[object, ...]:
    """What it is about; topics are as many as there are words for them."""
    return (one.lower_id, one.upper_id, one.motion_id, one.item_id, one.topic.casefold().strip())


def _standing(found: QuerySet[Mandate]) -> QuerySet[Mandate]:
    today = bodies.today()
    return found.filter(Q(until=None) | Q(until__gte=today), withdrawn=None)


def applying(poll: Poll, lower: Body | None = None) -> dict[UUID, list[Mandate]]:
    """By lower body (of one alone, if it is given): every mandate that holds for this vote, the last first. A motion's comes before its item's."""
    if not adopts(poll):
        return {}
    motions = Q(pk__in=[])
    if poll.motion_id is not None and poll.amendment_id is None:
        motions |= Q(motion=poll.motion_id)
    if poll.block_id is not None:
        motions |= Q(motion__block=poll.block_id)
    items = Q(pk__in=[])
    if poll.item_id is not None and poll.about in ABOUT_TEXTS:
        items |= Q(item=poll.item_id)
    found = _standing(_of(lower).filter(motions | items, upper=poll.assembly.body_id))
    by_body: dict[UUID, list[Mandate]] = {}
    for one in sorted(found, key=lambda one: (one.motion_id is None, -one.number)):
        by_body.setdefault(one.lower_id, []).append(one)
    return by_body


def adopts(poll: Poll) -> bool:
    """Whether yes means the motion. In a vote to permit, adjourn, refer or reject it, yes means something else, and what a body said of the motion binds nobody."""
    if poll.about != "motion" or poll.motion is None or not poll.target:
        return True
    state = named(poll.motion.workflow, poll.target)
    return state is None or state.ends == Ends.CARRIED


def bound_by(seat: Seat, found: dict[UUID, list[Mandate]]) -> Mandate | None:
    """Of what `applying` found, that which holds for this seat."""
    return next((one for one in found.get(seat.lower_id, []) if one.seat_id in (None, seat.pk)), None)


def topics_for(poll: Poll, lower: Body | None = None) -> dict[UUID, list[Mandate]]:
    """By lower body (of one alone, if it is given): mandates on topics, which only people can match with a vote. Of one topic the last."""
    if poll.about not in ABOUT_TEXTS:
        return {}
    topics = _of(lower).filter(upper=poll.assembly.body_id, motion=None, item=None)
    by_body: dict[UUID, list[Mandate]] = {}
    seen: set[tuple[object, ...]] = set()
    for one in _standing(topics).order_by("-number"):
        key = (*_subject(one), one.seat_id)
        if key not in seen:
            seen.add(key)
            by_body.setdefault(one.lower_id, []).append(one)
    return by_body
