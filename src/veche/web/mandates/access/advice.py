"""What binds one seat in one vote, with the cards of the body's other seats so far."""

from __future__ import annotations

from dataclasses import dataclass

from veche.assembly import mandate as library
from veche.assembly.mandate import Advice, Judgement, Question, advise, hinders
from veche.web.assemblies.models import OpenBallot, Poll
from veche.web.delegates import access as delegates
from veche.web.delegates.models import Delegacy

from ..models import Mandate
from ..reading import of_row
from ..weighing import weight
from .mandates import applying, bound_by, topics_for
from .questions import question


@dataclass(frozen=True)
class Bound:
    """`topics`: mandates on topics of the same body, which nobody but the delegate can match with the vote."""

    mandate: Mandate | None
    question: Question
    weights: tuple[int, ...]
    place: int
    others: tuple[tuple[int, ...], ...]
    topics: tuple[Mandate, ...]

    def advice(self) -> Advice:
        return advise(self._read(), self.question, self.weights, self.place)

    def against(self, choice: tuple[int, ...]) -> Judgement | None:
        """Why this choice would break the mandate, if it would."""
        return hinders(self._read(), self.question, choice, self.weights, self.place, self.others)

    def _read(self) -> library.Mandate | None:
        return None if self.mandate is None else of_row(self.mandate)


def bound(poll: Poll, delegacy: Delegacy) -> Bound:
    """The delegate may be an alternate who sits there now: a mandate binds the seat."""
    lower = delegacy.seat.lower
    found, topics = applying(poll, lower), topics_for(poll, lower).get(lower.pk, [])
    mandate = bound_by(delegacy.seat, found)
    seats = [
        one
        for one in delegates.seats_of(lower, poll.assembly.body)
        if one.pk == delegacy.seat_id or bound_by(one, found) == mandate
    ]
    others = [one.pk for one in seats if one.pk != delegacy.seat_id]
    cast = OpenBallot.objects.filter(poll=poll, presence__delegacy__seat__in=others)
    return Bound(
        mandate,
        question(mandate, poll),
        tuple(weight(one, poll) for one in seats),
        [one.pk for one in seats].index(delegacy.seat_id),
        tuple(tuple(one.choice) for one in cast),
        tuple(one for one in topics if one.seat_id in (None, delegacy.seat_id)),
    )
