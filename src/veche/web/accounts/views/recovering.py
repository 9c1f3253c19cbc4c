"""Coming back without the words: a code from paper, then new words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from veche.web.house.language import voice_of

from .. import access, actions, passphrases
from ..forms import RecoveryForm
from ..models import Account
from .drawing import show_words, words_back


@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Type a code, and see new words. The code is spent only when they were typed back: who is interrupted begins again."""
    form = RecoveryForm(request.POST or None, voice=voice_of(request))
    if form.is_valid():
        return show_words(request, _end(form.account), "recover_words", {"code": form.canonical})
    return render(request, "accounts/recovery.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def recover_words(request: HttpRequest) -> HttpResponse:
    """The words typed back take the place of the old ones; whoever else is signed in to the account is not any more."""
    form = RecoveryForm(request.POST, voice=voice_of(request))
    if not form.is_valid():
        return (
            redirect("recover")
            if request.method != "POST"
            else render(request, "accounts/recovery.html", {"form": form})
        )
    account, code = form.account, form.canonical
    passphrase, page = words_back(request, _end(account), "recover", {"code": code})
    if passphrase is None:
        return page
    try:
        actions.recover(account, code, passphrase.lookup, passphrases.hashed(passphrase))
    except actions.Taken:
        return show_words(request, _end(account), "recover_words", {"code": code}, again=True)
    except actions.Spent:
        return redirect("recover")
    actions.sign_in(request, account)
    places = {"left": access.recovery_codes_left(account), "passkeys": access.passkeys_of(account)}
    return render(request, "accounts/recovered.html", places)


def _end(account: Account) -> str:
    return f"recovery {account.pk}"
