"""On the laptop: an officer comes in with their code. A server has no such page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.accounts import actions as accounts
from veche.web.accounts.limits import allow
from veche.web.bodies.codes import Mistyped, plain
from veche.web.house.language import voice_of

from .. import access
from ..forms import OfficerForm

PER_HOUR = 200
"""Of all officers and everybody who guesses: a code has fifty bits."""


def officer(request: HttpRequest) -> HttpResponse:
    """The desk, for whoever has the code of an officer; for phones the way in with a slip."""
    there = access.away()
    if there is None:
        raise Http404
    form = OfficerForm(request.POST or None, voice=voice_of(request))
    if form.is_valid():
        allow("officer code", b"", PER_HOUR)
        try:
            found = access.officer_of(plain(form.cleaned_data["code"]))
            if found is not None and found.membership is not None:
                accounts.sign_in(request, found.membership.account)
                return redirect("desk", there.assembly_id)
        except Mistyped:
            pass
        form.refuse("code", "offline:officer.wrong")
    return render(request, "offline/officer.html", {"form": form, "assembly": there.assembly})
