"""The register, where the law obliges a body to keep one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from veche.web.accounts.guard import signed_in
from veche.web.accounts.sessions import account_of
from veche.web.house.language import voice_of

from .. import access, actions
from ..forms import EntryForm, KeyForm
from ..models import Membership, Office
from ..register import Entry, bundle
from .written import count_deed


@signed_in
def register(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """My own entry: whether it is there, and the form. What was entered is never shown again, for nobody here can read it."""
    me = access.membership(account_of(request), body_id)
    state = access.register_state(me)
    form = EntryForm(request.POST or None, voice=voice_of(request))
    if state.key is not None and form.is_valid():
        actions.enter(me, Entry(form.cleaned_data["legal_name"], form.cleaned_data["address"]))
        return redirect("register", body_id)
    places = {
        "me": me,
        "body": me.body,
        "state": state,
        "form": form,
        "secretary": access.holds(me, Office.SECRETARY),
        "steward": access.holds(me, Office.STEWARD),
        "may_take": access.may_take_register(me),
        "key_digest": hashlib.sha256(state.key).digest() if state.key else b"",
    }
    return render(request, "bodies/register.html", places)


@signed_in
def key(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """The secretary's public key."""
    me = access.membership(account_of(request), body_id)
    state = access.register_state(me)
    access.require(me, Office.SECRETARY)
    form = KeyForm(request.POST or None, voice=voice_of(request))
    if form.is_valid():
        count_deed(me)
        actions.set_register_key(me, form.cleaned_data["key"])
        return redirect("register", body_id)
    return render(request, "bodies/register_key.html", {"body": me.body, "state": state, "form": form})


DECISIONS: dict[str, Callable[[Membership], None]] = {
    "ask": actions.ask_for_register,
    "agree": actions.agree_to_register,
    "refuse": actions.refuse_register,
}


@require_POST
@signed_in
def decide(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Ask for the sealed register, agree, or refuse."""
    me = access.membership(account_of(request), body_id)
    act = DECISIONS.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    count_deed(me)
    act(me)
    return redirect("register", body_id)


@require_POST
@signed_in
def take(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """The sealed bundle, as a file."""
    me = access.membership(account_of(request), body_id)
    count_deed(me)
    response = HttpResponse(bundle(me.body_id, actions.take_register(me)), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="sealed.json"'
    return response
