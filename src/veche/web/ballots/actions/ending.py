"""The end of a standing roll: nothing begins on it any more, and in time it is forgotten who was on it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from veche.web.ballots.models import Entitled, Round, Stage, StandingRoll, Vote


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
