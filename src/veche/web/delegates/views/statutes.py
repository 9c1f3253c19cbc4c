"""The statutes: what they mean in words, every change, and the form of stewards."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.accounts.guard import signed_in
from veche.web.accounts.limits import allow
from veche.web.accounts.sessions import account_of
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Office
from veche.web.house.language import voice_of

from .. import access, actions, sayings
from ..actions.statutes import FIELDS, NOTICE_DAYS
from ..forms import StatutesForm

PER_HOUR = 30
"""Changes by one member: nobody needs more, and a script would bury what was changed before."""


@signed_in
def statutes(request: HttpRequest, body_id: UUID) -> HttpResponse:
    place = access.place(account_of(request), body_id)
    said, voice = access.statutes(place.body), voice_of(request)
    me = place.membership
    places = {
        "body": place.body,
        "sit": list(sayings.clauses(said, voice)),
        "sent": list(sayings.sent_clauses(said, voice)),
        "coming": sayings.coming(said, voice),
        "coming_from": said.coming_from,
        "changes": [
            (one.number, one.day, *sayings.changed(one, voice)) for one in access.changes_of(place.body)
        ],
        "steward": me is not None and bodies.holds(me, Office.STEWARD),
    }
    return render(request, "delegates/statutes.html", places)


@signed_in
def change(request: HttpRequest, body_id: UUID) -> HttpResponse:
    me = bodies.membership(account_of(request), body_id)
    bodies.require(me, Office.STEWARD)
    said = access.statutes(me.body)
    now = {name: getattr(said, name) for name in FIELDS}
    now |= {"counts": said.counts or access.usual(me.body), **said.coming}
    form = StatutesForm(request.POST or None, initial=now, voice=voice_of(request))
    if form.is_valid():
        allow("statutes", me.id.bytes, PER_HOUR)
        actions.change_statutes(me, **form.cleaned_data)
        return redirect("statutes", body_id)
    places = {"form": form, "body": me.body, "notice_days": NOTICE_DAYS}
    return render(request, "delegates/change_statutes.html", places, status=422 if form.errors else 200)
