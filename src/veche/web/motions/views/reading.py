"""The motions of a body, one motion with all that belongs to it, and its earlier texts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from veche.assembly.text import compare
from veche.web.house.language import Voice, voice_of

from .. import access
from ..access import Seen, forwarding, moves
from ..access.amendments import may_amend, text_waits
from ..access.coming import supporters_needed
from ..finding import Found, Wanted, find
from ..models import Motion, Sort
from ..said import label, proposals_said, recommended, state_said, step_said
from ..states import is_draft, state_of
from .doing import page, place_in, seen_by


@page
def motions(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """By number; filtered by state and block, found by number or by words of the title."""
    place, voice = place_in(request, body_id), voice_of(request)
    listed = access.motions_of(place)
    wanted = Wanted.of(request.GET.dict())
    found = find(listed, wanted)
    places = {
        "body": place.body,
        "place": place,
        "rows": [row(voice, one) for one in found.motions],
        "found": found,
        "wanted": wanted,
        "all": len(listed),
        "states": _states(voice, listed),
        "blocks": access.blocks_of(place),
        "beside": _beside(wanted, found),
        "prepares": access.prepares(place),
        "offered": len(forwarding.offered_to(place)),
        "demands": any(one.sort == Sort.DEMAND for one in listed),
    }
    return render(request, "motions/motions.html", places)


def row(voice: Voice, one: Motion) -> dict[str, Any]:
    """A motion in a list."""
    return {"motion": one, "state": state_said(voice, one), "recommended": recommended(voice, one)}


def _states(voice: Voice, listed: list[Motion]) -> list[tuple[str, str]]:
    """The states that there are among the listed."""
    known = {f"{one.workflow}.{one.state}": one for one in listed}
    return sorted(((name, state_said(voice, one)) for name, one in known.items()), key=lambda one: one[1])


def _beside(wanted: Wanted, found: Found) -> dict[str, str]:
    """Addresses of the pages before and after."""
    kept = {"q": wanted.text, "state": wanted.state, "block": str(wanted.block or "")}
    asked = {name: value for name, value in kept.items() if value}
    return {
        name: f"?{urlencode(asked | {'page': number})}"
        for name, number in (("before", found.before), ("after", found.after))
        if number
    }


@page
def motion(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    return render(request, "motions/motion.html", about(voice_of(request), seen_by(request, motion_id)))


def about(voice: Voice, found: Seen) -> dict[str, Any]:
    """All that stands on a motion's page."""
    one, state = found.motion, state_of(found.motion)
    versions = access.versions(one)
    return {
        "seen": found,
        "motion": one,
        "body": one.body,
        "draft": is_draft(one),
        "state": state,
        "state_said": label(voice, state),
        "recommended": recommended(voice, one),
        "text": versions[-1],
        "versions": versions[:-1],
        "may": _may(found),
        "proposals": proposals_said(voice, found, one),
        "parts": access.parts_of(one) if one.sort == Sort.COMPOSITE else [],
        "same": access.identical(one),
        "amendments": access.amendments_to(one),
        "text_waits": text_waits(one),
        "trail": [(each, label(voice, each.state)) for each in forwarding.trail(one)],
        "went": [(each, label(voice, each.state)) for each in forwarding.went(one)],
        "steps": [(each.day, step_said(voice, one, each)) for each in access.steps(one)],
        **_support(found),
    }


def _may(found: Seen) -> dict[str, bool]:
    """The buttons that stand there."""
    one, state = found.motion, state_of(found.motion)
    return {
        "edit": moves.may_edit(found),
        "submit": found.mine and one.number is None and bool(state.next) and _enough(found),
        "withdraw": moves.may_withdraw(found),
        "support": state.support,
        "forward": found.prepares and state.forward,
        "amend": may_amend(one),
        "prepare": found.prepares and one.submitted is not None and (not state.ends or bool(state.next)),
    }


def _enough(found: Seen) -> bool:
    """A draft can always be handed in; what collects supporters, with enough of them."""
    collects = state_of(found.motion).support
    return not collects or access.supporters(found.motion) >= supporters_needed(found.motion)


def _support(found: Seen) -> dict[str, Any]:
    if not state_of(found.motion).support:
        return {"supporters": 0, "needed": 0, "supported": False}
    return {
        "supporters": access.supporters(found.motion),
        "needed": supporters_needed(found.motion),
        "supported": access.supports(found.place, found.motion),
    }


@page
def version(request: HttpRequest, motion_id: UUID, number: int) -> HttpResponse:
    """An earlier text, and what was changed in it since the one before."""
    found = seen_by(request, motion_id)
    known = {one.number: one for one in access.versions(found.motion)}
    if number not in known:
        raise Http404
    one, before = known[number], known.get(number - 1)
    lines = compare(before.paragraphs, one.paragraphs) if before is not None else None
    places = {"motion": found.motion, "body": found.motion.body, "version": one, "lines": lines}
    return render(request, "motions/version.html", places)
