"""Somebody was elected: by a verifiable vote, or by hand in an assembly. Who decides that it was so is the caller."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from veche.web.ballots.models import Vote
from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership, Standing

from .. import access
from ..errors import Objected, Refused
from ..models import Delegacy, Nomination, Seat
from .locking import held_seats

FARTHEST = timedelta(days=3660)
"""Whoever types a year with a digit too many elects nobody for ever."""


@transaction.atomic
def elect(
    lower: Body,
    upper: Body,
    delegates: Sequence[Membership],
    alternates: Sequence[Membership] = (),
    *,
    begins: date | None = None,
    vote: Vote | None = None,
    how: str = "",
    accepted: bool = True,
) -> list[Delegacy]:
    """Give free seats of `lower` in `upper` to delegates in their order, and let alternates wait behind in theirs, for one term of the statutes.

    `begins`: the first day, today if not said. `vote` or `how`: what elected them. `accepted`: they said yes already, as one does in a hall;
    otherwise each is asked. The caller has made sure that it was so decided. Asked twice for one vote, it answers with what it did.
    Raises Refused: no_seats (fewer free seats than delegates), nobody, twice (a name stands in two places), not_a_member, past, far,
    waits_already (is elected there, or an alternate); Objected where the statutes speak against somebody.
    """
    seats = [seat for seat in held_seats(upper, lower) if seat.abolished is None]
    if vote is not None and (made := list(Delegacy.objects.filter(elected_by=vote, seat__in=seats))):
        return made
    first = begins or today()
    must_be_near(first)
    last = first + timedelta(days=access.statutes(upper).term_days - 1)
    _must_be_electable(lower, upper, [*delegates, *alternates], first, accepted)
    made = [
        Delegacy.objects.create(
            seat=seat,
            membership=member,
            name=member.name,
            rank=rank,
            begins=first,
            ends=last,
            elected=today(),
            accepted=today() if accepted else None,
            elected_by=vote,
            elected_how=how,
        )
        for member, seat, rank in _placed(seats, delegates, alternates, first, last)
    ]
    Nomination.objects.filter(upper=upper, membership__in=[*delegates, *alternates]).delete()
    return made


def _placed(
    seats: Sequence[Seat],
    delegates: Sequence[Membership],
    alternates: Sequence[Membership],
    first: date,
    last: date,
) -> list[tuple[Membership, Seat, int]]:
    """Who sits where, and who waits behind at which rank. Raises Refused("no_seats")."""
    free = [seat for seat in seats if _is_free(seat, first, last)]
    if len(free) < len(delegates) or not seats:
        raise Refused("no_seats")
    behind, shared = _last_rank(seats, first), (free or seats)[0]
    waiting = [(one, shared, behind + rank) for rank, one in enumerate(alternates, 1)]
    return [(one, seat, 0) for one, seat in zip(delegates, free, strict=False)] + waiting


def must_be_near(first: date) -> None:
    """A term begins today or within a few years. Raises Refused: past, far."""
    if first < today():
        raise Refused("past")
    if first > today() + FARTHEST:
        raise Refused("far")


def _must_be_electable(
    lower: Body, upper: Body, people: Sequence[Membership], first: date, accepted: bool
) -> None:
    if not people:
        raise Refused("nobody")
    if len({member.pk for member in people}) != len(people):
        raise Refused("twice")
    for member in people:
        if member.body_id != lower.pk or member.standing != Standing.MEMBER:
            raise Refused("not_a_member")
        found = access.objections(member, upper, first)
        found = [one for one in found if accepted or not one.mendable]
        if found:
            raise Objected(member.name, found)
        if _waits_already(member, upper, first):
            raise Refused("waits_already")


def _is_free(seat: Seat, first: date, last: date) -> bool:
    """Nobody has it, or is to have it, on any day of the term."""
    return not Delegacy.objects.filter(
        seat=seat, rank=0, ended=None, begins__lte=last, ends__gte=first
    ).exists()


def _waits_already(member: Membership, upper: Body, first: date) -> bool:
    """As a delegate who has not accepted yet, or as an alternate."""
    return Delegacy.objects.filter(
        membership=member, seat__upper=upper, seat__abolished=None, ended=None, ends__gte=first
    ).exists()


def _last_rank(seats: Sequence[Seat], first: date) -> int:
    """Alternates of an earlier vote whose terms go on stand in front."""
    waiting = Delegacy.objects.filter(seat__in=seats, rank__gt=0, ended=None, ends__gte=first)
    return max(waiting.values_list("rank", flat=True), default=0)
