"""The proposed procedure: written by those who prepare the assembly, shown when they say so, answered by the movers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from veche.assembly import text
from veche.web.accounts.guard import own_account
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import voice_of

from .. import access, actions
from ..access import Seen, moves
from ..access.amendments import seen_amendment
from ..access.proposals import may_answer, proposal, proposed_text
from ..errors import Refused
from ..forms import AnswerForm, PointForm, ProposeForm, ProposeOnForm
from ..said import pointer_said
from .doing import form_page, page, posted, prepared_by, seen_by
from .writing import back_to


@page
def propose(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """A new version of it: a pointer to a state, or the text as it would read."""
    found = prepared_by(request, motion_id)
    one, last = found.motion, access.text_of(found.motion)
    now = {"state": one.recommendation, "paragraphs": text.join(last.paragraphs)}
    states = moves.recommendable(one)
    form = ProposeForm(posted(request), voice=voice_of(request), states=states, initial=now)
    if form.is_valid() and _proposed(request, found, form, None):
        return redirect("motion", motion_id)
    return form_page(request, "propose", form, back_to(one), once=new_once())


@page
def propose_on(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """The same to the movers of an amendment, which is only pointed at."""
    looked = seen_amendment(own_account(request), amendment_id)
    one = looked.amendment
    if not looked.motion.prepares or one.number is None:
        raise PermissionDenied
    states = moves.recommendable(one)
    now = {"state": one.recommendation}
    form = ProposeOnForm(posted(request), voice=voice_of(request), states=states, initial=now)
    if form.is_valid() and _proposed(request, looked.motion, form, one.pk):
        return redirect("amendment", amendment_id)
    name = voice_of(request)("motions:amendment.title", number=one.number)
    return form_page(request, "propose", form, (reverse("amendment", args=[one.pk]), name), once=new_once())


def _proposed(request: HttpRequest, found: Seen, form: PointForm, amendment_id: UUID | None) -> bool:
    """Whether it was kept; otherwise the form says why not."""
    given = form.cleaned_data
    try:
        actions.propose(
            found.place,
            found.motion.pk,
            read_once(request.POST.get("once", "")),
            state=given["state"],
            paragraphs=given.get("paragraphs") or None,
            comment=given["comment"],
            amendment_id=amendment_id,
        )
    except Stale:
        form.refuse(None, "motions:refused.stale")
    except Refused as no:
        form.refuse(None, f"motions:refused.{no.code}")
    else:
        return True
    return False


@page
def proposed(request: HttpRequest, motion_id: UUID, proposal_id: UUID) -> HttpResponse:
    """One version of it: read by those who may, shown to everybody by who prepares, answered by the movers."""
    found = seen_by(request, motion_id)
    one = proposal(found, proposal_id)
    form = AnswerForm(posted(request, "answer"), voice=voice_of(request))
    if request.POST.get("do") == "show":
        actions.show_proposal(found.place, motion_id, proposal_id)
        return redirect("proposal", motion_id, proposal_id)
    if form.is_valid():
        given = form.cleaned_data
        accepted = given["answer"] == "accepted"
        actions.answer_proposal(found.place, motion_id, proposal_id, accepted, given["comment"])
        return redirect("proposal", motion_id, proposal_id)
    return render(request, "motions/proposal.html", _about(request, found, one) | {"form": form})


def _about(request: HttpRequest, found: Seen, one: Any) -> dict[str, Any]:
    motion, new = found.motion, proposed_text(one)
    known = {each.number: each for each in access.versions(motion)}
    about = one.amendment if one.amendment is not None else motion
    return {
        "seen": found,
        "motion": motion,
        "body": motion.body,
        "proposal": one,
        "state": pointer_said(voice_of(request), about, one.state),
        "lines": None if new is None else text.compare(known[one.base].paragraphs, new),
        "may_answer": may_answer(found, one),
    }
