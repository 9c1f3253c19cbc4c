"""The only readers of the tables of delegates. Where an account may not know of something, the answer is the same as if it did not exist: Http404.

place                       the asker's own place in a body: as a member, as a delegate to it, or both
delegacies_of, own, own_of  the account's own delegacies
holders, delegate_of, called_to, sittings, alternates_of, history_of
                            who holds seats, held them, or waits behind: public to both bodies, by the names that they chose
nominations, elections_of, election, proposed, left_out
                            who stands, which they said themselves, and what a vote made of it
seats_of, seats_in, seat, bodies_below, bodies_above, below, graph, tree
                            seats, bodies and numbers of members, not the members
statutes, changes_of, objections, sharings_of
                            what the statutes say, how seats were shared, by whom it was changed
recall, recalls_of, open_recall, pause_until, …
                            recalls and their reasons; neither who began one nor who signed
by_petition, to_keep, to_take, verdict, recallable, ready_roll, roll_wanted
                            for the actions and the clock
"""

from __future__ import annotations

from veche.assembly.terms import Objection
from veche.web.petitions.access import petition

from .federation import Node, below, graph, tree, usual
from .nominations import (
    Proposed,
    election,
    elections_of,
    is_being_held,
    left_out,
    next_term,
    nominations,
    proposed,
    proposed_by,
    to_take,
)
from .places import Place, delegacies_of, holders, place
from .recalls import (
    DECIDED,
    OPEN,
    Shown,
    by_petition,
    ended_recalls_in,
    open_recall,
    pause_until,
    ready_roll,
    recall,
    recallable,
    recalls_of,
    roll_wanted,
    to_keep,
    verdict,
)
from .recalls import rules as recall_rules
from .seats import (
    Sitting,
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
    sittings,
)
from .statutes import INCOMPATIBLE, changes_of, objections, statutes

__all__ = [
    "DECIDED",
    "INCOMPATIBLE",
    "OPEN",
    "Node",
    "Objection",
    "Place",
    "Proposed",
    "Shown",
    "Sitting",
    "alternates_of",
    "below",
    "bodies_above",
    "bodies_below",
    "by_petition",
    "called_to",
    "changes_of",
    "delegacies_of",
    "delegate_of",
    "election",
    "elections_of",
    "ended_recalls_in",
    "graph",
    "history_of",
    "holders",
    "is_being_held",
    "left_out",
    "next_term",
    "nominations",
    "objections",
    "open_recall",
    "own",
    "own_of",
    "pause_until",
    "petition",
    "place",
    "proposed",
    "proposed_by",
    "ready_roll",
    "recall",
    "recall_rules",
    "recallable",
    "recalls_of",
    "roll_wanted",
    "seat",
    "seats_in",
    "seats_of",
    "sharings_of",
    "sittings",
    "statutes",
    "to_keep",
    "to_take",
    "tree",
    "usual",
    "verdict",
]
