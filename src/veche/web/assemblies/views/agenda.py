"""The agenda: read by all, put together by those who prepare the assembly."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import Voice, voice_of
from veche.web.motions import access as motions

from ..access import hall
from ..access.agenda import dealt_with
from ..access.hall import Point, Viewer
from ..actions import agenda as actions
from ..errors import Refused
from ..forms.calling import ItemForm
from ..models import Stage
from ..presenting import plan
from ..reading import read
from .calling import must_prepare, seen
from .entering import in_hall

OVER = (Stage.CLOSED, Stage.CALLED_OFF)


@in_hall
def agenda(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    assembly = seen(viewer)
    places = {
        "assembly": assembly,
        "viewer": viewer,
        "plan": plan(assembly, hall.agenda(assembly)),
        "may_change": viewer.prepares and assembly.stage not in OVER,
        "may_add_motions": viewer.place is not None,
    }
    return render(request, "assemblies/agenda.html", places)


@in_hall
def add_item(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    must_prepare(viewer)
    assembly, voice = viewer.assembly, voice_of(request)
    points = [(str(one.item.pk), _named(one, voice)) for one in hall.in_order(hall.agenda(assembly))]
    form = ItemForm(request.POST or None, points=points, voice=voice)
    if form.is_valid():
        answers = form.cleaned_data
        above = answers.pop("above", "")
        try:
            item_id = UUID(bytes=read_once(request.POST.get("once", "")), version=4)
            actions.add(viewer, item_id, above=UUID(above) if above else None, **answers)
            return _back(assembly.pk, item_id)
        except Stale:
            form.refuse(None, "bodies:refused.stale")
    places = {"assembly": assembly, "form": form, "once": new_once()}
    return render(request, "assemblies/add_item.html", places)


def _named(point: Point, voice: Voice) -> str:
    return voice("assemblies:item.below", number=point.number, title=point.item.title)


@in_hall
def item(request: HttpRequest, viewer: Viewer, item_id: UUID) -> HttpResponse:
    """A point's own page: its text, for everybody; for those who prepare it, the form."""
    assembly = seen(viewer)
    point = hall.point(assembly, item_id)
    may_change = viewer.prepares and assembly.stage not in OVER
    form = _form(request, point) if may_change else None
    if form is not None and form.is_valid():
        actions.edit(viewer, item_id, **form.cleaned_data)
        return _back(assembly.pk, item_id)
    places = {
        "assembly": assembly,
        "viewer": viewer,
        "point": point,
        "form": form,
        "motions": [
            (one, read(one, voice_of(request).language, assembly.language)) for one in dealt_with(point.item)
        ],
    }
    return render(request, "assemblies/item.html", places)


def _form(request: HttpRequest, point: Point) -> ItemForm:
    now = {name: getattr(point.item, name) for name in ("title", "text", "minutes", "internal")}
    return ItemForm(request.POST or None, initial=now, points=(), voice=voice_of(request))


@require_POST
@in_hall
def move_item(request: HttpRequest, viewer: Viewer, item_id: UUID) -> HttpResponse:
    actions.move(viewer, item_id, request.POST.get("way", ""), request.POST.get("seen", "")[:40])
    return _back(viewer.assembly.pk, item_id)


@in_hall
def remove_item(request: HttpRequest, viewer: Viewer, item_id: UUID) -> HttpResponse:
    """Asked once more, then gone with what lies below it."""
    must_prepare(viewer)
    assembly = viewer.assembly
    if request.method == "POST":
        actions.remove(viewer, item_id)
        return redirect("agenda", assembly.pk)
    point = hall.point(assembly, item_id)
    return render(request, "assemblies/remove_item.html", {"assembly": assembly, "point": point})


@in_hall
def add_motions(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The body's motions and blocks that are not on the agenda yet, each with a button."""
    must_prepare(viewer)
    assembly, place = viewer.assembly, viewer.place
    if place is None:
        raise Http404
    there = {one.item.motion_id for one in hall.in_order(hall.agenda(assembly))}
    blocks_there = {one.item.block_id for one in hall.in_order(hall.agenda(assembly))}
    free = {str(one.pk): one for one in motions.motions_of(place) if one.pk not in there and one.submitted}
    blocks = {str(one.pk): one for one in motions.blocks_of(place) if one.pk not in blocks_there}
    if request.method == "POST":
        _put_on(request, viewer, free, blocks)
        return redirect("add_motions", assembly.pk)
    places = {"assembly": assembly, "motions": list(free.values()), "blocks": list(blocks.values())}
    return render(request, "assemblies/add_motions.html", places)


def _put_on(request: HttpRequest, viewer: Viewer, free: dict[str, Any], blocks: dict[str, Any]) -> None:
    """A motion that is there already is not among them: a second click."""
    voice = voice_of(request)
    if (motion := free.get(request.POST.get("motion", ""))) is not None:
        title = voice("assemblies:agenda.motion", number=motion.number or 0, title=motion.title)
        actions.add(viewer, _derived(viewer, motion.pk), title=title, motion=motion)
    elif (block := blocks.get(request.POST.get("block", ""))) is not None:
        actions.add(viewer, _derived(viewer, block.pk), title=block.title, block=block)


def _derived(viewer: Viewer, other: UUID) -> UUID:
    """One and the same point for one motion in one assembly: two clicks at the same moment put it on once."""
    mixed = (viewer.assembly.pk.int ^ other.int) & ((1 << 128) - 1)
    return UUID(bytes=mixed.to_bytes(16, "big"), version=4)


@require_POST
@in_hall
def deal_with(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take up a point, be done with it, or take it up again."""
    wanted = request.POST.get("item", "")
    try:
        item_id = UUID(wanted) if wanted else None
    except ValueError:
        raise Http404 from None
    do = request.POST.get("do", "")
    if do == "begin":
        actions.deal_with(viewer, item_id)
    elif do in ("done", "not_done") and item_id is not None:
        actions.set_done(viewer, item_id, do == "done")
    elif do == "next" and item_id is not None:
        _next(viewer, item_id)
    else:
        raise Refused("not_now")
    return redirect("desk", viewer.assembly.pk)


def _next(viewer: Viewer, now: UUID) -> None:
    """Done with this one, on with the one after it; the form names the one that is left, so that a second click leaves no point out."""
    if viewer.assembly.item_id != now:
        return
    points = list(hall.in_order(hall.agenda(viewer.assembly)))
    here = next((place for place, one in enumerate(points) if one.item.pk == now), None)
    if here is None:
        raise Http404
    after = next((one.item.pk for one in points[here + 1 :] if not one.item.done), None)
    actions.set_done(viewer, now, True)
    actions.deal_with(viewer, after)


def _back(assembly_id: UUID, item_id: UUID) -> HttpResponse:
    """To where the point stands now, so that the keyboard goes on from there."""
    return redirect(f"{reverse('agenda', args=[assembly_id])}#point-{item_id}")
