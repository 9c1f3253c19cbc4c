"""The page of a standing roll, to which its slips lead: what is open on it now. It needs no account, as voting needs none."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from veche.web.ballots import beside
from veche.web.ballots.access import rounds
from veche.web.ballots.models import Vote
from veche.web.house.language import voice_of


@require_safe
def roll(request: HttpRequest, uuid: str) -> HttpResponse:
    """Every vote that is open on it, and what else can be done with its codes. The code itself stays behind the # of the address."""
    found = rounds.standing(uuid)
    context = {
        "roll": found,
        "vote": found.vote,
        "open": rounds.open_votes(found),
        "beside": [one for also in beside.also_open for one in also(found, voice_of(request))],
        "newcomers": rounds.newcomers(found),
    }
    response = render(request, "ballots/public/roll.html", context)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def of_roll(vote: Vote) -> dict[str, Any]:
    """What a page says of a standing roll: how long it serves, and who has no code for it."""
    roll = rounds.drafted(vote.uuid)
    return {
        "roll": roll,
        "made": rounds.lists_made(vote.uuid),
        "left": 0 if roll.ended else rounds.rounds_left(roll),
        "used": rounds.is_used(vote.uuid),
        "newcomers": rounds.newcomers(roll) if vote.roll_size else 0,
        "gone": rounds.gone(roll) if vote.roll_size else 0,
    }
