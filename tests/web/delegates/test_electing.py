"""Who is elected, who says yes, who goes, and who moves up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404
from web.delegates_making import make_delegate, make_seat

from veche.web.bodies import actions as bodies
from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates import access, actions
from veche.web.delegates.errors import Objected, Refused
from veche.web.delegates.models import Delegacy, Ending, Seat, Statutes

Make = Callable[..., Membership]


@pytest.fixture
def upper(make_body: Callable[..., Body]) -> Body:
    return make_body("Union", "union")


@pytest.fixture
def lower(make_body: Callable[..., Body]) -> Body:
    return make_body("Depot", "branch")


@pytest.fixture
def seats(upper: Body, lower: Body) -> list[Seat]:
    return [make_seat(upper, lower), make_seat(upper, lower)]


def test_delegates_sit_in_the_order_of_their_election(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    ana, bo, chi = (make_member(lower) for _ in range(3))
    made = actions.elect(lower, upper, [bo, ana], [chi], how="By hand")
    assert [(one.membership, one.seat.number, one.rank) for one in made] == [
        (bo, 1, 0),
        (ana, 2, 0),
        (chi, 1, 1),
    ]
    assert access.delegate_of(seats[0]) == made[0]
    assert access.holders(upper) == made[:2]
    assert access.alternates_of(lower, upper) == made[2:]
    assert made[0].ends - made[0].begins == timedelta(days=364)


def test_a_delegate_has_a_place_and_an_alternate_has_none(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    ana, bo, chi = (make_member(lower) for _ in range(3))
    actions.elect(lower, upper, [ana], [bo])
    assert access.place(ana.account, upper.pk).name == ana.name
    for nobody in (bo, chi):
        with pytest.raises(Http404):
            access.place(nobody.account, upper.pk)


def test_nobody_sits_before_they_said_yes(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    ana = make_member(lower)
    (made,) = actions.elect(lower, upper, [ana], accepted=False)
    assert access.delegate_of(seats[0]) is None
    actions.accept(ana.account, made.pk)
    assert access.delegate_of(seats[0]) == made


def test_only_free_seats_are_given(upper: Body, lower: Body, seats: list[Seat], make_member: Make) -> None:
    make_delegate(seats[0], make_member(lower))
    with pytest.raises(Refused, match="no_seats"):
        actions.elect(lower, upper, [make_member(lower), make_member(lower)])
    (made,) = actions.elect(lower, upper, [make_member(lower)])
    assert made.seat == seats[1]


def test_a_term_to_come_begins_when_the_last_is_over(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    now = make_delegate(seats[0], make_member(lower))
    make_delegate(seats[1], make_member(lower))
    following = make_member(lower)
    (made,) = actions.elect(lower, upper, [following], begins=now.ends + timedelta(days=1))
    assert access.delegate_of(seats[0]) == now
    assert access.called_to(seats[0]) == [now, made]


def test_somebody_of_another_body_is_not_elected(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    with pytest.raises(Refused, match="not_a_member"):
        actions.elect(lower, upper, [make_member(upper)])
    one = make_member(lower)
    with pytest.raises(Refused, match="twice"):
        actions.elect(lower, upper, [one], [one])
    assert not Delegacy.objects.exists()


def test_the_statutes_are_asked(upper: Body, lower: Body, seats: list[Seat], make_member: Make) -> None:
    Statutes.objects.create(body=upper, most_terms=1, incompatible=["secretary"])
    served = make_member(lower)
    make_delegate(seats[0], served, begins=today() - timedelta(days=400), ends=today() - timedelta(days=36))
    with pytest.raises(Objected) as raised:
        actions.elect(lower, upper, [served])
    assert [one.name for one in raised.value.objections] == ["terms"]
    officer = make_member(lower, "secretary")
    with pytest.raises(Objected):
        actions.elect(lower, upper, [officer])
    (made,) = actions.elect(lower, upper, [officer], accepted=False)
    with pytest.raises(Objected):
        actions.accept(officer.account, made.pk)
    bodies.take_role(officer, officer, "secretary")
    actions.accept(officer.account, made.pk)
    assert access.delegate_of(seats[0]) == made


def test_the_first_alternate_moves_up(upper: Body, lower: Body, seats: list[Seat], make_member: Make) -> None:
    ana, bo, chi, dan = (make_member(lower) for _ in range(4))
    made = actions.elect(lower, upper, [ana, bo], [chi, dan])
    actions.resign(bo.account, made[1].pk)
    moved = access.delegate_of(seats[1])
    assert moved is not None
    assert moved.membership == chi
    assert moved.moved_up == today()
    assert access.alternates_of(lower, upper) == [made[3]]
    actions.end(made[0], Ending.RECALLED)
    assert [one.membership for one in access.holders(upper)] == [dan, chi]
    actions.end(moved, Ending.RECALLED)
    assert access.delegate_of(seats[1]) is None  # a gap: nobody is left


def test_whoever_goes_twice_moves_one_up(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    made = actions.elect(lower, upper, [make_member(lower)], [make_member(lower), make_member(lower)])
    assert actions.end(made[0], Ending.RESIGNED) is not None
    assert actions.end(made[0], Ending.RESIGNED) is None
    assert len(access.alternates_of(lower, upper)) == 1


def test_whoever_leaves_the_body_leaves_the_seat(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    ana, bo = make_member(lower), make_member(lower)
    made = actions.elect(lower, upper, [ana], [bo])
    bodies.leave(ana)
    gone = access.history_of(seats[0])[-1]
    assert (gone.pk, gone.name, gone.membership, gone.why) == (made[0].pk, ana.name, None, Ending.LEFT)
    moved = access.delegate_of(seats[0])
    assert moved is not None
    assert moved.membership == bo


def test_an_account_that_is_deleted_leaves_the_seat(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    ana = make_member(lower)
    actions.elect(lower, upper, [ana])
    ana.account.delete()
    assert access.holders(upper) == []


def test_the_clock_ends_terms_and_does_not_move_up(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    days = {"begins": today() - timedelta(days=365), "ends": today() - timedelta(days=1)}
    over = make_delegate(seats[0], make_member(lower), **days)
    behind = make_delegate(seats[0], make_member(lower), 1, **days)
    actions.keep_terms()
    for one in (over, behind):
        one.refresh_from_db()
        assert (one.why, one.moved_up) == (Ending.TERM, None)
    assert access.holders(upper) == []


def test_whoever_says_nothing_for_two_weeks_is_passed_over(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    silent, bo = make_member(lower), make_member(lower)
    asked = make_delegate(
        seats[0], silent, elected=today() - timedelta(days=15), accepted=None, begins=today()
    )
    make_delegate(seats[0], bo, 1)
    actions.keep_terms()
    actions.keep_terms()
    asked.refresh_from_db()
    assert asked.why == Ending.DECLINED
    moved = access.delegate_of(seats[0])
    assert moved is not None
    assert moved.membership == bo


def test_an_alternate_of_this_term_takes_no_seat_of_the_next(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    now = make_delegate(seats[0], make_member(lower))
    make_delegate(seats[0], make_member(lower), 1)
    first = now.ends + timedelta(days=1)
    following, behind = make_member(lower), make_member(lower)
    (later, waits) = actions.elect(lower, upper, [following], [behind], begins=first)
    assert actions.end(later, Ending.RESIGNED) == waits
    waits.refresh_from_db()
    assert (waits.rank, waits.moved_up) == (0, first)
    assert access.delegate_of(seats[0]) == now
    assert len(access.alternates_of(lower, upper)) == 1


@pytest.mark.parametrize(("days", "code"), [(-1, "past"), (3661, "far")])
def test_a_term_begins_in_a_few_years_at_most(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make, days: int, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        actions.elect(lower, upper, [make_member(lower)], begins=today() + timedelta(days=days))


def test_the_row_of_alternates_is_one_for_all_seats(
    upper: Body, lower: Body, seats: list[Seat], make_member: Make
) -> None:
    sits = make_delegate(seats[1], make_member(lower))
    make_delegate(seats[1], make_member(lower), 2)
    first = make_delegate(seats[0], make_member(lower), 1)
    assert actions.end(sits, Ending.RESIGNED) == first
