"""Who holds which office, who gave it, and how one is given: by a code that a member shows, or to somebody whom the giver invited."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from veche.web.accounts.guard import signed_in
from veche.web.accounts.sessions import account_of
from veche.web.house.language import voice_of

from .. import access, actions
from ..errors import Refused
from ..forms import OfficeCodeForm, OfficeForm
from ..models import Membership, Office, ShownCode, Standing
from .typed import use_code
from .written import count_deed


@signed_in
def roles(request: HttpRequest, body_id: UUID) -> HttpResponse:
    return _page(request, access.membership(account_of(request), body_id))


def _page(request: HttpRequest, me: Membership, refused: str = "") -> HttpResponse:
    voice = voice_of(request)
    places = {
        "me": me,
        "body": me.body,
        "roles": [(role, voice(f"bodies:office_does.{role.office}")) for role in access.office_holders(me)],
        "may_give": access.may_give_offices(me),
        "changes": access.changes(me),
        "records": [(voice(f"bodies:deed.{one.deed}", by=one.by), one.day) for one in access.records(me)],
        "refused": refused,
    }
    return render(request, "bodies/offices.html", places)


@signed_in
def code(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """My code, for whoever is to give me an office. It comes with the button, and a new one takes its place."""
    me = access.membership(account_of(request), body_id)
    shown = actions.show_code(me, ShownCode.End.OFFICE) if request.method == "POST" else ""
    link = f"{request.build_absolute_uri(reverse('give', args=[body_id]))}#{shown}" if shown else ""
    return render(request, "bodies/office_code.html", {"body": me.body, "code": shown, "link": link})


@signed_in
def give(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """First whose code it is, or which of those whom I invited; then the office."""
    me = access.membership(account_of(request), body_id)
    if not access.may_give_offices(me):
        raise PermissionDenied
    voice = voice_of(request)
    form = OfficeCodeForm(request.POST if "code" in request.POST else None, voice=voice)
    to = _whom(request, me, form)
    if to is None:
        known = [one for one in access.invited(me) if one.standing == Standing.MEMBER]
        return render(request, "bodies/give.html", {"form": form, "body": me.body, "invited": known})
    offices = OfficeForm(
        request.POST if "office" in request.POST or "sure" in request.POST else None, voice=voice
    )
    if offices.is_valid():
        count_deed(me)
        actions.give_role(me, to, offices.cleaned_data["office"])
        return redirect("roles", body_id)
    places = {"form": offices, "body": me.body, "to": to, "code": request.POST.get("code", "")}
    return render(request, "bodies/give_office.html", places)


def _whom(request: HttpRequest, me: Membership, form: OfficeCodeForm) -> Membership | None:
    if form.is_bound:
        return use_code(form, lambda code: access.shown_by(code, ShownCode.End.OFFICE, me.body), who=me)
    chosen = request.POST.get("member", "")
    known = (one for one in access.invited(me) if one.standing == Standing.MEMBER)
    return next((one for one in known if str(one.id) == chosen), None)


@require_POST
@signed_in
def take(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """An office from its holder, or my own laid down; asked once more before it is done."""
    me = access.membership(account_of(request), body_id)
    member, office = request.POST.get("member", ""), request.POST.get("office", "")
    if office not in Office.values:
        raise Http404
    held = (
        one for one in access.office_holders(me) if (str(one.membership_id), one.office) == (member, office)
    )
    role = next(held, None)
    if role is None:  # they hold it no more: a second click
        return redirect("roles", body_id)
    if role.membership_id != me.pk and not access.may_give_offices(me):
        raise PermissionDenied
    if "sure" not in request.POST:
        return render(request, "bodies/take.html", {"me": me, "body": me.body, "role": role})
    count_deed(me)
    try:
        actions.take_role(me, role.membership, office)
    except Refused as no:
        return _page(request, me, f"bodies:refused.{no.code}")
    return redirect("roles", body_id)
