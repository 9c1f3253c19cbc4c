"""The sharing itself.

1. Each body has `least` seats at once.
2. equal and threshold give each body its number, within `least` and `most`, whatever the others have.
3. Otherwise the members of each body are divided by the next divisor after the seats that it has; the highest quotient has the next seat. A body
   with `most` seats, or without members, gets no further one.
4. Where quotients are equal and there are not seats for all of them, larger bodies come first. Between bodies of one size the lot decides, as
   `veche.counting.lot` draws it (stage 1, by the bodies' ids).

Roots are compared by their squares: √m/d is higher than √n/e exactly if m/d² is higher than n/e².
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

from veche.counting import Lot

from .errors import CannotShare, NeedsLot
from .record import MOST_BODIES, MOST_MEMBERS, MOST_SEATS, Award, Group, Plan, Shared, Sharing, Tie
from .weights import evenly

DIVISORS: Mapping[str, Callable[[int], int]] = {
    "dhondt": lambda had: had + 1,
    "sainte_lague": lambda had: 2 * had + 1,
    "square_root": lambda had: had + 1,
}
"""The divisor of a body that has so many seats already."""
METHODS = ("equal", "threshold", *DIVISORS)


def share(groups: Sequence[Group], plan: Plan, lot: Lot | None = None) -> Sharing:
    """Share seats among these bodies, which keep their order. Raises CannotShare, NeedsLot."""
    _must_be_sound(groups, plan)
    if plan.method not in DIVISORS:
        had = {one.id: _by_itself(one, plan) for one in groups}
        return Sharing(plan, _shared(groups, had))
    quotients = _Quotients(groups, plan, lot)
    quotients.run()
    return Sharing(plan, _shared(groups, quotients.had), tuple(quotients.awards), tuple(quotients.ties))


def _must_be_sound(groups: Sequence[Group], plan: Plan) -> None:
    if plan.method not in METHODS or len({one.id for one in groups}) != len(groups):
        raise ValueError("not a method, or a body twice")
    if not all(0 <= one.members <= MOST_MEMBERS for one in groups) or min(plan.least, plan.most) < 0:
        raise ValueError("a number out of bounds")
    if not 0 < len(groups) <= MOST_BODIES:
        raise CannotShare("no_bodies")
    if plan.seats < 1:
        raise CannotShare("no_seats")
    if plan.most and plan.least > plan.most:
        raise CannotShare("least_above_most")
    if plan.method in DIVISORS and plan.least * len(groups) > plan.seats:
        raise CannotShare("too_few")
    if plan.method in DIVISORS and plan.most and plan.most * len(groups) < plan.seats:
        raise CannotShare("too_many")
    if _upper_bound(groups, plan) > MOST_SEATS:
        raise CannotShare("out_of_bounds")


def _upper_bound(groups: Sequence[Group], plan: Plan) -> int:
    return plan.seats if plan.method in DIVISORS else sum(_by_itself(one, plan) for one in groups)


def _by_itself(group: Group, plan: Plan) -> int:
    """2."""
    wanted = plan.seats if plan.method == "equal" else -(-group.members // plan.seats)
    wanted = max(wanted, plan.least)
    return min(wanted, plan.most) if plan.most else wanted


def _shared(groups: Sequence[Group], had: Mapping[str, int]) -> tuple[Shared, ...]:
    return tuple(Shared(one, had[one.id], evenly(one.members, had[one.id])) for one in groups)


class _Quotients:
    """1., 3. and 4. `had`: seats so far, by id."""

    def __init__(self, groups: Sequence[Group], plan: Plan, lot: Lot | None) -> None:
        self.plan, self.lot = plan, lot
        self.members = {one.id: one.members for one in groups}
        self.had = dict.fromkeys(self.members, plan.least)
        self.divisor = DIVISORS[plan.method]
        self.power = 2 if plan.method == "square_root" else 1
        self.awards: list[Award] = []
        self.ties: list[Tie] = []

    def run(self) -> None:
        due = [(-self.quotient(one), one) for one in self.members if self.may_have_more(one)]
        heapify(due)
        left = self.plan.seats - self.plan.least * len(self.members)
        while left:
            if not due:
                raise CannotShare("no_members")
            tied = _best(due)
            chosen = tied if len(tied) <= left else self.settled(tied, left)
            left -= len(chosen)
            for one in chosen:
                self.awards.append(Award(one, self.divisor(self.had[one])))
                self.had[one] += 1
                if self.may_have_more(one):
                    heappush(due, (-self.quotient(one), one))

    def may_have_more(self, one: str) -> bool:
        return self.members[one] > 0 and not (self.plan.most and self.had[one] >= self.plan.most)

    def quotient(self, one: str) -> Fraction:
        return Fraction(self.members[one], self.divisor(self.had[one]) ** self.power)

    def settled(self, tied: Sequence[str], left: int) -> list[str]:
        """4. Those who get the last seats."""
        by_size = sorted(tied, key=lambda one: -self.members[one])
        edge = self.members[by_size[left - 1]]
        equals = [one for one in by_size if self.members[one] == edge]
        first = [one for one in by_size if self.members[one] > edge]
        if len(first) + len(equals) == left:
            self.ties.append(Tie(tuple(sorted(tied)), left, "size", tuple(by_size)))
            return by_size[:left]
        if self.lot is None:
            raise NeedsLot(equals)
        order = (*first, *self.lot.order(1, equals))
        rest = tuple(one for one in by_size if self.members[one] < edge)
        self.ties.append(Tie(tuple(sorted(tied)), left, "lot", (*order, *rest)))
        return list(order[:left])


def _best(due: list[tuple[Fraction, str]]) -> list[str]:
    """Takes all those with the highest quotient off the heap."""
    highest, one = heappop(due)
    found = [one]
    while due and due[0][0] == highest:
        found.append(heappop(due)[1])
    return found
