"""An open vote from a phone, or typed in for somebody without one. One a presence, or a seat, under any number of clicks."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from veche.assembly.tally import NotTheWeight, split
from veche.web.bodies.names import same_name
from veche.web.delegates.models import Delegacy

from ... import hooks
from ...access.hall import Viewer
from ...errors import Refused
from ...models import Duty, OpenBallot, Poll, Presence, Way
from ...same import ballot_of
from ..locking import RUNNING, lock
from ..pulse import beat
from .holding import ballots, fresh, held


@transaction.atomic
def cast_open(
    poll: Poll, presence: Presence | None, choice: Sequence[int], *, name: str = "", sure: bool = False
) -> OpenBallot:
    """Somebody present votes. The same again changes nothing; something else takes its place, where that may be.

    `name`: by which somebody stands in a roll call; a delegate stands as such. `sure`: to vote otherwise than the mandate says.
    Raises Refused("not_here", "poll_over", "no_phones", "no_seat", "not_the_weight", "one_answer", "too_many_answers", "already_voted", "name_missing",
    "name_taken"), hooks.AgainstMandate.
    """
    lock(poll.assembly_id, *RUNNING)
    now = fresh(poll, Poll.State.OPEN)
    here = (
        Presence.objects.filter(pk=presence.pk, assembly=now.assembly_id, here=True, screen=False)
        if presence
        else None
    )
    there = here.select_related("delegacy__seat__lower", "stands_in").first() if here is not None else None
    if there is None:
        raise Refused("not_here")
    if "phones" not in now.parts or now.way == Way.SECRET:
        raise Refused("no_phones")
    delegacy = there.delegacy if now.way != Way.HANDS else None
    weight = _weight(now, there.delegacy)
    counts = _counts(now, choice, weight)
    _ask_mandates(now, there.delegacy, counts, sure=sure)
    called = there.sits if delegacy is not None else name
    return _keep(now, there, delegacy, called if now.way in (Way.NAMED, Way.CARDS) else "", weight, counts)


@transaction.atomic
def cast_for(
    viewer: Viewer,
    poll: Poll,
    choice: Sequence[int],
    *,
    name: str = "",
    delegacy_id: UUID | None = None,
    sure: bool = False,
) -> OpenBallot:
    """Chair, secretary or teller type in what was called out: by name, or for a seat in which somebody sits; never over what was voted on a phone.

    Raises as `cast_open`, PermissionDenied, Refused("voted_on_phone").
    """
    now = held(viewer, poll, Poll.State.OPEN, also=(Duty.SECRETARY, Duty.TELLER))
    if now.way not in (Way.NAMED, Way.CARDS):
        raise Refused("not_by_name")
    there = None
    if now.assembly.of_delegates:
        here = Presence.objects.filter(assembly=now.assembly_id, delegacy=delegacy_id, here=True)
        there = (
            here.select_related("delegacy__seat__lower", "stands_in").first()
            if delegacy_id is not None
            else None
        )
        if there is None:
            raise Refused("not_here")
    delegacy = there.delegacy if there is not None else None
    weight = _weight(now, delegacy)
    counts = _counts(now, choice, weight)
    _ask_mandates(now, delegacy, counts, sure=sure)
    called = there.sits if there is not None else name
    return _keep(now, there, delegacy, called, weight, counts, typed=True)


def _weight(poll: Poll, delegacy: Delegacy | None) -> int:
    """Of the day that was frozen when it was opened."""
    if poll.way != Way.CARDS:
        return 1
    weight = poll.weights.get(str(delegacy.seat_id)) if delegacy is not None else None
    if not weight:
        raise Refused("no_seat")
    return int(weight)


def _counts(poll: Poll, choice: Sequence[int], weight: int) -> tuple[int, ...]:
    answers = len(poll.answers)
    if poll.way == Way.CARDS:
        try:
            counts = split(choice, weight, answers)
        except NotTheWeight as wrong:
            raise Refused("not_the_weight", given=wrong.given, weight=wrong.weight) from None
        if not sum(counts):
            raise Refused("one_answer")
        return counts
    if len(choice) != answers or any(one not in (0, 1) for one in choice) or not sum(choice):
        raise Refused("one_answer")
    if sum(choice) > poll.most:
        raise Refused("too_many_answers", poll.most)
    return tuple(choice)


def _ask_mandates(poll: Poll, delegacy: Delegacy | None, counts: Sequence[int], *, sure: bool) -> None:
    """What those who sent a delegate said. A refusal stops; a warning is asked once more."""
    if delegacy is None:
        return
    for before in hooks.before_ballot:
        try:
            before(poll, delegacy, counts)
        except hooks.AgainstMandate as against:
            if against.refused or not sure:
                raise


def _keep(
    poll: Poll,
    there: Presence | None,
    delegacy: Delegacy | None,
    name: str,
    weight: int,
    counts: tuple[int, ...],
    *,
    typed: bool = False,
) -> OpenBallot:
    kept = _kept(poll, there, name)
    if typed and kept is not None and not kept.typed:
        raise Refused("voted_on_phone")
    if kept is not None:
        same_voter = (kept.presence_id, kept.name) == (getattr(there, "pk", None), name)
        if same_voter and list(kept.choice) == list(counts):
            return kept
        if not poll.changeable:
            raise Refused("already_voted")
    ballot = kept or OpenBallot(pk=ballot_of(poll, there, name), poll=poll)
    ballot.presence, ballot.delegacy, ballot.name = there, delegacy, name
    ballot.weight, ballot.choice, ballot.typed = weight, list(counts), typed
    ballot.save()
    beat(poll.assembly_id)
    return ballot


def _kept(poll: Poll, there: Presence | None, name: str) -> OpenBallot | None:
    """What was voted before by the same phone, for the same seat (an alternate takes the seat's vote over), or under the same name."""
    if there is not None and there.delegacy is not None:
        return ballots(poll).filter(presence__delegacy__seat=there.delegacy.seat_id).first()
    own = ballots(poll).filter(presence=there).first() if there is not None else None
    if poll.way != Way.NAMED:
        return own
    if not name:
        raise Refused("name_missing")
    same = next((one for one in ballots(poll) if same_name(one.name, name)), None)
    if there is None:  # called out: the name is who it is
        if same is not None and same.presence_id is not None:
            raise Refused("name_taken")
        return same
    if same is not None and same != own:
        raise Refused("name_taken")
    return own
