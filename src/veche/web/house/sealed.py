"""Fields of the database that can be read only with the server's key.

A copy of the database, a backup or a disk without `veche.key` shows no name. AES-256-GCM with a fresh nonce of 96 bits; the column is authenticated,
so that a value cannot be moved to another one. Sealed fields cannot be searched; what must be found is found by `found_by`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE = 12


def found_by(end: str, secret: str | bytes) -> bytes:
    """32 bytes by which a secret (token, code, session) is found again, without being kept: HMAC-SHA256(key, end|secret)."""
    value = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(settings.KEYS.finding, end.encode() + b"|" + value, hashlib.sha256).digest()


class SealedText(models.BinaryField):  # type: ignore[type-arg]
    """Text, sealed. Its longest value is checked by forms; the database sees bytes."""

    def _column(self) -> bytes:
        return f"{self.model._meta.db_table}.{self.column}".encode()

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        if value is None:
            return None
        sealed = bytes(value)
        return AESGCM(settings.KEYS.sealing).decrypt(sealed[:NONCE], sealed[NONCE:], self._column()).decode()

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Raises TypeError for anything but text and nothing: bytes would stand there unsealed."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise TypeError(f"{self._column().decode()} takes text")
        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + AESGCM(settings.KEYS.sealing).encrypt(nonce, value.encode(), self._column())
        return super().get_db_prep_value(sealed, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is something: sealed twice, one text is two values, so a search would always find nothing."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
