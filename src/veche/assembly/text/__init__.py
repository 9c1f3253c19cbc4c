"""Texts, what is changed in them, and how changes go together.

A text is a list of paragraphs. An amendment is a list of changes of paragraphs; its own text is the text that it makes, and can be
amended in turn.
"""

from __future__ import annotations

from .changes import Change, Kind, Place, apply, canonical, compose, of_json, places, to_json
from .comparing import Line, compare
from .differences import Mark, Piece, differences
from .errors import BadChange, Conflict, Conflicting, Misfit, Overtaken, TextError, TooLong
from .merging import Amendment, Merged, conflicts, merge, resolved, united
from .paragraphs import clean, join, split
from .rebasing import Ground, carried_over, changes_between, edited, rebase

__all__ = [
    "Amendment",
    "BadChange",
    "Change",
    "Conflict",
    "Conflicting",
    "Ground",
    "Kind",
    "Line",
    "Mark",
    "Merged",
    "Misfit",
    "Overtaken",
    "Piece",
    "Place",
    "TextError",
    "TooLong",
    "apply",
    "canonical",
    "carried_over",
    "changes_between",
    "clean",
    "compare",
    "compose",
    "conflicts",
    "differences",
    "edited",
    "join",
    "merge",
    "of_json",
    "places",
    "rebase",
    "resolved",
    "split",
    "to_json",
    "united",
]
