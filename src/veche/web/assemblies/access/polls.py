"""Votes in an assembly, as everybody in it may see them.

Of an open vote everybody sees how many have voted and nothing of what they chose; of a roll call, who said what, as it is said. Who voted by hand
is nobody's to see: the tie to the phone goes at the closing.

poll, polls_of, running     votes; nothing personal stands in them
own_ballot                  the asker's own
ballots_of_delegates        public: who voted how for whom
named                       of a roll call: as it was said aloud
state_of                    which parts of the result are there
demands                     a number
live                        what a fragment shows
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.http import Http404

from veche.assembly.tally import Again, Agreed, Waiting, compare, unite
from veche.web.delegates.models import Delegacy, Seat

from ..models import (
    Assembly,
    HandCount,
    Happening,
    Item,
    Officer,
    OpenBallot,
    PaperCount,
    Poll,
    Presence,
    SecretDemand,
    Way,
)
from .orders import orders_of
from .presence import attendance

YES_NO = ("yes", "no", "abstain")
DECIDED_BY_RULE = ("motion", "amendment", "block", "procedure", "minutes", "free")
UNDECIDED = (Poll.State.OPEN, Poll.State.CLOSED)
LAST = 1
"""Decided votes that a fragment still shows."""


def poll(assembly_id: UUID, number: int) -> Poll:
    """Raises Http404."""
    found = Poll.objects.filter(assembly=assembly_id, number=number)
    one = found.select_related(
        "assembly__body", "item", "motion", "amendment__motion", "block", "round"
    ).first()
    if one is None:
        raise Http404
    return one


def polls_of(assembly: Assembly) -> list[Poll]:
    """The first first."""
    return list(Poll.objects.filter(assembly=assembly).select_related("item", "round").order_by("number"))


def running(assembly: Assembly) -> Poll | None:
    """The one that is not secret and not decided: there is never more than one."""
    return Poll.objects.filter(assembly=assembly, state__in=UNDECIDED).exclude(way=Way.SECRET).first()


def own_ballot(poll: Poll, presence: Presence | None) -> OpenBallot | None:
    """Of the asker; in a congress of the seat that they sit in, whoever voted for it."""
    if presence is None:
        return None
    ballots = OpenBallot.objects.filter(poll=poll)
    if presence.delegacy is not None:
        return ballots.filter(presence__delegacy__seat=presence.delegacy.seat_id).first()
    return ballots.filter(presence=presence).first()


def ballots_of_delegates(poll: Poll) -> list[OpenBallot]:
    """Public: by body and seat. None of a vote by hands, where nobody stands by name."""
    found = OpenBallot.objects.filter(poll=poll).exclude(delegacy=None)
    found = found.select_related("delegacy__seat__lower", "delegacy__membership")
    return sorted(found, key=_seat)


def _seat(one: OpenBallot) -> tuple[str, int]:
    seat = one.delegacy.seat if one.delegacy is not None else None
    return ("", 0) if seat is None else (seat.lower.name.casefold(), seat.number)


def named(poll: Poll) -> list[OpenBallot]:
    """Of a roll call, by name."""
    if poll.way != Way.NAMED:
        return []
    return sorted(OpenBallot.objects.filter(poll=poll), key=lambda one: (one.name.casefold(), str(one.pk)))


@dataclass(frozen=True)
class Parts:
    """What is there of a result. `hands`: where counting by tellers stands; `open_piles`: typed in, and not confirmed yet."""

    phones: tuple[int, ...] | None
    voted: int
    """Ballots on phones, or cards, or names."""
    hands: Waiting | Again | Agreed | None
    papers: tuple[PaperCount, ...]

    @property
    def agreed_papers(self) -> tuple[PaperCount, ...]:
        return tuple(one for one in self.papers if one.agreed_by_id is not None)

    @property
    def open_piles(self) -> tuple[PaperCount, ...]:
        return tuple(one for one in self.papers if one.agreed_by_id is None)

    @property
    def complete(self) -> bool:
        hands = self.hands is None or isinstance(self.hands, Agreed)
        return hands and not self.open_piles


def state_of(poll: Poll) -> Parts:
    """As it stands now: sums of phones only once it is closed."""
    ballots = OpenBallot.objects.filter(poll=poll)
    frozen = poll.result.get("parts", {}).get("phones")
    phones = tuple(frozen) if frozen is not None else None
    voted = poll.result.get("voted", 0) if frozen is not None else ballots.count()
    if phones is None and poll.state != Poll.State.OPEN:
        phones = added_up(poll)
    hands = compare(takes(poll), orders_of(poll.assembly).tellers) if "hands" in poll.parts else None
    papers = PaperCount.objects.filter(poll=poll).order_by("pile") if "paper" in poll.parts else ()
    return Parts(phones, voted, hands, tuple(papers))


def added_up(poll: Poll) -> tuple[int, ...]:
    """All ballots of phones, cards and names."""
    choices = OpenBallot.objects.filter(poll=poll).values_list("choice", flat=True)
    return unite(choices, len(poll.answers))


def takes(poll: Poll) -> dict[int, list[tuple[int, ...]]]:
    """What tellers wrote, for each take."""
    found: dict[int, list[tuple[int, ...]]] = {}
    for one in HandCount.objects.filter(poll=poll).order_by("take", "pk"):
        found.setdefault(one.take, []).append(tuple(one.counts))
    return found


def wrote(poll: Poll, officers: Sequence[Officer], take: int) -> bool:
    """Whether the asker has counted in this take already."""
    return HandCount.objects.filter(poll=poll, officer__in=officers, take=take).exists()


@dataclass(frozen=True)
class Demands:
    """How many present ask for a secret vote on what is dealt with, and how many it takes."""

    number: int
    needed: int

    @property
    def enough(self) -> bool:
        return self.number >= self.needed > 0


def demands(assembly: Assembly, item: Item | None) -> Demands:
    """Only those count who are still there."""
    if item is None:
        return Demands(0, 0)
    number = SecretDemand.objects.filter(item=item, presence__here=True).count()
    share = orders_of(assembly).secret_if_share
    return Demands(number, max(1, ceil(share * attendance(assembly).here)))


def demanded(item: Item | None, presence: Presence | None) -> bool:
    """Whether the asker does."""
    return SecretDemand.objects.filter(item=item, presence=presence).exists()


def must_be_secret(assembly: Assembly, item: Item | None) -> bool:
    """Enough have asked for it, or the assembly decided so. Never in a congress: delegates vote in the open."""
    if item is None or assembly.of_delegates:
        return False
    decided = Poll.objects.filter(item=item, about="procedure", target="secret", state=Poll.State.DECIDED)
    if any(one.result.get("outcome") == "carried" for one in decided):
        return True
    # What enough have asked for stays so, though some of them go home.
    asked = Happening.objects.filter(assembly=assembly, item=item, what="secret_demanded")
    return asked.exists() or demands(assembly, item).enough


def weights(assembly: Assembly) -> dict[str, int]:
    """Of each seat as it is now."""
    seats = Seat.objects.filter(upper=assembly.body_id, abolished=None)
    return {str(pk): weight for pk, weight in seats.values_list("pk", "weight")}


def weighed(assembly: Assembly) -> list[Seat]:
    """Seats with the day of their weights, the latest first."""
    seats = Seat.objects.filter(upper=assembly.body_id, abolished=None).exclude(weighed=None)
    return list(seats.order_by("-weighed"))


def seats_here(assembly: Assembly) -> set[str]:
    """Seats in which somebody sits now."""
    here = Presence.objects.filter(assembly=assembly, here=True).exclude(delegacy=None)
    return {str(seat) for seat in here.values_list("delegacy__seat", flat=True)}


def weight_of(poll: Poll, delegacy_id: UUID) -> int:
    """Of the seat of this delegate or alternate, as it was when the vote was opened; 0 for a seat that was not there."""
    seat = Delegacy.objects.filter(pk=delegacy_id).values_list("seat", flat=True).first()
    return int(poll.weights.get(str(seat), 0))


def seats_voted(poll: Poll) -> set[str]:
    """Seats for which a card was cast."""
    cast = OpenBallot.objects.filter(poll=poll).exclude(delegacy=None)
    return {str(seat) for seat in cast.values_list("delegacy__seat", flat=True)}


def voted_and_gone(poll: Poll) -> int:
    """How many voted on a phone and went out since."""
    return OpenBallot.objects.filter(poll=poll, presence__here=False).count()


def seat_name(delegacy: Delegacy) -> str:
    """Whose card it is, as everybody reads it."""
    return f"{delegacy.name} ({delegacy.seat.lower.name})"


@dataclass(frozen=True)
class Shown:
    """A vote in a fragment."""

    poll: Poll
    parts: Parts
    names: tuple[OpenBallot, ...] = ()


@dataclass(frozen=True)
class Live:
    """`now`: what is voted on, or being counted, in the order of numbers; `last`: what was decided last on the item."""

    now: tuple[Shown, ...]
    last: tuple[Poll, ...]
    demands: Demands
    of_delegates: bool


def live(assembly: Assembly) -> Live:
    """A few queries, however many voted."""
    polls = Poll.objects.filter(assembly=assembly).select_related("assembly__body", "round")
    now = polls.filter(state__in=UNDECIDED).order_by("number")
    last = polls.filter(state=Poll.State.DECIDED, item=assembly.item_id).order_by("-number")[:LAST]
    return Live(
        tuple(Shown(one, state_of(one), tuple(named(one))) for one in now),
        tuple(last),
        demands(assembly, assembly.item),
        assembly.of_delegates,
    )
