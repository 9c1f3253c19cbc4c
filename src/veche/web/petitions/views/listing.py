"""All petitions of a body, for its members."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from veche.web.accounts.guard import signed_in
from veche.web.accounts.sessions import account_of
from veche.web.bodies import access as bodies
from veche.web.house.language import voice_of
from veche.web.petitions import access
from veche.web.petitions.rolled import shortened


@require_safe
@signed_in
def petitions(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Those that can be signed first, then those that are over, the latest first."""
    me, voice = bodies.membership(account_of(request), body_id), voice_of(request)
    shown = [
        {
            "petition": one,
            "kind": voice(f"petitions:kind.{one.kind}"),
            "text": shortened(one.statement),
            "open": access.takes_signatures(one),
        }
        for one in access.petitions_of(me.body)
    ]
    shown.sort(key=lambda one: not one["open"])
    return render(request, "petitions/petitions.html", {"body": me.body, "petitions": shown})
