"""The end of a standing roll: nothing begins on it any more, and in time it is forgotten who was on it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from veche.web.ballots.access.rounds import runs
from veche.web.ballots.models import Entitled, Round, Stage, StandingRoll, Vote

from .locking import held


class StillRuns(Exception):
    """A vote or a petition on the roll needs its codes."""


def end_early(uuid: str, by: str) -> None:
    """Nothing begins on this roll from now on, as when its list of codes was lost. `by`: who said so, shown to everybody.

    Ended already, it stays as it is. While anything runs on it nobody can: a recall is not brought down by ending its roll.
    Raises StillRuns, WrongStage.
    """
    with held(uuid, Stage.READY):
        roll = StandingRoll.objects.get(pk=uuid)
        if roll.ended is not None:
            return
        if runs(uuid):
            raise StillRuns
        roll.ended, roll.ended_by = timezone.now().date(), by
        roll.save()


def end_others(vote: Vote) -> None:
    """This roll takes the place of every other one of its body. What runs on an older one goes on to its end."""
    serving = StandingRoll.objects.filter(body=vote.body_id, ended=None, vote__stage=Stage.READY)
    serving.exclude(pk=vote.pk).update(ended=timezone.now().date())


def forget(uuid: str) -> None:
    """Who was on the roll, with the codes on their way to members' pages, and the lists of rounds that will never be.

    For a roll on which nothing can begin and nothing runs (`access.rounds.to_forget`).
    """
    with transaction.atomic():
        StandingRoll.objects.filter(pk=uuid, ended=None).update(ended=timezone.now().date())
        Entitled.objects.filter(vote=uuid).delete()
        Round.objects.filter(roll=uuid, used=False).update(credentials=None)
