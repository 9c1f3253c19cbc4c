"""The tree as rows of a table: all that the picture shows, and all that it folds away."""

from __future__ import annotations

from dataclasses import dataclass

from veche.words import Language

from .speaking import Speaker
from .tree import DEEPEST, Decision, Seat


@dataclass(frozen=True)
class Row:
    """`number` says where it stands: 1.3.1 is the vote at home under the third seat of the vote 1. Texts that do not apply are empty."""

    number: str
    depth: int
    """0 for the vote on top."""
    who: str
    what: str
    """The question, or the mandate."""
    votes: str
    verdict: str
    """Of a seat whether its mandate was kept, of a vote what came of it."""
    why: str
    fingerprint: str
    address: str
    weight: int | None
    """Of a seat."""


def rows(decision: Decision, language: Language) -> list[Row]:
    return _under(decision, Speaker(language), "1", 0)


def _under(decision: Decision, speaker: Speaker, number: str, depth: int) -> list[Row]:
    found = [_vote(decision, speaker, number, depth)]
    for place, seat in enumerate(decision.seats, 1):
        found.append(_seat(decision, seat, speaker, f"{number}.{place}", depth + 1))
        if seat.home is not None and depth + 2 <= 2 * DEEPEST:
            found += _under(seat.home, speaker, f"{number}.{place}.1", depth + 2)
    return found


def _vote(decision: Decision, speaker: Speaker, number: str, depth: int) -> Row:
    return Row(
        number,
        depth,
        decision.body,
        decision.title,
        speaker.given(decision.given) if decision.given else speaker.say("vote.no_numbers"),
        speaker.outcome(decision.outcome) if decision.outcome else "",
        speaker.say(f"how.{decision.how}"),
        decision.fingerprint,
        decision.address,
        None,
    )


def _seat(decision: Decision, seat: Seat, speaker: Speaker, number: str, depth: int) -> Row:
    return Row(
        number,
        depth,
        speaker.say("seat.held", seat=speaker.seat(seat), delegate=seat.delegate),
        seat.mandate,
        speaker.card(decision, seat),
        speaker.verdict(seat),
        speaker.why(seat),
        "",
        seat.address,
        seat.weight,
    )
