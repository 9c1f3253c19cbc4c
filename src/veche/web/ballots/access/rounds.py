"""Standing rolls and their rounds: which one serves a body now, how many rounds are left, and how many members are not on it."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from veche.web.ballots.models import Entitled, Round, Stage, StandingRoll, Vote
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body

STANDING = "standing"
"""The kind of a vote that prepares a standing roll, and never opens."""


def standing_roll(body: Body) -> StandingRoll | None:
    """The roll on which a vote of the body can begin at once: ready, not ended, with a round left. None: there is none."""
    found = (
        StandingRoll.objects.filter(body=body, ended=None, vote__stage=Stage.READY)
        .filter(Q(until=None) | Q(until__gte=timezone.now().date()))
        .select_related("vote", "body")
    )
    return next((roll for roll in found if rounds_left(roll)), None)


def size(roll: StandingRoll) -> int:
    """How many are on it."""
    return roll.vote.roll_size or 0


def rounds_left(roll: StandingRoll) -> int:
    """How many votes and petitions can still begin on it."""
    return Round.objects.filter(roll=roll, used=False).exclude(credentials=None).count()


def newcomers(roll: StandingRoll) -> int:
    """How many are members now and are not on it, because they came later: they have no code for its rounds."""
    return max(0, bodies.size(roll.body) - Entitled.objects.filter(vote=roll.vote_id).count())


def gone(roll: StandingRoll) -> int:
    """How many are on it and have left the body since: their codes go on until a new roll takes its place."""
    return max(0, size(roll) - Entitled.objects.filter(vote=roll.vote_id).count())


def roll_of(uuid: str) -> StandingRoll | None:
    """The standing roll that a vote is a round of, or prepares; None for every other vote."""
    of_round = Q(pk__in=Round.objects.filter(pk=uuid).values("roll"))
    return StandingRoll.objects.filter(of_round | Q(pk=uuid)).select_related("vote", "body").first()


def is_standing(vote: Vote) -> bool:
    """Whether this vote prepares a standing roll."""
    return vote.kind == STANDING


def rounds_of(roll: StandingRoll) -> list[Round]:
    """All of them, in the order in which they are used; without their lists."""
    return list(Round.objects.filter(roll=roll).defer("credentials").order_by("number"))


def missing_lists(uuid: str) -> list[Round]:
    """The rounds of a standing roll for which the registrar has sent no list yet."""
    return list(Round.objects.filter(roll=uuid, credentials=None, used=False).order_by("number"))


def round_of(uuid: str) -> Round | None:
    """The round with this identifier, and the list of its credentials where it is kept."""
    return Round.objects.filter(pk=uuid).select_related("roll").first()


def is_used(uuid: str) -> bool:
    """Whether a round of the standing roll that this vote prepares was used: from then on its keys and codes stand fixed."""
    return Round.objects.filter(roll=uuid, used=True).exists()
