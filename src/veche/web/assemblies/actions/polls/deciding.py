"""Closing a vote, adding up its parts, deciding by the rule, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from veche.assembly.tally import Agreed, TooMany, as_figures, unite
from veche.counting import Contest, count
from veche.counting.contest import Candidate, Totals
from veche.counting.errors import CannotCount, TieNeedsLot
from veche.rules import BadFigures, Decision
from veche.rules import decide as decide_by
from veche.rules.small_groups import SMALLEST, publish
from veche.web.ballots.drawing.rules import chosen

from ... import hooks
from ...access import polls
from ...access.hall import Viewer
from ...access.presence import attendance, roll_of
from ...errors import Refused
from ...models import Poll, Way
from ..happening import note
from ..pulse import beat
from .following import follow
from .holding import ballots, fresh, held


@transaction.atomic
def close_poll(viewer: Viewer, poll: Poll) -> Poll:
    """Nobody votes any more, and who is there now is the quorum. Where all parts are there it is decided at once. Closed already: nothing happens.

    Votes by hand lose their tie to phones: the number alone stays. Raises PermissionDenied, Refused("secret_closes_itself", "poll_over").
    """
    one = held(viewer, poll, *polls.UNDECIDED, Poll.State.DECIDED)
    if one.way == Way.SECRET:
        raise Refused("secret_closes_itself")
    if one.state != Poll.State.OPEN:
        return one
    phones = polls.added_up(one)
    gone = polls.voted_and_gone(one)
    one.result = {"parts": {"phones": list(phones)}, "voted": ballots(one).count(), "gone": gone}
    one.state = Poll.State.CLOSED
    freeze(one)
    one.save()
    if one.way == Way.HANDS and not any(needed(one.assembly) for needed in hooks.still_needed):
        ballots(one).delete()
    note(
        one.assembly_id,
        "poll_closed",
        item=one.item,
        poll=one,
        number=one.number,
        present=attendance(one.assembly).here,
    )
    decide_if_complete(one)
    return one


@transaction.atomic
def count_present_again(viewer: Viewer, poll: Poll) -> Poll:
    """After the door was counted again: those present now are taken for those at the closing, which is written down.

    Only where everything is counted and does not fit, so that nobody picks the moment of the quorum. Raises Refused("parts_missing").
    """
    one = held(viewer, poll, Poll.State.CLOSED)
    if not polls.state_of(one).complete:
        raise Refused("parts_missing")
    before = one.present
    if ballots(one).exists():  # who went out and came back is not counted twice
        one.result["gone"] = polls.voted_and_gone(one)
    freeze(one)
    one.save()
    note(
        one.assembly_id,
        "present_again",
        item=one.item,
        poll=one,
        number=one.number,
        before=before or 0,
        present=one.present or 0,
    )
    decide_if_complete(one)
    return one


def freeze(poll: Poll) -> None:
    """How many are there, of how many; of cards their weights. Who voted and left since was there when they voted."""
    assembly = poll.assembly
    if poll.way == Way.CARDS:
        here = polls.seats_here(assembly) | polls.seats_voted(poll)
        poll.present = sum(weight for seat, weight in poll.weights.items() if seat in here)
        poll.roll_size = sum(poll.weights.values())
    else:
        poll.present = attendance(assembly).here + int(poll.result["gone"])
        poll.roll_size = roll_of(assembly)


@transaction.atomic
def decide(viewer: Viewer, poll: Poll) -> Poll:
    """Once it is closed and all parts are there. Decided already: nothing happens.

    Raises Refused("parts_missing"), Refused("more_votes", votes, present): somebody was counted twice, or the door missed somebody.
    """
    one = held(viewer, poll, Poll.State.CLOSED, Poll.State.DECIDED)
    if one.state == Poll.State.CLOSED:
        _decide(one)
    return one


def decide_if_complete(poll: Poll) -> None:
    """After the last part came. Where votes and people do not fit it stays closed, and its page says why."""
    if poll.state != Poll.State.CLOSED:
        return
    try:
        _decide(poll)
    except Refused:
        beat(poll.assembly_id)


def _decide(poll: Poll) -> None:
    parts = polls.state_of(poll)
    if not parts.complete:
        raise Refused("parts_missing")
    answers = len(poll.answers)
    papers = unite((one.counts for one in parts.agreed_papers), answers + 2)
    told = {CALLED.get(str(poll.way), "phones"): list(parts.phones or [0] * answers)}
    if isinstance(parts.hands, Agreed):
        told["hands"] = list(parts.hands.counts)
    if parts.papers:
        told["paper"] = list(papers[:answers])
    counted = Counted(unite(told.values(), answers), papers[-2], papers[-1])
    settle(poll, counted, {"parts": told, "voted": parts.voted})


CALLED: dict[str, str] = {Way.CARDS: "cards", Way.NAMED: "names"}
"""What open ballots are, where they are not hands on phones."""


@dataclass(frozen=True)
class Counted:
    """`votes` for each answer."""

    votes: Sequence[int]
    blank: int = 0
    spoiled: int = 0
    hidden: bool = False
    """Too few voted in secret to tell how."""
    winners: Sequence[int] | None = None
    """Numbers of those elected, from 1, where an archive was counted already."""


def settle(poll: Poll, counted: Counted, more: dict[str, Any]) -> None:
    """The result stands, and what follows from it happens, in the transaction of the caller, who holds the assembly."""
    result: dict[str, Any] = {
        "counts": [] if counted.hidden else list(counted.votes),
        "blank": counted.blank,
        "spoiled": counted.spoiled,
        "hidden": counted.hidden,
    }
    if poll.about == "election":
        result |= _elected(poll, counted)
    elif poll.rule:
        result |= _decided(poll, counted)
    else:
        result |= {"outcome": "counted"}
    poll.result = result | more
    poll.state = Poll.State.DECIDED
    poll.save()
    _write_down(poll)
    follow(poll)
    hooks.poll_decided.send(sender=Poll, poll=poll)


def _decided(poll: Poll, counted: Counted) -> dict[str, Any]:
    try:
        figures = as_figures(
            counted.votes,
            poll.answers,
            present=poll.present or 0,
            roll=max(poll.roll_size or 0, poll.present or 0),
            blank=counted.blank,
            spoiled=counted.spoiled,
        )
        secret = poll.way == Way.SECRET
        found: Decision = decide_by(chosen(poll.rule), figures, variant=poll.variant or None, secret=secret)
    except TooMany as wrong:
        raise Refused("more_votes", wrong.votes, present=wrong.present) from None
    except BadFigures:
        raise Refused("more_votes", sum(counted.votes), present=poll.present or 0) from None
    told = published(found, counted) if secret else found
    return {"outcome": str(found.outcome), "headline": found.headline.key, "decision": told.to_json()}


def published(found: Decision, counted: Counted) -> Decision:
    """Where the numbers are hidden, so are the reasons, which would tell them."""
    everybody = sum(counted.votes) + counted.blank + counted.spoiled
    return publish(found, max(SMALLEST, everybody + 1) if counted.hidden else SMALLEST)


def _elected(poll: Poll, counted: Counted) -> dict[str, Any]:
    """By the counting rule, from sums. A tie that would need a lot stands as such: the assembly votes again between those."""
    if counted.winners is not None:
        return {"outcome": "elected", "winners": list(counted.winners)}
    if (
        not poll.weights
        and poll.most == 1
        and sum(counted.votes) + counted.blank + counted.spoiled > (poll.present or 0)
    ):
        raise Refused(
            "more_votes", sum(counted.votes) + counted.blank + counted.spoiled, present=poll.present or 0
        )
    candidates = tuple(Candidate(number, name) for number, name in enumerate(poll.answers, 1))
    total = sum(counted.votes) + counted.blank
    contest = Contest(
        poll.question, candidates, poll.seats, Totals(tuple(counted.votes), total, counted.blank)
    )
    try:
        return {"outcome": "elected", "winners": list(count(contest, poll.rule, seats=poll.seats).winners)}
    except TieNeedsLot as tie:
        return {"outcome": "tie", "tied": list(tie.candidates), "sure": _sure(counted.votes, tie.candidates)}
    except CannotCount:
        return {"outcome": "counted"}


def _sure(votes: Sequence[int], tied: Sequence[int]) -> list[int]:
    """Who has a seat whoever wins the tie: by sums of votes, those with more than the tied ones have."""
    line = max(votes[one - 1] for one in tied)
    return [number for number, each in enumerate(votes, 1) if each > line]


WHAT = {
    "carried": "poll_carried",
    "lost": "poll_lost",
    "no-quorum": "poll_no_quorum",
    "elected": "poll_elected",
    "tie": "poll_tie",
    "counted": "poll_counted",
}


def _write_down(poll: Poll) -> None:
    """With its numbers, where they may be told."""
    result = poll.result
    places: dict[str, Any] = {"number": poll.number, "question": poll.question, "present": poll.present or 0}
    what = WHAT.get(result["outcome"], "poll_cannot_tell")
    if poll.rule and poll.about != "election":
        if result["hidden"]:
            what = f"{what}_hidden"
        else:
            votes = dict(zip(poll.answers, result["counts"], strict=True))
            places |= {"yes": votes["yes"], "no": votes["no"], "abstain": votes.get("abstain", 0)}
    else:
        numbers = zip(poll.answers, result["counts"], strict=True)
        places["votes"] = (
            "" if result["hidden"] else "; ".join(f"{answer}: {votes}" for answer, votes in numbers)
        )
        places["names"] = _names(poll, result.get("winners") or result.get("tied") or [])
        if result.get("sure"):
            sure = places | {"names": _names(poll, result["sure"])}
            note(poll.assembly_id, "poll_elected", item=poll.item, poll=poll, **sure)
    note(poll.assembly_id, what, item=poll.item, poll=poll, **places)


def _names(poll: Poll, numbers: Sequence[int]) -> str:
    return ", ".join(poll.answers[one - 1] for one in numbers)


__all__ = [
    "Counted",
    "close_poll",
    "count_present_again",
    "decide",
    "decide_if_complete",
    "freeze",
    "fresh",
    "settle",
]
