"""Approval: everyone marks whom they could live with; whoever is approved by most is elected.

Source: S. J. Brams and P. C. Fishburn, Approval Voting, American Political Science Review 72 (1978), 831–847.

1. Each paper approves any number of candidates. On papers that rank, every candidate who is ranked is approved.
2. Elected are the candidates with most approvals, as many as there are seats. With several seats this is the multi-winner
   approval vote, which is not proportional: for that see `equal-shares`.
3. Threshold, second ballot and ties as in `plurality`, paragraphs 3 to 5. Shares are shares of papers, not of approvals.
"""

from __future__ import annotations

from ..contest import Contest, Scores, Totals
from ..families.highest import MAJORITY, elect
from ..families.sums import points
from ..papers import Rankings
from ..record import Count
from ..terms import Rule, Terms


def count(contest: Contest, terms: Terms) -> Count:
    sums = points(contest, budget=len(contest.candidates), most=1)  # 1.
    return elect(RULE, contest, terms, sums)  # 2. and 3.


RULE = Rule(
    id="approval",
    version="1",
    source="Brams and Fishburn 1978",
    takes=(Scores, Totals, Rankings),
    count=count,
    settings=MAJORITY,
    reserves=True,
)
