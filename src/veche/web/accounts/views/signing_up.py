"""A new account: for who was invited, or founds a body."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from .. import access, actions, limits, passphrases, recovery
from ..guard import next_of
from ..models import Account
from ..passphrases import Passphrase, WrongWords
from ..sessions import account_of
from .drawing import show_words, words_back

END = "new account"
PER_HOUR = 5000
"""New accounts of the whole server: ten full halls; beyond that it is a program that fills the disk."""


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Why there are words, and a button that draws them. An account is made on the way to somewhere, not for its own sake."""
    onward = _onward(request)
    if account_of(request) is not None:
        return redirect(onward or "home")
    if not onward:
        return render(request, "accounts/no_way.html")
    if request.method == "POST":
        return show_words(request, END, "sign_up_words", {"next": onward, "once": recovery.new_once()})
    return render(request, "accounts/sign_up.html", {"next": onward})


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_words(request: HttpRequest) -> HttpResponse:
    """The words typed back make the account. Sent twice, they make it once."""
    onward = _onward(request)
    if not onward or request.method != "POST":
        return redirect("sign_up")
    carried = {"next": onward, "once": request.POST.get("once", "")[: recovery.LONGEST_ONCE]}
    passphrase, page = words_back(request, END, "sign_up", carried)
    if passphrase is None:
        return page
    try:
        account = _made(passphrase)
    except actions.Taken:
        return show_words(request, END, "sign_up_words", carried, again=True)
    actions.sign_in(request, account)
    codes = recovery.draw(account.pk, carried["once"])
    actions.replace_recovery_codes(account, codes)
    return render(
        request, "accounts/codes.html", {"codes": [recovery.shown(one) for one in codes], "next": onward}
    )


def _made(passphrase: Passphrase) -> Account:
    """A new account, or the one that the same form made a moment ago. Raises Taken where others have its first two words."""
    # One form that is sent again and again uses up nobody's place.
    if access.account_found_by(passphrase.lookup) is None:
        limits.allow("new account", b"", PER_HOUR)
    try:
        return actions.create_account(passphrase.lookup, passphrases.hashed(passphrase))
    except actions.Taken:
        try:
            return passphrases.open_account(passphrase)
        except WrongWords:
            raise actions.Taken from None


def _onward(request: HttpRequest) -> str:
    """Where an account may be made for: coming in with an invitation, or founding a body. Empty for anything else."""
    onward = next_of(request, "")
    return onward if onward in (reverse("join"), reverse("found")) else ""
