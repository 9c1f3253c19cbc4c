"""Whether one mandate was kept in one vote: the reason, the numbers, and what the body can do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.assembly.mandate import telling
from veche.election.errors import VerificationError
from veche.web.accounts.guard import signed_in
from veche.web.accounts.sessions import account_of
from veche.web.bodies.views.written import count_deed
from veche.web.house.language import Voice, voice_of

from .. import access, actions
from ..access import Kept
from ..errors import Refused
from ..forms import JudgeForm
from ..home import key_of
from ..models import Verdict
from ..saying import numbers, say
from .mandates import judged, line


def _about(found: Kept, voice: Voice) -> dict[str, Any]:
    one = found.keeping
    answers = [key_of(answer) for answer in one.poll.answers]
    card = [] if one.card is None else [pair for pair in zip(answers, one.card, strict=True) if pair[1]]
    return {
        "keeping": one,
        "seat": one.delegacy.seat,
        "poll": one.poll,
        "told": judged(one, voice),
        "computed": say(telling.verdict(one.computed), voice) if one.computed else "",
        "voted": numbers(card, voice) if card else "",
        "line": line(one.mandate, voice) if one.mandate is not None else None,
        "inside": found.sight is not None,
        "member": found.sight is not None and found.sight.membership is not None,
        "may_judge": found.sight is not None and found.sight.writes and one.verdict == Verdict.OPEN,
        "broken": one.verdict == Verdict.BROKEN,
    }


@signed_in
def keeping(request: HttpRequest, keeping_id: UUID) -> HttpResponse:
    found = access.keeping(account_of(request), keeping_id)
    return render(request, "mandates/keeping.html", _about(found, voice_of(request)))


@signed_in
def judge(request: HttpRequest, keeping_id: UUID) -> HttpResponse:
    """An officer leads to the vote in which the body judged. Nobody judges by a button."""
    found, voice = access.keeping(account_of(request), keeping_id), voice_of(request)
    if found.sight is None or found.sight.membership is None or not found.sight.writes:
        raise PermissionDenied
    form = JudgeForm(request.POST or None, voice=voice, decided=access.decisions(found.sight.membership))
    if form.is_valid():
        count_deed(found.sight.membership)
        try:
            actions.judge(found.sight.membership, keeping_id, form.cleaned_data["decided"])
            return redirect("keeping", keeping_id)
        except Refused as no:
            form.refuse(no.field, f"mandates:refused.{no.code}")
        except VerificationError:
            form.refuse(None, "mandates:refused.not_verified")
    return render(request, "mandates/judge.html", _about(found, voice) | {"form": form})
