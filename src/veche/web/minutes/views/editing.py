"""The secretary's desk: entry by entry."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from veche.web.accounts.guard import signed_in
from veche.web.accounts.limits import allow
from veche.web.accounts.sessions import account_of
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import voice_of

from .. import access, actions
from ..access import Seen
from ..entries import Entry, sections
from ..errors import Refused
from ..forms import AddForm, EntryForm

PER_HOUR = 300
"""Corrections by one secretary."""


def _writing(request: HttpRequest, assembly_id: UUID) -> Seen:
    seen = access.seen(account_of(request), assembly_id)
    if not seen.writes:
        raise PermissionDenied
    return seen


@require_POST
@signed_in
def draft(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """Where that did not happen by itself."""
    seen = _writing(request, assembly_id)
    actions.draft(seen.assembly)
    return redirect("edit_minutes", assembly_id)


@signed_in
def desk(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """Every entry with what can be done to it."""
    seen = _writing(request, assembly_id)
    if seen.minutes is None:
        return redirect("minutes", assembly_id)
    entries = access.whole(seen.minutes)
    gone = [one for one in entries if one.gone]
    places = {
        "assembly": seen.assembly,
        "minutes": seen.minutes,
        "sections": sections(entries, public=False),
        "gone": gone,
    }
    return render(request, "minutes/desk.html", places)


def _entry(seen: Seen, entry_id: str) -> Entry:
    entries = access.whole(seen.minutes) if seen.minutes is not None else []
    found = next((one for one in entries if one.id == entry_id), None)
    if found is None:
        raise Http404
    return found


@signed_in
def entry(request: HttpRequest, assembly_id: UUID, entry_id: str) -> HttpResponse:
    """One entry: what was drafted, and what stands there."""
    seen = _writing(request, assembly_id)
    found = _entry(seen, entry_id)
    now = {"text": found.text, "internal": found.internal, "gone": found.gone}
    form = EntryForm(request.POST or None, initial=now, voice=voice_of(request))
    if form.is_valid():
        try:
            allow("minutes", str(assembly_id).encode(), PER_HOUR)
            actions.edit(seen, entry_id, **form.cleaned_data)
            return redirect("edit_minutes", assembly_id)
        except Refused as no:
            form.refuse(no.field, f"minutes:refused.{no.code}")
    places = {"form": form, "entry": found, "assembly": seen.assembly}
    return render(request, "minutes/entry.html", places)


@signed_in
def add(request: HttpRequest, assembly_id: UUID, entry_id: str) -> HttpResponse:
    """Something of the secretary's own, behind an entry."""
    seen = _writing(request, assembly_id)
    found = _entry(seen, entry_id)
    form = AddForm(request.POST or None, voice=voice_of(request))
    if form.is_valid():
        try:
            allow("minutes", str(assembly_id).encode(), PER_HOUR)
            actions.add(seen, entry_id, **form.cleaned_data, once=read_once(request.POST.get("once", "")))
            return redirect("edit_minutes", assembly_id)
        except Stale:
            form.refuse(None, "minutes:refused.stale")
        except Refused as no:
            form.refuse(no.field, f"minutes:refused.{no.code}")
    places = {"form": form, "entry": found, "assembly": seen.assembly, "once": new_once()}
    return render(request, "minutes/add.html", places)
