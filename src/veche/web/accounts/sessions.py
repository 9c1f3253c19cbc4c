"""Who is signed in, by a cookie of 256 random bits of which the database holds a keyed hash.

Whoever reads the database can neither sign in with what stands there nor tell when somebody was here: the times are rounded (`clock`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import access, actions
from .cookie import COOKIE, name_for, token_of
from .limits import TooMany
from .models import Account

__all__ = ["COOKIE", "SessionMiddleware", "account_of"]


class SessionMiddleware:
    """Sets `request.account`: an Account, or None.

    A view whose `knows_nobody` names the method of the request is called without a look at the cookie: the ballot box shall not
    learn who casts, nor leave a trace in a session of when.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.account = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        _write_cookie(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> None:
        if request.method not in getattr(view, "knows_nobody", ()):
            request.account = _account(request)  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for what was tried too often, wherever it was."""
        if not isinstance(exception, TooMany):
            return None
        places = {"title": "accounts:limits.title", "advice": "accounts:limits.advice"}
        return render(request, "house/failure.html", places, status=429)


def account_of(request: HttpRequest) -> Account | None:
    """Who is signed in, if anybody."""
    account = getattr(request, "account", None)
    return account if isinstance(account, Account) else None


def _account(request: HttpRequest) -> Account | None:
    token = token_of(request)
    if not token:
        return None
    session = access.session_of(token)
    if session is None:
        request.new_session = ""  # type: ignore[attr-defined]  # an old cookie is taken away
        return None
    actions.keep_open(session)
    return session.account


def _write_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """No age: the cookie goes when the browser is closed, or with the session, whatever comes first."""
    token = getattr(request, "new_session", None)
    if token:
        response.set_cookie(
            name_for(request), token, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    elif token == "":
        response.delete_cookie(name_for(request), samesite="Lax")
