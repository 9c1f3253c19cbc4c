"""Who sits where: ours in the bodies above, those of the bodies below here; a seat with its history; saying yes or no to one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from veche.web.accounts.guard import own_account, signed_in
from veche.web.accounts.models import Account
from veche.web.accounts.sessions import account_of
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body, Membership
from veche.web.house.language import Voice, voice_of

from .. import access, actions, sayings
from ..errors import Objected
from ..models import Delegacy


@signed_in
def delegates(request: HttpRequest, body_id: UUID) -> HttpResponse:
    place = access.place(account_of(request), body_id)
    above = _above(place.membership) if place.membership is not None else []
    places = {
        "body": place.body,
        "me": place.membership,
        "mine": [one for one in access.own_of(account_of(request)) if _is_of(one, place.body)],
        "above": above,
        "below": access.sittings(place.body),
        "recalled": access.ended_recalls_in(place.body)[:20],
        "gaps": any(one.holder is None for _, sittings, _, _ in above for one in sittings),
    }
    return render(request, "delegates/delegates.html", places)


def _is_of(one: Delegacy, body: Body) -> bool:
    return body.pk in (one.seat.upper_id, one.seat.lower_id)


def _above(me: Membership) -> list[tuple[Body, list[access.Sitting], list[Delegacy], int]]:
    """For each body above: our seats there, our alternates, and how many stand for a seat."""
    return [
        (
            upper,
            access.sittings(upper, me.body),
            access.alternates_of(me.body, upper),
            len(access.nominations(me.body, upper)),
        )
        for upper in access.bodies_above(me.body)
    ]


@signed_in
def seat(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    found, me = access.seat(account_of(request), seat_id)
    return render(request, "delegates/seat.html", _about(request, found.pk, me))


def _about(request: HttpRequest, seat_id: UUID, me: Membership | None) -> dict[str, Any]:
    found, _ = access.seat(account_of(request), seat_id)
    voice = voice_of(request)
    return {
        "seat": found,
        "me": me,
        "holder": access.delegate_of(found),
        "called": access.called_to(found),
        "alternates": access.alternates_of(found.lower, found.upper),
        "history": [(one, _became(one, voice)) for one in access.history_of(found)],
        "back": found.lower if me is not None else found.upper,
    }


def _became(one: Delegacy, voice: Voice) -> str:
    """How it ended, or where it stands."""
    if one.why:
        return voice(f"delegates:why.{one.why}", day=one.ended or one.ends)
    if one.accepted is None:
        return voice("delegates:seat.asked")
    begins = one.moved_up or one.begins
    return voice("delegates:seat.to_come" if begins > bodies.today() else "delegates:seat.sits", day=one.ends)


@require_POST
@signed_in
def answer(request: HttpRequest, delegacy_id: UUID) -> HttpResponse:
    """Accept a seat, or lay it down; the second is asked once more."""
    account = own_account(request)
    mine = access.own(account, delegacy_id)
    if request.POST.get("do") == "accept":
        return _accept(request, account, mine)
    if "sure" not in request.POST:
        return render(request, "delegates/lay_down.html", {"mine": mine, "body": mine.seat.lower})
    actions.resign(account, delegacy_id)
    return redirect("delegates", mine.seat.lower_id)


def _accept(request: HttpRequest, account: Account, mine: Delegacy) -> HttpResponse:
    try:
        actions.accept(account, mine.pk)
    except Objected as no:
        said = sayings.objected(no.objections, voice_of(request))
        places = {"mine": mine, "body": mine.seat.lower, "objections": said}
        return render(request, "delegates/objected.html", places, status=409)
    return redirect("delegates", mine.seat.lower_id)
