"""A motion's amendments in their voting order, one of them, and what those who prepare the assembly do about them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from veche.assembly.text import compare
from veche.web.house.language import voice_of

from .. import access as motions
from ..access import amendments as access
from ..access import supporters, supports
from ..access.moves import following, recommendable
from ..actions import amending, ordering
from ..actions.producing import Unmerged
from ..amended import Amended, Clash
from ..errors import Refused
from ..forms import MoveForm, RecommendAmendmentForm, StateForm
from ..forms_amending import ChooseForm, CompareForm
from ..models import Amendment
from ..said import (
    changes_said,
    label,
    proposals_said,
    recommended,
    row_said,
    step_said,
    turn_said,
)
from ..states import is_draft, state_of
from .amending import seen_amendment, title
from .doing import page, posted, seen_by


@page
def amendments(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """All of them, with what each changes: those to be voted on in their order, then the others."""
    found, voice = seen_by(request, motion_id), voice_of(request)
    whole = access.amended(found.motion)
    open_now = {one.pk for one in whole.open}
    rest = [one for one in whole.amendments if one.pk not in open_now]
    places = {
        "motion": found.motion,
        "prepares": found.prepares,
        "may_order": access.may_order(found),
        "may_amend": access.may_amend(found.motion),
        "drafts": access.drafts(found),
        "groups": [[turn_said(voice, whole, turn) for turn in group.turns] for group in whole.order()],
        "moved": any(one.place is not None for one in whole.open),
        "collecting": [row_said(voice, whole, one) for one in rest if _collects(one)],
        "stale": [row_said(voice, whole, one) for one in rest if _is_stale(whole, one)],
        "decided": [row_said(voice, whole, one) for one in rest if state_of(one).ends],
        "clashes": _clashes(whole) if found.prepares else [],
        "waits": access.text_waits(found.motion),
    }
    return render(request, "motions/amendments.html", places)


def _collects(one: Amendment) -> bool:
    return one.number is None and not state_of(one).ends


def _is_stale(whole: Amended, one: Amendment) -> bool:
    return one.pk in whole.stale and one.number is not None and not state_of(one).ends


def _clashes(whole: Amended) -> list[Clash]:
    """Adopted amendments that cannot all hold: for those who prepare the assembly, before the motion itself is decided."""
    return whole.clashes(whole.adopted) if len(whole.adopted) > 1 else []


@page
def amendment(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """One of them; those who prepare the assembly write down here what became of it."""
    found = seen_amendment(request, amendment_id)
    forms = _forms(request, found)
    name = request.POST.get("do", "")
    if request.method == "POST" and name not in forms:
        raise PermissionDenied
    if request.method == "POST" and forms[name].is_valid():
        act = amending.recommend_amendment if name == "recommend" else amending.decide_amendment
        act(found.place, amendment_id, forms[name].cleaned_data["state"])
        return redirect("amendment", amendment_id)
    wrong = any(form.errors for form in forms.values())
    places = _about(request, found) | {"forms": forms}
    return render(request, "motions/amendment.html", places, status=422 if wrong else 200)


def _forms(request: HttpRequest, found: access.SeenAmendment) -> dict[str, StateForm]:
    """Of those who prepare the assembly: what they recommend, what became of it. Where nothing can be chosen, a form is not there."""
    one, voice = found.amendment, voice_of(request)
    if not found.motion.prepares or one.number is None:
        return {}
    forms: dict[str, StateForm] = {}
    if (towards := recommendable(one)) and not state_of(one).ends:
        now = {"state": one.recommendation}
        forms["recommend"] = RecommendAmendmentForm(
            posted(request, "recommend"), voice=voice, states=towards, initial=now, prefix="recommend"
        )
    if states := following(one):
        forms["move"] = MoveForm(posted(request, "move"), voice=voice, states=states, prefix="move")
    return forms


def _about(request: HttpRequest, found: access.SeenAmendment) -> dict[str, Any]:
    voice, one = voice_of(request), found.amendment
    whole = access.amended(found.motion.motion, one)
    one = whole.by_id[one.pk]
    state = state_of(one)
    turn = next(
        (turn for group in whole.order() for turn in group.turns if turn.amendment.pk == one.pk), None
    )
    return {
        "seen": found,
        "amendment": one,
        "motion": found.motion.motion,
        "title": title(request, found),
        "state": state,
        "state_said": label(voice, state),
        "draft": is_draft(one),
        "recommended": recommended(voice, one),
        "proposals": proposals_said(voice, found.motion, one),
        "to": whole.by_id.get(one.to_id) if one.to_id else None,
        "changes": changes_said(voice, whole.shown(one)),
        "newer": one.base != whole.version.number and one.pk not in whole.stale and not state.ends,
        "stale": whole.stale.get(one.pk) if not state.ends else None,
        "turn": turn_said(voice, whole, turn) if turn is not None else None,
        "rivals": _rivals(whole, one),
        "below": [row_said(voice, whole, child) for child in whole.below.get(one.pk, [])],
        "steps": [(step.day, step_said(voice, found.motion.motion, step)) for step in access.steps_of(one)],
        "may": {
            "edit": access.may_edit_amendment(found),
            "amend": access.may_amend_amendment(found.amendment),
            "withdraw": found.mine and (is_draft(one) or state.withdraw_to != ""),
            "support": state.support,
        },
        **_support(found, one),
    }


def _support(found: access.SeenAmendment, one: Amendment) -> dict[str, Any]:
    if not state_of(one).support:
        return {"supporters": 0, "needed": 0, "supported": False}
    needed = access.supporters_wanted(found.motion.motion)
    return {"supporters": supporters(one), "needed": needed, "supported": supports(found.place, one)}


def _rivals(whole: Amended, one: Amendment) -> list[tuple[Amendment, int]]:
    """With whom it cannot hold together, and at which paragraph: those adopted, and those to be decided."""
    if state_of(one).ends not in ("", "carried") or one.pk not in whole.changes:
        return []
    among = {each.pk: each for each in (*whole.adopted, *whole.open, one)}
    found = whole.clashes(among.values())
    pairs = [(clash.first, clash.second, clash.number) for clash in found]
    return [
        (other if first.pk == one.pk else first, number)
        for first, other, number in pairs
        if one.pk in (first.pk, other.pk)
    ]


@require_POST
@page
def order(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """By the chair: one place up, one place down, or all back to where the rule puts them."""
    found = seen_by(request, motion_id)
    if not access.may_order(found):
        raise PermissionDenied
    for name, up in (("up", True), ("down", False)):
        if name in request.POST:
            ordering.put(found.motion.pk, _uuid(request.POST[name]), up=up)
    if "back" in request.POST:
        ordering.put_back(found.motion.pk)
    return redirect("amendments", motion_id)


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Refused("no_such_step") from None


@page
def choose(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """Which adopted amendments are left out of the text, where it cannot have all."""
    found = seen_by(request, motion_id)
    if not found.prepares:
        raise PermissionDenied
    if not access.text_waits(found.motion):
        raise Refused("no_choice")
    whole, voice = access.amended(found.motion), voice_of(request)
    adopted = [
        (str(one.pk), voice("motions:amendment.title", number=one.number or 0)) for one in whole.adopted
    ]
    form = ChooseForm(posted(request), voice=voice, adopted=adopted)
    if form.is_valid():
        try:
            amending.choose(found.place, motion_id, {UUID(one) for one in form.cleaned_data["left"]})
            return redirect("motion", motion_id)
        except Unmerged:
            form.refuse("left", "motions:amend_choose.still")
    places = {
        "motion": found.motion,
        "form": form,
        "clashes": _clashes(whole),
        "stale": [one for one in whole.adopted if one.pk in whole.stale],
        "rows": [row_said(voice, whole, one) for one in whole.adopted],
    }
    return render(request, "motions/amendment_choose.html", places, status=422 if form.errors else 200)


@page
def texts(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """Any two texts of a motion, one compared with the other."""
    found, voice = seen_by(request, motion_id), voice_of(request)
    known = {one.number: one for one in motions.versions(found.motion)}
    named = [
        (str(one.number), voice(f"motions:version.{one.why}", number=one.number, day=one.day))
        for one in known.values()
    ]
    first = {"earlier": min(known), "later": max(known)}
    asked = {name: request.GET.get(name, str(number)) for name, number in first.items()}
    form = CompareForm(asked, voice=voice, texts=named)
    lines = None
    if form.is_valid():
        lines = compare(
            known[form.cleaned_data["earlier"]].paragraphs, known[form.cleaned_data["later"]].paragraphs
        )
    places = {"motion": found.motion, "form": form, "lines": lines}
    return render(request, "motions/changes_compare.html", places, status=422 if form.errors else 200)
