"""The life of a demand after it was adopted: where talks stand, and in which order the members put it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from veche.election.questions import NonHomomorphicQuestion
from veche.web.ballots.actions import drawing
from veche.web.ballots.drawing.questions import of_json
from veche.web.ballots.models import Stage, Vote
from veche.web.ballots.public.outcome import read_count
from veche.web.bodies.actions.locking import lock_body
from veche.web.delegates.access import Place
from veche.web.house.language import Voice

from ..access import prepares
from ..access.demands import LIVE, demand, demands_of, may_draw_up, ranking_of
from ..errors import Refused
from ..models import Demand, Motion, What
from .steps import step

LONGEST_ANSWER, MOST = 200, 50
"""Of a ballot that somebody puts in order on a phone."""
FEWEST = 2
RULE = "borda"
"""It has a place for every demand, not for the first alone."""


@transaction.atomic
def negotiate(place: Place, motion_id: UUID, stage: str, note: str) -> None:
    """By those who prepare the assembly: where talks stand now, and what happened. Raises Http404, PermissionDenied, Refused("settled_by_vote").

    A demand is settled by the vote on an offer alone; it may be dropped, or taken up again.
    """
    found, _ = demand(place, motion_id)
    if not prepares(place):
        raise PermissionDenied
    lock_body(place.body)
    found = Demand.objects.select_related("motion").get(pk=found.pk)
    if Demand.Stage.SETTLED in (Demand.Stage(stage), Demand.Stage(found.stage)):
        raise Refused("settled_by_vote")
    if found.stage == stage and not note:
        return
    set_stage(found, stage)
    step(found.motion, What.STAGE, stage=stage, note=note)


def set_stage(found: Demand, stage: str) -> None:
    """Without a step of its own. The caller has locked the body."""
    found.stage = stage
    found.save(update_fields=["stage"])


@transaction.atomic
def put_in_order(place: Place, voice: Voice, once: bytes) -> Vote:
    """Draw up a ranked vote on the demands that nothing was agreed on yet; it is a draft, to be held like any other.

    While one goes on, that one. Raises PermissionDenied, Refused("few_demands", "many_demands").
    """
    if place.membership is None or not may_draw_up(place):
        raise PermissionDenied
    lock_body(place.body)
    if (going := ranking_of(place)) is not None:
        return going
    listed = sorted(
        (one for one in demands_of(place) if one.stage in LIVE), key=lambda one: one.motion.number or 0
    )
    if len(listed) < FEWEST:
        raise Refused("few_demands")
    if len(listed) > MOST:
        raise Refused("many_demands")
    vote = drawing.draw_up(place.membership, "other", voice.language, once)
    drawing.write_text(vote.uuid, voice("motions:ranking.title"), voice("motions:ranking.what"))
    question = NonHomomorphicQuestion(
        tuple(_answer(one.motion) for one in listed), voice("motions:ranking.question"), None
    )
    drawing.write_question(vote.uuid, 1, question)
    drawing.count_by(vote.uuid, 1, RULE, len(listed))
    drawing.decide_by(vote.uuid, "", "")
    Demand.objects.filter(pk__in=[one.pk for one in listed]).update(ranked_by=vote)
    return Vote.objects.get(pk=vote.pk)


@transaction.atomic
def take_ranks(uuid: str) -> None:
    """From the count of a published vote, once it is there: the first winner has rank 1. Taken again, nothing changes."""
    vote = Vote.objects.filter(pk=uuid, stage=Stage.PUBLISHED).select_related("body").first()
    if vote is None or (count := read_count(vote, 1)) is None:
        return
    lock_body(vote.body)
    answers = list(of_json(vote.questions[0]).answers)
    places = {answers[winner - 1]: rank for rank, winner in enumerate(count.winners, 1)}
    for one in Demand.objects.filter(ranked_by=vote).select_related("motion"):
        rank = places.get(_answer(one.motion))
        if rank is not None and rank != one.rank:
            one.rank = rank
            one.save(update_fields=["rank"])
            step(one.motion, What.RANKED, rank=rank, of=len(places))


def _answer(motion: Motion) -> str:
    """By which it stands on the ballot. The title of what was adopted does not change."""
    return f"{motion.number}. {motion.title}"[:LONGEST_ANSWER]
