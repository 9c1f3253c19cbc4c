"""Plurality: everyone has one vote, and whoever has most is elected; with a threshold, whoever also reaches it.

The oldest rule of all; "relative majority" in statutes. Its text here follows what statutes of unions agree on.

1. Each paper gives one vote to one candidate. On papers that rank, it goes to the first preference of those who stand. A paper
   that marks several is invalid: a count that meets one stops, unless the setting `overmarked` sets it aside.
2. Elected are the candidates with most votes, as many as there are seats. With several seats this is the single
   non-transferable vote.
3. Where a threshold is set, nobody is elected who does not reach it: more than, or at least, a share of the papers with a
   vote (`chosen`), of the valid papers (`valid`, blank ones included), or of the papers returned (`returned`, invalid ones
   included). The share and its base are settings, and a threshold without a base is refused.
4. Seats that stay open go to a second ballot, if the rule book has one: between the two who came next, or between twice as
   many as there are open seats. Who is equal at its border goes on too, or a lot decides.
5. Equal votes at the last seat are decided by lot.
"""

from __future__ import annotations

from ..contest import Contest, Scores, Totals
from ..families.choices import Choices
from ..families.highest import MAJORITY, elect
from ..families.sums import OVERMARKED, marks, overmarked
from ..papers import Rankings
from ..record import Count
from ..terms import Rule, Terms


def count(contest: Contest, terms: Terms) -> Count:
    sums = marks(contest, most=1, over=overmarked(Choices(RULE, terms)))  # 1.
    return elect(RULE, contest, terms, sums)  # 2. to 5.


RULE = Rule(
    id="plurality",
    version="1",
    source="relative majority, with the threshold and the second ballot of the rule book as settings",
    takes=(Totals, Rankings, Scores),
    count=count,
    settings=MAJORITY | OVERMARKED,
    reserves=True,
)
