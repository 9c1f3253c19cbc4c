"""Where a slip leads, for whoever holds it."""

from __future__ import annotations

from django.http import Http404

from veche.web.bodies.codes import plain
from veche.web.house.sealed import found_by

from ..models import Assembly, Token


def door_of(code: str) -> Assembly:
    """The assembly to which a slip that was not used yet lets in. Raises codes.Mistyped, Http404."""
    found = Token.objects.filter(found_by=found_by("door", plain(code)), used=False).select_related(
        "assembly__body"
    )
    if (token := found.first()) is None:
        raise Http404
    return token.assembly
