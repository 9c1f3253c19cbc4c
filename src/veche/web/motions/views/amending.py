"""Moving an amendment: paragraph by paragraph, looked over, handed in, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from veche.assembly import text
from veche.web.accounts.guard import own_account
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import voice_of

from .. import actions
from ..access import amendments as access
from ..access import supporters, text_of
from ..access.amendments import SeenAmendment
from ..actions import amending
from ..amended import offered, shown
from ..errors import Refused
from ..forms_amending import ExplainForm, ParagraphForm
from ..said import changes_said
from ..states import is_draft, state_of
from .doing import page, posted, seen_by


@page
def amend(request: HttpRequest, motion_id: UUID) -> HttpResponse:
    """Begin an amendment to a motion."""
    found = seen_by(request, motion_id)
    if not access.may_amend(found.motion):
        raise Refused("no_amend")
    back = (reverse("amendments", args=[motion_id]), found.motion.title)
    return _begin(request, {"motion": found, "back": back})


@page
def amend_amendment(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """Begin an amendment to an amendment."""
    found = seen_amendment(request, amendment_id)
    if not access.may_amend_amendment(found.amendment):
        raise Refused("no_amend")
    back = (reverse("amendment", args=[amendment_id]), title(request, found))
    return _begin(request, {"motion": found.motion, "to": found.amendment, "back": back})


def _begin(request: HttpRequest, places: dict[str, Any]) -> HttpResponse:
    motion, to = places["motion"], places.get("to")
    if request.method == "POST":
        try:
            once = read_once(request.POST.get("once", ""))
        except Stale:
            raise Refused("stale") from None
        made = amending.begin(motion.place, motion.motion.pk, once, to.pk if to is not None else None)
        return redirect("write_amendment", made.pk)
    return render(request, "motions/amendment_begin.html", places | {"once": new_once()})


@page
def write(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """The text with what is changed in it so far; each paragraph has its own page."""
    found = _editable(request, amendment_id)
    one = found.amendment
    before = amending.base_text(one)
    changed: dict[int, list[Any]] = {}
    for each in shown(before, text.of_json(one.changes)):
        changed.setdefault(each.number, []).append(each)
    may = _offered(found)
    lines = [
        {
            "number": number,
            "text": before[number - 1] if number else "",
            "changes": changed.get(number, []),
            "replaced": any(each.kind != "insert" for each in changed.get(number, [])),
            "may": number in may,
        }
        for number in range(len(before) + 1)
    ]
    places = {
        **_about(request, found),
        "lines": lines,
        "newer": one.to_id is None and text_of(one.motion).number != one.base,
        "draft": is_draft(one),
    }
    return render(request, "motions/amendment_write.html", places)


@page
def write_paragraph(request: HttpRequest, amendment_id: UUID, number: int) -> HttpResponse:
    """One paragraph, as it should read; 0: what is put before the first."""
    found = _editable(request, amendment_id)
    one = found.amendment
    before = amending.base_text(one)
    if number not in _offered(found):
        raise Http404
    typed = amending.typed_by(one, before)
    now = {"wording": text.join(typed[number - 1])}
    form = ParagraphForm(posted(request), voice=voice_of(request), initial=now)
    if form.is_valid():
        wording, base = form.cleaned_data["wording"], request.POST.get("base", "")
        try:
            amending.write_paragraph(
                found.place, one.pk, number, wording, int(base) if base.isdecimal() else 0
            )
            return redirect(f"{reverse('write_amendment', args=[one.pk])}#p{number}")
        except Refused as no:
            form.refuse(None, f"motions:refused.{no.code}")
    places = {
        **_about(request, found),
        "form": form,
        "number": number,
        "before": before[number - 1] if number else "",
    }
    return render(request, "motions/amendment_paragraph.html", places, status=422 if form.errors else 200)


@page
def submit(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """Looked over, with the reason and the movers: kept, or handed in."""
    found = seen_amendment(request, amendment_id)
    one = found.amendment
    if not found.mine:
        raise PermissionDenied
    if one.number is not None:
        return redirect("amendment", one.pk)
    now = {"reason": one.reason, "movers": "\n".join(one.movers)}
    form = ExplainForm(posted(request), voice=voice_of(request), initial=now)
    if form.is_valid():
        amending.explain(found.place, one.pk, form.cleaned_data["reason"], form.cleaned_data["movers"])
        if request.POST.get("do") != "submit":
            return redirect("amendment", one.pk)
        amending.submit_amendment(found.place, one.pk)
        return redirect("amendment", one.pk)
    whole = access.amended(one.motion, one)
    places = {
        **_about(request, found),
        "form": form,
        "changes": changes_said(voice_of(request), whole.shown(one)),
        "supporters": supporters(one),
        "needed": access.supporters_wanted(one.motion),
    }
    return render(request, "motions/amendment_submit.html", places, status=422 if form.errors else 200)


@page
def withdraw(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """Asked once more. A draft leaves nothing behind."""
    found = seen_amendment(request, amendment_id)
    one = found.amendment
    if not found.mine:
        raise PermissionDenied
    if request.method == "POST":
        amending.withdraw_amendment(found.place, one.pk)
        return redirect("amendments", one.motion_id)
    voice, name = voice_of(request), "throw_away" if is_draft(one) else "amend_withdraw"
    texts = {part: voice(f"motions:{name}.{part}") for part in ("page", "what", "do")}
    back = (reverse("amendment", args=[one.pk]), title(request, found))
    return render(request, "motions/sure.html", {"texts": texts, "back": back})


@require_POST
@page
def carry_over(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """To the newer text of the motion."""
    found = seen_amendment(request, amendment_id)
    amending.carry_over(found.place, amendment_id)
    return redirect("write_amendment", amendment_id)


@require_POST
@page
def support(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """Give my support, or take it back."""
    found = seen_amendment(request, amendment_id)
    back = request.POST.get("do") == "back"
    act = actions.take_back_from_amendment if back else actions.support_amendment
    act(found.place, amendment_id)
    return redirect("amendment", amendment_id)


def seen_amendment(request: HttpRequest, amendment_id: UUID) -> SeenAmendment:
    """The amendment and who looks at it. Raises Http404."""
    return access.seen_amendment(own_account(request), amendment_id)


def title(request: HttpRequest, found: SeenAmendment) -> str:
    voice, number = voice_of(request), found.amendment.number
    return voice("motions:amendment.title", number=number) if number else voice("motions:amendment.yours")


def _about(request: HttpRequest, found: SeenAmendment) -> Mapping[str, Any]:
    one = found.amendment
    return {
        "seen": found,
        "amendment": one,
        "motion": found.motion.motion,
        "title": title(request, found),
        "state": state_of(one),
    }


def _editable(request: HttpRequest, amendment_id: UUID) -> SeenAmendment:
    """For its author, while it may be changed. Raises Http404, PermissionDenied, Refused("no_edit")."""
    found = seen_amendment(request, amendment_id)
    if not found.mine:
        raise PermissionDenied
    if not access.may_edit_amendment(found):
        raise Refused("no_edit")
    return found


def _offered(found: SeenAmendment) -> frozenset[int]:
    """The paragraphs that may be changed, from 1; 0: before the first."""
    one = found.amendment
    return offered(access.as_written(one), one)


def _number(typed: str) -> int:
    """A hidden number as it was sent back; 0, which no version has, for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
