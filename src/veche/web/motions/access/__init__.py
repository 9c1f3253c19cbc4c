"""The only readers of the tables of motions. Where an account may not know of something, the answer is the same as if it did not exist: Http404.

A draft is its author's alone. What is submitted, or collects supporters, is for the members of the body and for the delegates to it; nothing of a
motion is shown to anybody else. Where a state is not `public`, the author and those who prepare the body's assemblies see it.

motion, seen, motions_of        for whoever has a place in the body
text_of, versions, steps        of a motion that was read through one of these
supporters, supports            a number; whether the asker is among them. Nobody can ask who

amendments      amendments to a motion, in their voting order
proposals       what those who prepare the assembly propose: the movers' and theirs until it is shown
forwarding      through which bodies a motion came and went; of another body's motion its number and how it stands, nothing else
demands         adopted demands and offers, for whoever has a place in the body
coming          by which standing orders, and until when
moves           what the asker may do with a motion now
"""

from __future__ import annotations

from .motions import (
    Seen,
    amendments_to,
    blocks_of,
    identical,
    is_author,
    may_see,
    motion,
    motions_of,
    parts_of,
    prepares,
    seen,
    steps,
    supporters,
    supports,
    text_of,
    versions,
)

__all__ = [
    "Seen",
    "amendments_to",
    "blocks_of",
    "identical",
    "is_author",
    "may_see",
    "motion",
    "motions_of",
    "parts_of",
    "prepares",
    "seen",
    "steps",
    "supporters",
    "supports",
    "text_of",
    "versions",
]
