"""The assemblies of a body; one drawn up, called, called off; its notice, to read, to print, to send on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.accounts.guard import signed_in
from veche.web.accounts.limits import allow
from veche.web.accounts.sessions import account_of
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Office
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.delegates import access as delegates
from veche.web.house.language import Voice, voice_of
from veche.words import Language

from ..access import hall
from ..access.hall import Viewer
from ..actions import calling
from ..errors import Refused
from ..forms.calling import CallForm, PlaceForm
from ..models import Assembly, Stage
from ..presenting import plan
from .entering import in_hall

PER_HOUR = 20
OVER = (Stage.CLOSED, Stage.CALLED_OFF)


@signed_in
def assemblies(request: HttpRequest, body_id: UUID) -> HttpResponse:
    place = delegates.place(account_of(request), body_id)
    may_call = place.membership is not None and bodies.holds(
        place.membership, Office.STEWARD, Office.SECRETARY
    )
    found = [one for one in hall.assemblies_of(place) if may_call or one.stage != Stage.DRAFT]
    places = {
        "body": place.body,
        "may_call": may_call,
        "coming": sorted((one for one in found if one.stage not in OVER), key=lambda one: one.begins),
        "over": [one for one in found if one.stage in OVER],
    }
    return render(request, "assemblies/assemblies.html", places)


@signed_in
def new(request: HttpRequest, body_id: UUID) -> HttpResponse:
    me = bodies.membership(account_of(request), body_id)
    bodies.require(me, Office.STEWARD, Office.SECRETARY)
    voice = voice_of(request)
    form = CallForm(request.POST or None, initial={"language": voice.language}, voice=voice)
    if form.is_valid():
        try:
            assembly_id = UUID(bytes=read_once(request.POST.get("once", "")), version=4)
            allow("draw up an assembly", me.pk.bytes, PER_HOUR)
            calling.draw_up(me, assembly_id, **form.fields_of())
            return redirect("agenda", assembly_id)
        except Stale:
            form.refuse(None, "bodies:refused.stale")
    return render(request, "assemblies/new.html", {"form": form, "body": me.body, "once": new_once()})


@in_hall
def edit(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A draft's own words and day; of one that is called the room alone."""
    assembly = viewer.assembly
    must_prepare(viewer)
    if assembly.stage == Stage.CALLED:
        return _place(request, viewer)
    if assembly.stage != Stage.DRAFT:
        raise Refused("not_now")
    form = CallForm(request.POST or None, initial=_now(assembly), voice=voice_of(request))
    if form.is_valid():
        calling.redraw(viewer, **form.fields_of())
        return redirect("notice", assembly.pk)
    return render(request, "assemblies/edit.html", {"form": form, "assembly": assembly})


def _now(assembly: Assembly) -> dict[str, Any]:
    plain = {name: getattr(assembly, name) for name in ("title", "how", "place", "about", "language")}
    who = "delegates" if assembly.of_delegates else "members"
    return plain | {"of_delegates": who, "day": assembly.begins.date(), "hour": assembly.begins.time()}


def _place(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    assembly = viewer.assembly
    form = PlaceForm(request.POST or None, initial={"place": assembly.place}, voice=voice_of(request))
    if form.is_valid():
        calling.move_place(viewer, form.cleaned_data["place"])
        return redirect("notice", assembly.pk)
    return render(request, "assemblies/edit.html", {"form": form, "assembly": assembly})


@in_hall
def notice(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What everybody reads, with the agenda; for whoever prepares it, until when it may be called, and the button."""
    assembly = seen(viewer)
    orders = hall.orders_of(assembly)
    day = assembly.begins.date()
    points = hall.agenda(assembly)
    places = {
        "assembly": assembly,
        "viewer": viewer,
        "plan": [one for one in plan(assembly, points) if not one.point.item.internal],
        "orders": orders,
        "last": orders.last_day_to_call(day),
        "last_urgent": orders.last_day_to_call(day, urgent=True),
        "today": bodies.today(),
        "text": plain_text(request, assembly),
        "officers": hall.officers_of(assembly),
    }
    return render(request, "assemblies/notice.html", places)


@in_hall
def notice_text(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The notice as plain text, in the language of the assembly, to send on."""
    text = plain_text(request, seen(viewer))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="notice.txt"'
    return response


def plain_text(request: HttpRequest, assembly: Assembly) -> str:
    """A line for each thing. No internal point: whoever it is sent on to need not know them."""
    voice = Voice(Language(assembly.language))
    lines = [
        assembly.body.name,
        assembly.title,
        "",
        voice("assemblies:notice.when", when=voice.moment(assembly.begins)),
    ]
    lines += [voice("assemblies:notice.where", place=assembly.place)] if assembly.place else []
    lines += [voice(f"assemblies:how.{assembly.how}")]
    lines += [voice("assemblies:notice.urgent")] if assembly.urgent else []
    lines += ["", assembly.about] if assembly.about else []
    lines += ["", voice("assemblies:agenda.title")]
    lines += [
        f"{one.number}. {one.item.title}"
        for one in hall.in_order(hall.agenda(assembly))
        if not one.item.internal
    ]
    if assembly.called is not None:
        lines += ["", voice("assemblies:notice.called", day=assembly.called, by=assembly.called_by)]
    return "\n".join([*lines, ""])


def seen(viewer: Viewer) -> Assembly:
    """Its assembly; a draft is for those alone who prepare it. Raises PermissionDenied."""
    if viewer.assembly.stage == Stage.DRAFT:
        must_prepare(viewer)
    return viewer.assembly


def must_prepare(viewer: Viewer) -> None:
    """Raises PermissionDenied for everybody but those who prepare it."""
    if not viewer.prepares:
        raise PermissionDenied


@in_hall
def call(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    if request.method == "POST":
        calling.call(viewer, urgent=request.POST.get("urgent") == "yes")
    return redirect("notice", viewer.assembly.pk)


@in_hall
def call_off(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Asked once more, then called off; a draft is thrown away."""
    must_prepare(viewer)
    assembly = viewer.assembly
    if request.method != "POST":
        return render(request, "assemblies/call_off.html", {"assembly": assembly})
    calling.call_off(viewer)
    if assembly.stage == Stage.DRAFT:
        return redirect("assemblies", assembly.body_id)
    return redirect("notice", assembly.pk)
