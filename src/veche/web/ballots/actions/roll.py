"""The roll: frozen once, counted, never listed. And calling a vote off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import timezone

from veche.election.credentials import new_uuid
from veche.web.ballots.access.officers import officers_of
from veche.web.ballots.drawing.checks import Plan, faults
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.drawing.templates import STANDING
from veche.web.ballots.models import Entitled, Officer, Post, Round, Stage, StandingRoll, Vote
from veche.web.bodies.models import Membership, Standing

from .locking import held, must_be_in_hand, must_have_no_archive

BATCH = 1000


class CannotBeHeld(Exception):
    """The draft has faults. `found` are keys of `draw.*`."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__("the draft cannot be held as it is")
        self.found = found


def faults_of(vote: Vote) -> tuple[str, ...]:
    """What must be put right first, as keys of `draw.*`."""
    officers = officers_of(vote)
    left = ("fault_left",) if any(one.membership_id is None for one in officers) else ()
    return (*(_of_standing(vote, officers) if vote.kind == STANDING else _of_vote(vote, officers)), *left)


def _of_standing(vote: Vote, officers: Sequence[Officer]) -> Iterator[str]:
    """A roll for many votes asks nothing and has no hours: it has a last day."""
    until = StandingRoll.objects.get(vote=vote).until
    if not vote.title.strip():
        yield "fault_title"
    if until is None or until < timezone.now().date():
        yield "fault_until"
    trustees = sum(one.post == Post.TRUSTEE for one in officers)
    if not any(one.post == Post.REGISTRAR for one in officers) or trustees < 2:
        yield "fault_posts"
    if vote.threshold is not None and not 1 < vote.threshold <= trustees:
        yield "fault_threshold"


def _of_vote(vote: Vote, officers: Sequence[Officer]) -> Iterator[str]:
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
    return faults(plan, timezone.now())


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
        _make_rounds(vote)
    return len(members)


def _make_rounds(vote: Vote) -> None:
    """The identifiers of all votes to come on a standing roll: from now on codes can be made for them."""
    roll = StandingRoll.objects.filter(vote=vote).first()
    if roll is not None:
        rounds = (Round(uuid=new_uuid(), roll=roll, number=number) for number in range(1, roll.rounds + 1))
        Round.objects.bulk_create(rounds)


def call_off(uuid: str) -> None:
    """No vote takes place. What was made for it is deleted; that it was called off stays."""
    with held(uuid, Stage.ROLL, Stage.READY, Stage.CALLED_OFF) as vote:
        must_have_no_archive(vote)
        must_be_in_hand(vote)
        Entitled.objects.filter(vote=vote).delete()
        Officer.objects.filter(vote=vote).update(
            public_key=None, certificate=None, polynomial=None, share=None, lot="", seed=""
        )
        Round.objects.filter(roll=uuid).update(credentials=None)
        vote.public_credentials = vote.trustees = None
        vote.stage = Stage.CALLED_OFF
