"""The only writers of accounts and sessions. What hashes, checks words and draws codes stands beside it and knows no database."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.dispatch import Signal
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from veche.web.house.sealed import found_by

from . import clock
from .cookie import token_of
from .models import Account, Bucket, Challenge, Passkey, RecoveryCode, Session

TOKEN_BYTES = 32

account_goes = Signal()
"""Sent with `account` before an account is deleted, in the same transaction: whoever keeps something of it lets it go. A receiver that
raises keeps the account in place."""


class Taken(Exception):
    """Another account is found by the same two words, or has this passkey: draw again."""


class Spent(Exception):
    """A code or a challenge that was good once, and is not any more. Of two browsers that use it at the same time one is told so."""


def create_account(lookup: bytes, passphrase_hash: str) -> Account:
    """A new account. Raises Taken where another is found by the same words."""
    try:
        with transaction.atomic():
            return Account.objects.create(found_by=lookup, passphrase=passphrase_hash)
    except IntegrityError:
        raise Taken from None


def change_passphrase(account: Account, lookup: bytes, passphrase_hash: str) -> None:
    """Other words from now on. Raises Taken where another account is found by them."""
    try:
        with transaction.atomic():
            account.found_by, account.passphrase = lookup, passphrase_hash
            account.save(update_fields=("found_by", "passphrase"))
    except IntegrityError:
        raise Taken from None


def rehash(account: Account, passphrase_hash: str) -> None:
    """The same words, hashed with newer parameters."""
    Account.objects.filter(pk=account.pk).update(passphrase=passphrase_hash)


def sign_in(request: HttpRequest, account: Account) -> None:
    """A new session for this browser, in place of whatever session it had. The middleware sets the cookie."""
    sign_out(request)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Session.objects.create(
        found_by=found_by("session", token),
        account=account,
        ends=clock.session_ends(),
        idle_ends=clock.idle_ends(),
    )
    rotate_token(request)  # a form that was open before belongs to somebody else
    request.account = account  # type: ignore[attr-defined]
    request.new_session = token  # type: ignore[attr-defined]


def sign_out(request: HttpRequest) -> None:
    """End the session of this browser, if it has one. The middleware takes the cookie away."""
    if token := token_of(request):
        Session.objects.filter(found_by=found_by("session", token)).delete()
    request.account = None  # type: ignore[attr-defined]
    request.new_session = ""  # type: ignore[attr-defined]


def end_other_sessions(request: HttpRequest, account: Account) -> None:
    """Sign the account out everywhere but in this browser."""
    token = getattr(request, "new_session", "") or token_of(request)
    Session.objects.filter(account=account).exclude(found_by=found_by("session", token)).delete()


def keep_open(session: Session) -> None:
    """The session was used. Written once in five minutes at most, as the time is no finer."""
    if (later := clock.idle_ends()) > session.idle_ends:
        Session.objects.filter(pk=session.pk).update(idle_ends=later)


def delete_account(request: HttpRequest, account: Account) -> None:
    """Nothing of the account stays: sessions, passkeys and codes go with it, memberships too, and the browser is signed out."""
    with transaction.atomic():
        account_goes.send(sender=Account, account=account)
        Account.objects.filter(pk=account.pk).delete()
    sign_out(request)


def replace_recovery_codes(account: Account, codes: Sequence[str]) -> None:
    """These codes, in canonical form, and no older ones. Two who do it at once come one after the other."""
    with transaction.atomic():
        Account.objects.select_for_update().filter(pk=account.pk).first()
        RecoveryCode.objects.filter(account=account).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(found_by=found_by("recovery", code), account=account) for code in codes
        )


def recover(account: Account, code: str, lookup: bytes, passphrase_hash: str) -> None:
    """Spend the code for other words, and sign the account out everywhere: all of it or nothing. Raises Spent, Taken."""
    with transaction.atomic():
        if RecoveryCode.objects.filter(found_by=found_by("recovery", code), account=account).delete()[0] != 1:
            raise Spent
        change_passphrase(account, lookup, passphrase_hash)
        Session.objects.filter(account=account).delete()


def add_passkey(
    account: Account, host: str, credential: bytes, public_key: bytes, count: int, label: str
) -> None:
    """Raises Taken where the credential is there already."""
    try:
        with transaction.atomic():
            Passkey.objects.create(
                account=account,
                host=host,
                credential=credential,
                public_key=public_key,
                sign_count=count,
                label=label,
            )
    except IntegrityError:
        raise Taken from None


def passkey_used(passkey: Passkey, count: int) -> None:
    """The device counts its signatures; a lower count the next time means a copy of the key."""
    Passkey.objects.filter(pk=passkey.pk).update(sign_count=count)


def remove_passkey(account: Account, passkey: UUID) -> None:
    """One of the account's own; nothing happens if it is not there any more."""
    Passkey.objects.filter(account=account, pk=passkey).delete()


def give_challenge(end: str) -> bytes:
    """32 fresh bytes for a passkey to sign, good once, for one end (signing in, or one account's new passkey)."""
    challenge = secrets.token_bytes(TOKEN_BYTES)
    Challenge.objects.filter(ends__lte=timezone.now()).delete()
    Challenge.objects.create(found_by=found_by(f"challenge {end}", challenge), ends=clock.challenge_ends())
    return challenge


def take_challenge(end: str, challenge: bytes) -> None:
    """Use up a challenge. Raises Spent where it was not given for this end, is too old, or was used."""
    known = found_by(f"challenge {end}", challenge)
    if Challenge.objects.filter(found_by=known, ends__gt=timezone.now()).delete()[0] != 1:
        raise Spent


def count_try(bucket: bytes, ends: datetime, now: datetime) -> int:
    """One more in the bucket; how many there are. Two at once are both counted: the database adds."""
    with transaction.atomic():
        if Bucket.objects.filter(pk=bucket).update(tries=F("tries") + 1) == 0:
            Bucket.objects.filter(ends__lte=now).delete()
            _, made = Bucket.objects.get_or_create(pk=bucket, defaults={"ends": ends})
            if not made:  # another request made it in between
                Bucket.objects.filter(pk=bucket).update(tries=F("tries") + 1)
        return Bucket.objects.values_list("tries", flat=True).get(pk=bucket)


def forget_what_ended() -> None:
    """Delete sessions, challenges and buckets that are over. The server's clock calls it; what is over opens nothing meanwhile."""
    now = timezone.now()
    Session.objects.filter(Q(ends__lte=now) | Q(idle_ends__lte=now)).delete()
    Challenge.objects.filter(ends__lte=now).delete()
    Bucket.objects.filter(ends__lte=now).delete()
