"""What the other side offers, and the vote on it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from veche.rules.decision import Outcome
from veche.web.ballots.actions import drawing
from veche.web.ballots.models import Stage, Vote
from veche.web.ballots.public.outcome import outcomes
from veche.web.bodies.access import today
from veche.web.bodies.actions.locking import lock_body
from veche.web.delegates.access import Place
from veche.web.house.language import Voice

from ..access import prepares
from ..access.demands import (
    LIVE,
    demands_in,
    may_draw_up,
    may_withdraw_offer,
    offer,
    offers_being_voted_on,
    rankings_to_take,
)
from ..errors import Refused
from ..models import Demand, Offer, What
from .demanding import set_stage, take_ranks
from .numbering import next_number
from .steps import step

MOST = 500
LONGEST = 5000
"""Characters of a vote's description."""


@transaction.atomic
def make_offer(place: Place, text: str, motion_ids: Iterable[UUID], once: bytes) -> Offer:
    """By those who prepare the assembly. The same form sent again gives the same offer.

    Raises PermissionDenied, Http404 for a demand of another body, Refused("no_demands", "too_many_offers").
    """
    if not prepares(place):
        raise PermissionDenied
    lock_body(place.body)
    offer_id, wanted = UUID(bytes=once, version=4), set(motion_ids)
    if (made := Offer.objects.filter(pk=offer_id).first()) is not None:
        if made.body_id != place.body.pk:
            raise Http404
        return made
    demands = list(_demands(wanted).filter(motion__body=place.body, stage__in=LIVE))
    if not demands:
        raise Refused("no_demands")
    if len(demands) != len(wanted):
        raise Http404
    before = Offer.objects.filter(body=place.body)
    if before.count() >= MOST:
        raise Refused("too_many_offers")
    made = Offer.objects.create(
        pk=offer_id,
        body=place.body,
        number=next_number(before),
        text=text,
        demands=sorted(str(one.motion_id) for one in demands),
        day=today(),
    )
    for one in demands:
        set_stage(one, Demand.Stage.OFFERED)
        step(one.motion, What.OFFER, number=made.number)
    return made


@transaction.atomic
def put_to_vote(place: Place, offer_id: UUID, voice: Voice, once: bytes) -> Vote:
    """Draw up a vote on the offer from the template for settlements; it is a draft, to be held like any other. One for each offer.

    Raises Http404, PermissionDenied, Refused("offer_over").
    """
    found, _ = offer(place, offer_id)
    if place.membership is None or not may_draw_up(place):
        raise PermissionDenied
    lock_body(place.body)
    found = Offer.objects.select_related("vote").get(pk=found.pk)
    if found.vote is not None and found.state == "voting":
        return found.vote
    if found.state not in ("open", "voting"):
        raise Refused("offer_over")
    vote = drawing.draw_up(place.membership, "settlement", voice.language, once)
    drawing.write_text(vote.uuid, vote.title, _described(found, voice))
    found.vote, found.state = vote, "voting"
    found.save(update_fields=["vote", "state"])
    for motion in demands_in(found):
        step(motion, What.OFFER_VOTE, number=found.number)
    return Vote.objects.get(pk=vote.pk)


@transaction.atomic
def withdraw_offer(place: Place, offer_id: UUID) -> None:
    """The other side took it back, or it was a mistake: while no vote on it goes on, and none decided it. Raises Http404, PermissionDenied, Refused("offer_over")."""
    found, _ = offer(place, offer_id)
    if not prepares(place):
        raise PermissionDenied
    lock_body(place.body)
    take_result(offer_id)  # what was decided a minute ago is not withdrawn
    found = Offer.objects.select_related("vote").get(pk=found.pk)
    if found.state == "withdrawn":
        return
    if not may_withdraw_offer(place, found):
        raise Refused("offer_over")
    _end(found, "withdrawn", Demand.Stage.TALKS, What.OFFER_WITHDRAWN)


@transaction.atomic
def take_result(offer_id: UUID) -> None:
    """Of the vote on an offer, once it is published: accepted, its demands are settled; otherwise talks go on. Taken again, nothing changes.

    A vote that was thrown away or called off leaves the offer open.
    """
    known = Offer.objects.filter(pk=offer_id).select_related("body").first()
    if known is None:
        return
    lock_body(known.body)
    found = Offer.objects.select_related("vote").get(pk=offer_id)
    if found.state != "voting":
        return
    if found.vote is None or found.vote.stage == Stage.CALLED_OFF:
        found.state, found.vote = "open", None
        found.save(update_fields=["state", "vote"])
    elif found.vote.stage == Stage.PUBLISHED:
        decision = outcomes(found.vote)[0].decision
        if decision is not None and decision.outcome == Outcome.CARRIED:
            _end(found, "accepted", Demand.Stage.SETTLED, What.OFFER_ACCEPTED)
        elif decision is not None and decision.outcome in (Outcome.LOST, Outcome.NO_QUORUM):
            _end(found, "rejected", Demand.Stage.TALKS, What.OFFER_REJECTED)


def take_results() -> None:
    """Everything that votes have decided since: called by whatever keeps the time."""
    for offer_id in offers_being_voted_on():
        take_result(offer_id)
    for uuid in rankings_to_take():
        take_ranks(uuid)


def _end(found: Offer, state: str, stage: str, what: str) -> None:
    """The offer ends so, and its demands go on so: but for those which were settled or dropped meanwhile, or for which another offer stands."""
    found.state = state
    found.save(update_fields=["state"])
    others = Offer.objects.filter(body=found.body_id, state__in=("open", "voting"))
    still = {motion_id for other in others for motion_id in other.demands}
    for one in _demands(found.demands).filter(stage__in=LIVE):
        if stage == Demand.Stage.SETTLED or str(one.pk) not in still:
            set_stage(one, stage)
        step(one.motion, what, number=found.number)


def _described(found: Offer, voice: Voice) -> str:
    listed = "\n".join(f"{motion.number}. {motion.title}" for motion in demands_in(found))
    told = voice("motions:offer.described", offer=found.text)
    answered = voice("motions:offer.answers", demands=listed)
    return f"{told}\n\n{answered}"[:LONGEST]


def _demands(motion_ids: Iterable[UUID | str]) -> QuerySet[Demand]:
    return (
        Demand.objects.filter(motion__pk__in=[str(one) for one in motion_ids])
        .select_related("motion")
        .order_by("motion__number")
    )
