"""What a mandate binds a delegate to, before the vote; and whether a ballot would break it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .judging import Judgement, Verdict, Why, judge
from .model import ABSTAIN, IfAmended, Kind, Mandate, Question, fits
from .splitting import plan, share


class Duty(StrEnum):
    VOTE = "vote"
    """All of the weight on one answer."""
    SPLIT = "split"
    """The card, as it is shared."""
    WITHIN = "within"
    """Decide within the bounds."""
    REFER_BACK = "refer_back"
    """The text was amended: ask the body; until then abstain, or ask for a pause."""
    ABSTAIN = "abstain"
    FREE = "free"
    LOOK = "look"
    """The mandate names an answer that this ballot lacks, or the vote is on a block: no program can say what it means here."""


@dataclass(frozen=True)
class Advice:
    """`card`: what to put on each answer, where the mandate says so. `tied`: answers among which the last votes may go another way."""

    duty: Duty
    card: tuple[int, ...] = ()
    tied: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def advise(
    mandate: Mandate | None, question: Question, weights: Sequence[int] = (1,), seat: int = 0
) -> Advice:
    """For the seat at place `seat` among the body's seats with these weights."""
    if mandate is None or mandate.kind is Kind.FREE:
        return Advice(Duty.FREE)
    if question.in_block:
        return _bounds(mandate, Duty.LOOK)
    if mandate.kind is Kind.BOUNDED:
        return _bounds(mandate, Duty.WITHIN)
    if question.changed:
        return _if_amended(mandate, question, weights[seat])
    if not fits(question, mandate):
        return _bounds(mandate, Duty.LOOK)
    if mandate.vote:
        return Advice(Duty.VOTE, question.on(mandate.vote, weights[seat]))
    shared = share(question.answers, dict(mandate.split), sum(weights))
    card = plan(shared.numbers, weights)[seat]
    return Advice(Duty.SPLIT, card, tuple(question.answers[place] for place in shared.tied))


def _bounds(mandate: Mandate, duty: Duty) -> Advice:
    return Advice(duty, never=mandate.never, lines=mandate.lines)


def _if_amended(mandate: Mandate, question: Question, weight: int) -> Advice:
    card = question.on(ABSTAIN, weight) if ABSTAIN in question.answers else ()
    match mandate.if_amended:
        case IfAmended.FREE:
            return Advice(Duty.FREE)
        case IfAmended.ABSTAIN:
            return Advice(Duty.ABSTAIN, card)
        case IfAmended.BOUNDS:
            return _bounds(mandate, Duty.WITHIN if mandate.bounded else Duty.LOOK)
    return Advice(Duty.REFER_BACK, card)


def hinders(
    mandate: Mandate | None,
    question: Question,
    ballot: Sequence[int],
    weights: Sequence[int],
    seat: int,
    others: Sequence[Sequence[int]] = (),
) -> Judgement | None:
    """Why this ballot would break the mandate; None where it would not, or where no program can say. `others`: cards of the body's other seats so far.

    A part of a split breaks nothing as long as the cards that are still to come can make the whole right.
    """
    if (
        mandate is not None
        and mandate.split
        and not question.changed
        and not question.in_block
        and fits(question, mandate)
    ):
        shared = share(question.answers, dict(mandate.split), sum(weights))
        cast = [sum(votes) for votes in zip(ballot, *others, strict=True)]
        return None if shared.leaves_room(cast) else Judgement(Verdict.BROKEN, Why.NOT_SPLIT)
    found = judge(mandate, question, ballot, weights[seat])
    return found if found.verdict is Verdict.BROKEN else None
