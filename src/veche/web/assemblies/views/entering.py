"""Whose page it is, asked before anything else; and what is said to whoever is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from veche.web.accounts.limits import allow
from veche.web.accounts.sessions import account_of
from veche.web.house.language import voice_of

from ..access import hall
from ..access.hall import Viewer
from ..cookie import token_of
from ..errors import Refused

Rest = ParamSpec("Rest")
PER_HOUR = 3000
"""What one person may do in an assembly. No chair does so much; a script would bury what happened."""


def in_hall(
    view: Callable[Concatenate[HttpRequest, Viewer, Rest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """The view, with who looks, for whoever may see the assembly. What an action refuses is said on a page of its own."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, assembly_id: UUID, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        try:
            viewer = hall.viewer(request, assembly_id)
        except Http404:
            return _outside(request, assembly_id)
        if request.method == "POST":
            allow("in an assembly", _who(viewer, request) + assembly_id.bytes, PER_HOUR)
        try:
            return view(request, viewer, *args, **kwargs)
        except Refused as no:
            return refused(request, viewer, no)

    return guarded


def _who(viewer: Viewer, request: HttpRequest) -> bytes:
    account = account_of(request)
    if account is not None:
        return account.pk.bytes
    return viewer.presence.pk.bytes if viewer.presence is not None else b""


def _outside(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """A phone that was let in and is not known any more is told so; a visitor may sign in; for everybody else there is nothing here."""
    if token_of(request, assembly_id):
        return render(request, "assemblies/over.html", status=404)
    if account_of(request) is None:
        return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode({'next': request.path})}")
    raise Http404


def refused(request: HttpRequest, viewer: Viewer, no: Refused) -> HttpResponse:
    """One sentence, and the way back."""
    voice = voice_of(request)
    sentence = voice(f"assemblies:refused.{no.code}", no.count, **no.places)
    places = {"assembly": viewer.assembly, "viewer": viewer, "sentence": sentence}
    return render(request, "assemblies/refused.html", places, status=409)
