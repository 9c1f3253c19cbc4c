"""Yes or no: how many said yes, how many no, who abstained, who left the paper blank.

The numbers are this rule's; whether they carry the motion is the decision rule's, which knows the roll, the quorum and the
majority (`veche decide`). So no share is taken here.

1. Each paper gives one answer. Answer `yes` is for the motion, answer `no` against it; every other answer is an abstention. On
   papers that rank, the first preference counts. A paper with several answers is invalid: a count that meets one stops, unless
   the setting `overmarked` sets it aside.
2. A paper without an answer is blank. It is told apart from an abstention, because laws differ in whether it counts as one.
3. The answer with more votes has won the count. Abstentions and blank papers are for neither side.
4. Where yes and no are equal, the rule book decides: the motion is lost, or whoever chairs has a casting vote (`equality`). This
   is never assumed: a count that meets equality without it stops.
"""

from __future__ import annotations

from veche.words.sentence import Sentence

from ..contest import Contest, Scores, Totals
from ..errors import CannotCount
from ..families.choices import Choices
from ..families.highest import counted
from ..families.sums import OVERMARKED, Sums, marks, overmarked
from ..papers import Rankings
from ..record import Count, Table
from ..terms import Rule, Setting, Terms


def count(contest: Contest, terms: Terms) -> Count:
    choices = Choices(RULE, terms)
    equality = choices.one_of("equality", "unstated", "lost", "chair-yes", "chair-no")
    yes, no = answer(choices, contest, "yes"), answer(choices, contest, "no")
    if yes == no:
        raise choices.wrong("no", "another answer than for yes")
    sums = marks(contest, most=1, over=overmarked(choices))  # 1. and 2.
    winner, why = decided(yes, no, sums, equality)
    return RULE.record(
        contest,
        terms,
        winners=(winner,),
        stages=(counted(sums.votes, (winner,), (why,)),),
        tables=(answers(contest, sums, yes, no),),
        outcome=(*sums.notes, why, Sentence("motion.not_judged")),
        **sums.told(contest),
    )


def answer(choices: Choices, contest: Contest, name: str) -> int:
    """The number of the answer that the setting names. Raises CannotCount."""
    number = choices.whole(name)
    if number not in contest.standing:
        raise choices.wrong(name, f"the number of an answer, from 1 to {len(contest.candidates)}")
    return number


def decided(yes: int, no: int, sums: Sums, equality: str) -> tuple[int, Sentence]:
    """3. and 4."""
    places = {"yes": sums.votes[yes], "no": sums.votes[no]}
    if places["yes"] != places["no"]:
        more = "yes" if places["yes"] > places["no"] else "no"
        return (yes if more == "yes" else no), Sentence(f"motion.more_{more}", places)
    if equality == "unstated":
        raise CannotCount(
            f"yes and no have {places['yes']} votes each",
            "give equality=lost, chair-yes or chair-no, as the rule book says",
        )
    return (yes if equality == "chair-yes" else no), Sentence(f"motion.{equality.replace('-', '_')}", places)


def answers(contest: Contest, sums: Sums, yes: int, no: int) -> Table:
    """Every kind of paper, and how many of them there were."""
    abstained = sum(votes for number, votes in sums.votes.items() if number not in (yes, no))
    rows = (
        (Sentence("motion.yes"), sums.votes[yes]),
        (Sentence("motion.no"), sums.votes[no]),
        (Sentence("motion.abstained"), abstained),
        (Sentence("column.blank"), sums.blank),
        (Sentence("column.valid"), sums.valid(contest)),
    )
    return Table(Sentence("table.papers"), (Sentence("column.kind"), Sentence("column.papers")), rows)


RULE = Rule(
    id="yes-no",
    version="1",
    source="the count of a motion; quorum and majority are those of the decision rule",
    takes=(Totals, Rankings, Scores),
    count=count,
    settings={
        "yes": Setting("1", "the number of the answer that means yes"),
        "no": Setting("2", "the number of the answer that means no"),
        "equality": Setting(
            "unstated", "lost, chair-yes or chair-no: what the rule book says where yes equals no"
        ),
    }
    | OVERMARKED,
)
