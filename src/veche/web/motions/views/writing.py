"""Writing a motion, changing it, handing it in, taking it back, supporting it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from veche.assembly import text
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.delegates.access import Place
from veche.web.house.language import voice_of

from .. import access, actions
from ..access import moves
from ..access.coming import supporters_needed
from ..errors import Refused
from ..forms import NewForm, WordingForm
from ..models import Motion
from .doing import form_page, page, place_in, posted, seen_by


@page
def new_motion(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """A draft that only its author sees."""
    place = place_in(request, body_id)
    form = NewForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        try:
            once = read_once(request.POST.get("once", ""))
            made = actions.write(place, form.wording(), once, form.cleaned_data["sort"])
            return redirect("motion", made.pk)
        except Stale:
            form.refuse(None, "motions:refused.stale")
        except Refused as no:
            form.refuse(None, f"motions:refused.{no.code}")
    back = (reverse("motions", args=[body_id]), place.body.name)
    return form_page(request, "write", form, back, once=new_once())


@page
def edit(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    found = seen_by(request, motion_id)
    if not found.mine:
        raise PermissionDenied
    if not moves.may_edit(found):
        raise Refused("no_edit")
    one, last = found.motion, access.text_of(found.motion)
    now = {
        "title": one.title,
        "paragraphs": text.join(last.paragraphs),
        "reason": one.reason,
        "movers": "\n".join(one.movers),
    }
    base = request.POST.get("base", "") if request.method == "POST" else str(last.number)
    form = WordingForm(posted(request), voice=voice_of(request), initial=now)
    if form.is_valid():
        try:
            actions.edit(found.place, motion_id, form.wording(), int(base) if base.isdecimal() else 0)
            return redirect("motion", motion_id)
        except Refused as no:
            form.refuse(None, f"motions:refused.{no.code}")
    return form_page(request, "edit", form, back_to(one), base=base)


def back_to(motion: Motion) -> tuple[str, str]:
    """The way back to a motion: address and words."""
    return reverse("motion", args=[motion.pk]), motion.title


@page
def submit(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """Asked once more: what is handed in, everybody in the body reads."""
    found = seen_by(request, motion_id)
    if not found.mine:
        raise PermissionDenied
    if found.motion.number is not None:
        return redirect("motion", motion_id)
    if request.method == "POST":
        actions.submit(found.place, motion_id)
        return redirect("motion", motion_id)
    places = {
        "motion": found.motion,
        "supporters": access.supporters(found.motion),
        "needed": supporters_needed(found.motion),
    }
    return render(request, "motions/submit.html", places)


@page
def withdraw(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    return _sure(request, motion_id, "withdraw", actions.withdraw)


@page
def throw_away(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    return _sure(request, motion_id, "throw_away", actions.throw_away)


def _sure(
    request: HttpRequest, motion_id: UUID, name: str, act: Callable[[Place, UUID], None]
) -> HttpResponse:
    """Ask once more, then do it."""
    found = seen_by(request, motion_id)
    if not found.mine:
        raise PermissionDenied
    if request.method != "POST":
        voice = voice_of(request)
        texts = {part: voice(f"motions:{name}.{part}") for part in ("page", "what", "do")}
        return render(request, "motions/sure.html", {"texts": texts, "back": back_to(found.motion)})
    act(found.place, motion_id)
    if name == "throw_away":
        return redirect("motions", found.motion.body_id)
    return redirect("motion", motion_id)


@page
def support(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """Give my support, or take it back. Only looked at, it is the motion's page: a refusal leads back here."""
    found = seen_by(request, motion_id)
    if request.method == "POST":
        act = actions.take_back if request.POST.get("do") == "back" else actions.support
        act(found.place, motion_id)
    return redirect("motion", motion_id)
