"""What every member reads and nothing deletes cannot be written without end."""

from __future__ import annotations

from veche.web.accounts.limits import allow

from ..models import Membership

PER_HOUR = 100
"""Offices given and taken, settings, steps of the register, by one member. No person does so much; a script would bury what was done before."""


def count_deed(me: Membership) -> None:
    """Before a deed that is written down. Raises TooMany."""
    allow("written down", me.id.bytes, PER_HOUR)
