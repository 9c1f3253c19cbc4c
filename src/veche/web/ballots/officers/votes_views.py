"""The votes of a body, as its members see them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from veche.web.accounts.sessions import account_of
from veche.web.ballots.access import officers as access
from veche.web.ballots.access.rounds import is_standing
from veche.web.ballots.models import Stage, Vote
from veche.web.ballots.stages import PUBLIC
from veche.web.ballots.templatetags.strip import says_now
from veche.web.bodies import access as bodies
from veche.web.house.language import Voice, voice_of

from .pages import page


@page
def votes(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """The votes of a body, for its members."""
    me = bodies.membership(account_of(request), body_id)
    voice = voice_of(request)
    found = [
        (desk.vote, {one.post for one in desk.mine}, desk.manages, _card(desk.vote, voice))
        for desk in access.votes_of(me)
    ]
    context = {"body": me.body, "votes": found, "may_draw_up": access.may_draw_up(me)}
    return render(request, "ballots/officers/votes.html", context)


def _card(vote: Vote, voice: Voice) -> dict[str, object]:
    """What a member sees of a vote in the list: where it stands, and which pages there are."""
    standing = is_standing(vote)
    until = {Stage.OPEN: vote.closes, Stage.READY: vote.opens}.get(Stage(vote.stage))
    preparing = vote.stage in (Stage.ROLL, Stage.READY)
    return {
        "now": says_now(vote, voice),
        "roll": standing and preparing,
        "until": until and voice.moment(until),
        "public": vote.stage in PUBLIC,
        "code": preparing or vote.stage == Stage.OPEN,
        "codes": preparing or vote.stage == Stage.OPEN,
        "lot": (preparing and not standing) or (vote.stage == Stage.PUBLISHED and access.waits_for_lot(vote)),
    }
