"""The roll: frozen once, counted, never listed. And calling a vote off."""

from __future__ import annotations

from django.utils import timezone

from veche.web.ballots.access.officers import officers_of
from veche.web.ballots.drawing.checks import Plan, faults
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.models import Entitled, Officer, Post, Stage, Vote
from veche.web.bodies.models import Membership, Standing

from .locking import held, must_have_no_archive

BATCH = 1000


class CannotBeHeld(Exception):
    """The draft has faults. `found` are keys of `draw.*`."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__("the draft cannot be held as it is")
        self.found = found


def faults_of(vote: Vote) -> tuple[str, ...]:
    """What must be put right first, as keys of `draw.*`."""
    officers = officers_of(vote)
    plan = Plan(
        vote.title,
        vote.description,
        questions_of(vote.questions),
        vote.rule,
        vote.opens,
        vote.closes,
        vote.serious,
        vote.threshold,
        sum(one.post == Post.TRUSTEE for one in officers),
        sum(one.post == Post.REGISTRAR for one in officers),
    )
    left = ("fault_left",) if any(one.membership_id is None for one in officers) else ()
    return (*faults(plan, timezone.now()), *left)


def freeze(uuid: str) -> int:
    """Everybody who is a full member at this moment is on the roll. Returns how many. Raises CannotBeHeld, WrongStage.

    Done once it cannot be done again: the stage is another one, and each member can stand on the roll once only.
    """
    with held(uuid, Stage.DRAFT) as vote:
        found = faults_of(vote)
        members = list(
            Membership.objects.filter(body=vote.body_id, standing=Standing.MEMBER)
            .order_by("id")
            .values_list("pk", flat=True)
        )
        if not members:
            found = (*found, "fault_nobody")
        if found:
            raise CannotBeHeld(found)
        rows = (Entitled(vote=vote, membership_id=member) for member in members)
        Entitled.objects.bulk_create(rows, batch_size=BATCH)
        vote.roll_size, vote.stage = len(members), Stage.ROLL
    return len(members)


def call_off(uuid: str) -> None:
    """No vote takes place. What was made for it is deleted; that it was called off stays."""
    with held(uuid, Stage.ROLL, Stage.READY, Stage.CALLED_OFF) as vote:
        must_have_no_archive(vote)
        Entitled.objects.filter(vote=vote).delete()
        Officer.objects.filter(vote=vote).update(
            public_key=None, certificate=None, polynomial=None, share=None, lot="", seed=""
        )
        vote.public_credentials = vote.trustees = None
        vote.stage = Stage.CALLED_OFF
