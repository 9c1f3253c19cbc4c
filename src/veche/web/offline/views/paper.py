"""Forms to print, and what was written on them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.assemblies.access import hall
from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.access.polls import polls_of
from veche.web.assemblies.models import Duty
from veche.web.assemblies.views.entering import in_hall
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import voice_of

from ..actions.typing import type_in
from ..forms import TypedForm

BALLOTS, LINES = 8, 12
"""Of each kind on a sheet."""


def must_write(viewer: Viewer) -> None:
    """Raises PermissionDenied."""
    if not (viewer.prepares or Duty.SECRETARY in viewer.duties):
        raise PermissionDenied


@in_hall
def forms(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Attendance, hands, ballots, speakers, decisions: an assembly's own points and votes stand on them already."""
    must_write(viewer)
    assembly = viewer.assembly
    places = {
        "assembly": assembly,
        "points": list(hall.in_order(hall.agenda(assembly))),
        "polls": [one for one in polls_of(assembly) if one.state == "open"],
        "ballots": range(BALLOTS),
        "lines": range(LINES),
        "tally": range(50),
    }
    return render(request, "offline/forms.html", places)


@in_hall
def typed(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """How many were there and what was decided goes into the record; piles of papers have pages of their own, beside each vote."""
    must_write(viewer)
    form = TypedForm(request.POST or None, voice=voice_of(request))
    if form.is_valid():
        try:
            once = read_once(request.POST.get("once", ""))
            type_in(viewer, once, form.cleaned_data["present"], form.cleaned_data["decided"])
            return redirect("assembly_record", viewer.assembly.pk)
        except Stale:
            form.refuse(None, "bodies:refused.stale")
    places = {"assembly": viewer.assembly, "form": form, "once": new_once()}
    return render(request, "offline/typed.html", places)
