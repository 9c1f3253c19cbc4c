"""The only readers of the tables of mandates. Where an account may not know of something, the answer is the same as if it did not exist: Http404.

A mandate is for the members of the body that gives it and for the delegates whom it binds; for the body above once its vote is decided.
Whether it was kept is for both: delegates vote in the open. A report is for the members of the body below, and for its delegate.

sight, sender, body_seen
                        who asks, of a body: a member, a delegate it sends, or somebody of a body above or below
given_by, mandate, later, holding
                        mandates
about, seats_bound, upper_of
                        what a body can give a mandate about, and whom it can bind
applying, bound_by, bound, topics_for
                        which mandate holds for a seat in a vote
question, standing, changed
                        what is asked, and whether its text changed
keepings_of, keepings_by, keepings_in, keepings_under, keeping
                        whether mandates were kept
reports_of, report, own_reports
                        reports, asked for and given
decisions, decided_vote, decided_poll
                        what a body decided, so that a mandate can be taken from it
federation, chain_of    bodies above and below each other, and the tree of votes under a decision
"""

from __future__ import annotations

from .advice import Bound, bound
from .chain import chain_of
from .choices import Choice, about, decided_poll, decided_vote, decisions, seats_bound, upper_of
from .federation import Branch, Federation, federation
from .keeping import Kept, keeping, keepings_by, keepings_in, keepings_of, keepings_under
from .mandates import applying, bound_by, given_by, holding, later, mandate, topics_for
from .questions import Text, changed, question, standing
from .reports import own_reports, report, reports_of
from .seeing import Sight, body_seen, sender, sight

__all__ = [
    "Bound",
    "Branch",
    "Choice",
    "Federation",
    "Kept",
    "Sight",
    "Text",
    "about",
    "applying",
    "body_seen",
    "bound",
    "bound_by",
    "chain_of",
    "changed",
    "decided_poll",
    "decided_vote",
    "decisions",
    "federation",
    "given_by",
    "holding",
    "keeping",
    "keepings_by",
    "keepings_in",
    "keepings_of",
    "keepings_under",
    "later",
    "mandate",
    "own_reports",
    "question",
    "report",
    "reports_of",
    "seats_bound",
    "sender",
    "sight",
    "standing",
    "topics_for",
    "upper_of",
]
