"""Sainte-Laguë's rule for lists: votes divided by 1, 3, 5, …; the seats go to the highest quotients.

Source: A. Sainte-Laguë, La représentation proportionnelle et la méthode des moindres carrés, Annales scientifiques de l'École
normale supérieure 27 (1910), 529–542; the same as Webster's of 1832. In force in Germany and Latvia; with a first divisor of
7/5 in Norway. It favours neither large nor small lists.

1. to 6. as in `quotients`, with the divisors 1, 3, 5, … The first may be another (`first`, such as 7/5), which makes the
first seat dearer.
"""

from __future__ import annotations

from fractions import Fraction

from ..contest import Contest, Scores, Totals
from ..families.choices import Choices
from ..families.quotients import SETTINGS, apportion
from ..papers import Rankings
from ..record import Count
from ..terms import Rule, Setting, Terms


def count(contest: Contest, terms: Terms) -> Count:
    choices = Choices(RULE, terms)
    first = choices.share("first")
    if not 1 <= first < 3:
        raise choices.wrong("first", "a fraction from 1 up to the next divisor, 3")
    return apportion(RULE, contest, terms, lambda had: Fraction(2 * had + 1) if had else first)


RULE = Rule(
    id="sainte-lague",
    version="1",
    source="Sainte-Laguë 1910",
    takes=(Totals, Rankings, Scores),
    count=count,
    settings={"first": Setting("1", "the first divisor, such as 7/5")} | SETTINGS,
)
