"""Invitations, shown once; who was invited, shown to whoever invited them."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from veche.web.accounts.guard import signed_in
from veche.web.accounts.limits import allow
from veche.web.accounts.sessions import account_of
from veche.web.house.language import Voice, voice_of
from veche.words import Language

from .. import access, actions
from ..errors import Refused
from ..forms import InviteForm
from ..models import Membership, Office
from ..once import Stale, new_once, read_once

PER_HOUR = 60
"""Forms of one member, each with 50 codes at most."""


@signed_in
def invite(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """The form, and after it the codes: in the answer itself, for they are shown once. The same form sent again shows the same ones."""
    me = access.membership(account_of(request), body_id)
    if not access.may_invite(me):
        raise PermissionDenied
    voice = voice_of(request)
    form = InviteForm(request.POST or None, initial={"language": voice.language}, voice=voice)
    if form.is_valid():
        try:
            return _shown(request, me, form)
        except Stale:
            form.refuse(None, "bodies:refused.stale")
        except Refused as refused:
            form.refuse("number", f"bodies:refused.{refused.code}")
    places = {"form": form, "body": me.body, "once": new_once(), "invitations": access.invitations(me)}
    return render(request, "bodies/invite.html", places)


def _shown(request: HttpRequest, me: Membership, form: InviteForm) -> HttpResponse:
    answers = form.cleaned_data
    allow("invite", me.id.bytes, PER_HOUR)
    codes = actions.invite(me, answers["number"], answers["days"], read_once(request.POST.get("once", "")))
    address = request.build_absolute_uri(reverse("join"))
    places = {
        "body": me.body,
        "address": address,
        "slips": [{"code": code, "link": f"{address}#{code}"} for code in codes],
        "slip_voice": Voice(Language(answers["language"])),
        "last_day": access.hold_until(me, codes),
    }
    return render(request, "bodies/slips.html", places)


@require_POST
@signed_in
def withdraw(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """One of the member's own invitations, or all."""
    me = access.membership(account_of(request), body_id)
    which = request.POST.get("invitation", "")
    try:
        actions.withdraw(me, None if which == "all" else UUID(which))
    except ValueError:
        raise Http404 from None
    return redirect("invite" if access.may_invite(me) else "body", body_id)


@signed_in
def invited(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Those whom I let in, and the number of the others."""
    me = access.membership(account_of(request), body_id)
    return render(
        request,
        "bodies/invited.html",
        {
            "body": me.body,
            "invited": access.invited(me),
            "size": access.size(me.body),
            "steward": access.holds(me, Office.STEWARD),
        },
    )


@signed_in
def remove(request: HttpRequest, body_id: UUID, membership_id: UUID) -> HttpResponse:
    """Ask once more, then remove one of those whom I let in."""
    me = access.membership(account_of(request), body_id)
    other = next((one for one in access.invited(me) if one.id == membership_id), None)
    if other is None:
        return redirect("invited", body_id)  # already gone: a second click
    refused = ""
    if request.method == "POST":
        try:
            actions.remove(me, other.id)
            return redirect("invited", body_id)
        except Refused as no:
            refused = f"bodies:refused.{no.code}"
    return render(request, "bodies/remove.html", {"body": me.body, "other": other, "refused": refused})
