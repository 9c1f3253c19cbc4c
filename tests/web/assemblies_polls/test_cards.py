"""A congress: delegates vote in the open, by cards whose weights are frozen, which may be split; what their mandates say comes before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse
from web.assemblies_making import make_assembly, make_presence
from web.delegates_making import make_delegate, make_seat
from web.polls_making import MAJORITY, viewer_of

from veche.web.assemblies import hooks
from veche.web.assemblies.access import polls as access
from veche.web.assemblies.actions import polls
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import OpenBallot, Poll, Presence
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Delegacy, Seat


@dataclass
class Congress:
    """Three seats of weights 70, 30 and 1, the second with an alternate."""

    make_body: Callable[..., Body]
    make_member: Callable[..., Membership]
    delegates: list[Delegacy] = field(default_factory=list)
    phones: list[tuple[Presence, Client]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.body = self.make_body("Congress")
        self.chair = self.make_member(self.body)
        seats = []
        for weight in (70, 30, 1):
            lower = self.make_body(f"Branch {weight}")
            seats.append(make_seat(self.body, lower, weight=weight))
            self.delegates.append(make_delegate(seats[-1], self.make_member(lower)))
        self.alternate = make_delegate(seats[1], self.make_member(seats[1].lower), rank=1)
        self.assembly = make_assembly(
            self.body, of_delegates=True, officers={"chair": self.chair}, orders="congress"
        )
        self.phones = [make_presence(self.assembly, delegacy=one) for one in self.delegates]

    def open(self, way: str = "cards", rule: str = MAJORITY) -> Poll:
        wanted = polls.Wanted("free", way, "Shall we?", ["yes", "no", "abstain"], rule)
        return polls.open_poll(viewer_of(self.assembly, self.chair), wanted)

    def close(self, poll: Poll) -> Poll:
        polls.close_poll(viewer_of(self.assembly, self.chair), poll)
        return Poll.objects.get(pk=poll.pk)


@pytest.fixture
def congress(make_body: Callable[..., Body], make_member: Callable[..., Membership]) -> Congress:
    return Congress(make_body, make_member)


def test_cards_weigh_what_they_weighed_when_it_was_opened(congress: Congress) -> None:
    poll = congress.open()
    Seat.objects.update(weight=1000)
    polls.cast_open(poll, congress.phones[0][0], [40, 30, 0])
    polls.cast_open(poll, congress.phones[1][0], [0, 30, 0])
    found = congress.close(poll)
    assert found.result["counts"] == [40, 60, 0]
    assert found.result["outcome"] == "lost"
    assert (found.present, found.roll_size) == (101, 101)
    public = access.ballots_of_delegates(found)
    assert [(one.weight, one.choice) for one in public] == [(30, [0, 30, 0]), (70, [40, 30, 0])]


@pytest.mark.parametrize("choice", [[69, 0, 0], [71, 0, 0], [70, 1, 0]])
def test_a_split_vote_sums_up_to_the_weight(congress: Congress, choice: list[int]) -> None:
    with pytest.raises(Refused, match="not_the_weight"):
        polls.cast_open(congress.open(), congress.phones[0][0], choice)


def test_the_alternate_stands_in_and_the_seat_has_one_vote(congress: Congress) -> None:
    seat = congress.phones[1][0]
    for way in ("cards", "named", "hands"):
        Presence.objects.filter(pk=seat.pk).update(here=True, stands_in=None)
        poll = congress.open(way)
        full = [30, 0, 0] if way == "cards" else [1, 0, 0]
        polls.cast_open(poll, seat, full)
        Presence.objects.filter(pk=seat.pk).update(here=False)
        with pytest.raises(Refused, match="not_here"):
            polls.cast_open(poll, seat, full)
        Presence.objects.filter(pk=seat.pk).update(here=True, stands_in=congress.alternate)
        for choice in (full, full[::-1]):
            polls.cast_open(poll, seat, choice)
            ballot = OpenBallot.objects.get(poll=poll)
            assert ballot.name == ("" if way == "hands" else congress.alternate.name)
        assert congress.close(poll).result["counts"] == full[::-1]


def test_a_seat_that_came_in_twice_still_has_one_vote(congress: Congress) -> None:
    """Whatever row a seat came in by, its votes are one."""
    for way in ("cards", "named", "hands"):
        poll = congress.open(way)
        full = [30, 0, 0] if way == "cards" else [1, 0, 0]
        polls.cast_open(poll, congress.phones[1][0], full)
        other, _ = Presence.objects.get_or_create(assembly=congress.assembly, delegacy=congress.alternate)
        polls.cast_open(poll, other, full[::-1])
        assert congress.close(poll).result["counts"] == full[::-1]


def test_a_weighted_vote_is_never_secret(congress: Congress) -> None:
    with pytest.raises(Refused, match="delegates_open"):
        polls.open_secret(
            viewer_of(congress.assembly, congress.chair),
            polls.Wanted("free", "secret", "?", ["yes", "no"], MAJORITY),
        )
    with pytest.raises(Refused, match="delegates_open"):
        polls.demand_secret(
            viewer_of(congress.assembly, congress.chair).__class__(congress.assembly, congress.phones[0][0])
        )


@pytest.fixture
def mandate() -> Iterator[list[bool]]:
    """A hook as of a room above: against a no. What the list holds says whether it refuses."""
    refuses = [False]

    def before(poll: Poll, delegacy: Delegacy, counts: object) -> None:
        if counts[1]:  # type: ignore[index]
            raise hooks.AgainstMandate("assemblies:refused.one_answer", refused=refuses[0])

    hooks.before_ballot.append(before)
    yield refuses
    hooks.before_ballot.remove(before)


def test_against_a_mandate_is_asked_once_more_and_refused_where_the_statutes_say_so(
    congress: Congress, mandate: list[bool]
) -> None:
    poll = congress.open()
    client, address = congress.phones[0][1], reverse("poll_vote", args=[congress.assembly.pk, 1])
    sent = {"split": "1", "part_0": "0", "part_1": "70", "part_2": "0", "sure": "1"}
    asked = client.post(address, sent).content.decode()
    assert "Vote like this all the same" in asked
    assert not OpenBallot.objects.exists()
    mandate[0] = True
    stopped = client.post(address, sent | {"against": "1"}).content.decode()
    assert "Vote like this all the same" not in stopped
    assert not OpenBallot.objects.exists()
    mandate[0] = False
    assert client.post(address, sent | {"against": "1"}).status_code == 302
    assert OpenBallot.objects.get(poll=poll).choice == [0, 70, 0]


def test_the_desk_types_in_the_card_of_a_delegate_without_a_phone(
    congress: Congress, client_of: Callable[..., Client]
) -> None:
    congress.open()
    chair, address = client_of(congress.chair), reverse("poll_names", args=[congress.assembly.pk, 1])
    assert congress.delegates[0].name in chair.get(address).content.decode()
    assert chair.post(address, {"who": congress.delegates[0].pk, "choice": "0"}).status_code == 302
    assert chair.post(address, {"who": congress.delegates[0].pk, "choice": "1"}).status_code == 302
    assert OpenBallot.objects.get().choice == [0, 70, 0]
    assert (
        chair.post(address, {"who": congress.alternate.pk, "choice": "1"}).status_code == 200
    )  # does not sit there


def test_cards_are_public_once_it_is_decided(congress: Congress, client_of: Callable[..., Client]) -> None:
    poll = congress.open()
    polls.cast_open(poll, congress.phones[0][0], [70, 0, 0])
    address = reverse("poll", args=[congress.assembly.pk, 1])
    assert "Branch 70" not in congress.phones[1][1].get(address).content.decode()
    congress.close(poll)
    assert "Branch 70" in congress.phones[1][1].get(address).content.decode()


def test_hands_in_a_congress_leave_no_names(congress: Congress) -> None:
    poll = congress.open("hands")
    polls.cast_open(poll, congress.phones[0][0], [1, 0, 0])
    assert access.ballots_of_delegates(poll) == []
    congress.close(poll)
    assert not OpenBallot.objects.exists()
