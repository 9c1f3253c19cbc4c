"""A decision as a tree: the upper vote, under it each seat's ballot with its mandate, under that the vote at home, and so on to any depth.

    tree        the tree itself
    table       its rows: all of it, in words and numbers
    folding     which seats a picture shows, and what it says of the others
    picture     the tree as SVG, narrow enough for a telephone

Nobody at home is named: a secret vote has its sums and the fingerprint by which anybody finds and checks it.
"""

from __future__ import annotations

from .picture import picture
from .table import Row, rows
from .tree import Decision, Given, How, Seat

__all__ = ["Decision", "Given", "How", "Row", "Seat", "picture", "rows"]
