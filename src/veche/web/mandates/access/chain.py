"""The tree of votes and mandates under a decision, gathered from the tables: `veche.assembly.chain` shows it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from veche.assembly.chain import Decision, Given, How, Seat
from veche.assembly.chain.tree import DEEPEST
from veche.assembly.mandate import Verdict, Why
from veche.election.errors import VerificationError
from veche.web.accounts.models import Account
from veche.web.assemblies.models import Poll, Way
from veche.web.ballots.models import Vote
from veche.web.house.language import Voice

from .. import home
from ..errors import Refused
from ..fingerprints import archive_hash
from ..models import Keeping, Mandate
from ..saying import in_short
from .keeping import keepings_in
from .seeing import sight


def chain_of(account: Account | None, poll_id: UUID, voice: Voice) -> tuple[Poll, Decision]:
    """A decided vote, for the people of its body and of all below it; of an internal point for those of the body alone. Raises Http404."""
    known = Poll.objects.select_related("assembly__body", "item", "round")
    found = known.filter(pk=poll_id, state=Poll.State.DECIDED).first()
    if found is None:
        raise Http404
    inside = sight(account, found.assembly.body)
    if not inside and found.item is not None and found.item.internal:
        raise Http404
    return found, _of_poll(found, voice, frozenset(), 0)


def _of_poll(poll: Poll, voice: Voice, above: frozenset[UUID], depth: int) -> Decision:
    """`above`: votes on the way here; a vote never stands under itself."""
    found = home.of_poll(poll)
    seats = () if poll.pk in above or depth > DEEPEST else _seats(poll, voice, above | {poll.pk}, depth)
    return Decision(
        poll.assembly.body.name,
        found.title,
        _how(poll),
        tuple(Given(answer, votes) for answer, votes in found.given),
        found.outcome,
        archive_hash(poll.round) if poll.round is not None else "",
        reverse("vote", args=[poll.round_id]) if poll.round_id else "",
        seats,
    )


def _how(poll: Poll) -> How:
    if poll.way == Way.SECRET:
        return How.SECRET
    return How.HANDS if poll.way == Way.HANDS or not poll.assembly.of_delegates else How.OPEN


def _seats(poll: Poll, voice: Voice, above: frozenset[UUID], depth: int) -> tuple[Seat, ...]:
    homes: dict[UUID, Decision | None] = {}
    found = []
    for one in keepings_in(poll):
        given = one.mandate
        if given is not None and given.pk not in homes:
            homes[given.pk] = _home(given, voice, above, depth)
        found.append(_seat(one, voice, homes.get(given.pk) if given is not None else None))
    return tuple(found)


def _seat(one: Keeping, voice: Voice, under: Decision | None) -> Seat:
    seat = one.delegacy.seat
    return Seat(
        seat.lower.name,
        seat.number,
        one.delegacy.name,
        one.weight,
        None if one.card is None else tuple(one.card),
        Verdict(one.verdict),
        Why(one.why),
        bool(one.computed),
        in_short(one.mandate, voice) if one.mandate is not None else "",
        under,
        reverse("keeping", args=[one.pk]),
    )


def _home(given: Mandate, voice: Voice, above: frozenset[UUID], depth: int) -> Decision | None:
    """The vote in which the body gave the mandate."""
    if given.decided_in is not None:
        return _of_poll(given.decided_in, voice, above, depth + 1)
    if given.decided_by is not None:
        return _of_vote(given.decided_by, given)
    if not given.resolution:
        return None
    return Decision(given.lower.name, given.resolution, How.WRITTEN)


def _of_vote(vote: Vote, given: Mandate) -> Decision:
    address = reverse("vote", args=[vote.pk])
    try:
        found = home.of_vote(vote, given.question)
    except (Refused, VerificationError):
        # Its record is not here, or does not hold: no number of it is told, and its own page says why.
        return Decision(given.lower.name, vote.title, How.SECRET, outcome="cannot-tell", address=address)
    numbers = tuple(Given(answer, votes) for answer, votes in found.given)
    outcome = found.outcome if numbers else ""
    return Decision(given.lower.name, found.title, How.SECRET, numbers, outcome, archive_hash(vote), address)
