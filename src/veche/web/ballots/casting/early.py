"""Whoever comes with a slip before the vote opens is told so, and not what the vote is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from veche.web.ballots.access.public import NotOpen

from .refusal import Refused

View = Callable[[HttpRequest, str], HttpResponse]


def may_come_early(*asked_by_programs: str) -> Callable[[View], View]:
    """For a view that looks a vote up. With these methods the booth asks, and is answered by the code `not_open`; people get a page."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, uuid: str) -> HttpResponse:
            try:
                return view(request, uuid)
            except NotOpen as early:
                return _code() if request.method in asked_by_programs else _page(request, early)

        return answer

    return wrap


def _code() -> HttpResponse:
    refusal = Refused("not_open")
    return JsonResponse({"refusal": refusal.code}, status=refusal.status)


def _page(request: HttpRequest, early: NotOpen) -> HttpResponse:
    """Nothing is here yet, so its status is 404; an hour that has passed is not named, as nobody knows then when it opens."""
    opens = early.opens if early.opens is not None and early.opens > timezone.now() else None
    return render(request, "ballots/public/not_open.html", {"opens": opens}, status=404)
