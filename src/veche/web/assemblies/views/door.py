"""The door: coming in with a slip, slips to print, people without a phone, delegates one by one."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from veche.web.accounts.sessions import account_of
from veche.web.bodies.codes import Mistyped
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import Voice, voice_of
from veche.words import Language

from .. import cookie
from ..access import hall
from ..access.door import door_of
from ..access.hall import Viewer
from ..access.presence import counted_by_hand, slips
from ..access.seats import seated
from ..actions import distance, seats
from ..actions import door as actions
from ..errors import Refused
from ..forms.calling import ComeForm, SlipsForm
from ..models import Duty, Presence
from ..presenting import quorum_line
from .entering import in_hall


def come(request: HttpRequest) -> HttpResponse:
    """A code, typed or behind the # of the slip's link, makes this phone a presence. A phone that is one already uses up no second slip."""
    form = ComeForm(request.POST or None, voice=voice_of(request))
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            assembly = door_of(code)
            return _already(request, assembly.pk) or _come_in(request, code)
        except Mistyped:
            form.refuse("code", "bodies:code.mistyped")
        except Http404:
            form.refuse("code", "assemblies:come.gone")
        except Refused as no:
            form.refuse(None, f"assemblies:refused.{no.code}")
    return render(request, "assemblies/come.html", {"form": form})


def _already(request: HttpRequest, assembly_id: UUID) -> HttpResponse | None:
    with suppress(Http404):
        viewer = hall.viewer(request, assembly_id)
        if viewer.presence is not None and cookie.token_of(request, assembly_id) and viewer.here:
            return redirect("assembly", assembly_id)
    return None


def _come_in(request: HttpRequest, code: str) -> HttpResponse:
    presence, token = actions.come_in(code)
    response = redirect("screen" if presence.screen else "assembly", presence.assembly_id)
    cookie.write(request, response, presence.assembly_id, token)
    if not presence.screen and account_of(request) is not None:
        _only_here(request, presence)
    return response


def _only_here(request: HttpRequest, presence: Presence) -> None:
    """Who is signed in on this very phone, and was counted at a distance, is counted in the hall alone from now on."""
    with suppress(Http404):
        viewer = hall.viewer(request, presence.assembly_id)
        distance.only_here(viewer)


@in_hall
def door(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    must_keep(viewer)
    assembly, voice = viewer.assembly, voice_of(request)
    if request.method == "POST":
        _counted(request, viewer)
        return redirect("door", assembly.pk)
    made, used = slips(assembly)
    quorum = hall.quorum(assembly)
    places = {
        "assembly": assembly,
        "attendance": hall.attendance(assembly),
        "by_hand": counted_by_hand(assembly),
        "made": made,
        "used": used,
        "quorum": quorum_line(quorum, voice),
        "once": new_once(),
        "form": SlipsForm(None, initial={"language": voice.language}, voice=voice),
        "seats": seated(assembly) if assembly.of_delegates else [],
        "hall": assembly.how != "distance",
    }
    return render(request, "assemblies/door.html", places)


def must_keep(viewer: Viewer) -> None:
    """Raises PermissionDenied for everybody but the door and whoever leads."""
    if not (viewer.leads or Duty.DOOR in viewer.duties):
        raise PermissionDenied


def _counted(request: HttpRequest, viewer: Viewer) -> None:
    do = request.POST.get("do", "")
    try:
        if do in ("seat_in", "seat_out"):
            seats.let_in(viewer, UUID(request.POST.get("seat", "")), here=do == "seat_in")
            return
        once = read_once(request.POST.get("once", ""))
    except Stale:
        raise Refused("stale") from None
    except ValueError:
        raise Http404 from None
    if do == "in":
        actions.count_in(viewer, once)
    elif do == "out":
        actions.count_out(viewer, once)
    else:
        raise Http404


@require_POST
@in_hall
def make_slips(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The slips, in the answer itself: they are shown once. The same form sent again shows the same ones."""
    must_keep(viewer)
    assembly = viewer.assembly
    form = SlipsForm(request.POST, voice=voice_of(request))
    if form.is_valid():
        try:
            once = read_once(request.POST.get("once", ""))
            codes = actions.make_tokens(viewer, form.cleaned_data["number"], once)
            return _slips(request, viewer, codes, form.cleaned_data["language"])
        except Stale:
            form.refuse(None, "bodies:refused.stale")
    return render(
        request, "assemblies/make_slips.html", {"assembly": assembly, "form": form, "once": new_once()}
    )


def _slips(request: HttpRequest, viewer: Viewer, codes: list[str], language: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("come"))
    places = {
        "assembly": viewer.assembly,
        "address": address,
        "slips": [{"code": code, "link": f"{address}#{code}"} for code in codes],
        "slip_voice": Voice(Language(language)),
    }
    return render(request, "assemblies/slips.html", places)


@in_hall
def screen_code(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A code that opens the view for the wall on the hall's machine, and nothing else there."""
    must_keep(viewer)
    code = ""
    if request.method == "POST":
        try:
            (code,) = actions.make_tokens(viewer, 1, read_once(request.POST.get("once", "")), screen=True)
        except Stale:
            raise Refused("stale") from None
    address = request.build_absolute_uri(reverse("come"))
    places = {
        "assembly": viewer.assembly,
        "code": code,
        "address": address,
        "link": f"{address}#{code}",
        "once": new_once(),
    }
    return render(request, "assemblies/screen_code.html", places)
