"""What those who prepare the assembly do with a motion: one page, several short forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import voice_of

from .. import access, actions
from ..access import Seen, moves
from ..errors import Refused
from ..forms import (
    BlockForm,
    ComposeForm,
    DeadlineForm,
    MoveForm,
    PutForm,
    RecommendForm,
    SameForm,
)
from ..models import Block, Motion, Sort
from ..states import state_of
from .doing import form_page, page, place_in, posted, prepared_by, preparing
from .reading import row


@page
def prepare(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """Recommend, set a deadline, put into a block, say that two motions are one, move into another state."""
    found = prepared_by(request, motion_id)
    forms = _forms(request, found)
    name = request.POST.get("do", "")
    if request.method == "POST" and name not in forms:
        raise Http404
    if request.method == "POST" and forms[name].is_valid():
        try:
            _do(found, name, forms[name])
            return redirect("prepare", motion_id)
        except Refused as no:
            forms[name].refuse(None, f"motions:refused.{no.code}")
    wrong = any(form.is_bound for form in forms.values())
    places = {
        "motion": found.motion,
        "body": found.motion.body,
        "forms": forms,
        "open": not state_of(found.motion).ends,
    }
    return render(request, "motions/prepare.html", places, status=422 if wrong else 200)


def _forms(request: HttpRequest, found: Seen) -> dict[str, Any]:
    """Each with what holds now. Where nothing can be chosen, the form is not there."""
    voice, one = voice_of(request), found.motion
    following, towards = moves.moves(found), moves.recommendable(one)
    blocks = [(str(each.pk), each.title) for each in access.blocks_of(found.place)]
    forms: dict[str, Any] = {}
    if towards:
        now = {"state": one.recommendation, "note": one.recommendation_note}
        forms["recommend"] = RecommendForm(
            posted(request, "recommend"), voice=voice, states=towards, initial=now, prefix="recommend"
        )
    if state_of(one).amend:
        until: Mapping[str, Any] = (
            {"day": one.deadline.date().isoformat(), "hour": one.deadline.hour} if one.deadline else {}
        )
        forms["deadline"] = DeadlineForm(
            posted(request, "deadline"), voice=voice, initial=until, prefix="deadline"
        )
    if blocks and not state_of(one).ends and one.part_of_id is None:
        forms["put"] = PutForm(
            posted(request, "put"),
            voice=voice,
            blocks=blocks,
            initial={"block": str(one.block_id or "")},
            prefix="put",
        )
    if following:
        forms["move"] = MoveForm(posted(request, "move"), voice=voice, states=following, prefix="move")
    forms["same"] = SameForm(posted(request, "same"), voice=voice, prefix="same")
    return forms


def _do(found: Seen, name: str, form: Any) -> None:
    given, place, motion_id = form.cleaned_data, found.place, found.motion.pk
    if name == "recommend":
        actions.recommend(place, motion_id, given["state"], given["note"])
    elif name == "deadline":
        actions.set_deadline(place, motion_id, form.until())
    elif name == "put":
        actions.put_in_block(place, motion_id, UUID(given["block"]) if given["block"] else None)
    elif name == "same":
        actions.identical(place, motion_id, given["number"])
    else:
        actions.move(place, motion_id, given["state"])


@page
def blocks(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """All blocks, and a form for one more for those who prepare the assembly."""
    place, voice = place_in(request, body_id), voice_of(request)
    prepares = access.prepares(place)
    form = BlockForm(posted(request), voice=voice)
    if form.is_bound:
        preparing(request, body_id)
    if form.is_valid():
        try:
            made = actions.make_block(
                place, form.cleaned_data["title"], read_once(request.POST.get("once", ""))
            )
            return redirect("block", body_id, made.pk)
        except Stale:
            form.refuse(None, "motions:refused.stale")
        except Refused as no:
            form.refuse(None, f"motions:refused.{no.code}")
    places = {
        "body": place.body,
        "blocks": access.blocks_of(place),
        "prepares": prepares,
        "form": form,
        "once": new_once(),
    }
    return render(request, "motions/blocks.html", places)


@page
def block(request: HttpRequest, body_id: UUID, block_id: UUID) -> HttpResponse:
    """What is voted on together, and what would become of each. An empty one can be dropped."""
    place, voice = place_in(request, body_id), voice_of(request)
    found = _block(access.blocks_of(place), block_id)
    if request.method == "POST":
        actions.drop_block(preparing(request, body_id), block_id)
        return redirect("blocks", body_id)
    listed = [one for one in access.motions_of(place) if one.block_id == block_id]
    places = {
        "body": place.body,
        "gathered": found,  # `block` is a word of templates
        "rows": [row(voice, one) for one in listed],
        "without": [one.number for one in listed if not one.recommendation],
        "prepares": access.prepares(place),
    }
    return render(request, "motions/block.html", places)


def _block(known: list[Block], block_id: UUID) -> Block:
    found = next((one for one in known if one.pk == block_id), None)
    if found is None:
        raise Http404
    return found


@page
def compose(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """One text in place of several motions."""
    place = preparing(request, body_id)
    free = [one for one in access.motions_of(place) if _free(one)]
    form = ComposeForm(
        posted(request),
        voice=voice_of(request),
        motions=[(str(one.pk), f"{one.number}. {one.title}") for one in free],
    )
    if form.is_valid():
        try:
            parts = [UUID(one) for one in form.cleaned_data["parts"]]
            made = actions.compose(place, parts, form.wording(), read_once(request.POST.get("once", "")))
            return redirect("motion", made.pk)
        except Stale:
            form.refuse(None, "motions:refused.stale")
        except Refused as no:
            form.refuse(None, f"motions:refused.{no.code}")
    back = (reverse("motions", args=[body_id]), place.body.name)
    return form_page(request, "compose", form, back, once=new_once())


def _free(one: Motion) -> bool:
    """It can become a part of a composite."""
    whole = one.sort != Sort.COMPOSITE and one.part_of_id is None
    return whole and one.submitted is not None and not state_of(one).ends
