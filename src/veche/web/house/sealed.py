"""Fields of the database that can be read only with the server's key.

A copy of the database, a backup or a disk without `veche.key` shows no name. AES-256-GCM with a fresh nonce of 96 bits; the column is authenticated,
so that a value cannot be moved to another one. Sealed fields cannot be searched; what must be found is found by `found_by`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE = 12


def found_by(end: str, secret: str | bytes) -> bytes:
    """32 bytes by which a secret (token, code, session) is found again, without being kept: HMAC-SHA256(key, end|secret)."""
    value = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(settings.KEYS.finds(end), end.encode() + b"|" + value, hashlib.sha256).digest()


class _Sealed(models.BinaryField):  # type: ignore[type-arg]
    """A value of one type, turned into bytes and sealed. Its longest value is checked by forms; the database sees bytes."""

    kind: type | tuple[type, ...]
    takes: str

    def opened(self, plain: bytes) -> Any:
        raise NotImplementedError

    def closed(self, value: Any) -> bytes:
        raise NotImplementedError

    def _check_str_default_value(self) -> list[Any]:
        """Django wants bytes of a default here; ours is sealed like any other value."""
        return []

    def _column(self) -> bytes:
        return f"{self.model._meta.db_table}.{self.column}".encode()

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        sealed = bytes(value)
        return self.opened(
            AESGCM(settings.KEYS.sealing).decrypt(sealed[:NONCE], sealed[NONCE:], self._column())
        )

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Raises TypeError for anything but the field's type and nothing: it would stand there unsealed."""
        if value is None:
            return None
        if not isinstance(value, self.kind):
            raise TypeError(f"{self._column().decode()} takes {self.takes}")
        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + AESGCM(settings.KEYS.sealing).encrypt(nonce, self.closed(value), self._column())
        return super().get_db_prep_value(sealed, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is something: sealed twice, one value is two, so a search would always find nothing."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class SealedText(_Sealed):
    """Text, sealed."""

    kind, takes = str, "text"

    def opened(self, plain: bytes) -> str:
        return plain.decode()

    def closed(self, value: str) -> bytes:
        return value.encode()


class SealedBytes(_Sealed):
    """Bytes, sealed: a message that holds a name."""

    kind, takes = (bytes, memoryview), "bytes"

    def opened(self, plain: bytes) -> bytes:
        return plain

    def closed(self, value: bytes | memoryview) -> bytes:
        return bytes(value)


class SealedJSON(_Sealed):
    """Lists and objects, sealed: questions, whose answers can be names."""

    kind, takes = (list, dict), "lists and objects"

    def opened(self, plain: bytes) -> Any:
        return json.loads(plain)

    def closed(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode()
