"""When a vote above is decided, every seat is told whether its mandate was kept; people judge what no program can."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from web.delegates_making import make_delegate
from web.mandates_making import Council, make_council, make_mandate, make_poll, own_poll, settle, vote

from veche.assembly.mandate import IfAmended as LibraryIfAmended
from veche.assembly.mandate import Kind as LibraryKind
from veche.assembly.mandate import Verdict as LibraryVerdict
from veche.web.assemblies.models import Assembly, Poll, Way
from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Delegacy
from veche.web.mandates import access, actions
from veche.web.mandates.errors import Refused
from veche.web.mandates.models import IfAmended, Keeping, Kind, Mandate, Verdict
from veche.web.motions.actions.moving import write_version

MakeBody = Callable[..., Body]
MakeMember = Callable[..., Membership]


@pytest.fixture
def council(make_body: MakeBody, make_member: MakeMember) -> Council:
    return make_council(make_body, make_member)


def told(poll: Poll) -> list[tuple[str, str]]:
    return [(one.verdict, one.why) for one in access.keepings_in(poll)]


def test_the_tables_and_the_library_have_the_same_words() -> None:
    for own, other in ((Kind, LibraryKind), (IfAmended, LibraryIfAmended), (Verdict, LibraryVerdict)):
        assert set(own.values) == set(other)


def test_every_seat_is_told_of_with_or_without_a_mandate(council: Council) -> None:
    mandate = make_mandate(council, council.lower[0], {"vote": "yes"})
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 0, 1, 0)
    vote(poll, council.seats[1][0], 1, 0, 0)
    settle(poll)
    assert told(poll) == [("broken", "otherwise"), ("free", "no_mandate")]
    broken = access.keepings_in(poll)[0]
    assert (broken.mandate, broken.card, broken.weight) == (mandate, [0, 1, 0], 1)
    assert [one.verdict for one in access.keepings_of(council.lower[0])] == ["broken"]
    assert access.keepings_of(council.lower[1]) == []


def test_who_did_not_vote_and_who_kept(council: Council) -> None:
    make_mandate(council, council.lower[0], {"vote": "yes"})
    make_mandate(council, council.lower[1], {"never": ["yes"]})
    poll = make_poll(council)
    vote(poll, council.seats[1][0], 0, 0, 1)
    settle(poll)
    assert told(poll) == [("absent", "absent"), ("kept", "within")]


def test_decided_twice_it_is_computed_once(council: Council) -> None:
    make_mandate(council, council.lower[0], {"vote": "yes"})
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 1, 0, 0)
    settle(poll)
    before = list(Keeping.objects.filter(poll=poll).values_list("pk", "verdict").order_by("pk"))
    settle(poll)
    assert list(Keeping.objects.filter(poll=poll).values_list("pk", "verdict").order_by("pk")) == before


def test_a_later_mandate_takes_the_place_of_an_earlier_one(council: Council) -> None:
    first = make_mandate(council, council.lower[0], {"vote": "yes"})
    second = make_mandate(council, council.lower[0], {"vote": "no"})
    assert access.later(first) == second
    assert access.later(second) is None
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 0, 1, 0)
    settle(poll)
    assert access.keepings_in(poll)[0].mandate == second
    assert told(poll)[0] == ("kept", "as_told")


def test_what_is_withdrawn_or_over_binds_nobody(council: Council) -> None:
    make_mandate(council, council.lower[0], {"vote": "yes"}, withdrawn=today())
    make_mandate(council, council.lower[1], {"vote": "yes"}, until=today() - timedelta(days=1))
    poll = settle(make_poll(council))
    assert told(poll) == [("free", "no_mandate")] * 2


def test_a_mandate_of_one_seat_binds_that_seat(make_body: MakeBody, make_member: MakeMember) -> None:
    council = make_council(make_body, make_member, (2,))
    first, second = council.seats[0]
    make_mandate(council, council.lower[0], {"vote": "no"}, seat=second.seat)
    poll = make_poll(council)
    vote(poll, first, 1, 0, 0)
    vote(poll, second, 1, 0, 0)
    settle(poll)
    assert told(poll) == [("free", "no_mandate"), ("broken", "otherwise")]


def test_an_alternate_who_stands_in_is_bound_as_the_seat_is(
    council: Council, make_member: MakeMember
) -> None:
    make_mandate(council, council.lower[0], {"vote": "yes"})
    seat = council.seats[0][0].seat
    alternate: Delegacy = make_delegate(seat, make_member(council.lower[0], name="Alternate"), rank=1)
    poll = make_poll(council)
    vote(poll, alternate, 0, 1, 0)
    settle(poll)
    kept = access.keepings_in(poll)[0]
    assert (kept.delegacy, kept.verdict) == (alternate, "broken")


def test_several_seats_carry_a_split_with_their_cards(make_body: MakeBody, make_member: MakeMember) -> None:
    council = make_council(make_body, make_member, (2,), weight=50)
    make_mandate(council, council.lower[0], {"split": {"yes": 60, "no": 40}})
    poll = make_poll(council, Way.CARDS)
    vote(poll, council.seats[0][0], 30, 20, 0)
    vote(poll, council.seats[0][1], 30, 20, 0)
    settle(poll)
    assert told(poll) == [("kept", "split")] * 2
    again = make_poll(council, Way.CARDS)
    vote(again, council.seats[0][0], 50, 0, 0)
    vote(again, council.seats[0][1], 50, 0, 0)
    settle(again)
    assert told(again) == [("kept", "split"), ("broken", "not_split")]


def test_a_changed_text_goes_by_its_rule(council: Council) -> None:
    """The text is compared, not the number of its version: adopting what the body had before it changes nothing."""
    make_mandate(council, council.lower[0], {"vote": "yes"})
    make_mandate(council, council.lower[1], {"vote": "yes"}, if_amended="free")
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 1, 0, 0)
    write_version(council.motion, 2, list(access.standing(council.motion).paragraphs), "adopted")
    settle(poll)
    assert told(poll) == [("kept", "as_told"), ("absent", "absent")]
    write_version(council.motion, 3, ["Something else."], "amended")
    again = make_poll(council)
    for group in council.seats:
        vote(again, group[0], 1, 0, 0)
    settle(again)
    assert told(again) == [("broken", "not_referred"), ("free", "amended_free")]
    assert access.keepings_in(again)[0].changed


def test_asked_again_the_body_gives_a_mandate_on_the_new_text(council: Council) -> None:
    make_mandate(council, council.lower[0], {"vote": "yes"})
    write_version(council.motion, 2, ["Something else."], "amended")
    make_mandate(council, council.lower[0], {"vote": "no"})
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 0, 1, 0)
    settle(poll)
    assert told(poll)[0] == ("kept", "as_told")


@pytest.mark.parametrize("way", [Way.HANDS])
def test_hands_are_judged_by_people(council: Council, way: str) -> None:
    make_mandate(council, council.lower[0], {"vote": "yes"})
    poll = settle(make_poll(council, way))
    assert told(poll) == [("open", "not_told"), ("free", "no_mandate")]


def test_a_topic_is_matched_by_people(council: Council) -> None:
    make_mandate(council, council.lower[0], {"vote": "yes"}, motion=None, text=[], topic="Wages")
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 1, 0, 0)
    settle(poll)
    assert told(poll)[0] == ("open", "topic")
    assert told(settle(make_poll(council, about="procedure"))) == []


def test_an_item_mandate_holds_for_its_item(council: Council) -> None:
    make_mandate(council, council.lower[0], {"vote": "no"}, motion=None, text=[], item=council.congress.item)
    poll = make_poll(council, motion=None, about="free")
    vote(poll, council.seats[0][0], 1, 0, 0)
    assert told(settle(poll))[0] == ("broken", "otherwise")


def test_a_motion_comes_before_its_item(council: Council) -> None:
    make_mandate(council, council.lower[0], {"vote": "yes"})
    make_mandate(council, council.lower[0], {"vote": "no"}, motion=None, text=[], item=council.congress.item)
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 1, 0, 0)
    assert told(settle(poll))[0] == ("kept", "as_told")


def test_members_own_assemblies_bind_nobody(council: Council) -> None:
    Assembly.objects.filter(pk=council.congress.pk).update(of_delegates=False)
    council.congress.refresh_from_db()
    make_mandate(council, council.lower[0], {"vote": "yes"})
    assert told(settle(make_poll(council))) == []


def open_one(council: Council) -> Keeping:
    make_mandate(council, council.lower[0], {"never": ["no"], "lines": ["Nothing below 8 %."]})
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 1, 0, 0)
    settle(poll)
    return access.keepings_in(poll)[0]


@pytest.mark.parametrize(("outcome", "verdict"), [("carried", "kept"), ("lost", "broken")])
def test_the_body_judges_by_a_vote(council: Council, outcome: str, verdict: str) -> None:
    kept = open_one(council)
    assert (kept.verdict, kept.why) == ("open", "lines")
    poll = own_poll(council.lower[0], 5, 1, outcome)
    actions.judge(council.secretaries[0], kept.pk, f"poll:{poll.pk}")
    kept.refresh_from_db()
    assert (kept.verdict, kept.computed, kept.judged_in, kept.judged) == (verdict, "open", poll, today())
    assert kept.judged_name == council.secretaries[0].name
    with pytest.raises(Refused, match="judged"):
        actions.judge(council.secretaries[0], kept.pk, f"poll:{poll.pk}")


def test_who_may_judge_and_by_which_vote(council: Council) -> None:
    kept = open_one(council)
    poll = own_poll(council.lower[0], 5, 1)
    with pytest.raises(PermissionDenied):
        actions.judge(council.members[0], kept.pk, f"poll:{poll.pk}")
    with pytest.raises(Http404):
        actions.judge(council.secretaries[1], kept.pk, f"poll:{poll.pk}")
    for foreign in (
        f"poll:{own_poll(council.lower[1], 5, 1).pk}",
        f"poll:{uuid.uuid4()}",
        "poll:x",
        "vote:x:1",
        "",
    ):
        with pytest.raises(Http404):
            actions.judge(council.secretaries[0], kept.pk, foreign)
    with pytest.raises(Refused, match="undecided"):
        actions.judge(
            council.secretaries[0], kept.pk, f"poll:{own_poll(council.lower[0], 1, 1, 'no-quorum').pk}"
        )
    early = own_poll(council.lower[0], 5, 1)
    Assembly.objects.filter(pk=early.assembly_id).update(begins=timezone.now() - timedelta(days=9))
    with pytest.raises(Refused, match="too_early"):
        actions.judge(council.secretaries[0], kept.pk, f"poll:{early.pk}")
    kept.refresh_from_db()
    assert kept.verdict == "open"


def test_no_mandate_is_withdrawn_after_its_vote(council: Council) -> None:
    mandate = make_mandate(council, council.lower[0], {"vote": "yes"})
    settle(make_poll(council))
    with pytest.raises(Refused, match="voted"):
        actions.withdraw(council.secretaries[0], mandate.pk)
    assert Mandate.objects.get(pk=mandate.pk).withdrawn is None
