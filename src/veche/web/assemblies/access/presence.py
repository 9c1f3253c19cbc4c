"""How many are there, and whether they are enough. Nobody is named: see `delegates` for a congress."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from veche.rules import find
from veche.rules.quorum import attendance as quorum_of
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Membership
from veche.web.delegates.models import Seat
from veche.words.sentence import Sentence

from ..models import Assembly, Presence, Token, Where
from ..once import once_of
from .orders import orders_of


@dataclass(frozen=True)
class Attendance:
    """`hall` and `distance` are there now; together they are `here`. `roll`: members, or seats."""

    hall: int
    distance: int
    roll: int

    @property
    def here(self) -> int:
        return self.hall + self.distance


@dataclass(frozen=True)
class Quorum:
    """`needed`: the smallest number present that is enough, None where no quorum is asked for or none could be. `reached` None: none is asked for.

    `sentence` says it in the words of `veche.rules`; None where none is asked for.
    """

    present: int
    roll: int
    needed: int | None
    reached: bool | None
    sentence: Sentence | None

    @property
    def missing(self) -> int:
        """How many more must come."""
        return 0 if self.needed is None else max(0, self.needed - self.present)


def attendance(assembly: Assembly) -> Attendance:
    here = Presence.objects.filter(assembly=assembly, here=True, screen=False)
    numbers = dict(here.values_list("where").annotate(number=Count("pk")))
    return Attendance(numbers.get(Where.HALL, 0), numbers.get(Where.DISTANCE, 0), roll_of(assembly))


def also_at_a_distance(assembly: Assembly, member: Membership) -> bool:
    """Whether this very member, who asks, is counted there."""
    return Presence.objects.filter(once=once_of(assembly, member), here=True).exists()


def counted_by_hand(assembly: Assembly) -> int:
    """People without a phone who are there, as the door counted them."""
    return Presence.objects.filter(
        assembly=assembly, here=True, screen=False, found_by=None, once=None, delegacy=None
    ).count()


def slips(assembly: Assembly) -> tuple[int, int]:
    """How many were made for the door, and how many of them were used."""
    made = Token.objects.filter(assembly=assembly, screen=False)
    return made.count(), made.filter(used=True).count()


def roll_of(assembly: Assembly) -> int:
    """Of how many a quorum is a share: as it was at the opening; before it, as it is now."""
    if assembly.roll_size is not None:
        return assembly.roll_size
    return roll_now(assembly)


def roll_now(assembly: Assembly) -> int:
    """Members of the body; of a congress, its seats, filled or not."""
    if assembly.of_delegates:
        return Seat.objects.filter(upper=assembly.body_id, abolished=None).count()
    return bodies.size(assembly.body)


def quorum(assembly: Assembly) -> Quorum:
    """By the rule that the standing orders name."""
    there, rule = attendance(assembly), orders_of(assembly).quorum_rule
    if not rule:
        return Quorum(there.here, there.roll, None, None, None)
    found = quorum_of(find(rule), there.here, there.roll)
    return Quorum(there.here, there.roll, found.needed, found.reached, found.reasons[0])
