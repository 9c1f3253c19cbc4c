"""What is typed at the door."""

from __future__ import annotations

from typing import Any

from django import forms

from veche.web.house.forms import HouseForm

from . import access, passphrases, recovery
from .models import Account
from .passkeys import LONGEST_LABEL, MOST_KEYS
from .passphrases import Passphrase, WrongWords


def _typed_secret(longest: int) -> forms.CharField:
    """A field for words or a code: seen while it is typed, pasted if one likes, sent to no spelling service.

    `HouseForm` has the browser keep nothing of it. A text field that is said to hold a "current-password" would be kept: Chromium
    writes down what was typed there, in the clear, and offers it to whoever touches the field next.
    """
    attributes = {"autocapitalize": "none", "spellcheck": "false", "autocorrect": "off"}
    return forms.CharField(max_length=longest, widget=forms.TextInput(attrs=attributes))


class SignInForm(HouseForm):
    """Seven words; `account` is whose they are, once the form is valid."""

    words = "accounts:sign_in"
    typed = _typed_secret(passphrases.LONGEST)
    account: Account

    def clean(self) -> None:
        if text := self.cleaned_data.get("typed"):
            try:
                self.account = passphrases.open_account(Passphrase.typed(text))
            except WrongWords:
                self.refuse("typed", "accounts:sign_in.wrong")


class OwnWordsForm(HouseForm):
    """Something that an open session alone must not do: whoever finds the phone on a table could."""

    words = "accounts:own_words"
    typed = _typed_secret(passphrases.LONGEST)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean(self) -> None:
        if text := self.cleaned_data.get("typed"):
            try:
                passphrases.check_words(self.account, Passphrase.typed(text))
            except WrongWords:
                self.refuse("typed", "accounts:own_words.wrong")


class PasskeyForm(OwnWordsForm):
    """A name for the new key, in one's own words, and the passphrase: a key opens the account for good."""

    words = "accounts:passkey"
    label = forms.CharField(max_length=LONGEST_LABEL)
    field_order = ("label", "typed")

    def clean(self) -> None:
        super().clean()
        if len(access.passkeys_of(self.account)) >= MOST_KEYS:
            self.refuse("label", "accounts:passkey.many")


class TypeBackForm(HouseForm):
    """The words that were just shown, from the paper. `passphrase` is what was typed, once the form is valid."""

    words = "accounts:back"
    typed = _typed_secret(passphrases.LONGEST)
    passphrase: Passphrase

    def __init__(self, *args: Any, end: str, proof: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.end, self.proof = end, proof

    def clean(self) -> None:
        if text := self.cleaned_data.get("typed"):
            try:
                self.passphrase = Passphrase.typed(text)
                passphrases.check_proof(self.end, self.passphrase, self.proof)
            except WrongWords:
                self.refuse("typed", "accounts:back.wrong")


class RecoveryForm(HouseForm):
    """A code from paper. `account` is what it opens, once the form is valid; the code is not spent yet."""

    words = "accounts:recovery"
    code = _typed_secret(recovery.LONGEST)
    account: Account
    canonical: str

    def clean(self) -> None:
        if text := self.cleaned_data.get("code"):
            self.canonical = recovery.canonical(text)
            found = access.account_by_recovery_code(self.canonical)
            if found is None:
                self.refuse("code", "accounts:recovery.wrong")
            else:
                self.account = found
