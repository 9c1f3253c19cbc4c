"""How an address names a vote. What cannot be an identifier meets no database, some of which take no zero bytes."""

from __future__ import annotations

from django.urls import register_converter


class Identifier:
    """Of a vote, in base58 (4.1 of the specification), as `new_uuid` and other software make them."""

    regex = "[1-9A-HJ-NP-Za-km-z]{14,24}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Identifier, "vote")
