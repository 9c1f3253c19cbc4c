"""What is wrong with the lists of words or the cost of hashing is found when the server starts, not when somebody signs up."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "veche.web.accounts"

    def ready(self) -> None:
        from veche.words import Language
        from veche.words.wordlist import wordlist

        from .passphrases import idle_hash

        for language in Language:
            wordlist(language)
        idle_hash()
