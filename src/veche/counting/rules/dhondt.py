"""D'Hondt's rule for lists: votes divided by 1, 2, 3, …; the seats go to the highest quotients.

Source: V. D'Hondt, Système pratique et raisonné de représentation proportionnelle (Brussels 1882); the same as Jefferson's of
1792. In force for parliaments of Poland (Kodeks wyborczy, art. 232), Belgium, Spain and many more. It favours larger lists a
little; no list gets fewer seats than its share rounded down.

1. to 6. as in `quotients`, with the divisors 1, 2, 3, …
"""

from __future__ import annotations

from fractions import Fraction

from ..contest import Contest, Scores, Totals
from ..families.quotients import SETTINGS, apportion
from ..papers import Rankings
from ..record import Count
from ..terms import Rule, Terms


def count(contest: Contest, terms: Terms) -> Count:
    return apportion(RULE, contest, terms, lambda had: Fraction(had + 1))


RULE = Rule(
    id="dhondt",
    version="1",
    source="D'Hondt 1882",
    takes=(Totals, Rankings, Scores),
    count=count,
    settings=SETTINGS,
)
