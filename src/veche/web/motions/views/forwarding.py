"""Handing a motion on to another body, and taking what others hand on."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.accounts.limits import allow
from veche.web.bodies import access as bodies
from veche.web.bodies import actions as in_bodies
from veche.web.bodies.codes import Mistyped
from veche.web.bodies.models import Office, ShownCode
from veche.web.house.language import voice_of

from .. import actions
from ..access import forwarding as access
from ..forms import ForwardForm
from .doing import form_page, page, posted, prepared_by, preparing
from .writing import back_to

PER_HOUR = 60
"""Tries of short codes by one account."""


@page
def forward(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """To a body above or below, or to the one whose steward holds out a code."""
    found = prepared_by(request, motion_id)
    near = [(str(one.pk), one.name) for one in access.targets(found.place)]
    form = ForwardForm(posted(request), voice=voice_of(request), bodies=near)
    if form.is_valid():
        try:
            if body := form.cleaned_data.get("body"):
                actions.forward(found.place, motion_id, UUID(body))
            else:
                allow("shown code", found.place.body.id.bytes, PER_HOUR)
                actions.forward_by_code(found.place, motion_id, form.cleaned_data["code"])
            return redirect("motion", motion_id)
        except Mistyped:
            form.refuse("code", "bodies:code.mistyped")
        except Http404:
            form.refuse("code", "bodies:code.gone")
    return form_page(request, "forward", form, back_to(found.motion))


@page
def forwarded(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """What other bodies hand on: taken or turned away by those who prepare the assembly."""
    place = preparing(request, body_id)
    if request.method == "POST":
        which = _uuid(request.POST.get("forwarding", ""))
        if request.POST.get("do") == "take":
            return redirect("motion", actions.take(place, which).pk)
        actions.turn_away(place, which)
        return redirect("forwarded", body_id)
    steward = place.membership is not None and bodies.holds(place.membership, Office.STEWARD)
    places = {"body": place.body, "offered": access.offered_to(place), "steward": steward}
    return render(request, "motions/forwarded.html", places)


@page
def code(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """This body's code, for those who hand a motion on from a body that stands neither above nor below."""
    place = preparing(request, body_id)
    if place.membership is None:
        raise Http404
    bodies.require(place.membership, Office.STEWARD)
    shown = ""
    if request.method == "POST":
        shown = in_bodies.show_code(place.membership, ShownCode.End.FORWARD)
    return render(request, "motions/forward_code.html", {"body": place.body, "code": shown})


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Http404 from None
