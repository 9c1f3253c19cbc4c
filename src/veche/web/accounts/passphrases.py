"""Seven words of one's own language that open an account.

The server draws them: 7 words of 1,024 are 70 bits. The first two find the account, by a keyed hash that is unique; the other five, 50 bits, are
what nobody knows. All seven are hashed with Argon2id. Whoever steals the database has to steal the server's key too, and then pays 32 MiB and
a twentieth of a second for each of 2^50 guesses at one account.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from django.conf import settings

from veche.web.house.sealed import found_by
from veche.words import Language
from veche.words.wordlist import folded, wordlist

from . import access, actions, limits
from .models import Account

COUNT = 7
LONGEST = 200
"""Characters that somebody may type: seven words of eight letters, and generous spaces."""
DRAWS = 100


class WrongWords(Exception):
    """Not seven words, or not the words of any account, or not those that were drawn. Never says which."""


@dataclass(frozen=True, repr=False)
class Passphrase:
    """Seven words as they are compared: without case, accents, or anything between them."""

    words: tuple[str, ...]

    @classmethod
    def typed(cls, text: str) -> Passphrase:
        """What somebody typed, in whatever language. Raises WrongWords where it is not seven words."""
        words = folded(text[:LONGEST])
        if len(words) != COUNT:
            raise WrongWords
        return cls(words)

    def beginning(self, count: int) -> str:
        return " ".join(self.words[:count])

    @property
    def lookup(self) -> bytes:
        """By what the account is found."""
        return found_by("passphrase", self.beginning(2))

    @property
    def whole(self) -> str:
        return self.beginning(COUNT)


def draw(language: Language) -> list[str]:
    """Seven words by which no account is found yet, as they are written on paper."""
    for _ in range(DRAWS):
        words = [secrets.choice(wordlist(language)) for _ in range(COUNT)]
        if access.account_found_by(Passphrase.typed(" ".join(words)).lookup) is None:
            return words
    raise RuntimeError("nearly every pair of words is in use")


def proof(end: str, passphrase: Passphrase) -> str:
    """That the server drew these words for this end. A page carries it from the words shown to the words typed back.

    HMAC-SHA256(key, "drawn " end "|" words): whoever sees it has seen the words already, and cannot make one for words of their own choice.
    """
    return found_by(f"drawn {end}", passphrase.whole).hex()


def check_proof(end: str, passphrase: Passphrase, shown: str) -> None:
    """Raises WrongWords where other words were drawn, or none."""
    if not hmac.compare_digest(proof(end, passphrase).encode(), shown.encode()):
        raise WrongWords


def hashed(passphrase: Passphrase) -> str:
    """Argon2id with the parameters of the settings and a salt of its own. Raises TooMany where too many wait for it."""
    with limits.turn():
        return _hasher().hash(passphrase.whole)


def open_account(passphrase: Passphrase) -> Account:
    """The account of these words. Raises WrongWords; TooMany where the first four words were tried too often.

    Words that find no account are hashed all the same, so that the time tells nothing. Older parameters are replaced.
    """
    limits.allow("passphrase", passphrase.beginning(4).encode(), limits.PER_HOUR)
    account = access.account_found_by(passphrase.lookup)
    with limits.turn():
        _verify(account.passphrase if account and account.passphrase else idle_hash(), passphrase)
    if account is None:
        raise WrongWords
    if _hasher().check_needs_rehash(account.passphrase):
        actions.rehash(account, hashed(passphrase))
    return account


def check_words(account: Account, passphrase: Passphrase) -> None:
    """That these are the words of this account. Raises WrongWords, TooMany."""
    if open_account(passphrase).pk != account.pk:
        raise WrongWords


def _verify(known: str, passphrase: Passphrase) -> None:
    try:
        _hasher().verify(known, passphrase.whole)
    except (VerificationError, InvalidHashError):
        raise WrongWords from None


def _hasher() -> PasswordHasher:
    cost = settings.ARGON2
    return PasswordHasher(cost["time_cost"], cost["memory_cost"], cost["parallelism"])


def idle_hash() -> str:
    """What the words of no account are compared with: a hash of something that nobody knows, at the same cost."""
    return _idle_hash(*settings.ARGON2.values())


@cache
def _idle_hash(*_cost: int) -> str:
    return _hasher().hash(secrets.token_hex())
