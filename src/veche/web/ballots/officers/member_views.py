"""A member's own page in a vote: how to get the code. On paper from the registrar, or sealed to this browser."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from veche.web.accounts.sessions import account_of
from veche.web.ballots.access import officers as access
from veche.web.ballots.access import rounds
from veche.web.ballots.actions import credentials
from veche.web.ballots.models import Entitled, Stage
from veche.web.ballots.stages import PATH

from .endpoints import endpoint, object_of, sent
from .pages import page

SMALL = 1024


def _own(request: HttpRequest, uuid: str) -> tuple[access.Desk, Entitled]:
    """The member's place on the roll. Raises Http404 for who is not on it."""
    desk = access.desk(account_of(request), uuid)
    own = access.entitled(desk.membership, desk.vote)
    if own is None:
        raise Http404
    return desk, own


@require_GET
@page
def credential(request: HttpRequest, uuid: str) -> HttpResponse:
    desk = access.desk(account_of(request), uuid)
    roll = rounds.roll_of(uuid)
    if roll is not None and roll.pk != uuid:  # the code of a round is that of its roll
        return redirect("credential", roll.pk)
    own = access.entitled(desk.membership, desk.vote)
    if own is None:
        forgotten = desk.vote.stage in PATH[PATH.index(Stage.CLOSED) :]
        context = {"desk": desk, "vote": desk.vote, "closed": forgotten}
        return render(request, "ballots/officers/not_on_roll.html", context)
    booth = reverse("roll" if roll is not None else "booth", args=(uuid,))
    context = {"desk": desk, "vote": desk.vote, "asked": own.key, "booth": booth}
    return render(request, "ballots/booth/credential.html", context)


@require_POST
@endpoint("form")
def ask(request: HttpRequest, uuid: str) -> HttpResponse:
    """Ask for the credential: the registrar seals it to this key, and nobody here can open it."""
    desk, _ = _own(request, uuid)
    given = object_of(request, SMALL)
    credentials.ask(desk.membership, uuid, str(given.get("key", "")))
    return sent()


@require_GET
@endpoint("form")
def sealed(request: HttpRequest, uuid: str) -> HttpResponse:
    return JsonResponse({"sealed": _own(request, uuid)[1].sealed or None})
