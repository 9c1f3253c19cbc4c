"""Standing rolls and their rounds: which one serves a body now, how many rounds are left, and how many members are not on it."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from veche.web.ballots.drawing.templates import STANDING
from veche.web.ballots.models import Entitled, Round, Stage, StandingRoll, Vote
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body


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
    """How many are members now and are not on it, because they came later: they have no code for its rounds. 0 where it was forgotten."""
    kept = Entitled.objects.filter(vote=roll.vote_id).count()
    return max(0, bodies.size(roll.body) - kept) if kept else 0


def gone(roll: StandingRoll) -> int:
    """How many are on it and have left the body since: their codes go on until a new roll takes its place. 0 where it was forgotten."""
    kept = Entitled.objects.filter(vote=roll.vote_id).count()
    return max(0, size(roll) - kept) if kept else 0


def roll_of(uuid: str) -> StandingRoll | None:
    """The standing roll that a vote is a round of, or prepares; None for every other vote."""
    of_round = Q(pk__in=Round.objects.filter(pk=uuid).values("roll"))
    return StandingRoll.objects.filter(of_round | Q(pk=uuid)).select_related("vote", "body").first()


def is_standing(vote: Vote) -> bool:
    """Whether this vote prepares a standing roll."""
    return vote.kind == STANDING


def has_ended(uuid: str) -> bool:
    """Whether nothing can begin any more on the roll that this vote prepares."""
    roll = drafted(uuid)
    return roll.ended is not None or bool(roll.until and roll.until < timezone.now().date())


def rounds_of(roll: StandingRoll) -> list[Round]:
    """All of them, in the order in which they are used; without their lists."""
    return list(Round.objects.filter(roll=roll).defer("credentials").order_by("number"))


def missing_lists(uuid: str) -> list[Round]:
    """The rounds of a standing roll for which the registrar has sent no list yet."""
    return list(Round.objects.filter(roll=uuid, credentials=None, used=False).order_by("number"))


def open_votes(roll: StandingRoll) -> list[Vote]:
    """The votes on this roll in which somebody can vote now, the one that closes first at the top."""
    rounds = Round.objects.filter(roll=roll, used=True).values("pk")
    open_now = Vote.objects.filter(pk__in=rounds, stage=Stage.OPEN, closes__gt=timezone.now())
    return list(open_now.order_by("closes", "pk"))


def standing(uuid: str) -> StandingRoll:
    """The roll that this vote prepares, once it is frozen: slips lead here. Raises Http404."""
    frozen = Stage.ROLL, Stage.READY
    found = StandingRoll.objects.filter(pk=uuid, vote__stage__in=frozen).select_related("vote", "body")
    if (roll := found.first()) is None:
        raise Http404
    return roll


def drafted(uuid: str) -> StandingRoll:
    """The same in any stage, for those who prepare it. Raises Http404."""
    found = StandingRoll.objects.filter(pk=uuid).select_related("vote", "body").first()
    if found is None:
        raise Http404
    return found


def lists_made(uuid: str) -> int:
    """How many rounds of a standing roll have their list."""
    return Round.objects.filter(roll=uuid).exclude(credentials=None).count()


def to_forget() -> list[str]:
    """Rolls on which nothing can begin any more, and nothing runs, and of which it is still known who is on them."""
    today = timezone.now().date()
    known = Entitled.objects.filter(vote__kind=STANDING).values("vote")
    kept = StandingRoll.objects.filter(pk__in=known, vote__stage=Stage.READY)
    left = Round.objects.filter(used=False).exclude(credentials=None).values("roll")
    over = kept.filter(Q(ended__isnull=False) | Q(until__lt=today) | ~Q(pk__in=left))
    return [pk for pk in over.values_list("pk", flat=True) if not runs(pk)]


def runs(uuid: str) -> bool:
    """Whether a vote or a petition on this roll still needs the codes."""
    rounds = Round.objects.filter(roll=uuid, used=True)
    votes = Vote.objects.filter(pk__in=rounds.values("pk"), stage__in=(Stage.READY, Stage.OPEN))
    return votes.exists() or rounds.filter(runs_until__gte=timezone.now().date()).exists()


def round_of(uuid: str) -> Round | None:
    """The round with this identifier, and the list of its credentials where it is kept."""
    return Round.objects.filter(pk=uuid).select_related("roll").first()


def is_used(uuid: str) -> bool:
    """Whether a round of the standing roll that this vote prepares was used: from then on its keys and codes stand fixed."""
    return Round.objects.filter(roll=uuid, used=True).exists()
