"""Cumulative voting: everyone has points and may heap them on one candidate or spread them.

The rule of company and school boards in the United States; see L. Guinier, The Tyranny of the Majority (1994). A
minority that heaps its points on one candidate can win a seat.

1. Each paper has as many points as there are seats, or as the setting `points` says, in whole numbers for any candidates.
2. It may give fewer (`spend` at-most), or must give all or be blank (`spend` all). A paper that breaks this is invalid: a count
   that meets one stops, unless the setting `overmarked` sets it aside. Where only totals are known, the sum alone is checked.
3. Elected are the candidates with most points, as many as there are seats.
4. Equal points at the last seat are decided by lot.
"""

from __future__ import annotations

from ..contest import Contest, Scores, Totals
from ..families.choices import Choices
from ..families.highest import Highest, counted, papers
from ..families.sums import OVERMARKED, overmarked, points
from ..record import Count
from ..terms import Rule, Setting, Terms


def count(contest: Contest, terms: Terms) -> Count:
    choices = Choices(RULE, terms)
    budget = contest.seats if choices.text("points") == "seats" else choices.whole("points")
    spend_all = choices.one_of("spend", "at-most", "all") == "all"
    sums = points(contest, budget, budget, spend_all=spend_all, over=overmarked(choices))  # 1. and 2.
    highest = Highest(contest, terms, sums.votes)
    winners = highest.winners()  # 3. and 4.
    return RULE.record(
        contest,
        terms,
        winners=winners,
        vacant=contest.seats - len(winners),
        stages=(counted(sums.votes, winners),),
        ties=tuple(highest.ties.broken),
        tables=(papers(contest, sums),),
        **sums.told(contest),
    )


RULE = Rule(
    id="cumulative",
    version="1",
    source="cumulative voting, as Guinier 1994 describes it",
    takes=(Scores, Totals),
    count=count,
    settings={
        "points": Setting("seats", "how many points a paper has: seats, or a number"),
        "spend": Setting("at-most", "at-most, or all (a paper gives all its points or is blank)"),
    }
    | OVERMARKED,
    reserves=True,
)
