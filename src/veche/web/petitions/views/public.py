"""What everybody sees of a petition, and the file with which anybody counts its signatures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from veche.web.ballots.access import rounds
from veche.web.petitions import access


@require_safe
def petition(request: HttpRequest, uuid: str) -> HttpResponse:
    """What is asked for, how far it is, and how to check it."""
    found = access.petition(uuid)
    roll = access.roll_of(found)
    context = {
        "petition": found,
        "open": access.takes_signatures(found),
        "shown": access.shown(found),
        "listed": len(access.opened(found).roll),
        "fingerprint": access.opened(found).fingerprint,
        "has_signatures": access.shows_signatures(found),
        "newcomers": rounds.newcomers(roll),
        "gone": rounds.gone(roll),
        "roll": roll,
    }
    return render(request, "petitions/petition.html", context)


@require_safe
def file(request: HttpRequest, uuid: str) -> HttpResponse:
    """`petition.json`, for `veche petition verify` and every other program that can read it."""
    response = HttpResponse(access.file_of(access.petition(uuid)), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="petition.json"'
    return response
