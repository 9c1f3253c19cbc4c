"""A code that somebody typed into a form, and what is said beside it when it does not hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404

from veche.web.accounts.limits import allow

from ..codes import Mistyped
from ..errors import Refused
from ..forms import BodiesForm
from ..models import Membership

Found = TypeVar("Found")
PER_HOUR = 60
"""Tries of short codes by one member."""


def use_code(form: BodiesForm, act: Callable[[str], Found], who: Membership | None = None) -> Found | None:
    """What `act` makes of the form's code; None, with the reason in the form, if it makes nothing."""
    if not form.is_valid():
        return None
    if who is not None:
        allow("shown code", who.id.bytes, PER_HOUR)
    try:
        return act(form.cleaned_data["code"])
    except Mistyped:
        form.refuse("code", "bodies:code.mistyped")
    except Http404:
        form.refuse("code", "bodies:code.gone")
    except Refused as refused:
        form.refuse("code", f"bodies:refused.{refused.code}")
    return None
