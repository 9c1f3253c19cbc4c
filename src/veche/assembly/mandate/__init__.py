"""What a body tells its delegates, what that means at the ballot, and whether it was kept.

    mandate = Mandate(Kind.IMPERATIVE, vote="yes", if_amended=IfAmended.REFER_BACK)
    question = Question(("yes", "no", "abstain"))
    advise(mandate, question).duty                      # Duty.VOTE
    judge(mandate, question, ballot=(0, 1, 0), weight=1)   # Judgement(Verdict.BROKEN, Why.OTHERWISE)

The truth table. "Changed": the text put to the vote is another than the one that the body had before it. A ballot is a number for each answer;
"none" is no ballot. The first line that fits counts.

    mandate       text      rule        ballot                                 verdict   why
    ------------  --------  ----------  -------------------------------------  --------  ---------------
    none          any       -           any                                    free      no_mandate
    free          any       -           none                                   absent    absent
    free          any       -           any                                    free      free
    any           any       -           not told (hands, secret)               open      not_told
    any           any       -           voted on in a block                    open      in_block
    bounded       any       -           none                                   absent    absent
    bounded       any       -           something on an answer never to give   broken    never
    bounded       any       -           otherwise, there are red lines         open      lines
    bounded       any       -           otherwise                              kept      within
    imperative    changed   free        none                                   absent    absent
    imperative    changed   free        any                                    free      amended_free
    imperative    changed   abstain     all on "abstain"                       kept      abstained
    imperative    changed   abstain     none, "abstain" is no answer           kept      not_voted
    imperative    changed   abstain     none, "abstain" is an answer           absent    absent
    imperative    changed   abstain     any other                              broken    not_abstained
    imperative    changed   refer back  none                                   kept      referred_back
    imperative    changed   refer back  all on "abstain"                       kept      abstained
    imperative    changed   refer back  any other                              broken    not_referred
    imperative    changed   bounds      as bounded; no bounds were given       open      amended
    imperative    same      -           none                                   absent    absent
    imperative    same      -           its answer is not on the ballot        open      no_such_answer
    imperative    same      -           a vote: all on it                      kept      as_told
    imperative    same      -           a vote: any other                      broken    otherwise
    imperative    same      -           a split: see `splitting`               kept      split
    imperative    same      -           a split: any other                     broken    not_split
"""

from __future__ import annotations

from .advising import Advice, Duty, advise, hinders
from .fingerprint import digest
from .judging import Judgement, Verdict, Why, judge, judge_together
from .model import BadMandate, IfAmended, Kind, Mandate, Question
from .splitting import Shared, plan, share

__all__ = [
    "Advice",
    "BadMandate",
    "Duty",
    "IfAmended",
    "Judgement",
    "Kind",
    "Mandate",
    "Question",
    "Shared",
    "Verdict",
    "Why",
    "advise",
    "digest",
    "hinders",
    "judge",
    "judge_together",
    "plan",
    "share",
]
