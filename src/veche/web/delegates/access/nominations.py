"""Who stands, and for which term; votes that elect delegates, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from veche.counting import Count
from veche.web.ballots.models import Stage, Vote
from veche.web.ballots.public.outcome import read_count
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body

from ..models import Delegacy, Election, Nomination
from .seats import seats_of
from .statutes import objections


def nominations(lower: Body, upper: Body) -> list[Nomination]:
    """Everybody who stands for the seats of `lower` in `upper`, by name."""
    found = Nomination.objects.filter(lower=lower, upper=upper).select_related("membership", "vote")
    return sorted(found, key=lambda one: (one.name.casefold(), str(one.id)))


def is_being_held(nomination: Nomination) -> bool:
    """Whether a vote in which they stand is under way."""
    return nomination.vote is not None and nomination.vote.stage not in (Stage.PUBLISHED, Stage.CALLED_OFF)


def next_term(lower: Body, upper: Body) -> date:
    """The first day of the term for which somebody can be elected now: today if a seat is free, otherwise when the first is."""
    free: list[date] = []
    for seat in seats_of(lower, upper):
        busy = Delegacy.objects.filter(seat=seat, rank=0, ended=None, ends__gte=bodies.today())
        last = max(busy.values_list("ends", flat=True), default=None)
        free.append(bodies.today() if last is None else last + timedelta(days=1))
    return min(free, default=bodies.today())


def elections_of(lower: Body, upper: Body) -> list[Election]:
    """Votes that elect delegates of `lower` in `upper` and are not taken over yet; those called off elect nobody."""
    found = Election.objects.filter(lower=lower, upper=upper, taken=None).exclude(
        vote__stage=Stage.CALLED_OFF
    )
    return list(found.select_related("vote", "upper", "lower").order_by("begins", "vote_id"))


def election(lower: Body, uuid: str) -> Election:
    """Raises Http404."""
    found = Election.objects.filter(lower=lower, vote=uuid).select_related("vote", "upper", "lower").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Proposed:
    """What a vote says: who is elected and who is an alternate, in the order of the count; and whom it elected that cannot be."""

    delegates: tuple[Nomination, ...]
    alternates: tuple[Nomination, ...]
    passed_over: tuple[str, ...]
    """Names: they left the body, the statutes speak against them, or they never stood."""


def proposed(election: Election) -> Proposed | None:
    """From the record of the count, which the server made of the verified archive; None where there is none yet. Raises BadRecord.

    For a page: seats are given by a count that is made anew (`proposed_by`).
    """
    if election.vote.stage != Stage.PUBLISHED or (count := read_count(election.vote, 1)) is None:
        return None
    return proposed_by(count, election)


def proposed_by(count: Count, election: Election) -> Proposed:
    """What follows of this count for those who stood."""
    stands = {
        one.name: one for one in Nomination.objects.filter(vote=election.vote_id).select_related("membership")
    }
    names = [count.candidates[number - 1].name for number in count.winners]
    able = [stands[name] for name in names if name in stands and _may(stands[name], election)]
    known = {one.name for one in able}
    cut = election.delegates
    return Proposed(
        tuple(able[:cut]),
        tuple(able[cut : cut + election.alternates]),
        tuple(name for name in names if name not in known),
    )


def _may(nomination: Nomination, election: Election) -> bool:
    begins = max(election.begins, bodies.today())
    return not any(not one.mendable for one in objections(nomination.membership, election.upper, begins))


def left_out(election: Election) -> list[str]:
    """Names that stood when the vote was drawn up and are not on its ballot: somebody changed the draft."""
    asked = _answers(election.vote)
    found = Nomination.objects.filter(vote=election.vote_id)
    return sorted(one.name for one in found if one.name not in asked)


def _answers(vote: Vote) -> set[str]:
    first = vote.questions[0] if vote.questions else {}
    answers = first.get("answers") or first.get("value", {}).get("answers", [])
    return {one for one in answers if isinstance(one, str)}


def to_take(before: date) -> list[Election]:
    """Published, closed before that day, and not taken over by anybody."""
    return list(
        Election.objects.filter(
            taken=None, vote__stage=Stage.PUBLISHED, vote__closes__date__lt=before
        ).select_related("vote", "upper", "lower")
    )
