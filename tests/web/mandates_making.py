"""A council with delegates of two bodies, mandates and decided votes, for tests: written straight into the tables where nothing is asked about how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from web.assemblies_making import make_assembly, make_presence
from web.delegates_making import make_delegate, make_seat
from web.motions_making import make_motion

from veche.web.assemblies import hooks
from veche.web.assemblies.models import Assembly, OpenBallot, Poll, Presence, Stage, Way
from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Delegacy
from veche.web.mandates.access import standing
from veche.web.mandates.fingerprints import words_hash
from veche.web.mandates.models import Mandate
from veche.web.motions.models import Motion

ANSWERS = ["yes", "no", "abstain"]


@dataclass
class Council:
    """`upper`: the council; `lower`: bodies that send delegates, each with its secretary and an ordinary member; `seats`: delegacies by body."""

    upper: Body
    lower: list[Body]
    secretaries: list[Membership]
    members: list[Membership]
    seats: list[list[Delegacy]]
    congress: Assembly
    motion: Motion
    polls: int = field(default=0)


def make_council(
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    seats: Sequence[int] = (1, 1),
    weight: int = 1,
) -> Council:
    """Bodies with so many seats each, in one council that holds a congress about a motion."""
    upper = make_body("Council", kind="council")
    lower = [make_body(f"Branch {number}") for number in range(1, len(seats) + 1)]
    sitting = [
        [
            make_delegate(
                make_seat(upper, body, weight=weight),
                make_member(body, name=f"{body.name} delegate {number}"),
            )
            for number in range(1, so_many + 1)
        ]
        for body, so_many in zip(lower, seats, strict=True)
    ]
    motion = make_motion(upper, "A strike fund")
    congress = make_assembly(upper, Stage.OPEN, of_delegates=True, title="Congress")
    for delegacy in (one for group in sitting for one in group):
        make_presence(congress, delegacy=delegacy)
    secretaries = [make_member(body, "secretary") for body in lower]
    members = [make_member(body) for body in lower]
    return Council(upper, lower, secretaries, members, sitting, congress, motion)


def make_mandate(
    council: Council, body: Body, instruction: Mapping[str, object], **fields: object
) -> Mandate:
    """About the council's motion, for all seats of the body, decided by a resolution."""
    given = {
        "kind": "free"
        if not instruction
        else "imperative"
        if {"vote", "split"} & instruction.keys()
        else "bounded",
        "motion": council.motion,
        "version": 1,
        "text": list(standing(council.motion).paragraphs),
        "resolution": "We want it.",
        "taken": "Canteen, Monday",
    }
    number = 1 + Mandate.objects.filter(lower=body).count()
    made = Mandate(
        lower=body,
        upper=council.upper,
        number=number,
        by="Secretary",
        given=today(),
        instruction=dict(instruction),
        **(given | fields),
    )
    made.digest = words_hash(made)
    made.save()
    return made


def make_poll(council: Council, way: str = Way.NAMED, **fields: object) -> Poll:
    """An open vote on the council's motion."""
    council.polls += 1
    seats = [one for group in council.seats for one in group]
    given = {
        "assembly": council.congress,
        "item": council.congress.item,
        "number": council.polls,
        "about": "motion",
        "motion": council.motion,
        "question": "Shall we have a strike fund?",
        "answers": ANSWERS,
        "way": way,
        "rule": "plain-majority-of-votes",
        "parts": ["phones"],
        "weights": {str(one.seat_id): one.seat.weight for one in seats} if way == Way.CARDS else {},
    }
    return Poll.objects.create(**(given | fields))


def vote(poll: Poll, delegacy: Delegacy, *choice: int) -> OpenBallot:
    return OpenBallot.objects.create(
        poll=poll,
        delegacy=delegacy,
        presence=Presence.objects.filter(assembly=poll.assembly, delegacy=delegacy).first(),
        name=delegacy.name,
        weight=sum(choice),
        choice=list(choice),
    )


def settle(poll: Poll, outcome: str = "carried") -> Poll:
    """Decided, with whatever was voted; who waits for that is told."""
    choices = [one.choice for one in OpenBallot.objects.filter(poll=poll)]
    poll.result = {
        "counts": [sum(column) for column in zip(*choices, strict=True)]
        if choices
        else [0] * len(poll.answers),
        "outcome": outcome,
    }
    poll.state = Poll.State.DECIDED
    poll.save()
    hooks.poll_decided.send(sender=Poll, poll=poll)
    return poll


def own_poll(
    body: Body, yes: int, no: int, outcome: str = "carried", question: str = "What shall our delegates do?"
) -> Poll:
    """A decided vote of the body's own assembly, of its members."""
    assembly = make_assembly(body, Stage.CLOSED, title="Branch meeting")
    return Poll.objects.create(
        assembly=assembly,
        number=1,
        about="free",
        question=question,
        answers=ANSWERS,
        way=Way.HANDS,
        rule="plain-majority-of-votes",
        state=Poll.State.DECIDED,
        result={"counts": [yes, no, 0], "outcome": outcome},
    )
