"""New words are shown once, written on paper, and typed back before anything depends on them.

Between the two pages nothing is kept on the server: a proof in the form says which words were drawn, and for which end.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from veche.web.house.language import voice_of

from .. import passphrases
from ..forms import TypeBackForm
from ..passphrases import Passphrase

LONGEST_PROOF = 64


def show_words(
    request: HttpRequest, end: str, then: str, carried: Mapping[str, str], again: bool = False
) -> HttpResponse:
    """The page with seven new words in the language of the page. `then` names the page where they are typed back."""
    words = passphrases.draw(voice_of(request).language)
    proof = passphrases.proof(end, Passphrase.typed(" ".join(words)))
    places = {"drawn": words, "proof": proof, "then": reverse(then), "carried": dict(carried), "again": again}
    return render(request, "accounts/words.html", places)


def words_back(
    request: HttpRequest, end: str, start: str, carried: Mapping[str, str]
) -> tuple[Passphrase | None, HttpResponse]:
    """The words, if they were typed back rightly; else the page on which to type them. `start` names the page that draws others."""
    proof = request.POST.get("proof", "")[:LONGEST_PROOF]
    form = TypeBackForm(
        request.POST if "typed" in request.POST else None, end=end, proof=proof, voice=voice_of(request)
    )
    passphrase = form.passphrase if form.is_valid() else None
    places = {"form": form, "proof": proof, "start": reverse(start), "carried": dict(carried)}
    return passphrase, render(request, "accounts/back.html", places)
