"""Reports of delegates: asked for, given, read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.accounts.guard import own_account, signed_in
from veche.web.accounts.sessions import account_of
from veche.web.bodies.access import today
from veche.web.house.language import voice_of

from .. import access, actions
from ..errors import Refused
from ..forms import ReportForm


@signed_in
def reports(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """All that a body was told, and what is missing."""
    sight = access.sender(account_of(request), body_id)
    places = {"body": sight.body, "reports": access.reports_of(sight.body), "today": today()}
    return render(request, "mandates/reports.html", places)


@signed_in
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report: to be read, and for its delegate to be written."""
    account = own_account(request)
    found, sight, mine = access.report(account, report_id)
    form = None
    if mine:
        form = ReportForm(request.POST or None, initial={"text": found.text}, voice=voice_of(request))
        if form.is_valid():
            try:
                actions.report(account, report_id, form.cleaned_data["text"])
                return redirect("report_back", report_id)
            except Refused as no:
                form.refuse(no.field, f"mandates:refused.{no.code}")
    places = {
        "report": found,
        "seat": found.delegacy.seat,
        "inside": sight is not None,
        "form": form,
        "late": found.given is None and found.due < today(),
    }
    return render(request, "mandates/report.html", places)
