"""The only readers of the tables of minutes. Where an account may not know of something, the answer is the same as if it did not exist: Http404.

Minutes are for the members of the body and for the delegates to it; their public version is for whoever has the address, once somebody published it.

seen            minutes, for whoever may read them, and who asks
published       the public version
minutes_of      those of a body
whole, editions, changes
                what stands in them, and what was corrected
remarks         what somebody found wrong; nobody's name
coming          points of assemblies to come, under which they can be approved
draft           what the program writes of an assembly
"""

from __future__ import annotations

from .drafting import draft
from .reading import (
    Change,
    Seen,
    changes,
    coming,
    editions,
    minutes_of,
    published,
    remarks,
    seen,
    to_settle,
    whole,
)

__all__ = [
    "Change",
    "Seen",
    "changes",
    "coming",
    "draft",
    "editions",
    "minutes_of",
    "published",
    "remarks",
    "seen",
    "to_settle",
    "whole",
]
