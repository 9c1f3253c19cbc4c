"""Texts of a motion. No action changes or deletes one."""

from __future__ import annotations

from collections.abc import Sequence

from veche.web.bodies.access import today

from ..models import Motion, Version


def write_version(motion: Motion, number: int, paragraphs: Sequence[str], why: str) -> Version:
    """A text that stays as it is. The caller has locked the body."""
    return Version.objects.create(
        motion=motion, number=number, paragraphs=list(paragraphs), why=why, day=today()
    )
