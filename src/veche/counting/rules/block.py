"""Block vote: everyone has as many votes as there are seats, at most one for each candidate; whoever has most is elected.

The usual rule for committees ("plurality at large"). It gives a majority that votes as one all the seats.

1. Each paper marks up to as many candidates as there are seats, or as many as the setting `votes` says ("limited vote" where
   these are fewer). On papers that rank, every candidate who is ranked is marked: the order says nothing here.
2. A paper with more marks than votes is invalid in most rule books: it is set aside (`overmarked` invalid). In some it counts as
   it is (counted), for instance where every candidate who is ranked is marked. This is never assumed: a count that meets one
   without the setting stops.
3. Elected are the candidates with most votes, as many as there are seats; threshold, second ballot and ties as in
   `plurality`, paragraphs 3 to 5. Shares are shares of papers, not of votes.
"""

from __future__ import annotations

from ..contest import Contest, Scores, Totals
from ..families.choices import Choices
from ..families.highest import MAJORITY, elect
from ..families.sums import points
from ..papers import Rankings
from ..record import Count
from ..terms import Rule, Setting, Terms


def count(contest: Contest, terms: Terms) -> Count:
    choices = Choices(RULE, terms)
    votes = contest.seats if choices.text("votes") == "seats" else choices.whole("votes")
    over = choices.one_of("overmarked", "refuse", "invalid", "counted")
    sums = points(contest, budget=votes, most=1, over=over)  # 1. and 2.
    return elect(RULE, contest, terms, sums)  # 3.


RULE = Rule(
    id="block",
    version="1",
    source="plurality at large, with the threshold and the second ballot of the rule book as settings",
    takes=(Totals, Rankings, Scores),
    count=count,
    settings={
        "votes": Setting("seats", "how many votes a paper has: seats, or a number"),
        "overmarked": Setting(
            "refuse", "refuse, invalid or counted: papers that give more votes than they have"
        ),
    }
    | MAJORITY,
    reserves=True,
)
