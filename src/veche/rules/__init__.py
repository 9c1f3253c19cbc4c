"""Decision rules as data, and what they make of given figures.

    from veche.rules import Figures, decide, find

    decision = decide(find("de-ig-metall"), Figures(roll=5255, returned=5046, spoiled=13, yes=4583, no=450))
    decision.outcome    # Outcome.CARRIED
    decision.reasons    # each a sentence, to be said in the reader's language

Nothing here is legal advice. A value that nobody confirmed is None, and no decision is made with it.
"""

from __future__ import annotations

from .cautions import standing
from .deadlines import Days
from .decision import Deadline, Decision, Outcome, Reason
from .errors import BadFigures, BadRule, RulesError, UnknownRule
from .evaluate import decide, decide_questions
from .figures import Figures
from .loading import load, parse
from .model import Rule
from .shelf import Chosen, choose, find, opened_under, shipped

__all__ = [
    "BadFigures",
    "BadRule",
    "Chosen",
    "Days",
    "Deadline",
    "Decision",
    "Figures",
    "Outcome",
    "Reason",
    "Rule",
    "RulesError",
    "UnknownRule",
    "choose",
    "decide",
    "decide_questions",
    "find",
    "load",
    "opened_under",
    "parse",
    "shipped",
    "standing",
]
