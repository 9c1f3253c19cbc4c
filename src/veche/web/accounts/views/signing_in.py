"""Signing in, signing out, and leaving at once."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from veche.web.house.language import COOKIE as LANGUAGE
from veche.web.house.language import voice_of

from .. import actions
from ..forms import SignInForm
from ..guard import next_of
from ..sessions import account_of


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """By seven words; the page has the way by passkey and the way by a code beside it."""
    onward = next_of(request, reverse("home"))
    if account_of(request) is not None:
        return redirect(onward)
    form = SignInForm(request.POST or None, voice=voice_of(request))
    if form.is_valid():
        actions.sign_in(request, form.account)
        return redirect(onward)
    return render(request, "accounts/sign_in.html", {"form": form, "next": onward})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser, and nothing else."""
    actions.sign_out(request)
    return redirect("front")


@csrf_exempt
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out at once: the session ends, the browser forgets what it kept of this place, and a page that anyone might read comes up.

    A page that was open since before signing in has an old form token, and who must leave cannot be asked to reload: so the
    token is not asked for, and only what another site sends is refused: it would take away what this place keeps in the browser.
    The way on is a header, as a redirect after a form would need another site in `form-action`; browsers put such a page in the
    place of this one in their history.
    """
    if _sent_from_elsewhere(request):
        raise PermissionDenied
    actions.sign_out(request)
    response = render(request, "accounts/gone.html", {"onward": settings.LEAVE_TO})
    response.headers["Refresh"] = f"0; url={settings.LEAVE_TO}"
    # Not "cache": no page of ours is in one, and browsers that search a large cache for the files that everybody gets keep
    # the old page on the screen for seconds meanwhile.
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    # One by one too: not every browser knows the header above, and over http none heeds it.
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    response.delete_cookie(LANGUAGE, samesite="Lax")
    return response


def _sent_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page sent this. Browsers say so in one of two headers; over http many say it in the older one alone."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site not in ("same-origin", "none")
    return origin is not None and origin.partition("://")[2] != request.get_host()
