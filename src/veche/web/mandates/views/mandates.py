"""Mandates that a body gave, and those that somebody carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from veche.assembly import text
from veche.assembly.mandate import telling
from veche.web.accounts.guard import own_account, signed_in
from veche.web.accounts.sessions import account_of
from veche.web.delegates import access as delegates
from veche.web.house.language import Voice, voice_of

from .. import access
from ..models import Keeping, Mandate
from ..reading import of_row
from ..saying import about, bounds, in_short, say


@dataclass(frozen=True)
class Line:
    """A mandate in a list."""

    mandate: Mandate
    about: str
    kind: str
    said: str
    bounds: list[str]


@dataclass(frozen=True)
class Judged:
    """A keeping in a list."""

    keeping: Keeping
    verdict: str
    why: str


def line(one: Mandate, voice: Voice) -> Line:
    read = of_row(one)
    said = in_short(one, voice) if read.vote or read.split else ""
    kind = voice("mandates:way.split") if read.split else say(telling.kind(read.kind), voice)
    return Line(one, about(one, voice), kind, said, bounds(one, voice))


def judged(one: Keeping, voice: Voice) -> Judged:
    return Judged(one, say(telling.verdict(one.verdict), voice), say(telling.why(one.why), voice))


@signed_in
def mandates(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """What the body told its delegates, whether they kept it, and what is due."""
    sight, voice = access.sender(account_of(request), body_id), voice_of(request)
    given, keepings = access.given_by(sight.body), access.keepings_of(sight.body)
    voted = {one.mandate_id for one in keepings}
    standing = [
        one for one in given if one.pk not in voted and one.withdrawn is None and access.later(one) is None
    ]
    seats = access.seats_bound(sight.body)
    places = {
        "body": sight.body,
        "sight": sight,
        "writes": sight.writes,
        "seats": [(seat, delegates.delegate_of(seat)) for seat in seats],
        "standing": [line(one, voice) for one in standing],
        "past": [line(one, voice) for one in given if one not in standing],
        "kept": [judged(one, voice) for one in keepings],
        "late": [one for one in access.reports_of(sight.body) if one.given is None],
    }
    return render(request, "mandates/mandates.html", places)


@signed_in
def mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """One mandate: its words and their fingerprint, from where it comes, what it binds to now."""
    account, voice = own_account(request), voice_of(request)
    one, sight = access.mandate(account, mandate_id)
    places = {
        "line": line(one, voice),
        "mandate": one,
        "sight": sight,
        "writes": sight is not None and sight.writes,
        "later": access.later(one) if one.withdrawn is None else None,
        "if_amended": say(telling.if_amended(one.if_amended), voice),
        "kept": [judged(kept, voice) for kept in access.keepings_under(one)],
        **_text(one),
    }
    return render(request, "mandates/mandate.html", places)


def _text(one: Mandate) -> dict[str, Any]:
    """The text that the body had before it, and what was changed since."""
    if one.motion is None:
        return {"then": (), "changes": (), "unclear": False}
    now = access.standing(one.motion)
    changed = list(now.paragraphs) != one.text
    pieces = text.differences(text.join(one.text), text.join(now.paragraphs)) if changed else ()
    return {"then": one.text, "changes": pieces, "unclear": now.unclear}


@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """For a delegate: what binds them, what they are asked for, and what became of their votes."""
    account, voice = own_account(request), voice_of(request)
    held = delegates.delegacies_of(account)
    places = {
        "held": held,
        "mandates": [line(one, voice) for one in access.holding(held)],
        "reports": access.own_reports(account),
        "kept": [judged(one, voice) for one in access.keepings_by(held)],
    }
    return render(request, "mandates/own.html", places)
