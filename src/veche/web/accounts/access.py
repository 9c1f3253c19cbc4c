"""The only readers of accounts. Nothing here counts or lists people: each question is about one account, by a secret or by itself."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from veche.web.house.sealed import found_by

from .models import Account, Passkey, RecoveryCode, Session


def session_of(token: str) -> Session | None:
    """The session of a cookie, with its account, if it has not ended."""
    now = timezone.now()
    return (
        Session.objects.select_related("account")
        .filter(found_by=found_by("session", token), ends__gt=now, idle_ends__gt=now)
        .first()
    )


def account_found_by(lookup: bytes) -> Account | None:
    """The account that a passphrase may open: see `passphrases.lookup_of`."""
    return Account.objects.filter(found_by=lookup).first()


def account_by_recovery_code(code: str) -> Account | None:
    """The account that a code on paper opens. The code is in its canonical form: see `recovery.canonical`."""
    found = RecoveryCode.objects.select_related("account").filter(found_by=found_by("recovery", code)).first()
    return found.account if found else None


def recovery_codes_left(account: Account) -> int:
    """How many of the account's codes were not used yet."""
    return RecoveryCode.objects.filter(account=account).count()


def passkeys_of(account: Account) -> list[Passkey]:
    """The account's own passkeys, in an order that tells nothing of when they came."""
    return list(Passkey.objects.filter(account=account).order_by("id"))


def passkey_of(account: Account, passkey: UUID) -> Passkey | None:
    """One passkey, if it is the account's own."""
    return Passkey.objects.filter(account=account, pk=passkey).first()


def passkey_for(host: str, credential: bytes) -> Passkey | None:
    """The passkey with this credential at this host, with its account."""
    return Passkey.objects.select_related("account").filter(host=host, credential=credential).first()
