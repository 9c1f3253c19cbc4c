"""Whether a mandate was kept: the truth table of the package, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .model import ABSTAIN, IfAmended, Kind, Mandate, Question, fits
from .splitting import plan, share

Ballot = Sequence[int] | None
"""A number for each answer; None: no vote."""


class Verdict(StrEnum):
    KEPT = "kept"
    BROKEN = "broken"
    ABSENT = "absent"
    """There was a mandate, and no vote."""
    OPEN = "open"
    """Only people can judge."""
    FREE = "free"


class Why(StrEnum):
    NO_MANDATE = "no_mandate"
    FREE = "free"
    ABSENT = "absent"
    NOT_TOLD = "not_told"
    """Nobody knows how this delegate voted: hands that tellers counted, or a secret vote."""
    IN_BLOCK = "in_block"
    NEVER = "never"
    LINES = "lines"
    WITHIN = "within"
    AMENDED_FREE = "amended_free"
    ABSTAINED = "abstained"
    NOT_VOTED = "not_voted"
    NOT_ABSTAINED = "not_abstained"
    REFERRED_BACK = "referred_back"
    NOT_REFERRED = "not_referred"
    AMENDED = "amended"
    NO_SUCH_ANSWER = "no_such_answer"
    AS_TOLD = "as_told"
    OTHERWISE = "otherwise"
    SPLIT = "split"
    NOT_SPLIT = "not_split"
    TOPIC = "topic"
    """A mandate on a topic, which no program can match with a question: given by whoever knows of the topic, never by `judge`."""


@dataclass(frozen=True)
class Judgement:
    verdict: Verdict
    why: Why


def judge(
    mandate: Mandate | None, question: Question, ballot: Ballot, weight: int, told: bool = True
) -> Judgement:
    """One seat that stands alone. `told`: whether it is known how the delegate voted."""
    return judge_together(mandate, question, [ballot], [weight], told)[0]


def judge_together(
    mandate: Mandate | None,
    question: Question,
    ballots: Sequence[Ballot],
    weights: Sequence[int],
    told: bool = True,
) -> list[Judgement]:
    """The seats of one body that have the same mandate, in their order: a split is carried by all of them together."""
    found = [_alone(mandate, question, ballot, told) for ballot in ballots]
    if mandate is None or None not in found:
        return [one for one in found if one is not None]
    kept = _keep_split(mandate, question, ballots, weights)
    split = [
        Judgement(Verdict.KEPT, Why.SPLIT) if one else Judgement(Verdict.BROKEN, Why.NOT_SPLIT)
        for one in kept
    ]
    return [alone or together for alone, together in zip(found, split, strict=True)]


def _alone(mandate: Mandate | None, question: Question, ballot: Ballot, told: bool) -> Judgement | None:
    """None: this card has to carry a part of a split."""
    if mandate is None:
        return Judgement(Verdict.FREE, Why.NO_MANDATE)
    if not told:
        return Judgement(Verdict.FREE, Why.FREE) if mandate.kind is Kind.FREE else _open(Why.NOT_TOLD)
    if mandate.kind is Kind.FREE:
        return _absent() if ballot is None else Judgement(Verdict.FREE, Why.FREE)
    if question.in_block:
        return _open(Why.IN_BLOCK)
    if mandate.kind is Kind.BOUNDED:
        return _bounded(mandate, question, ballot)
    return _amended(mandate, question, ballot) if question.changed else _imperative(mandate, question, ballot)


def _bounded(mandate: Mandate, question: Question, ballot: Ballot) -> Judgement:
    if ballot is None:
        return _absent()
    given = {answer for answer, votes in zip(question.answers, ballot, strict=True) if votes}
    if given & set(mandate.never):
        return Judgement(Verdict.BROKEN, Why.NEVER)
    return _open(Why.LINES) if mandate.lines else Judgement(Verdict.KEPT, Why.WITHIN)


def _amended(mandate: Mandate, question: Question, ballot: Ballot) -> Judgement:
    match mandate.if_amended:
        case IfAmended.FREE:
            return _absent() if ballot is None else Judgement(Verdict.FREE, Why.AMENDED_FREE)
        case IfAmended.BOUNDS:
            return _bounded(mandate, question, ballot) if mandate.bounded else _open(Why.AMENDED)
        case IfAmended.ABSTAIN:
            return _abstained(question, ballot)
    if ballot is None:
        return Judgement(Verdict.KEPT, Why.REFERRED_BACK)
    return _kept_if(question.only(ballot, ABSTAIN), Why.ABSTAINED, Why.NOT_REFERRED)


def _abstained(question: Question, ballot: Ballot) -> Judgement:
    if ballot is None:
        return _absent() if ABSTAIN in question.answers else Judgement(Verdict.KEPT, Why.NOT_VOTED)
    return _kept_if(question.only(ballot, ABSTAIN), Why.ABSTAINED, Why.NOT_ABSTAINED)


def _imperative(mandate: Mandate, question: Question, ballot: Ballot) -> Judgement | None:
    if ballot is None:
        return _absent()
    if not fits(question, mandate):
        return _open(Why.NO_SUCH_ANSWER)
    return _kept_if(question.only(ballot, mandate.vote), Why.AS_TOLD, Why.OTHERWISE) if mandate.vote else None


def _keep_split(
    mandate: Mandate, question: Question, ballots: Sequence[Ballot], weights: Sequence[int]
) -> list[bool]:
    """For each card whether it keeps the split. All cards that were cast do, if together they are within the sharing of the body's whole weight;
    otherwise those do that are as the plan has them."""
    shared = share(question.answers, dict(mandate.split), sum(weights))
    cast = [sum(votes) for votes in zip(*(one for one in ballots if one is not None), strict=True)]
    if shared.leaves_room(cast):
        return [True] * len(ballots)
    cards = plan(shared.numbers, weights)
    return [ballot is not None and tuple(ballot) == card for ballot, card in zip(ballots, cards, strict=True)]


def _kept_if(kept: bool, so: Why, otherwise: Why) -> Judgement:
    return Judgement(Verdict.KEPT, so) if kept else Judgement(Verdict.BROKEN, otherwise)


def _open(why: Why) -> Judgement:
    return Judgement(Verdict.OPEN, why)


def _absent() -> Judgement:
    return Judgement(Verdict.ABSENT, Why.ABSENT)
