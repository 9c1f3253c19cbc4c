"""The only readers of the tables of delegates. Where an account may not know of something, the answer is the same as if it did not exist: Http404.

place                       the asker's own place in a body: as a member, as a delegate to it, or both
delegacies_of, own, own_of  the account's own delegacies
holders, delegate_of, called_to, alternates_of, history_of
                            who holds seats, held them, or waits behind: public to both bodies, by the names that they chose
seats_of, seats_in, seat, bodies_below, bodies_above
                            seats and bodies, not their members
statutes, changes_of, objections, sharings_of
                            what the statutes say, how seats were shared, by whom it was changed
"""

from __future__ import annotations

from .places import Place, delegacies_of, holders, place
from .seats import (
    alternates_of,
    bodies_above,
    bodies_below,
    called_to,
    delegate_of,
    history_of,
    own,
    own_of,
    seat,
    seats_in,
    seats_of,
    sharings_of,
)
from .statutes import changes_of, objections, statutes

__all__ = [
    "Place",
    "alternates_of",
    "bodies_above",
    "bodies_below",
    "called_to",
    "changes_of",
    "delegacies_of",
    "delegate_of",
    "history_of",
    "holders",
    "objections",
    "own",
    "own_of",
    "place",
    "seat",
    "seats_in",
    "seats_of",
    "sharings_of",
    "statutes",
]
