"""Who sits in a congress: delegates and those who stand in for them are public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from veche.web.delegates import access as delegates
from veche.web.delegates.models import Delegacy

from ..models import Assembly, Presence


@dataclass(frozen=True)
class Seated:
    """A seat's delegate, and who sits there now: the delegate, an alternate, or nobody."""

    delegacy: Delegacy
    presence: Presence | None

    @property
    def stands_in(self) -> Delegacy | None:
        """The alternate who sits there."""
        return None if self.presence is None else self.presence.stands_in


def seated(assembly: Assembly) -> list[Seated]:
    """Every seat that a delegate holds today, by body and number."""
    here = Presence.objects.filter(assembly=assembly, here=True).exclude(delegacy=None)
    by_seat = {
        one.delegacy.seat_id: one for one in here.select_related("delegacy", "stands_in") if one.delegacy
    }
    return [Seated(one, by_seat.get(one.seat_id)) for one in delegates.holders(assembly.body)]


def to_stand_in_for(assembly: Assembly, alternates: Iterable[Delegacy]) -> list[Delegacy]:
    """Delegates who are absent, of the bodies whose alternates these are."""
    bodies = {one.seat.lower_id for one in alternates}
    return [
        one.delegacy
        for one in seated(assembly)
        if one.presence is None and one.delegacy.seat.lower_id in bodies
    ]
