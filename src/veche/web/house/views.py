"""The front page, help, the page of components, and the choice of a language."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from veche.words import Language

from .language import COOKIE, YEAR, voice_of
from .samples import samples

HELP = ("secret", "protects", "members", "check")


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is, for somebody who has never seen it; who is signed in finds the way to their bodies."""
    return render(request, "house/front.html")


@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    return render(request, "house/help/index.html")


@require_safe
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    """One of the short pages; Http404 for any other."""
    if page not in HELP:
        raise Http404
    return render(request, f"house/help/{page}.html")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Everything that pages are made of, in every state, in the language of the reader."""
    return render(request, "house/components.html", samples(voice_of(request)))


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie, which names nobody, and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    code = request.POST.get("language", "")
    if code in set(Language):
        response.set_cookie(
            COOKIE, code, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response
