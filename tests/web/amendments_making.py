"""Amendments for tests: `make_amendment(motion, place, {1: "new wording", 2: "", 0: "before the first"})`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from uuid import UUID

from veche.assembly.text import split
from veche.web.delegates.access import Place
from veche.web.motions.actions import amending
from veche.web.motions.models import Amendment, Motion


def make_amendment(
    motion: Motion,
    place: Place,
    wordings: Mapping[int, str],
    *,
    to: Amendment | None = None,
    submit: bool = True,
) -> Amendment:
    """For each paragraph (from 1; 0: before the first) what stands there instead; nothing deletes it."""
    one = amending.begin(place, motion.pk, secrets.token_bytes(16), to.pk if to else None)
    for number, wording in wordings.items():
        amending.write_paragraph(place, one.pk, number, split(wording), one.base)
    if submit:
        amending.submit_amendment(place, one.pk)
    return fresh_amendment(one.pk)


def fresh_amendment(amendment_id: UUID) -> Amendment:
    """As the database has it now."""
    return Amendment.objects.select_related("motion__body", "to").get(pk=amendment_id)
