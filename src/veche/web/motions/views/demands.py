"""Adopted demands: the board, one demand with its talks, and offers with the vote on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from veche.web.accounts.guard import own_account
from veche.web.ballots.models import Stage
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.delegates.access import Place
from veche.web.house.language import Voice, voice_of

from .. import access as motions
from .. import actions
from ..access import demands as access
from ..errors import Refused
from ..forms import OfferForm, StageForm
from ..models import Demand, Offer
from ..said import offer_said, step_said
from .doing import form_page, page, place_in, posted, preparing

ENDED = ("accepted", "rejected", "withdrawn")


@page
def demands(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """By the members' order where they were ranked; what is settled or dropped stands below."""
    place = place_in(request, body_id)
    found, ranking = access.demands_of(place), access.ranking_of(place)
    places = {
        "body": place.body,
        "live": [one for one in found if one.stage in access.LIVE],
        "over": [one for one in found if one.stage not in access.LIVE],
        "offers": [(one, offer_said(voice_of(request), one)) for one in access.offers_of(place)],
        "prepares": motions.prepares(place),
        "may_draw_up": access.may_draw_up(place),
        "ranking": ranking,
        "shows_ranking": ranking is not None and (ranking.stage != Stage.DRAFT or access.may_draw_up(place)),
        "once": new_once(),
    }
    return render(request, "motions/demands.html", places)


@page
def put_in_order(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Draw up the ranked vote. Only looked at, it is the page of the demands: a refusal leads back here."""
    place = place_in(request, body_id)
    if request.method != "POST":
        return redirect("demands", body_id)
    vote = actions.put_in_order(place, voice_of(request), _once(request))
    return redirect("manage", vote.uuid)


@page
def demand(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """Where talks stand, what happened, what is offered; for those who prepare the assembly the form that says so."""
    found, place = access.demand(own_account(request), motion_id)
    prepares, voice = motions.prepares(place), voice_of(request)
    form = StageForm(posted(request), voice=voice, initial={"stage": found.stage})
    if form.is_bound:
        preparing(request, found.motion.body_id)
    if form.is_valid():
        try:
            actions.negotiate(place, motion_id, form.cleaned_data["stage"], form.cleaned_data["note"])
            return redirect("demand", motion_id)
        except Refused as no:
            form.refuse(None, f"motions:refused.{no.code}")
    places = {
        "body": found.motion.body,
        "motion": found.motion,
        "demand": found,
        "text": motions.text_of(found.motion),
        "life": [(one.day, step_said(voice, found.motion, one)) for one in access.life_of(found)],
        "offers": [(one, offer_said(voice, one)) for one in access.offers_for(place, found)],
        "form": form if prepares and found.stage != Demand.Stage.SETTLED else None,
    }
    return render(request, "motions/demand.html", places, status=422 if form.errors else 200)


@page
def new_offer(request: HttpRequest, body_id: UUID) -> HttpResponse:
    place = preparing(request, body_id)
    live = [one.motion for one in access.demands_of(place) if one.stage in access.LIVE]
    form = OfferForm(
        posted(request),
        voice=voice_of(request),
        demands=[(str(one.pk), f"{one.number}. {one.title}") for one in live],
    )
    if form.is_valid():
        try:
            wanted = [UUID(one) for one in form.cleaned_data["demands"]]
            made = actions.make_offer(
                place, form.cleaned_data["text"], wanted, read_once(request.POST.get("once", ""))
            )
            return redirect("offer", body_id, made.pk)
        except Stale:
            form.refuse(None, "motions:refused.stale")
        except Refused as no:
            form.refuse(None, f"motions:refused.{no.code}")
    back = (reverse("demands", args=[body_id]), place.body.name)
    return form_page(request, "offer", form, back, once=new_once())


@page
def offer(request: HttpRequest, body_id: UUID, offer_id: UUID) -> HttpResponse:
    """Its text, the demands that it answers, the vote on it; put to a vote or withdrawn."""
    found, place = access.offer(own_account(request), offer_id)
    if found.body_id != body_id:
        raise Http404
    if request.POST.get("do") == "withdraw":
        actions.withdraw_offer(place, offer_id)
        return redirect("offer", body_id, offer_id)
    if request.method == "POST":
        vote = actions.put_to_vote(place, offer_id, voice_of(request), _once(request))
        return redirect("manage", vote.uuid)
    return render(request, "motions/offer.html", _offer(voice_of(request), found, place))


def _offer(voice: Voice, found: Offer, place: Place) -> dict[str, Any]:
    open_now = found.state not in ENDED and found.vote is None
    return {
        "body": found.body,
        "offer": found,
        "stands": offer_said(voice, found),
        "shows_vote": found.vote is not None
        and (found.vote.stage != Stage.DRAFT or access.may_draw_up(place)),
        "demands": access.demands_in(found),
        "may_vote": open_now and access.may_draw_up(place),
        "may_withdraw": access.may_withdraw_offer(place, found),
        "once": new_once(),
    }


def _once(request: HttpRequest) -> bytes:
    try:
        return read_once(request.POST.get("once", ""))
    except Stale:
        raise Refused("stale") from None
