"""Seven words: how they are drawn, compared and hashed, and what the time of an answer tells."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters

from veche.web.accounts import actions, passphrases
from veche.web.accounts.models import Account
from veche.web.accounts.passphrases import COUNT, Passphrase, WrongWords
from veche.words import Language
from veche.words.wordlist import wordlist

pytestmark = pytest.mark.django_db


def account_of(words: list[str]) -> Account:
    passphrase = Passphrase.typed(" ".join(words))
    return actions.create_account(passphrase.lookup, passphrases.hashed(passphrase))


@pytest.mark.parametrize("language", Language)
def test_words_of_every_language_open_their_account(language: Language) -> None:
    words = passphrases.draw(language)
    assert len(words) == COUNT
    assert set(words) <= set(wordlist(language))
    account = account_of(words)
    assert passphrases.open_account(Passphrase.typed("-".join(words).upper())) == account


@pytest.mark.parametrize("change", range(COUNT))
def test_one_other_word_opens_nothing(change: int) -> None:
    words = passphrases.draw(Language.EN)
    account_of(words)
    words[change] = next(word for word in wordlist(Language.EN) if word not in words)
    with pytest.raises(WrongWords):
        passphrases.open_account(Passphrase.typed(" ".join(words)))


def test_words_in_another_order_open_nothing() -> None:
    words = wordlist(Language.EN)[:COUNT]
    account_of(list(words))
    with pytest.raises(WrongWords):
        passphrases.open_account(Passphrase.typed(" ".join(reversed(words))))


@pytest.mark.parametrize(
    "typed", ["", "one", "one two three four five six", "a b c d e f g h", "1 2 3 4 5 6 7"]
)
def test_what_is_not_seven_words_is_no_passphrase(typed: str) -> None:
    with pytest.raises(WrongWords):
        Passphrase.typed(typed)


def test_words_by_which_an_account_is_found_are_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = list(wordlist(Language.PL)[:COUNT])
    second = list(wordlist(Language.PL)[COUNT : 2 * COUNT])
    account_of(first)
    lots = iter([*first, *second])
    monkeypatch.setattr(secrets, "choice", lambda _: next(lots))
    assert passphrases.draw(Language.PL) == second


def test_two_accounts_are_never_found_by_the_same_words() -> None:
    words = list(wordlist(Language.BE)[:COUNT])
    account_of(words)
    with pytest.raises(actions.Taken):
        account_of([*words[:2], *reversed(words[2:])])


def test_an_unknown_account_costs_as_much_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with the same parameters, once in each case: whether there is such an account does not show in the time."""
    verified: list[tuple[int, int, int]] = []
    earnest = PasswordHasher.verify

    def watched(self: PasswordHasher, known: str, secret: str) -> Any:
        cost = extract_parameters(known)
        verified.append((cost.time_cost, cost.memory_cost, cost.parallelism))
        return earnest(self, known, secret)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    words = passphrases.draw(Language.UK)
    account_of(words)
    wrong = [*words[:6], next(word for word in wordlist(Language.UK) if word != words[6])]
    for typed in (wrong, passphrases.draw(Language.UK)):
        with pytest.raises(WrongWords):
            passphrases.open_account(Passphrase.typed(" ".join(typed)))
    assert len(verified) == 2
    assert verified[0] == verified[1]


def test_stronger_parameters_reach_an_account_when_it_signs_in(settings: Any) -> None:
    words = passphrases.draw(Language.RU)
    account = account_of(words)
    settings.ARGON2 = {"time_cost": 2, "memory_cost": 16, "parallelism": 1}
    passphrases.open_account(Passphrase.typed(" ".join(words)))
    account.refresh_from_db()
    assert extract_parameters(account.passphrase).memory_cost == 16
    assert passphrases.open_account(Passphrase.typed(" ".join(words))) == account


def test_an_account_without_a_passphrase_opens_to_nobody() -> None:
    passphrase = Passphrase.typed(" ".join(passphrases.draw(Language.EN)))
    actions.create_account(passphrase.lookup, "")
    with pytest.raises(WrongWords):
        passphrases.open_account(passphrase)


def test_the_words_of_somebody_else_are_not_ones_own() -> None:
    mine, others = passphrases.draw(Language.EN), passphrases.draw(Language.BE)
    account = account_of(mine)
    account_of(others)
    passphrases.check_words(account, Passphrase.typed(" ".join(mine)))
    with pytest.raises(WrongWords):
        passphrases.check_words(account, Passphrase.typed(" ".join(others)))


def test_a_proof_is_good_for_its_words_and_its_end_alone() -> None:
    passphrase = Passphrase.typed(" ".join(wordlist(Language.EN)[:COUNT]))
    other = Passphrase.typed(" ".join(wordlist(Language.EN)[1 : COUNT + 1]))
    shown = passphrases.proof("this end", passphrase)
    passphrases.check_proof("this end", passphrase, shown)
    for end, words, proof in (
        ("that end", passphrase, shown),
        ("this end", other, shown),
        ("this end", passphrase, "ж"),
    ):
        with pytest.raises(WrongWords):
            passphrases.check_proof(end, words, proof)


def test_nothing_prints_the_words() -> None:
    words = passphrases.draw(Language.EN)
    passphrase = Passphrase.typed(" ".join(words))
    account_of(words)
    with pytest.raises(WrongWords) as refusal:
        passphrases.open_account(Passphrase.typed(" ".join([*words[:6], "zzz"])))
    shown = f"{passphrase!r} {passphrase} {refusal.value!r} {refusal.value}"
    assert not [word for word in words if word in shown]
