"""Who is signed in, by a cookie of which the database holds a keyed hash."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .models import Account


class SessionMiddleware:
    """Sets `request.account`: an Account, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.account = None  # type: ignore[attr-defined]
        return self.get_response(request)


def account_of(request: HttpRequest) -> Account | None:
    """Who is signed in, if anybody."""
    account = getattr(request, "account", None)
    return account if isinstance(account, Account) else None
