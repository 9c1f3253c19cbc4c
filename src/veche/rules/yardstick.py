"""The international yardstick that is shown beside a harsh law.

The Committee of Experts of the International Labour Organization holds that in a strike ballot only the votes cast should
be counted, and that the quorum and the majority should be fixed at a reasonable level (General Survey of 1994 on freedom of
association and collective bargaining, paragraph 170). The yardstick is shown beside laws; a union binds itself as it likes.
"""

from __future__ import annotations

from fractions import Fraction

from veche.words.sentence import Sentence

from .measures import simple
from .model import Condition, Rule, Way

VOTES_CAST = ("voting", "papers_returned", "papers_returned_without_spoiled", "valid_votes", "yes_plus_no")
HALF = Fraction(1, 2)


def yardstick(rule: Rule, way: Way) -> tuple[Sentence, ...]:
    """One sentence where the law asks for more than the yardstick allows; it names what is harsh."""
    if rule.made_by != "law":
        return ()
    asked = list(simple(way.majority or ()))
    reasons = [Sentence("harsh.base")] if any(_not_of_votes_cast(one) for one in asked) else []
    reasons += (
        [Sentence("harsh.majority")] if any(one.bar > HALF and one.of is not None for one in asked) else []
    )
    reasons += [Sentence("harsh.quorum")] if any(_high(one) for one in simple(way.quorum or ())) else []
    if not reasons:
        return ()
    harsh = reasons[0]
    for reason in reasons[1:]:
        harsh = Sentence("harsh.both", {"one": harsh, "other": reason})
    return (Sentence("caution.yardstick", {"harsh": harsh}),)


def _not_of_votes_cast(condition: Condition) -> bool:
    return condition.count == "yes" and condition.of is not None and condition.of not in VOTES_CAST


def _high(condition: Condition) -> bool:
    """A quorum of half of those entitled is much where many shifts or places vote; the Committee has said so of more than half."""
    return condition.of is not None and (condition.bar > HALF or (condition.bar == HALF and condition.strict))
