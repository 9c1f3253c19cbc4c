"""Who leads, writes, counts and keeps the door."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.accounts.limits import allow
from veche.web.bodies import access as bodies
from veche.web.bodies.codes import Mistyped
from veche.web.bodies.forms import BodiesForm
from veche.web.bodies.models import Membership, ShownCode
from veche.web.delegates import access as delegates
from veche.web.house.language import voice_of

from ..access import hall
from ..access.hall import Viewer
from ..actions import officers as actions
from ..errors import Refused
from ..forms.calling import HandOverForm, OfficerForm
from ..models import Duty
from .calling import must_prepare, seen
from .entering import in_hall

PER_HOUR = 60
"""Tries of short codes by one person."""


@in_hall
def officers(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    assembly, voice = seen(viewer), voice_of(request)
    people = _people(viewer)
    form = OfficerForm(
        request.POST if request.POST.get("do") == "appoint" else None, people=_named(people), voice=voice
    )
    if form.is_bound:
        must_prepare(viewer)
        if _appointed(viewer, form, people):
            return redirect("assembly_officers", assembly.pk)
    places = {
        "assembly": assembly,
        "viewer": viewer,
        "officers": hall.officers_of(assembly),
        "own": {one.pk for one in viewer.officers},
        "form": form,
        "chair": Duty.CHAIR in viewer.duties,
        "hand_over": HandOverForm(None, people=_named(people), voice=voice),
    }
    return render(request, "assemblies/officers.html", places)


def _appointed(viewer: Viewer, form: OfficerForm, people: dict[str, Membership]) -> bool:
    to = whom(viewer, form, people)
    if to is None:
        return False
    try:
        actions.appoint(viewer, to, Duty(form.cleaned_data["duty"]))
    except Http404:
        form.refuse("code", "assemblies:officer.of_another")
        return False
    return True


def whom(viewer: Viewer, form: BodiesForm, people: dict[str, Membership]) -> Membership | None:
    """Who is chosen by name, or by a code that they showed; None, with the reason in the form."""
    if not form.is_valid():
        return None
    if chosen := form.cleaned_data.get("member"):
        return people.get(chosen)
    allow("shown code", viewer.assembly.pk.bytes, PER_HOUR)
    try:
        return bodies.shown_by(form.cleaned_data["code"], ShownCode.End.OFFICE)
    except Mistyped:
        form.refuse("code", "bodies:code.mistyped")
    except Http404:
        form.refuse("code", "bodies:code.gone")
    return None


def _people(viewer: Viewer) -> dict[str, Membership]:
    """Whom everybody in the body may name: who holds an office, who holds a seat, who has a duty here."""
    found: dict[str, Membership] = {}
    place = viewer.place
    if place is not None and place.membership is not None:
        found |= {
            str(role.membership_id): role.membership for role in bodies.office_holders(place.membership)
        }
        found.setdefault(str(place.membership.pk), place.membership)
    if viewer.assembly.of_delegates:
        held = delegates.holders(viewer.assembly.body)
        found |= {str(one.membership_id): one.membership for one in held if one.membership is not None}
    return found


def _named(people: dict[str, Membership]) -> list[tuple[str, str]]:
    return sorted(((key, one.name) for key, one in people.items()), key=lambda pair: pair[1].casefold())


@in_hall
def dismiss(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Asked once more, then done."""
    try:
        officer_id = UUID(request.POST.get("officer", ""))
    except ValueError:
        raise Http404 from None
    found = next((one for one in hall.officers_of(viewer.assembly) if one.pk == officer_id), None)
    if found is not None and "sure" not in request.POST:
        if not (viewer.prepares or viewer.calls or found in viewer.officers):
            raise PermissionDenied
        places = {"assembly": viewer.assembly, "officer": found}
        return render(request, "assemblies/dismiss.html", places)
    actions.dismiss(viewer, officer_id)
    return redirect("assembly_officers", viewer.assembly.pk)


@in_hall
def hand_over(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Somebody else leads from now on."""
    people = _people(viewer)
    form = HandOverForm(request.POST or None, people=_named(people), voice=voice_of(request))
    to = whom(viewer, form, people) if form.is_bound else None
    if to is not None:
        try:
            actions.hand_over(viewer, to)
        except Http404:
            raise Refused("of_another") from None
        return redirect("assembly", viewer.assembly.pk)
    if Duty.CHAIR not in viewer.duties:
        raise PermissionDenied
    return render(request, "assemblies/hand_over.html", {"assembly": viewer.assembly, "form": form})
