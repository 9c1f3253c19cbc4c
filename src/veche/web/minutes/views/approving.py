"""Minutes go before a later assembly; readers remark; the body publishes."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.accounts.guard import own_account, signed_in
from veche.web.accounts.limits import allow
from veche.web.accounts.sessions import account_of
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import voice_of

from .. import access, actions
from ..errors import Refused
from ..forms import ProposeForm, RemarkForm

PER_HOUR = 20
"""Remarks by one account."""


@signed_in
def propose(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """To a later assembly, or taken back from it."""
    seen = access.seen(account_of(request), assembly_id)
    if not seen.writes:
        raise PermissionDenied
    if seen.minutes is None:
        raise Http404
    form = ProposeForm(request.POST or None, items=access.coming(seen.assembly), voice=voice_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") == "take_back":
                actions.take_back(seen)
            else:
                item = form.cleaned_data["item"]
                actions.propose(seen, UUID(item) if item else None)
            return redirect("minutes", assembly_id)
        except Refused as no:
            form.refuse(no.field, f"minutes:refused.{no.code}")
    places = {"form": form, "assembly": seen.assembly, "minutes": seen.minutes}
    return render(request, "minutes/propose.html", places)


@signed_in
def remark(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """By anybody who reads them. Whose it is, is not kept."""
    account = own_account(request)
    seen = access.seen(account, assembly_id)
    form = RemarkForm(request.POST or None, voice=voice_of(request))
    if form.is_valid():
        try:
            remark_id = UUID(bytes=read_once(request.POST.get("once", "")), version=4)
            allow("remark", account.id.bytes, PER_HOUR)
            actions.remark(seen, remark_id, form.cleaned_data["text"])
            return redirect("minutes", assembly_id)
        except Stale:
            form.refuse(None, "minutes:refused.stale")
        except Refused as no:
            form.refuse(no.field, f"minutes:refused.{no.code}")
    places = {"form": form, "assembly": seen.assembly, "once": new_once()}
    return render(request, "minutes/remark.html", places)


@signed_in
def publish(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """Asked once more before it is done; and taken back."""
    seen = access.seen(account_of(request), assembly_id)
    if not seen.steward:
        raise PermissionDenied
    if seen.minutes is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("do") == "take_back":
            actions.unpublish(seen)
        else:
            actions.publish(seen)
        return redirect("minutes", assembly_id)
    return render(request, "minutes/publish.html", {"assembly": seen.assembly, "minutes": seen.minutes})
