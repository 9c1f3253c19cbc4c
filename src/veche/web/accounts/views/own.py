"""One's own account: what it has, and what can be made anew."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from veche.web.house.language import voice_of

from .. import access, actions, passphrases, recovery
from ..forms import OwnWordsForm
from ..guard import own_account, signed_in
from ..models import Account
from ..passkeys import host_of
from .drawing import show_words, words_back


@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Ways to sign in, and the ways to change them."""
    mine = own_account(request)
    passkeys = access.passkeys_of(mine)
    places = {"passkeys": passkeys, "left": access.recovery_codes_left(mine), "host": host_of(request)}
    return render(request, "accounts/account.html", places)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_words(request: HttpRequest) -> HttpResponse:
    """The words that one has, and then other ones."""
    form = _own_words(request)
    if form.is_valid():
        return show_words(request, _end(own_account(request)), "new_words_back", {})
    return render(request, "accounts/new_words.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_words_back(request: HttpRequest) -> HttpResponse:
    """Typed back, they take the place of the old ones, and every other browser is signed out."""
    if request.method != "POST":
        return redirect("new_words")
    mine = own_account(request)
    passphrase, page = words_back(request, _end(mine), "new_words", {})
    if passphrase is None:
        return page
    try:
        actions.change_passphrase(mine, passphrase.lookup, passphrases.hashed(passphrase))
    except actions.Taken:
        return show_words(request, _end(mine), "new_words_back", {}, again=True)
    actions.end_other_sessions(request, mine)
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_codes(request: HttpRequest) -> HttpResponse:
    """Eight other codes; those on the old paper open nothing any more."""
    form, once = _own_words(request), request.POST.get("once", "")
    if not form.is_valid():
        return render(request, "accounts/new_codes.html", {"form": form, "once": once or recovery.new_once()})
    codes = recovery.draw(own_account(request).pk, once)
    actions.replace_recovery_codes(own_account(request), codes)
    return render(request, "accounts/codes.html", {"codes": [recovery.shown(one) for one in codes]})


@require_POST
@signed_in
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Signed out everywhere but here."""
    actions.end_other_sessions(request, own_account(request))
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delete(request: HttpRequest) -> HttpResponse:
    """What goes with the account, and then it goes."""
    form = _own_words(request)
    if form.is_valid():
        actions.delete_account(request, own_account(request))
        return redirect("front")
    return render(request, "accounts/delete.html", {"form": form})


def _own_words(request: HttpRequest) -> OwnWordsForm:
    return OwnWordsForm(
        request.POST if "typed" in request.POST else None,
        account=own_account(request),
        voice=voice_of(request),
    )


def _end(account: Account) -> str:
    # The old words are part of it: a page with new ones is good until they were changed once.
    return f"new words {account.pk} {bytes(account.found_by).hex()}"
