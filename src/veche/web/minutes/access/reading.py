"""Minutes, their editions, and who reads them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.assemblies.models import Assembly, Duty, Item, Officer, Poll
from veche.web.assemblies.models import Stage as Meeting
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Office
from veche.web.delegates import access as delegates
from veche.web.delegates.access import Place

from ..entries import Entry, put_together
from ..models import Edition, Minutes, Remark


@dataclass(frozen=True)
class Seen:
    """An assembly that is over, its minutes (none: not drafted yet), and who asks. `writes`: the assembly's secretary, or the body's."""

    assembly: Assembly
    minutes: Minutes | None
    place: Place
    writes: bool

    @property
    def steward(self) -> bool:
        """May publish them."""
        mine = self.place.membership
        return mine is not None and bodies.holds(mine, Office.STEWARD, Office.SECRETARY)


def seen(account: Account | None, assembly_id: UUID) -> Seen:
    """For members of the body and delegates to it. Raises Http404, for an assembly that is not over too."""
    found = Assembly.objects.filter(pk=assembly_id, stage=Meeting.CLOSED).select_related("body").first()
    if found is None:
        raise Http404
    place = delegates.place(account, found.body_id)
    minutes = (
        Minutes.objects.filter(pk=assembly_id)
        .select_related("assembly__body", "approved_by__assembly")
        .first()
    )
    return Seen(found, minutes, place, _writes(found, place))


def _writes(assembly: Assembly, place: Place) -> bool:
    """Where the assembly had no secretary, its chair may."""
    own = [place.membership, *(one.membership for one in place.delegacies)]
    mine = [one for one in own if one is not None]
    if place.membership is not None and bodies.holds(place.membership, Office.SECRETARY):
        return True
    officers = Officer.objects.filter(assembly=assembly)
    duty = Duty.SECRETARY if officers.filter(duty=Duty.SECRETARY).exists() else Duty.CHAIR
    return officers.filter(duty=duty, membership__in=mine).exists()


def published(assembly_id: UUID) -> Minutes:
    """For whoever has the address, once it is published. Raises Http404."""
    found = Minutes.objects.filter(pk=assembly_id).exclude(published=None)
    one = found.select_related("assembly__body", "approved_by__assembly").first()
    if one is None:
        raise Http404
    return one


def minutes_of(place: Place) -> list[Assembly]:
    """Assemblies of the body that are over, the last first."""
    return list(Assembly.objects.filter(body=place.body, stage=Meeting.CLOSED).order_by("-begins", "pk"))


def editions(minutes: Minutes) -> list[Edition]:
    """The first first."""
    return list(Edition.objects.filter(minutes=minutes).order_by("number"))


def entries_of(edition: Edition) -> list[Entry]:
    return [Entry.of_json(one) for one in edition.entries]


def whole(minutes: Minutes) -> list[Entry]:
    """As they stand."""
    return put_together(entries_of(one) for one in editions(minutes))


@dataclass(frozen=True)
class Change:
    """What an edition changed in one entry. `before` is None for what was added."""

    edition: Edition
    before: Entry | None
    after: Entry


def changes(minutes: Minutes) -> list[Change]:
    """Every correction, the last first."""
    known: dict[str, Entry] = {}
    found: list[Change] = []
    for edition in editions(minutes):
        for entry in entries_of(edition):
            if edition.number > 1:
                found.append(Change(edition, known.get(entry.id), entry))
            known[entry.id] = entry
    return found[::-1]


def remarks(minutes: Minutes) -> list[Remark]:
    """In the order of days; of one day in no order."""
    return list(Remark.objects.filter(minutes=minutes).order_by("day", "pk"))


def coming(assembly: Assembly) -> list[Item]:
    """Points of later assemblies of the body that are called or going on."""
    stages = (Meeting.CALLED, Meeting.OPEN, Meeting.PAUSED)
    found = Item.objects.filter(assembly__body=assembly.body_id, assembly__stage__in=stages, done=False)
    return list(found.select_related("assembly").order_by("assembly__begins", "place", "pk"))


def to_settle(poll: Poll) -> Minutes | None:
    """The minutes that a vote on minutes is about: those proposed for its point, else the only ones that are proposed."""
    found = Minutes.objects.filter(assembly__body=poll.assembly.body_id, stage=Minutes.Stage.PROPOSED)
    found = found.exclude(assembly=poll.assembly_id)
    for_point = list(found.filter(item=poll.item_id)) if poll.item_id is not None else []
    candidates = for_point or list(found.filter(item=None)) or list(found)
    return candidates[0] if len(candidates) == 1 else None
