"""A federation in one place: seats and sizes as a tree and as a table; sharing the seats, with every number opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.assembly.seats import CannotShare, NeedsLot
from veche.web.accounts.guard import signed_in
from veche.web.accounts.limits import allow
from veche.web.accounts.sessions import account_of
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Membership, Office
from veche.web.house.language import Voice, voice_of

from .. import access, actions, sayings, sharings
from ..errors import Refused
from ..forms import SizesForm

PER_HOUR = 30


@signed_in
def seats(request: HttpRequest, body_id: UUID) -> HttpResponse:
    place = access.place(account_of(request), body_id)
    top, cut = access.tree(place.body)
    me = place.membership
    places = {
        "body": place.body,
        "top": top,
        "rows": list(_rows(top)),
        "cut": cut,
        "sharings": access.sharings_of(place.body),
        "clauses": list(sayings.seat_clauses(access.statutes(place.body), voice_of(request))),
        "steward": me is not None and bodies.holds(me, Office.STEWARD),
    }
    return render(request, "delegates/seats.html", places)


def _rows(
    node: access.Node, upper: access.Node | None = None
) -> Iterator[tuple[access.Node, access.Node | None]]:
    """Each body of the tree once for each way up, with the body above it."""
    yield node, upper
    for lower in node.below:
        yield from _rows(lower, node)


@signed_in
def share(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """First the numbers, then what comes of them, then it is done."""
    me = bodies.membership(account_of(request), body_id)
    bodies.require(me, Office.STEWARD)
    below, voice = access.below(me.body), voice_of(request)
    known = [(one.id, one.name, one.size.members) for one in below]
    form = SizesForm(request.POST or None, bodies=known, voice=voice)
    places: dict[str, Any] = {
        "body": me.body,
        "form": form,
        "below": below,
        "clauses": list(sayings.seat_clauses(access.statutes(me.body), voice)),
    }
    if form.is_valid():
        try:
            if request.POST.get("do") == "share":
                allow("share seats", me.id.bytes, PER_HOUR)
                made = actions.share_seats(me, form.members)
                return redirect("sharing", body_id, made.number)
            places["looked"] = _look(me, below, form.members, voice)
        except CannotShare as no:
            form.refuse(None, f"delegates:cannot.{no.code}")
        except Refused as refused:
            form.refuse(None, f"delegates:refused.{refused.code}")
    return render(request, "delegates/share.html", places, status=422 if form.errors else 200)


def _look(
    me: Membership, below: list[sharings.Below], members: dict[str, int], voice: Voice
) -> dict[str, Any]:
    """What would come of these numbers. Where only a lot decides, it says between whom: it is drawn when seats are shared, once a day."""
    names = {one.id: one.name for one in below}
    try:
        shared = sharings.computed(below, members, sharings.plan_of(access.statutes(me.body)), None)
    except NeedsLot as tie:
        return {"tied": ", ".join(names[one] for one in tie.ids)}
    return {"record": sharings.record(shared, below), "seats": shared.seats}


@signed_in
def sharing(request: HttpRequest, body_id: UUID, number: int) -> HttpResponse:
    """One sharing, opened."""
    place = access.place(account_of(request), body_id)
    found = next((one for one in access.sharings_of(place.body) if one.number == number), None)
    if found is None:
        raise Http404
    plan, voice = found.record["plan"], voice_of(request)
    root = "√" if plan["method"] == "square_root" else ""
    sizes = {one["name"]: one["members"] for one in found.record["bodies"]}
    places = {
        "body": place.body,
        "sharing": found,
        "plan": plan,
        "said": voice(f"delegates:says.{plan['method']}", plan["seats"]),
        "total": sum(one["seats"] for one in found.record["bodies"]),
        "awards": [
            (place_in_row, name, f"{root}{sizes[name]} ÷ {divisor}")
            for place_in_row, (name, divisor) in enumerate(found.record["awards"], 1)
        ],
        "ties": [
            voice(f"delegates:tie.{one['by']}", one["seats"], names=", ".join(one["order"]))
            for one in found.record["ties"]
        ],
    }
    return render(request, "delegates/sharing.html", places)
