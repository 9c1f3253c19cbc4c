"""Who stands for the seats of a body in another; asking a colleague; the vote, and taking over its result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.accounts.guard import signed_in
from veche.web.accounts.limits import allow
from veche.web.accounts.sessions import account_of
from veche.web.ballots.access.officers import may_draw_up
from veche.web.ballots.drawing.countings import name_of
from veche.web.bodies import access as bodies
from veche.web.bodies.codes import Mistyped
from veche.web.bodies.models import Body, Membership
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import voice_of

from .. import access, actions, sayings
from ..actions.voting import RULES, Wanted
from ..errors import Objected, Refused
from ..forms import AskedForm, ByHandForm, NominateForm, VoteForm

PER_HOUR = 60


def _ours(request: HttpRequest, body_id: UUID, upper_id: UUID) -> tuple[Membership, Body]:
    """The member, and a body above theirs. Raises Http404."""
    me = bodies.membership(account_of(request), body_id)
    upper = next((one for one in access.bodies_above(me.body) if one.pk == upper_id), None)
    if upper is None:
        raise Http404
    return me, upper


@signed_in
def nominate(request: HttpRequest, body_id: UUID, upper_id: UUID) -> HttpResponse:
    """The list, and one's own place on it."""
    me, upper = _ours(request, body_id, upper_id)
    voice, do = voice_of(request), request.POST.get("do", "")
    mine = next((one for one in access.nominations(me.body, upper) if one.membership_id == me.pk), None)
    form = NominateForm(
        request.POST if do in ("stand", "agree") else None,
        initial={"statement": mine.words if mine else ""},
        voice=voice,
    )
    asked = AskedForm(request.POST if do == "agree" else None, voice=voice)
    if do and _act(request, me, upper, do, form, asked):
        return redirect("nominate", body_id, upper_id)
    term = access.next_term(me.body, upper)
    places = {
        "body": me.body,
        "upper": upper,
        "me": me,
        "mine": mine,
        "form": form,
        "asked": asked,
        "term": term,
        "seats": len(access.seats_of(me.body, upper)),
        "nominations": [
            (one, sayings.objected(access.objections(one.membership, upper, term), voice))
            for one in access.nominations(me.body, upper)
        ],
        "objections": sayings.objected(access.objections(me, upper, term), voice),
        "elections": [(one, access.left_out(one)) for one in access.elections_of(me.body, upper)],
        "officer": may_draw_up(me),
    }
    failed = form.errors or asked.errors
    return render(request, "delegates/nominate.html", places, status=422 if failed else 200)


def _act(
    request: HttpRequest, me: Membership, upper: Body, do: str, form: NominateForm, asked: AskedForm
) -> bool:
    """Whether it was done; otherwise the forms say why not."""
    try:
        if do == "withdraw":
            actions.withdraw(me, upper)
            return True
        if not form.is_valid() or (do == "agree" and not asked.is_valid()):
            return False
        allow("nominate", me.id.bytes, PER_HOUR)
        code = asked.cleaned_data["code"] if do == "agree" else ""
        actions.nominate(me, upper, form.cleaned_data["statement"], code)
    except Mistyped:
        asked.refuse("code", "bodies:code.mistyped")
    except Objected:
        form.refuse(None, "delegates:refused.objected")
    except Refused as no:
        if no.code == "code_gone":
            asked.refuse("code", "bodies:code.gone")
        else:
            _bound(form, request).refuse(None, f"delegates:refused.{no.code}")
    else:
        return True
    return False


def _bound(form: NominateForm, request: HttpRequest) -> NominateForm:
    """A form that can bear an error, also where another button was pressed."""
    if not form.is_bound:
        form.is_bound, form.data = True, request.POST
    form.is_valid()
    return form


@signed_in
def ask(request: HttpRequest, body_id: UUID, upper_id: UUID) -> HttpResponse:
    """A code for a colleague whom one would like to stand."""
    me, upper = _ours(request, body_id, upper_id)
    code = ""
    if request.method == "POST":
        allow(
            "ask to stand", me.body_id.bytes, PER_HOUR
        )  # of the body: who asks is kept nowhere, not for an hour
        code = actions.ask_to_stand(me, upper)
    return render(request, "delegates/ask.html", {"body": me.body, "upper": upper, "code": code})


@signed_in
def vote(request: HttpRequest, body_id: UUID, upper_id: UUID) -> HttpResponse:
    """Draw a vote up from those who stand."""
    me, upper = _ours(request, body_id, upper_id)
    if not may_draw_up(me):
        raise PermissionDenied
    voice = voice_of(request)
    seats = len(access.seats_of(me.body, upper))
    now = {"delegates": max(seats, 1), "begins": access.next_term(me.body, upper), "rule": RULES[0]}
    rules = [(rule, name_of(rule, voice.language)) for rule in RULES]
    form = VoteForm(request.POST or None, initial=now, rules=rules, voice=voice)
    if form.is_valid():
        try:
            made = actions.draw_up(me, upper, _wanted(form), voice, read_once(request.POST.get("once", "")))
            return redirect("manage", made.pk)
        except Stale:
            form.refuse(None, "bodies:refused.stale")
        except Refused as no:
            form.refuse(None, f"delegates:refused.{no.code}")
    places = {"body": me.body, "upper": upper, "form": form, "once": new_once(), "seats": seats}
    return render(request, "delegates/vote.html", places, status=422 if form.errors else 200)


def _wanted(form: VoteForm) -> Wanted:
    said = form.cleaned_data
    return Wanted(said["delegates"], said["alternates"], said["rule"], said["begins"], said["order"] == "lot")


@signed_in
def by_hand(request: HttpRequest, body_id: UUID, upper_id: UUID) -> HttpResponse:
    """Write down what an assembly decided by hands or on paper."""
    me, upper = _ours(request, body_id, upper_id)
    if not may_draw_up(me):
        raise PermissionDenied
    people = [(str(one.pk), one.name) for one in access.nominations(me.body, upper)]
    now = {"begins": access.next_term(me.body, upper)}
    form = ByHandForm(request.POST or None, initial=now, people=people, voice=voice_of(request))
    objected = list[str]()
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.elect_by_hand(me, upper, form.order, said["delegates"], said["begins"], said["how"])
            return redirect("delegates", body_id)
        except Objected as no:
            objected = sayings.objected(no.objections, voice_of(request))
            form.refuse(None, "delegates:refused.objected")
        except Refused as no:
            form.refuse(None, f"delegates:refused.{no.code}")
    places = {"body": me.body, "upper": upper, "form": form, "people": people, "objected": objected}
    return render(request, "delegates/by_hand.html", places, status=422 if form.errors else 200)


@signed_in
def result(request: HttpRequest, body_id: UUID, uuid: str) -> HttpResponse:
    """Whom a vote elected, and the button with which an officer gives them their seats."""
    me = bodies.membership(account_of(request), body_id)
    election = access.election(me.body, uuid)
    refused, objected = "", list[str]()
    if request.method == "POST":
        try:
            actions.take_over(me, uuid)
            return redirect("delegates", body_id)
        except Objected as no:
            refused, objected = "objected", sayings.objected(no.objections, voice_of(request))
        except Refused as no:
            refused = no.code
    places: dict[str, Any] = {
        "body": me.body,
        "election": election,
        "proposed": access.proposed(election),
        "left_out": access.left_out(election),
        "officer": may_draw_up(me),
        "refused": f"delegates:refused.{refused}" if refused else "",
        "objected": objected,
    }
    return render(request, "delegates/result.html", places, status=409 if refused else 200)
