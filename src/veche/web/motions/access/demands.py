"""Demands that were adopted, and what is offered for them: for the members of the body and the delegates to it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.ballots.access import officers as ballots
from veche.web.ballots.models import Stage, Vote
from veche.web.delegates import access as delegates
from veche.web.delegates.access import Place

from ..models import Demand, Motion, Offer, Step, What
from .motions import prepares, seen, uuid_of

LIVE = (Demand.Stage.RAISED, Demand.Stage.TALKS, Demand.Stage.OFFERED)
"""Nothing was agreed yet."""
TOLD = (
    What.STAGE,
    What.RANKED,
    What.OFFER,
    What.OFFER_VOTE,
    What.OFFER_ACCEPTED,
    What.OFFER_REJECTED,
    What.OFFER_WITHDRAWN,
)
"""The steps of a demand's life after it was adopted."""


def demands_of(place: Place) -> list[Demand]:
    """All of the body: by rank, the unranked behind, then by number."""
    found = Demand.objects.filter(motion__body=place.body).select_related("motion", "ranked_by")
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.motion.number or 0))


def demand(who: Account | Place | None, motion_id: UUID | str) -> tuple[Demand, Place]:
    """One of them and the asker's place. Raises Http404."""
    looked = seen(who, motion_id)
    found = Demand.objects.filter(motion=looked.motion).select_related("motion__body", "ranked_by").first()
    if found is None:
        raise Http404
    return found, looked.place


def life_of(demand: Demand) -> list[Step]:
    """What became of it since it was adopted, the last first."""
    return list(Step.objects.filter(motion=demand.motion_id, what__in=TOLD).order_by("-number"))


def offers_of(place: Place) -> list[Offer]:
    """The last first."""
    return list(Offer.objects.filter(body=place.body).select_related("vote").order_by("-number"))


def offers_for(place: Place, demand: Demand) -> list[Offer]:
    """Those that say something to this demand."""
    return [one for one in offers_of(place) if str(demand.motion_id) in one.demands]


def offer(who: Account | Place | None, offer_id: UUID | str) -> tuple[Offer, Place]:
    """One of them and the asker's place. Raises Http404."""
    found = Offer.objects.filter(pk=uuid_of(offer_id)).select_related("body", "vote").first()
    if found is None:
        raise Http404
    place = who if isinstance(who, Place) else delegates.place(who, found.body_id)
    if place.body.pk != found.body_id:
        raise Http404
    return found, place


def vote_is_over(offer: Offer) -> bool:
    """Without telling how it ended, or its result would be taken."""
    return offer.vote is None or offer.vote.stage in (Stage.PUBLISHED, Stage.CALLED_OFF)


def may_withdraw_offer(place: Place, offer: Offer) -> bool:
    """Those who prepare the assembly, while no vote on it goes on and none decided it."""
    waits = offer.state == "open" or (offer.state == "voting" and vote_is_over(offer))
    return waits and prepares(place)


def demands_in(offer: Offer) -> list[Motion]:
    """The motions whose demands it is about, by number."""
    return list(Motion.objects.filter(pk__in=offer.demands, body=offer.body_id).order_by("number"))


def may_draw_up(place: Place) -> bool:
    """Whether the asker may draw up a vote of the body."""
    return place.membership is not None and ballots.may_draw_up(place.membership)


def ranking_of(place: Place) -> Vote | None:
    """The vote on the order of the demands that goes on, if there is one."""
    going = [one.ranked_by for one in demands_of(place) if one.ranked_by is not None]
    ended = (Stage.PUBLISHED, Stage.CALLED_OFF)
    return next((vote for vote in going if vote.stage not in ended), None)


def offers_being_voted_on() -> list[UUID]:
    """For the clock: those whose vote may have ended."""
    return list(Offer.objects.filter(state="voting").values_list("pk", flat=True))


def rankings_to_take() -> list[str]:
    """For the clock: published votes on the order of demands."""
    known = Demand.objects.filter(ranked_by__stage=Stage.PUBLISHED, stage__in=LIVE)
    return sorted(set(known.values_list("ranked_by_id", flat=True)))
