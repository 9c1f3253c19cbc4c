"""The list of speakers: on everybody's phone, and at the desk."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from veche.web.house.language import voice_of

from ..access import speaking as access
from ..access.hall import Viewer, orders_of
from ..actions import speaking as actions
from ..errors import Refused
from ..forms.polls import SpeakForm
from ..models import Duty, Side
from .entering import in_hall


@in_hall
def speak(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The list, my places in it, and the form with which to ask."""
    form = _form(request, viewer)
    if form.is_valid():
        try:
            _ask(viewer, form)
            return redirect("speak", viewer.assembly.pk)
        except Refused as no:
            form.refuse(None, f"assemblies:refused.{no.code}", no.count, **no.places)
    live = access.live(viewer.assembly)
    places = {
        "assembly": viewer.assembly,
        "viewer": viewer,
        "speaking": live,
        "form": form,
        "mine": access.own(live.rows, viewer.presence),
        "manages": manages(viewer),
    }
    return render(request, "assemblies/speaking/speak.html", places)


def manages(viewer: Viewer) -> bool:
    return viewer.leads or Duty.SECRETARY in viewer.duties


def _form(request: HttpRequest, viewer: Viewer) -> SpeakForm:
    initial = {"name": viewer.name} if viewer.assembly.of_delegates else {}
    orders = orders_of(viewer.assembly)
    return SpeakForm(request.POST or None, voice=voice_of(request), orders=orders, initial=initial)


def _ask(viewer: Viewer, form: SpeakForm, *, without_phone: bool = False) -> None:
    said = form.cleaned_data
    kind = said.get("kind", "") if said["side"] == Side.ORDER else ""
    actions.ask(viewer, said["name"], said["side"], kind, said.get("groups", ()), without_phone=without_phone)


@require_POST
@in_hall
def withdraw(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """My own place, or as chair anybody's."""
    actions.withdraw(viewer, _turn(request))
    return redirect("speakers" if "desk" in request.POST else "speak", viewer.assembly.pk)


def _turn(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("turn", ""))
    except ValueError:
        raise Http404 from None


@in_hall
def speakers(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The chair's and the secretary's: who speaks, who is next, in which place; nobody else sees this page."""
    if not manages(viewer):
        raise Http404
    if request.method == "POST":
        _do(request, viewer)
        return redirect("speakers", viewer.assembly.pk)
    places = {"assembly": viewer.assembly, "viewer": viewer, "speaking": access.live(viewer.assembly)}
    return render(request, "assemblies/speaking/speakers.html", places)


def _do(request: HttpRequest, viewer: Viewer) -> None:
    do = request.POST.get("do", "")
    if do == "begin":
        actions.begin(viewer, _turn(request))
    elif do == "end":
        actions.end(viewer)
    elif do in ("up", "down", "first"):
        _move(viewer, _turn(request), do)
    elif do in ("close", "reopen"):
        actions.set_list(viewer, is_open=do == "reopen")
    else:
        raise Http404


def _move(viewer: Viewer, turn: UUID, where: str) -> None:
    ordinary = [row for row in access.live(viewer.assembly).rows if row.turn.side != Side.ORDER]
    now = next((place for place, row in enumerate(ordinary, 1) if row.turn.pk == turn), None)
    if now is not None:
        actions.move(viewer, turn, {"up": now - 1, "down": now + 1, "first": 1}[where])


@in_hall
def add(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Somebody without a phone, added by chair or secretary."""
    if not manages(viewer):
        raise Http404
    form = SpeakForm(request.POST or None, voice=voice_of(request), orders=orders_of(viewer.assembly))
    if form.is_valid():
        _ask(viewer, form, without_phone=True)
        return redirect("speakers", viewer.assembly.pk)
    return render(request, "assemblies/speaking/add.html", {"assembly": viewer.assembly, "form": form})


@in_hall
def statistics(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Numbers, none of fewer than three speakers."""
    labels = {one.name: one.label for one in orders_of(viewer.assembly).speaking.quotas}
    found = access.statistics_of(viewer.assembly)
    groups = [(labels[line.name], line) for line in found.groups]
    places = {
        "assembly": viewer.assembly,
        "found": found,
        "groups": groups,
        "over": viewer.assembly.stage == "closed",
    }
    return render(request, "assemblies/speaking/statistics.html", places)
