"""A decision with all votes and mandates under it, and a federation with all its bodies."""

from __future__ import annotations

from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from veche.assembly.chain import picture, rows
from veche.web.accounts.guard import signed_in
from veche.web.accounts.sessions import account_of
from veche.web.ballots.public.parts import STYLE
from veche.web.house.language import voice_of

from .. import access


@csp_update({"style-src": [STYLE]})  # type: ignore[arg-type]  # its stubs know no views with arguments
@signed_in
def chain(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """As a picture and as a table that says the same, and more."""
    voice = voice_of(request)
    poll, found = access.chain_of(account_of(request), poll_id, voice)
    places = {
        "poll": poll,
        "body": poll.assembly.body,
        "decision": found,
        "picture": mark_safe(picture(found, voice.language)),  # noqa: S308 - our own drawing, which escapes every text
        "rows": rows(found, voice.language),
    }
    return render(request, "mandates/chain.html", places)


@signed_in
def federation(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """The bodies above and below, with their seats."""
    body, inside = access.body_seen(account_of(request), body_id)
    places = {"body": body, "inside": inside, "found": access.federation(body)}
    return render(request, "mandates/federation.html", places)
