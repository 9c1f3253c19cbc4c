"""Bodies, and members by the names that they chose."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from veche.web.accounts import actions as accounts
from veche.web.accounts import passphrases
from veche.web.accounts.models import Account
from veche.web.bodies.actions.bodies import found
from veche.web.bodies.actions.inviting import invite
from veche.web.bodies.actions.joining import join, show_code
from veche.web.bodies.actions.linking import accept, propose
from veche.web.bodies.actions.offices import give_role
from veche.web.bodies.models import Kind, Membership, Office, ShownCode
from veche.web.house.language import Voice

WEEK = 7


@dataclass(frozen=True)
class Person:
    """Somebody in the branch, and the seven words that open the account."""

    membership: Membership
    words: str


@dataclass(frozen=True)
class Union:
    """`people` are the branch's members: the first runs votes, the second hands out credentials, the third and fourth are trustees."""

    people: list[Person]
    head: Membership
    """Who founded the federation, in it."""
    shift: Membership
    """Who founded the night shift, in it."""


def make_union(voice: Voice) -> Union:
    """A federation, and in it the branch and its night shift."""
    people = list(_branch(voice))
    branch = people[0].membership
    for person, office in zip(people[1:4], (Office.REGISTRAR, Office.TRUSTEE, Office.TRUSTEE), strict=True):
        give_role(branch, person.membership, office)
    upper, lower = people[4].membership, people[5].membership
    federation = found(upper.account, voice("serving:union.federation"), Kind.FEDERATION, upper.name)
    shift = found(lower.account, voice("serving:union.shift"), Kind.COLLECTIVE, lower.name)
    _belongs_to(branch, federation)
    _belongs_to(shift, federation)
    return Union(people, federation, shift)


def _branch(voice: Voice) -> Iterator[Person]:
    first, *others = voice("serving:union.names").split(", ")
    account, words = _account(voice)
    founder = found(account, voice("serving:union.branch"), Kind.BRANCH, first)
    yield Person(founder, words)
    codes = invite(founder, len(others), WEEK, secrets.token_bytes(16))
    for name, code in zip(others, codes, strict=True):
        account, words = _account(voice)
        yield Person(join(account, code, name), words)


def _account(voice: Voice) -> tuple[Account, str]:
    drawn = " ".join(passphrases.draw(voice.language))
    passphrase = passphrases.Passphrase.typed(drawn)
    return accounts.create_account(passphrase.lookup, passphrases.hashed(passphrase)), drawn


def _belongs_to(lower: Membership, upper: Membership) -> None:
    """As two stewards do it who sit side by side: one shows a code, the other types it, the first accepts."""
    link = propose(lower, show_code(upper, ShownCode.End.LINK))
    accept(upper, link.id)
