"""What the pages of motions share: who looks, what cannot be done now, and how often something may be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from veche.web.accounts.guard import own_account, signed_in
from veche.web.accounts.limits import allow
from veche.web.delegates.access import Place, place
from veche.web.house.forms import HouseForm
from veche.web.house.language import voice_of

from .. import access
from ..errors import Refused

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]
PER_HOUR = 300
"""Deeds of one account in motions. Who prepares a congress does many; a script would do more."""


def page(view: View[Rest]) -> View[Rest]:
    """A page for those who are signed in. What does not hold is said, and nothing was changed."""

    @wraps(view)
    def shown(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        try:
            if request.method == "POST":
                allow("motions", own_account(request).id.bytes, PER_HOUR)
            return view(request, *args, **kwargs)
        except Refused as no:
            places = {"sentence": f"motions:refused.{no.code}", "back": request.path}
            return render(request, "motions/refused.html", places, status=409)

    return signed_in(shown)


def place_in(request: HttpRequest, body_id: UUID) -> Place:
    """The asker's place in the body. Raises Http404."""
    return place(own_account(request), body_id)


def preparing(request: HttpRequest, body_id: UUID) -> Place:
    """The same, for those who prepare its assemblies. Raises Http404, PermissionDenied."""
    found = place_in(request, body_id)
    if not access.prepares(found):
        raise PermissionDenied
    return found


def seen_by(request: HttpRequest, motion_id: UUID) -> access.Seen:
    """The motion and who looks at it. Raises Http404."""
    return access.seen(own_account(request), motion_id)


def prepared_by(request: HttpRequest, motion_id: UUID) -> access.Seen:
    """The same, for those who prepare the assembly. Raises Http404, PermissionDenied."""
    found = seen_by(request, motion_id)
    if not found.prepares:
        raise PermissionDenied
    return found


def posted(request: HttpRequest, name: str = "") -> QueryDict | None:
    """What was sent, where a page has several forms only with this button; None where the page is only looked at."""
    sent = request.method == "POST" and (not name or request.POST.get("do") == name)
    return request.POST if sent else None


def form_page(
    request: HttpRequest, name: str, form: HouseForm, back: tuple[str, str], **more: Any
) -> HttpResponse:
    """One form. Its texts are `{name}.page`, `.what` and `.do`; what was typed wrong is answered with 422. `back`: address and words of the way back."""
    voice = voice_of(request)
    texts = {part: voice(f"motions:{name}.{part}") for part in ("page", "what", "do")}
    places = {"form": form, "texts": texts, "back": back, **more}
    return render(request, "motions/form.html", places, status=422 if form.is_bound and form.errors else 200)
