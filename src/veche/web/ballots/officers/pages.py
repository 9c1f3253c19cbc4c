"""What the pages of officers share: one form a page, and an answer for what cannot be done now."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from veche.election.errors import WrongMoment
from veche.web.accounts.guard import signed_in
from veche.web.ballots.access.officers import Desk
from veche.web.ballots.casting.refusal import Refused
from veche.web.ballots.models import Stage
from veche.web.ballots.stages import WrongStage
from veche.web.house.forms import HouseForm
from veche.web.house.language import voice_of

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def page(view: View[Rest]) -> View[Rest]:
    """A page for those who are signed in. What cannot be done at this stage is said, and nothing was changed."""

    @wraps(view)
    def shown(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except WrongStage as wrong:
            return _not_now(request, wrong.now)
        except WrongMoment:
            return _not_now(request, "")
        except Refused:
            return _not_now(request, "busy")

    return signed_in(shown)


def _not_now(request: HttpRequest, now: str) -> HttpResponse:
    voice = voice_of(request)
    stage = voice(f"ballots:stage.{now}") if now in Stage.values else ""
    return render(
        request, "ballots/officers/not_now.html", {"stage": stage, "busy": now == "busy"}, status=409
    )


def form_page(
    request: HttpRequest, desk: Desk | None, name: str, form: HouseForm, **more: Any
) -> HttpResponse:
    """One short form. Its texts are `manage.{name}_title`, `_what` and `_do`; what was typed wrong is answered with 422."""
    voice = voice_of(request)
    texts = {part: voice(f"ballots:manage.{name}_{part}") for part in ("title", "what", "do")}
    context = {"desk": desk, "vote": desk and desk.vote, "form": form, **texts, **more}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "ballots/officers/form.html", context, status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, were it nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def files(request: HttpRequest) -> MultiValueDict[str, UploadedFile[bytes]] | None:
    """Files that were sent; None where the page is only looked at."""
    return request.FILES if request.method == "POST" else None
