"""Adding up votes that are not secret: tellers who must agree, parts of one result, split votes, weights. Exact, whole numbers alone."""

from __future__ import annotations

from .parts import NotTheWeight, TooMany, as_figures, split, unite
from .tellers import Again, Agreed, Counts, Waiting, compare

__all__ = [
    "Again",
    "Agreed",
    "Counts",
    "NotTheWeight",
    "TooMany",
    "Waiting",
    "as_figures",
    "compare",
    "split",
    "unite",
]
