"""A vote: its page, the ballot on a phone, and what the chair does with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from veche.web.bodies.names import LONGEST, clean
from veche.web.house.language import voice_of

from .. import hooks
from ..access import polls as access
from ..access.hall import Viewer, orders_of
from ..actions import polls as actions
from ..errors import Refused
from ..models import Duty, Poll, Presence, Way
from ..presenting_polls import answers
from .entering import in_hall

Action = Callable[[Viewer, Poll], object]


@in_hall
def polls(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All votes of the assembly, the last first."""
    found = list(reversed(access.polls_of(viewer.assembly)))
    places = {"assembly": viewer.assembly, "viewer": viewer, "polls": found}
    return render(request, "assemblies/polls/polls.html", places)


@in_hall
def poll(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Where it stands; once decided, the result and everything it was computed from."""
    found = access.poll(viewer.assembly.pk, number)
    parts = access.state_of(found)
    places = {
        "assembly": viewer.assembly,
        "viewer": viewer,
        "poll": found,
        "parts": parts,
        "names": access.named(found),
        "cards": access.ballots_of_delegates(found)
        if found.way == Way.CARDS and found.state == Poll.State.DECIDED
        else [],
        "own": access.own_ballot(found, viewer.presence) if found.state == Poll.State.OPEN else None,
        "may_vote": viewer.here and found.state == Poll.State.OPEN and "phones" in found.parts,
        "seats": [(one, access.own_ballot(found, one)) for one in viewer.seats]
        if len(viewer.seats) > 1
        else [],
        "tells": Duty.TELLER in viewer.duties and "hands" in found.parts,
        "counts": bool(viewer.duties & {Duty.CHAIR, Duty.SECRETARY, Duty.TELLER}),
        "problem": _problem(found, parts),
        "tellers": orders_of(viewer.assembly).tellers,
    }
    return render(request, "assemblies/polls/poll.html", places)


def _problem(found: Poll, parts: access.Parts) -> str:
    """Why a vote that is closed is not decided yet."""
    if found.state != Poll.State.CLOSED:
        return ""
    return "too_many" if parts.complete else "parts"


DOES: dict[str, Action] = {
    "close": actions.close_poll,
    "decide": actions.decide,
    "again": actions.count_present_again,
    "call_off": actions.call_off,
    "take": actions.take_result,
}


@require_POST
@in_hall
def do(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """What the chair does. To call it off is asked once more."""
    found = access.poll(viewer.assembly.pk, number)
    what = request.POST.get("do", "")
    if what not in DOES:
        raise Http404
    if not viewer.leads:
        raise PermissionDenied
    if what == "call_off" and "sure" not in request.POST:
        return render(request, "assemblies/polls/call_off.html", {"assembly": viewer.assembly, "poll": found})
    DOES[what](viewer, found)
    return redirect("poll", viewer.assembly.pk, number)


@in_hall
def vote(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """First the choice, then the same once more to confirm; of a delegate's, what the mandate says beside it."""
    found = access.poll(viewer.assembly.pk, number)
    if found.way == Way.SECRET or not viewer.here or found.state != Poll.State.OPEN:
        return redirect("poll", viewer.assembly.pk, number)
    presence = _as_whom(request, viewer)
    if presence is None:  # each seat has a vote of its own: the page of the vote lists them
        return redirect("poll", viewer.assembly.pk, number)
    delegacy = presence.delegacy
    weight = (
        found.weights.get(str(delegacy.seat_id), 0) if delegacy is not None and found.way == Way.CARDS else 1
    )
    places: dict[str, Any] = {
        "assembly": viewer.assembly,
        "viewer": viewer,
        "poll": found,
        "answers": list(enumerate(answers(found, voice_of(request)))),
        "presence": presence,
        "own": access.own_ballot(found, presence),
        "weight": weight,
        "delegacy": delegacy,
        "asks_name": found.way == Way.NAMED and delegacy is None,
        "name": clean(request.POST.get("name", ""))[:LONGEST],
        "beside": _beside(request, found, delegacy),
    }
    if request.method != "POST":
        return render(request, "assemblies/polls/vote.html", places)
    return _voted(request, viewer, found, places)


def _as_whom(request: HttpRequest, viewer: Viewer) -> Presence | None:
    """For which of their seats somebody votes, by the address; None where they have several and named none. Raises Http404 for a seat that is not theirs."""
    if len(viewer.seats) < 2:
        return viewer.presence
    named = request.GET.get("seat", "")
    if not named:
        return None
    found = next((one for one in viewer.seats if str(one.delegacy_id) == named), None)
    if found is None:
        raise Http404
    return found


def _beside(request: HttpRequest, found: Poll, delegacy: Any) -> list[hooks.Beside]:
    if delegacy is None:
        return []
    told = (beside(found, delegacy, voice_of(request)) for beside in hooks.beside_ballot)
    return [one for one in told if one is not None]


def _voted(request: HttpRequest, viewer: Viewer, found: Poll, places: dict[str, Any]) -> HttpResponse:
    choice = choice_of(request, found, int(places["weight"]))
    places |= {"choice": choice, "number": found.number}
    if "sure" not in request.POST and any(choice):
        if places["asks_name"] and not places["name"]:
            return render(
                request, "assemblies/polls/vote.html", places | {"refused": "assemblies:refused.name_missing"}
            )
        return render(request, "assemblies/polls/confirm.html", places)
    try:
        actions.cast_open(
            found, places["presence"], choice, name=places["name"], sure="against" in request.POST
        )
    except hooks.AgainstMandate as against:
        return render(
            request,
            "assemblies/polls/confirm.html",
            places | {"against": _told(request, against), "stopped": against.refused},
        )
    except Refused as no:
        sentence = voice_of(request)(f"assemblies:refused.{no.code}", no.count, **no.places)
        return render(request, "assemblies/polls/vote.html", places | {"sentence": sentence})
    return redirect("poll", viewer.assembly.pk, found.number)


def _told(request: HttpRequest, against: hooks.AgainstMandate) -> str:
    return voice_of(request)(against.sentence, None, **against.places)


def choice_of(request: HttpRequest, found: Poll, weight: int) -> list[int]:
    """From buttons (one answer, with the whole weight), ticks (several), or numbers (a split vote). What is no answer counts as none."""
    places = range(len(found.answers))
    if "split" in request.POST:
        return [_number(request.POST.get(f"part_{place}", "")) for place in places]
    chosen = {_number(one) for one in request.POST.getlist("choice") if one.isdecimal()}
    return [weight if place in chosen else 0 for place in places]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@in_hall
def secret(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """How many ask for a secret vote on what is dealt with, how many it takes, and my own word."""
    if request.method == "POST":
        act = actions.take_back_demand if request.POST.get("do") == "back" else actions.demand_secret
        act(viewer)
        return redirect("demand_secret", viewer.assembly.pk)
    assembly = viewer.assembly
    places = {
        "assembly": assembly,
        "viewer": viewer,
        "demands": access.demands(assembly, assembly.item),
        "mine": access.demanded(assembly.item, viewer.presence) if viewer.here else False,
    }
    return render(request, "assemblies/polls/secret.html", places)
