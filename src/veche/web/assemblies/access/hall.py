"""Who stands before an assembly, and what everybody in it may see.

viewer          the asker themselves: by their account's place in the body, or by the cookie of a phone that the door let in. Http404 for all others
officers_of     who leads it: known to everybody in it
attendance, quorum
                numbers
agenda          everything; who may not see an internal point does not see the agenda at all
pulses          numbers that grow
assemblies_of   those of a body in which the asker has a place
happenings      what was written down
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest

from veche.web.accounts.models import Account
from veche.web.accounts.sessions import account_of
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body, Office
from veche.web.delegates import access as delegates
from veche.web.delegates.access import Place
from veche.web.delegates.models import Delegacy
from veche.web.house.sealed import found_by

from ..cookie import token_of
from ..models import Assembly, Duty, Happening, Officer, Presence, Stage
from ..once import once_of
from .agenda import Point, agenda, in_order, point
from .orders import orders_of
from .presence import Attendance, Quorum, attendance, quorum, roll_now, roll_of
from .pulses import pulses

__all__ = [
    "Attendance",
    "Point",
    "Quorum",
    "Viewer",
    "agenda",
    "alternates",
    "assemblies_of",
    "assembly",
    "attendance",
    "congresses_of",
    "happenings",
    "in_order",
    "officers_of",
    "orders_of",
    "point",
    "pulses",
    "quorum",
    "roll_now",
    "roll_of",
    "viewer",
]


@dataclass(frozen=True)
class Viewer:
    """Whoever looks at an assembly. One of presence, place and alternates is there at least."""

    assembly: Assembly
    presence: Presence | None = None
    """Their own, here or gone out; a screen's has `screen`. Of several seats the first."""
    seats: tuple[Presence, ...] = ()
    """In a congress: every seat in which they sit now. A delegate of two bodies has two, and two votes."""
    place: Place | None = None
    alternates: tuple[Delegacy, ...] = ()
    """Of a congress: as which they may stand in for absent delegates of the same body."""
    officers: tuple[Officer, ...] = ()
    """Their own duties, as they are written down."""
    calls: bool = False
    """Whether they hold an office of the body that calls assemblies."""

    @property
    def duties(self) -> frozenset[str]:
        return frozenset(officer.duty for officer in self.officers)

    @property
    def leads(self) -> bool:
        """The chair; as long as nobody is, or the chair has left the body, whoever calls assemblies."""
        if Duty.CHAIR in self.duties:
            return True
        return self.calls and not any(
            one.duty == Duty.CHAIR and one.membership_id is not None for one in officers_of(self.assembly)
        )

    @property
    def prepares(self) -> bool:
        """Whoever leads it, and the secretary; before the opening whoever calls assemblies, too."""
        before = self.assembly.stage in (Stage.DRAFT, Stage.CALLED)
        return bool(self.duties & {Duty.CHAIR, Duty.SECRETARY}) or (self.calls and before) or self.leads

    @property
    def here(self) -> bool:
        """Counted as present, now."""
        return self.presence is not None and self.presence.here and not self.presence.screen

    @property
    def screen(self) -> bool:
        return self.presence is not None and self.presence.screen

    def officer(self, *duties: str) -> Officer | None:
        """As whom they act, in one of these duties."""
        return next((one for one in self.officers if one.duty in duties), None)

    @property
    def name(self) -> str:
        """Of somebody with an account; a phone that the door let in has none."""
        if self.officers:
            return str(self.officers[0].name)
        if self.presence is not None and self.presence.sits:
            return self.presence.sits
        return self.place.name if self.place is not None else ""


def viewer(request: HttpRequest, assembly_id: UUID) -> Viewer:
    """Raises Http404 for whoever has no place in the body and no phone that the door let in, as if the assembly did not exist."""
    found, account = assembly(assembly_id), account_of(request)
    place = _place(account, found)
    stand_in = tuple(alternates(account, found))
    by_cookie = _by_cookie(request, found)
    own = [by_cookie] if by_cookie is not None else _by_account(found, place, stand_in)
    presence = own[0] if own else None
    seats = tuple(one for one in own if one.delegacy_id is not None and one.here)
    if presence is None and place is None and not stand_in:
        raise Http404
    calls = _calls(place) if place else False
    return Viewer(found, presence, seats, place, stand_in, tuple(_officers(found, place)), calls)


def assembly(assembly_id: UUID) -> Assembly:
    """The assembly itself; ask `viewer` first who asks. Raises Http404."""
    found = Assembly.objects.select_related("body", "item").filter(pk=assembly_id).first()
    if found is None:
        raise Http404
    return found


def _place(account: Account | None, found: Assembly) -> Place | None:
    try:
        return delegates.place(account, found.body_id)
    except Http404:
        return None


def alternates(account: Account | None, found: Assembly) -> list[Delegacy]:
    """Of a congress: the asker's own places as an alternate that hold today."""
    if account is None or not found.of_delegates:
        return []
    today = bodies.today()
    own = Delegacy.objects.filter(
        membership__account=account,
        rank__gt=0,
        begins__lte=today,
        ends__gte=today,
        accepted__lte=today,
        ended=None,
        seat__abolished=None,
        seat__upper=found.body_id,
    )
    return list(own.select_related("seat__lower", "membership").order_by("rank", "pk"))


def _by_cookie(request: HttpRequest, found: Assembly) -> Presence | None:
    token = token_of(request, found.pk)
    if not token:
        return None
    own = Presence.objects.filter(found_by=found_by("presence", token), assembly=found)
    return own.select_related("delegacy__seat").first()


def _by_account(found: Assembly, place: Place | None, stand_in: Iterable[Delegacy]) -> list[Presence]:
    """At a distance a member, in a congress a delegate or an alternate: whoever is here before whoever went out; seats by body and number."""
    own = (
        Presence.objects.filter(assembly=found)
        .select_related("delegacy__seat__lower", "stands_in")
        .order_by("-here", "delegacy__seat__lower", "delegacy__seat__number", "pk")
    )
    if found.of_delegates:
        held = place.delegacies if place else ()
        sits = Q(delegacy__in=held, stands_in=None) | Q(stands_in__in=list(stand_in))
        return list(own.filter(sits))
    if place is None or place.membership is None:
        return []
    return list(own.filter(once=once_of(found, place.membership)))


def _officers(found: Assembly, place: Place | None) -> list[Officer]:
    if place is None:
        return []
    own = [place.membership, *(delegacy.membership for delegacy in place.delegacies)]
    return list(
        Officer.objects.filter(assembly=found, membership__in=[one for one in own if one is not None])
    )


def _calls(place: Place) -> bool:
    return place.membership is not None and bodies.holds(place.membership, Office.STEWARD, Office.SECRETARY)


def officers_of(found: Assembly) -> list[Officer]:
    """By duty, then by name."""
    order = list(Duty)
    everyone = Officer.objects.filter(assembly=found)
    return sorted(everyone, key=lambda one: (order.index(Duty(one.duty)), one.name.casefold(), str(one.pk)))


def assemblies_of(place: Place) -> list[Assembly]:
    """Of the body, the next ones first, then those that are over, the last first."""
    return list(Assembly.objects.filter(body=place.body).order_by("-begins", "pk"))


def congresses_of(body: Body) -> list[Assembly]:
    """Of its delegates: those that are called or go on, the next one first."""
    coming = (Stage.CALLED, Stage.OPEN, Stage.PAUSED)
    found = Assembly.objects.filter(body=body, of_delegates=True, stage__in=coming)
    return list(found.order_by("begins", "pk"))


def happenings(found: Assembly) -> list[Happening]:
    """The first first."""
    own = Happening.objects.filter(assembly=found).select_related("item", "poll")
    return list(own.order_by("number"))
