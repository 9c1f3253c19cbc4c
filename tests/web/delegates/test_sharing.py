"""Sharing seats among bodies: sizes from the graph, seats that come and go, and what becomes of those who sat on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from web.delegates.conftest import Branch, founder
from web.delegates_making import link, make_delegate, make_seat

from veche.assembly.seats import CannotShare
from veche.web.bodies import actions as bodies
from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates import access, actions
from veche.web.delegates.errors import Refused
from veche.web.delegates.models import Delegacy, Ending, Seat, Sharing, Statutes, StatutesChange

Make = Callable[..., Any]


@pytest.fixture
def union(make_body: Make, make_member: Make) -> tuple[Body, dict[str, Body]]:
    """A federation with three branches of 4, 3 and 2 members, their founders among them."""
    upper = make_body("Federation", "federation")
    found = {}
    for name, size in (("Depot", 4), ("Mill", 3), ("Port", 2)):
        found[name] = make_body(name, "branch")
        link(upper, found[name])
        for _ in range(size - 1):
            make_member(found[name])
    return upper, found


def share(upper: Body, **members: int) -> Sharing:
    below = access.below(upper)
    return actions.share_seats(
        founder(upper), {one.id: members.get(one.name, one.size.members) for one in below}
    )


def seats(upper: Body) -> dict[str, list[int]]:
    """Weights of the seats of each body, by its name."""
    found: dict[str, list[int]] = {}
    for seat in access.seats_in(upper):
        found.setdefault(seat.lower.name, []).append(seat.weight)
    return found


def test_seats_are_shared_by_the_statutes(union: tuple[Body, dict[str, Body]]) -> None:
    upper, _ = union
    Statutes.objects.create(body=upper, method="threshold", seats=2, least=1)
    made = share(upper)
    assert seats(upper) == {"Depot": [2, 2], "Mill": [2, 1], "Port": [2]}
    assert [one["seats"] for one in made.record["bodies"]] == [2, 2, 1]


def test_a_steward_enters_what_they_know_better_and_it_is_seen(union: tuple[Body, dict[str, Body]]) -> None:
    upper, _ = union
    Statutes.objects.create(body=upper, method="dhondt", seats=5)
    made = share(upper, Mill=30)
    mill = made.record["bodies"][1]
    assert (mill["name"], mill["members"], mill["known"]) == ("Mill", 30, 3)
    assert seats(upper)["Mill"] == [10, 10, 10]


def test_the_same_again_changes_nothing_and_another_is_kept_beside(
    union: tuple[Body, dict[str, Body]],
) -> None:
    upper, _ = union
    Statutes.objects.create(body=upper, method="equal", seats=2)
    assert share(upper) == share(upper)
    ids = set(Seat.objects.values_list("pk", flat=True))
    Statutes.objects.update(seats=1)
    share(upper)
    Statutes.objects.update(seats=2)
    share(upper)
    assert [one.number for one in access.sharings_of(upper)] == [3, 2, 1]
    assert set(Seat.objects.values_list("pk", flat=True)) == ids


def test_a_seat_that_goes_takes_its_delegate_along_and_not_the_alternates(
    union: tuple[Body, dict[str, Body]], make_member: Make
) -> None:
    upper, lowers = union
    Statutes.objects.create(body=upper, method="equal", seats=2)
    share(upper)
    first, second = access.seats_of(lowers["Depot"], upper)
    stays = make_delegate(second, make_member(lowers["Depot"]))
    behind = make_delegate(first, make_member(lowers["Depot"]), 1)
    Statutes.objects.update(seats=1)
    share(upper)
    assert access.delegate_of(second) == stays  # the empty seat went first
    assert access.alternates_of(lowers["Depot"], upper) == [behind]
    behind.refresh_from_db()
    assert behind.seat == second


def test_with_fewer_seats_the_last_ones_sit_no_more(
    union: tuple[Body, dict[str, Body]], make_member: Make
) -> None:
    upper, lowers = union
    Statutes.objects.create(body=upper, method="equal", seats=2)
    share(upper)
    both = [
        make_delegate(seat, make_member(lowers["Port"])) for seat in access.seats_of(lowers["Port"], upper)
    ]
    Statutes.objects.update(seats=1)
    share(upper)
    both[1].refresh_from_db()
    assert both[1].why == Ending.SEAT_GONE
    assert [one.pk for one in access.holders(upper)] == [both[0].pk]


def test_a_tie_has_one_lot_a_day(union: tuple[Body, dict[str, Body]]) -> None:
    upper, _ = union
    Statutes.objects.create(body=upper, method="dhondt", seats=2, least=0)
    one = share(upper, Depot=5, Mill=5, Port=5)
    first = seats(upper)
    share(upper, Depot=6, Mill=5, Port=5)
    again = share(upper, Depot=5, Mill=5, Port=5)
    assert (again.seed, seats(upper)) == (one.seed, first)
    assert one.record["ties"][0]["by"] == "lot"
    Sharing.objects.update(day=today() - timedelta(days=1))
    assert share(upper, Depot=5, Mill=5, Port=5).seed != one.seed


def test_only_a_steward_of_the_upper_body_shares(
    union: tuple[Body, dict[str, Body]], make_member: Make
) -> None:
    upper, lowers = union
    sizes = {one.id: 1 for one in access.below(upper)}
    with pytest.raises(PermissionDenied):
        actions.share_seats(make_member(upper), sizes)
    Statutes.objects.create(body=upper, seats=1)
    with pytest.raises(Refused, match="other_bodies"):
        actions.share_seats(founder(lowers["Depot"]), sizes)
    with pytest.raises(Refused, match="other_bodies"):
        actions.share_seats(founder(upper), {**sizes, "x": 1})


def test_what_cannot_be_shared_changes_nothing(union: tuple[Body, dict[str, Body]]) -> None:
    upper, _ = union
    Statutes.objects.create(body=upper, method="dhondt", seats=2, least=1)
    with pytest.raises(CannotShare):
        share(upper)
    assert not Seat.objects.exists()


def test_a_body_that_parts_has_no_seats(branch: Branch) -> None:
    bodies.cut(branch.head, link(branch.upper, branch.lower).pk)
    assert access.seats_of(branch.lower, branch.upper) == []
    branch.delegate.refresh_from_db()
    assert branch.delegate.why == Ending.SEAT_GONE
    assert not Delegacy.objects.filter(ended=None).exists()
    assert branch.delegate.membership is not None
    with pytest.raises(Http404):
        access.place(branch.delegate.membership.account, branch.upper.pk)


def test_councils_stand_for_those_below_and_nobody_counts_twice(make_body: Make, make_member: Make) -> None:
    top, north, south = (make_body(name, "council") for name in ("Top", "North", "South"))
    depot, port = make_body("Depot", "branch"), make_body("Port", "branch")
    for _ in range(4):
        make_member(port)  # five with the founder
    for upper, lower in ((top, north), (top, south), (north, depot), (north, port), (south, port)):
        link(upper, lower)
    sizes = {one.name: one.size.members for one in access.below(top)}
    assert sizes == {"North": 1 + 3, "South": 2}
    node, cut = access.tree(top)
    assert (node.members, cut) == (6, False)
    assert [one.members for one in node.below] == [6, 5]
    assert node.below[0].below[1].ways == 2


def test_a_link_that_is_not_accepted_is_none(make_body: Make) -> None:
    top, lower = make_body("Top", "council"), make_body("Lower", "branch")
    one = link(top, lower)
    one.accepted = False
    one.save()
    assert access.below(top) == []
    assert access.bodies_below(top) == []


def test_the_tree_knows_who_sits_today(branch: Branch) -> None:
    node, _ = access.tree(branch.upper)
    assert [(one.body.name, one.seats, one.held) for one in node.below] == [("Depot", 2, 1)]


def test_seats_that_come_back_keep_their_history(branch: Branch, make_member: Make) -> None:
    Statutes.objects.create(body=branch.upper, method="equal", seats=1)
    share(branch.upper)
    gone: Membership = make_member(branch.lower)
    Statutes.objects.update(seats=2)
    share(branch.upper)
    numbers = [seat.number for seat in access.seats_of(branch.lower, branch.upper)]
    assert numbers == [1, 2]
    assert make_seat(branch.upper, branch.lower).number == 3
    assert gone.body == branch.lower


def test_when_nobody_is_left_nothing_of_the_body_lies_about(branch: Branch, make_body: Make) -> None:
    mill = make_body("Mill", "council")
    actions.change_statutes(founder(mill), seats=3)
    link(mill, make_body("Shop"))
    share(mill)
    bodies.leave(founder(mill))
    assert not StatutesChange.objects.exists()
    assert not Sharing.objects.exists()
    assert Delegacy.objects.count() == 2


def test_who_stood_for_seats_that_are_gone_stands_no_more(branch: Branch) -> None:
    actions.nominate(branch.member, branch.upper, "")
    bodies.cut(branch.steward, link(branch.upper, branch.lower).pk)
    assert access.nominations(branch.lower, branch.upper) == []
