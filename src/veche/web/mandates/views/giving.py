"""A body's decision becomes a mandate, in two steps; and it is withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.election.errors import VerificationError
from veche.web.accounts.guard import signed_in
from veche.web.accounts.sessions import account_of
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.bodies.views.written import count_deed
from veche.web.house.language import Voice, voice_of

from .. import access, actions
from ..access import Sight
from ..errors import Refused
from ..forms import AskForm, GiveForm

ASKED = ("about", "way", "decided")


def _writer(request: HttpRequest, body_id: UUID) -> Sight:
    sight = access.sender(account_of(request), body_id)
    if not sight.writes:
        raise PermissionDenied
    return sight


@signed_in
def give(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """First what, then the rest: the second form has only what belongs to it."""
    sight, voice = _writer(request, body_id), voice_of(request)
    assert sight.membership is not None  # noqa: S101 - only members write
    about, decided = access.about(sight.body), access.decisions(sight.membership)
    first = AskForm(
        request.POST or None,
        voice=voice,
        about=about,
        decided=decided,
        initial={"about": request.GET.get("about", "")[:80]},
    )
    if not first.is_valid():
        places = {"form": first, "body": sight.body, "seats": access.seats_bound(sight.body)}
        return render(request, "mandates/ask.html", places)
    asked = {name: str(first.cleaned_data[name]) for name in ASKED}
    second = GiveForm(
        request.POST if "once" in request.POST else None,
        voice=voice,
        asked=asked,
        seats=_seats(sight, asked["about"], voice),
    )
    if second.is_bound and second.is_valid():
        done = _give(request, sight, second)
        if done is not None:
            return done
    chosen = {name: dict(_flat(first, name))[asked[name]] for name in ASKED}
    places = {"form": second, "asked": asked, "chosen": chosen, "body": sight.body, "once": new_once()}
    return render(request, "mandates/give.html", places)


def _seats(sight: Sight, about: str, voice: Voice) -> list[tuple[str, str]]:
    """Those in the body that the mandate is about, if it has several there."""
    upper = access.upper_of(sight.body, about)
    return [
        (str(seat.pk), voice("mandates:give.one_seat", number=seat.number))
        for seat in access.seats_bound(sight.body)
        if seat.upper_id == upper
    ]


def _flat(form: AskForm, name: str) -> list[tuple[str, str]]:
    """The choices of a field without their groups."""
    found: list[tuple[str, str]] = []
    for value, text in form.fields[name].choices:  # type: ignore[attr-defined]
        found += (
            [(str(one), str(said)) for one, said in text]
            if isinstance(text, list)
            else [(str(value), str(text))]
        )
    return found


def _give(request: HttpRequest, sight: Sight, form: GiveForm) -> HttpResponse | None:
    assert sight.membership is not None  # noqa: S101 - only members write
    try:
        mandate_id = UUID(bytes=read_once(request.POST.get("once", "")), version=4)
        count_deed(sight.membership)
        made = actions.give(sight.membership, mandate_id, form.wanted())
        return redirect("mandate", made.pk)
    except Stale:
        form.refuse(None, "mandates:refused.stale")
    except Refused as no:
        form.refuse(no.field if no.field in form.fields else None, f"mandates:refused.{no.code}")
    except VerificationError:
        form.refuse(None, "mandates:refused.not_verified")
    return None


@signed_in
def withdraw(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Asked once more before it is done."""
    one, sight = access.mandate(account_of(request), mandate_id)
    if sight is None:
        raise Http404
    if sight.membership is None or not sight.writes:
        raise PermissionDenied
    places: dict[str, Any] = {"mandate": one, "body": sight.body}
    if request.method == "POST":
        count_deed(sight.membership)
        try:
            actions.withdraw(sight.membership, mandate_id)
            return redirect("mandate", mandate_id)
        except Refused as no:
            places["refused"] = f"mandates:refused.{no.code}"
    return render(request, "mandates/withdraw.html", places)
