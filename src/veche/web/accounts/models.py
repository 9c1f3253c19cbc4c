"""An account is a way to sign in and nothing else: no name, no address, no dates."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.house.sealed import SealedText


class Account(models.Model):
    """Somebody who can sign in. Names belong to memberships: a person may be called differently in every body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    found_by = models.BinaryField(max_length=32, unique=True)
    """Keyed hash of the first two words of the passphrase: where to look. The other words are the secret."""
    passphrase = models.TextField()
    """Argon2id of all words."""


class Passkey(models.Model):
    """A key that a device holds. It is bound to one host name: the onion address needs its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    credential = models.BinaryField(max_length=1024, unique=True)
    public_key = models.BinaryField(max_length=2048)
    sign_count = models.BigIntegerField(default=0)
    host = models.CharField(max_length=255)
    label = SealedText()


class RecoveryCode(models.Model):
    """A code on paper that opens the account once, to make a new passphrase."""

    found_by = models.BinaryField(primary_key=True, max_length=32)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")


class Session(models.Model):
    """A browser that is signed in. The database holds a keyed hash of its cookie, never the cookie."""

    found_by = models.BinaryField(primary_key=True, max_length=32)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    ends = models.DateTimeField(db_index=True)
    """The last moment, whatever happens; to the hour."""
    idle_ends = models.DateTimeField()


class Challenge(models.Model):
    """A number that a passkey signs, once and soon. The database holds a keyed hash of it."""

    found_by = models.BinaryField(primary_key=True, max_length=32)
    ends = models.DateTimeField(db_index=True)


class Bucket(models.Model):
    """How often something was tried in one hour. Neither who tried nor what can be read from it: see `limits`."""

    found_by = models.BinaryField(primary_key=True, max_length=32)
    tries = models.PositiveIntegerField(default=1)
    ends = models.DateTimeField(db_index=True)
