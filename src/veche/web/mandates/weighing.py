"""What a seat weighs in a vote, and which cards are known."""

from __future__ import annotations

from veche.web.assemblies.models import Poll, Way
from veche.web.delegates.models import Seat


def weight(seat: Seat, poll: Poll) -> int:
    """Of a card vote the members behind the seat, as of the day of the weights; of any other one."""
    return int(poll.weights.get(str(seat.pk), 0)) if poll.way == Way.CARDS else 1


def told(poll: Poll) -> bool:
    """Whether it is known how each delegate voted."""
    return poll.way in (Way.NAMED, Way.CARDS)
