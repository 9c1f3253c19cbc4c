"""What a body can give a mandate about, whom it can bind, and from which of its own decisions a mandate can be taken."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from veche.web.assemblies.models import Item, Poll
from veche.web.assemblies.models import Stage as Meeting
from veche.web.ballots.models import Stage, Vote
from veche.web.bodies.models import Body, Membership
from veche.web.delegates import access as delegates
from veche.web.delegates.models import Seat
from veche.web.motions.models import Motion
from veche.web.motions.states import is_draft, state_of

LAST = 50
"""Of the body's own decisions."""


@dataclass(frozen=True)
class Choice:
    """`value` for a form: "motion:<id>", "item:<id>", "topic:<upper body>", "vote:<id>:<question>", "poll:<id>"."""

    value: str
    sort: str
    title: str
    body: str
    number: int = 0


def uppers(lower: Body) -> list[Body]:
    """The bodies in which it has seats, by name."""
    found = Seat.objects.filter(lower=lower, abolished=None).select_related("upper")
    return sorted({one.upper for one in found}, key=lambda one: (one.name.casefold(), str(one.pk)))


def about(lower: Body) -> list[Choice]:
    """Motions above that are public and not over, points of assemblies to come, and any topic: for each body above."""
    found: list[Choice] = []
    for upper in uppers(lower):
        found += [
            Choice(f"motion:{one.pk}", "motion", one.title, upper.name, one.number or 0)
            for one in motions_in(upper)
        ]
        found += [Choice(f"item:{one.pk}", "item", one.title, upper.name) for one in items_in(upper)]
        found.append(Choice(f"topic:{upper.pk}", "topic", "", upper.name))
    return found


def upper_of(lower: Body, value: str) -> UUID | None:
    """The body above that a choice of `about` belongs to; None for what is no choice."""
    sort, _, key = value.partition(":")
    for upper in uppers(lower):
        keys = {str(upper.pk)}
        if sort == "motion":
            keys = {str(one.pk) for one in motions_in(upper)}
        if sort == "item":
            keys = {str(one.pk) for one in items_in(upper)}
        if key in keys:
            return upper.pk
    return None


def motions_in(upper: Body) -> list[Motion]:
    """What the body's delegates will vote on: numbered, shown to all of the upper body, and not decided."""
    found = Motion.objects.filter(body=upper).exclude(number=None).select_related("body")
    open_ones = [
        one for one in found if not is_draft(one) and state_of(one).public and not state_of(one).ends
    ]
    return sorted(open_ones, key=lambda one: one.number or 0)


def items_in(upper: Body) -> list[Item]:
    """Points that are not internal and not done, of congresses that are called or going on."""
    coming = (Meeting.CALLED, Meeting.OPEN, Meeting.PAUSED)
    found = Item.objects.filter(
        assembly__body=upper,
        assembly__of_delegates=True,
        assembly__stage__in=coming,
        internal=False,
        done=False,
    )
    return list(found.select_related("assembly__body").order_by("assembly__begins", "place", "pk"))


def seats_bound(lower: Body) -> list[Seat]:
    """Every seat that the body has above, by the upper body's name and number."""
    return [seat for upper in uppers(lower) for seat in delegates.seats_of(lower, upper)]


def decisions(membership: Membership) -> list[Choice]:
    """What the body decided by itself: published votes, each question, and decided votes of its assemblies; the last first."""
    votes = Vote.objects.filter(body=membership.body_id, stage=Stage.PUBLISHED).exclude(kind="standing")
    found = [
        Choice(
            f"vote:{vote.pk}:{number}",
            "vote",
            vote.title,
            vote.body.name,
            number if len(vote.questions) > 1 else 0,
        )
        for vote in votes.select_related("body").order_by("-closes", "pk")[:LAST]
        for number in range(1, len(vote.questions) + 1)
    ]
    polls = Poll.objects.filter(assembly__body=membership.body_id, state=Poll.State.DECIDED).exclude(
        about="procedure"
    )
    polls = polls.select_related("assembly__body").order_by("-assembly__begins", "-number")
    return found + [
        Choice(f"poll:{one.pk}", "poll", one.question, one.assembly.title, one.number) for one in polls[:LAST]
    ]


def decided_vote(body: Body, uuid: str) -> Vote:
    """A published vote of the body. Raises Http404."""
    found = Vote.objects.filter(pk=uuid, body=body, stage=Stage.PUBLISHED).first()
    if found is None:
        raise Http404
    return found


def decided_poll(body: Body, poll_id: UUID) -> Poll:
    """A decided vote in an assembly of the body. Raises Http404."""
    found = Poll.objects.filter(pk=poll_id, assembly__body=body, state=Poll.State.DECIDED).select_related(
        "assembly"
    )
    if (one := found.first()) is None:
        raise Http404
    return one
