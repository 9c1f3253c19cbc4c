"""Everybody's view on a phone, the chair's desk, the wall."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from veche.web.delegates.models import Delegacy
from veche.web.house.language import Voice, voice_of
from veche.words import Language

from ..access import hall, polls, speaking
from ..access.hall import Viewer
from ..access.opening import door_is_open, door_opens
from ..access.presence import also_at_a_distance
from ..access.seats import to_stand_in_for
from ..actions import distance, going, running, seats
from ..actions import speaking as talk
from ..errors import Refused
from ..models import How, Stage, Where
from ..presenting import told
from .calling import seen
from .entering import in_hall


@in_hall
def assembly(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What is now, what I can do, and how to come in."""
    found = seen(viewer)
    if viewer.screen:
        return redirect("screen", found.pk)
    member = viewer.place.membership if viewer.place is not None else None
    by_phone = viewer.presence is not None and viewer.presence.found_by is not None
    doors = door_is_open(found) and not viewer.here
    places = {
        "assembly": found,
        "viewer": viewer,
        "running": found.stage in (Stage.OPEN, Stage.PAUSED),
        "back": doors and viewer.presence is not None and not found.of_delegates,
        "afar": doors and viewer.presence is None and member is not None and _from_afar(viewer),
        "door": doors and viewer.presence is None and found.how != How.DISTANCE and not found.of_delegates,
        "seats": _empty(viewer) if door_is_open(found) and found.of_delegates else [],
        "absent": to_stand_in_for(found, viewer.alternates) if viewer.alternates and doors else [],
        "ways": [where for where in Where.values if found.how in (where, How.BOTH)],
        "twice": by_phone and viewer.here and member is not None and also_at_a_distance(found, member),
        "opens": door_opens(found) if found.stage == Stage.CALLED and not door_is_open(found) else None,
        "minutes": _address("minutes", found.pk),
    }
    return render(request, "assemblies/assembly.html", places)


def _empty(viewer: Viewer) -> list[Delegacy]:
    """Their own seats in which they do not sit yet: a delegate of two bodies takes both."""
    taken = {one.delegacy_id for one in viewer.seats if one.stands_in_id is None}
    return [one for one in viewer.place.delegacies if one.pk not in taken] if viewer.place else []


def _from_afar(viewer: Viewer) -> bool:
    return viewer.assembly.how != How.HALL and not viewer.assembly.of_delegates


def _address(name: str, assembly_id: UUID) -> str:
    """Of a page of a room above, where there is one."""
    try:
        return reverse(name, args=[assembly_id])
    except NoReverseMatch:
        return ""


@require_POST
@in_hall
def attend(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Come in from afar or as a delegate, go out, come back, be counted here alone."""
    do = request.POST.get("do", "")
    if do in ("out", "back") and viewer.presence is not None:
        for presence in viewer.seats or (viewer.presence,):
            going.go(presence, here=do == "back")
    elif do == "afar":
        distance.come_from_afar(viewer)
    elif do == "only_here":
        distance.only_here(viewer)
    elif do in Where.values:
        seats.come_as_delegate(viewer, _seat(request), do)
    else:
        raise Refused("not_now")
    return redirect("assembly", viewer.assembly.pk)


def _seat(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("seat", ""))
    except ValueError:
        raise Http404 from None


@in_hall
def desk(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What is now, what comes next, and a button for each thing that can be done now."""
    must_serve(viewer)
    found = viewer.assembly
    points = list(hall.in_order(hall.agenda(found)))
    here = next((place for place, one in enumerate(points) if one.item.pk == found.item_id), -1)
    places = {
        "assembly": found,
        "viewer": viewer,
        "points": points,
        "now": points[here] if here >= 0 else None,
        "next": next((one for one in points[here + 1 :] if not one.item.done), None),
        "running": found.stage in (Stage.OPEN, Stage.PAUSED),
        "screens": running.SCREENS,
        "polls": polls.live(found),
        "speaking": speaking.live(found),
    }
    return render(request, "assemblies/desk.html", places)


def must_serve(viewer: Viewer) -> None:
    """Raises PermissionDenied for everybody without a duty."""
    if not (viewer.leads or viewer.duties):
        raise PermissionDenied


DEEDS: dict[str, Callable[[Viewer], None]] = {
    "open": running.open_,
    "pause": running.pause,
    "go_on": running.go_on,
    "close": running.close,
}


@require_POST
@in_hall
def run(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Open, pause, go on, close; choose what the wall shows. To close is asked once more."""
    do = request.POST.get("do", "")
    if do == "show":
        try:
            running.show(viewer, request.POST.get("what", ""))
        except ValueError:
            raise Http404 from None
    elif do == "close" and "sure" not in request.POST and viewer.assembly.stage != Stage.CLOSED:
        return render(request, "assemblies/close.html", {"assembly": viewer.assembly})
    elif do in DEEDS:
        DEEDS[do](viewer)
    elif do in ("speak", "stop_speaking"):
        _speak(viewer, request.POST.get("turn", ""), begins=do == "speak")
    else:
        raise Http404
    return redirect("desk", viewer.assembly.pk)


def _speak(viewer: Viewer, turn: str, *, begins: bool) -> None:
    """The form names whom it is about: a second click neither ends the next speech nor begins this one again."""
    found = speaking.turn(viewer.assembly, turn)
    if begins and found.state == speaking.WAITING:
        talk.begin(viewer, found.pk)
    elif not begins and found.state == speaking.SPEAKING:
        talk.end(viewer)


@in_hall
def screen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The wall: for the hall's machine that was opened by a code, and for whoever serves the assembly, to see what it shows."""
    if not viewer.screen:
        must_serve(viewer)
    voice = Voice(Language(viewer.assembly.language))
    places = {"assembly": viewer.assembly, "voice": voice, "language": voice.language}
    return render(request, "assemblies/screen.html", places)


@in_hall
def record(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What happened so far, for everybody in it."""
    found, voice = seen(viewer), voice_of(request)
    lines = [(one.at, told(one, voice)) for one in hall.happenings(found)]
    return render(request, "assemblies/record.html", {"assembly": found, "lines": lines})
