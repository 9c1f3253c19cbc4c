"""How the seats in an upper body are shared among the bodies below it, and how many members each seat stands for. Exact: no float anywhere.

equal         so many seats for each body
threshold     one seat for every so many members begun: of 100, a body of 101 has two
dhondt        members divided by 1, 2, 3, …; the seats go to the highest quotients (see veche.counting.rules.dhondt)
sainte_lague  the same with 1, 3, 5, …
square_root   the square roots of members divided by 1, 2, 3, …: a body four times as large has about twice as many seats. L. S. Penrose, The
              Elementary Statistics of Majority Voting, Journal of the Royal Statistical Society 109 (1946), 53–57

Of equal quotients the larger body's comes first; between bodies of one size a lot decides, and is shown.
"""

from __future__ import annotations

from .errors import CannotShare, NeedsLot
from .record import Group, Plan, Shared, Sharing, Tie
from .sharing import METHODS, share
from .sizes import Part, Size, represented, sizes
from .weights import evenly

__all__ = [
    "METHODS",
    "CannotShare",
    "Group",
    "NeedsLot",
    "Part",
    "Plan",
    "Shared",
    "Sharing",
    "Size",
    "Tie",
    "evenly",
    "represented",
    "share",
    "sizes",
]
