"""My bodies; founding one; a body's own page; its settings; leaving it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from veche.web.accounts.guard import own_account, signed_in
from veche.web.accounts.limits import allow
from veche.web.accounts.sessions import account_of
from veche.web.house.language import voice_of

from .. import access, actions, hooks
from ..errors import Refused
from ..forms import FoundForm, SettingsForm
from ..models import Membership, Mode, Office, Standing
from ..once import Stale, new_once, read_once
from .written import count_deed

PER_HOUR = 20
"""Bodies that one account may found. Nobody needs so many; a script would."""


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    account, voice = own_account(request), voice_of(request)
    places = {
        "memberships": access.memberships_of(account),
        "elsewhere": hooks.all_elsewhere(account, voice),
    }
    return render(request, "bodies/home.html", places)


@signed_in
def found(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    form = FoundForm(request.POST or None, voice=voice_of(request))
    if form.is_valid():
        try:
            body_id = UUID(bytes=read_once(request.POST.get("once", "")), version=4)
            allow("found a body", account.id.bytes, PER_HOUR)
            founder = actions.found(account, **form.cleaned_data, body_id=body_id)
            return redirect("body", founder.body_id)
        except Stale:
            form.refuse(None, "bodies:refused.stale")
    return render(request, "bodies/found.html", {"form": form, "once": new_once()})


@signed_in
def body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Its members' page. Pages of its rooms lead back here: a delegate, who is no member, is led on to what they have of it."""
    account = own_account(request)
    try:
        me = access.own(account, body_id)
    except Http404:
        if all(one.body != body_id for one in hooks.all_elsewhere(account, voice_of(request))):
            raise
        return redirect(f"{reverse('home')}#{body_id}")
    if me.standing == Standing.WAITING:
        return redirect("waiting", body_id)
    return render(request, "bodies/body.html", _about(me))


def _about(me: Membership) -> dict[str, Any]:
    """What a member sees of the body, and the one thing to do now."""
    size, steward = access.size(me.body), access.holds(me, Office.STEWARD)
    holders = access.office_holders(me)
    register = access.register_state(me) if me.body.mode == Mode.REGISTER else None
    missing = register is not None and not register.entered
    asked = register.request if register is not None else None
    return {
        "me": me,
        "body": me.body,
        "size": size,
        "roles": holders,
        "neighbours": access.neighbours(me),
        "steward": steward,
        "may_invite": access.may_invite(me),
        "asks": access.proposals(me).below if steward else [],
        "asked": asked if steward and asked and not asked.agreed_by and asked.asked_by_id != me.pk else None,
        "keeps_register": register is not None,
        "alone": steward and sum(role.office == Office.STEWARD for role in holders) == 1 and size > 1,
        "next": "register" if missing else "invite" if steward and size == 1 else "votes",
    }


@signed_in
def settings(request: HttpRequest, body_id: UUID) -> HttpResponse:
    me = access.membership(account_of(request), body_id)
    access.require(me, Office.STEWARD)
    now = {
        "name": me.body.name,
        "vouchers": me.body.vouchers,
        "turnout": me.body.turnout,
        "all_invite": "everybody" if me.body.all_invite else "stewards",
    }
    form = SettingsForm(request.POST or None, initial=now, voice=voice_of(request))
    if form.is_valid():
        count_deed(me)
        everybody = form.cleaned_data.pop("all_invite") == "everybody"
        actions.change_settings(me, **form.cleaned_data, all_invite=everybody)
        return redirect("body", body_id)
    return render(request, "bodies/settings.html", {"form": form, "body": me.body})


@signed_in
def leave(request: HttpRequest, body_id: UUID) -> HttpResponse:
    me = access.own(account_of(request), body_id)
    refused = ""
    if request.method == "POST":
        try:
            actions.leave(me)
            return redirect("home")
        except Refused as no:
            refused = f"bodies:refused.{no.code}"
    return render(request, "bodies/leave.html", {"body": me.body, "refused": refused})
