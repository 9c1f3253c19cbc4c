"""A row of the database as the library's mandate."""

from __future__ import annotations

from veche.assembly import mandate as library

from .models import Mandate


def of_row(mandate: Mandate) -> library.Mandate:
    return library.Mandate.of_json(mandate.kind, mandate.instruction, mandate.if_amended)
