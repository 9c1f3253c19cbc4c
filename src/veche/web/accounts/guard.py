"""Pages for those who are signed in: others sign in first, and come back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from .models import Account
from .sessions import account_of

Rest = ParamSpec("Rest")
LONGEST_PATH = 300


def signed_in(
    view: Callable[Concatenate[HttpRequest, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """The view, for who is signed in. A visitor goes to sign in, and then to this page; of a form that was sent only the page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if account_of(request) is None:
            return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return guarded


def own_account(request: HttpRequest) -> Account:
    """The account of who is signed in, on a page behind `signed_in`. Raises LookupError on any other."""
    account = account_of(request)
    if account is None:
        raise LookupError("this page is not behind signed_in")
    return account


def next_of(request: HttpRequest, otherwise: str) -> str:
    """Where somebody was going, from the form or the address: a path of this server, without a query, or `otherwise`."""
    path = request.POST.get("next", "") or request.GET.get("next", "")
    here = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if here and len(path) <= LONGEST_PATH and not set(path) & set("?#\\\r\n") else otherwise
