"""The bodies above and below: proposed by a code, accepted, cut."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from veche.web.accounts.guard import signed_in
from veche.web.accounts.sessions import account_of
from veche.web.house.language import voice_of

from .. import access, actions
from ..errors import Refused
from ..forms import ProposeForm
from ..models import Membership, Office, ShownCode
from .typed import use_code


@signed_in
def neighbours(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """What belongs to what; for stewards the form with which to propose it."""
    me = access.membership(account_of(request), body_id)
    steward = access.holds(me, Office.STEWARD)
    form = ProposeForm(request.POST or None, voice=voice_of(request))
    if form.is_bound:
        access.require(me, Office.STEWARD)
        if use_code(form, lambda code: actions.propose(me, code), who=me) is not None:
            return redirect("neighbours", body_id)
    return _page(request, me, steward, form)


def _page(
    request: HttpRequest, me: Membership, steward: bool, form: ProposeForm, refused: str = ""
) -> HttpResponse:
    places = {
        "body": me.body,
        "steward": steward,
        "neighbours": access.neighbours(me),
        "proposals": access.proposals(me) if steward else None,
        "form": form,
        "refused": refused,
    }
    return render(request, "bodies/neighbours.html", places)


@require_POST
@signed_in
def decide(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Accept a proposal, or cut a link."""
    me = access.membership(account_of(request), body_id)
    access.require(me, Office.STEWARD)
    try:
        link = UUID(request.POST.get("link", ""))
    except ValueError:
        raise Http404 from None
    try:
        if request.POST.get("do") == "accept":
            actions.accept(me, link)
        else:
            actions.cut(me, link)
    except Refused as no:
        return _page(request, me, True, ProposeForm(voice=voice_of(request)), f"bodies:refused.{no.code}")
    return redirect("neighbours", body_id)


@signed_in
def code(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """This body's code, for a steward of another one."""
    me = access.membership(account_of(request), body_id)
    access.require(me, Office.STEWARD)
    shown = actions.show_code(me, ShownCode.End.LINK) if request.method == "POST" else ""
    return render(request, "bodies/link_code.html", {"body": me.body, "code": shown})
