"""Recalls: all of a body's, beginning one, one with its reason and answer; asking for a standing roll."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from veche.web.accounts.guard import own_account, signed_in
from veche.web.accounts.sessions import account_of
from veche.web.bodies import access as bodies
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import Voice, voice_of

from .. import access, actions, sayings
from ..errors import Refused
from ..forms import AnswerForm, RecallForm
from ..models import Recall


@signed_in
def recalls(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """All recalls, who can be called back, and what is missing for it."""
    me = bodies.membership(account_of(request), body_id)
    voice, roll = voice_of(request), access.ready_roll(me.body)
    sent = [
        one
        for upper in access.bodies_above(me.body)
        for sitting in access.sittings(upper, me.body)
        for one in ([sitting.holder] if sitting.holder else []) + list(sitting.called)
    ]
    alternates = [
        one for upper in access.bodies_above(me.body) for one in access.alternates_of(me.body, upper)
    ]
    places = {
        "body": me.body,
        "me": me,
        "recalls": [(one, _state(one, voice)) for one in access.recalls_of(me.body)],
        "sent": sent,
        "alternates": alternates,
        "rules": access.recall_rules(me.body, roll) if roll is not None else None,
        "clauses": list(sayings.sent_clauses(access.statutes(me.body), voice))[2:],
        "wanted": access.roll_wanted(me.body),
    }
    return render(request, "delegates/recalls.html", places)


def _state(one: Recall, voice: Voice) -> str:
    return voice(f"delegates:state.{one.state}", day=one.ended or one.until)


@signed_in
def begin(request: HttpRequest, delegacy_id: UUID) -> HttpResponse:
    """The reason, and what will happen."""
    delegacy, me = access.recallable(account_of(request), delegacy_id)
    voice, roll = voice_of(request), access.ready_roll(me.body)
    form = RecallForm(request.POST or None, voice=voice)
    if form.is_valid():
        try:
            key = UUID(bytes=read_once(request.POST.get("once", "")), version=4)
            made = actions.begin_recall(me, delegacy_id, form.cleaned_data["reason"], voice, key)
            return redirect("recall", made.pk)
        except Stale:
            form.refuse(None, "bodies:refused.stale")
        except Refused as no:
            form.refuse(None, f"delegates:refused.{no.code}")
    rules = access.recall_rules(me.body, roll) if roll is not None else None
    places = {
        "body": me.body,
        "delegacy": delegacy,
        "form": form,
        "once": new_once(),
        "rules": rules,
        "rule": sayings.rule_name(rules.rule, voice) if rules is not None else "",
        "under_way": access.open_recall(delegacy),
        "pause": access.pause_until(delegacy),
        "wanted": access.roll_wanted(me.body),
    }
    return render(request, "delegates/begin_recall.html", places, status=422 if form.errors else 200)


@signed_in
def recall(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """One recall, for all members of the body; the delegate answers here."""
    shown = access.recall(account_of(request), recall_id)
    voice, one = voice_of(request), shown.recall
    may_answer = shown.is_delegate and one.state in access.OPEN
    form = AnswerForm(request.POST or None, initial={"answer": one.answer}, voice=voice)
    if request.method == "POST" and form.is_valid():
        actions.answer(own_account(request), recall_id, form.cleaned_data["answer"])
        return redirect("recall", recall_id)
    places = {
        "body": one.delegacy.seat.lower,
        "shown": shown,
        "recall": one,
        "state": _state(one, voice),
        "rule": sayings.rule_name(one.rule, voice),
        "form": form if may_answer else None,
    }
    return render(request, "delegates/recall.html", places, status=422 if form.errors else 200)


@require_POST
@signed_in
def want_roll(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Some member asks for a standing roll; who is not kept."""
    actions.want_roll(bodies.membership(account_of(request), body_id))
    return redirect("recalls", body_id)
