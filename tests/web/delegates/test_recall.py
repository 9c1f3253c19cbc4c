"""Calling a delegate back: from a member's reason to the alternate on the seat, and everybody who would like to prevent it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from django.db.models import Model
from django.http import Http404
from django.utils import timezone
from web.delegates.conftest import Branch
from web.delegates_making import make_delegate, make_seat
from web.rounds_making import MadeRoll, make_standing_roll
from web.votes import STEPS, cast

from veche.election.petition import sign
from veche.web.ballots.actions import holding, roll, rounds
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Round, Stage, Vote
from veche.web.ballots.stages import WrongStage
from veche.web.bodies import actions as bodies
from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates import access, actions
from veche.web.delegates.clock import keep
from veche.web.delegates.errors import Refused
from veche.web.delegates.models import Delegacy, Ending, Recall, RollWanted, Statutes
from veche.web.house.language import Voice
from veche.web.petitions import access as petitions
from veche.web.petitions import actions as signing
from veche.web.petitions.jobs import tick
from veche.web.petitions.models import Petition
from veche.words import Language

VOICE = Voice(Language.EN)


@pytest.fixture
def made(branch: Branch) -> MadeRoll:
    return make_standing_roll(branch.lower, voters=5, rounds=6)


def begin(branch: Branch, who: Membership | None = None, of: Delegacy | None = None) -> Recall:
    return actions.begin_recall(
        who or branch.member, (of or branch.delegate).pk, "Voted against the mandate.", VOICE, uuid4()
    )


def sign_with(made: MadeRoll, recall: Recall, *credentials: int) -> None:
    petition = petitions.petition(recall.petition)
    for number in credentials:
        message = sign(petitions.opened(petition), made.credentials[number], 1)
        signing.sign(petition, message)


def finish(made: MadeRoll, vote: Vote, yes: int, no: int) -> None:
    """Everybody votes, the vote closes, and its trustees open the result."""
    opened = made.round_of(vote)
    cast(opened, [[[1, 0, 0]]] * yes + [[[0, 1, 0]]] * no)
    for stage in (Stage.CLOSED, Stage.SHUFFLING, Stage.PUBLISHED):
        STEPS[stage](opened, 0, None)
    Vote.objects.filter(pk=vote.pk).update(stage=Stage.PUBLISHED)


def test_from_a_reason_to_the_alternate_on_the_seat(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    assert (recall.needed, recall.state) == (1, Recall.State.SIGNING)  # a fifth of five
    sign_with(made, recall, 0)
    recall.refresh_from_db()
    assert recall.state == Recall.State.VOTING
    vote = recall.vote
    assert vote is not None
    assert (vote.stage, vote.kind, vote.rule) == (Stage.OPEN, "recall", "plain-majority-of-votes")
    assert "Ana" in vote.title
    finish(made, vote, yes=3, no=1)
    keep()
    keep()
    recall.refresh_from_db()
    assert recall.state == Recall.State.CARRIED
    branch.delegate.refresh_from_db()
    assert branch.delegate.why == Ending.RECALLED
    moved = access.delegate_of(branch.seats[0])
    assert moved is not None
    assert moved.name == "Bo"
    assert [one.delegacy.name for one in access.ended_recalls_in(branch.upper)] == ["Ana"]


def test_a_lost_vote_is_recorded_and_followed_by_a_pause(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    sign_with(made, recall, 0)
    recall.refresh_from_db()
    assert recall.vote is not None
    finish(made, recall.vote, yes=1, no=3)
    keep()
    recall.refresh_from_db()
    assert recall.state == Recall.State.LOST
    assert access.delegate_of(branch.seats[0]) == branch.delegate
    with pytest.raises(Refused, match="pause"):
        begin(branch)
    Recall.objects.update(ended=today() - timedelta(days=90))
    assert begin(branch).state == Recall.State.SIGNING


@pytest.mark.parametrize(
    ("share", "size", "needed"),
    [("1/5", 5, 1), ("1/5", 6, 2), ("1/3", 100, 34), ("1/2", 1, 1), ("1/100", 3, 1)],
)
def test_the_share_is_taken_exactly_and_rounded_up(share: str, size: int, needed: int) -> None:
    assert access.recalls.needed(Fraction(share), size) == needed


def test_an_alternate_can_be_called_back_before_they_move_up(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch, of=branch.alternate)
    actions.carry_out(recall, carried=True)
    assert access.alternates_of(branch.lower, branch.upper) == []
    assert access.delegate_of(branch.seats[0]) == branch.delegate


def test_a_recall_goes_on_when_the_alternate_moves_up(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch, of=branch.alternate)
    actions.end(branch.delegate, Ending.RESIGNED)
    actions.carry_out(recall, carried=True)
    assert access.holders(branch.upper) == []


def test_one_at_a_time_for_each_delegate(branch: Branch, made: MadeRoll) -> None:
    first = begin(branch)
    with pytest.raises(Refused, match="under_way"):
        begin(branch)
    assert begin(branch, of=branch.alternate).state == Recall.State.SIGNING
    with pytest.raises(IntegrityError):
        Recall.objects.filter(pk=first.pk).update(delegacy=branch.alternate)


def test_a_form_sent_twice_begins_one(branch: Branch, made: MadeRoll) -> None:
    key = uuid4()
    one, other = (
        actions.begin_recall(branch.member, branch.delegate.pk, "Why", VOICE, key) for _ in range(2)
    )
    assert one == other
    assert Round.objects.filter(used=True).count() == 2


def test_the_vote_has_a_round_of_its_own_whoever_uses_up_the_rest(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    for _ in range(4):
        rounds.reserve_round(made.roll)
    with pytest.raises(rounds.NoRoundLeft):
        rounds.reserve_round(made.roll)
    sign_with(made, recall, 0)
    recall.refresh_from_db()
    assert recall.state == Recall.State.VOTING


def test_the_vote_opens_though_the_roll_was_ended_meanwhile(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    made.roll.ended = today()
    made.roll.save()
    sign_with(made, recall, 0)
    recall.refresh_from_db()
    assert recall.state == Recall.State.VOTING


def test_what_the_server_could_not_open_the_clock_opens(
    branch: Branch, made: MadeRoll, monkeypatch: pytest.MonkeyPatch
) -> None:
    recall = begin(branch)

    def full(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("veche.web.delegates.actions.recalling.begin_round", full)
        sign_with(made, recall, 0)
    recall.refresh_from_db()
    assert recall.state == Recall.State.SIGNING
    tick()
    tick()
    recall.refresh_from_db()
    assert recall.state == Recall.State.VOTING
    assert Vote.objects.filter(kind="recall").count() == 1


# What an officer could try ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def hostile(branch: Branch) -> Membership:
    """The delegate is steward, returning officer and all the rest."""
    delegate = branch.delegate.membership
    assert delegate is not None
    for office in ("steward", "returning_officer", "registrar", "secretary"):
        bodies.give_role(branch.steward, delegate, office)
    return delegate


def test_no_officer_ends_delays_or_hurries_the_vote(
    branch: Branch, made: MadeRoll, hostile: Membership
) -> None:
    recall = begin(branch)
    sign_with(made, recall, 0)
    recall.refresh_from_db()
    vote = recall.vote
    assert vote is not None
    assert vote.closes is not None
    with pytest.raises(WrongStage):
        holding.extend(vote.pk, timezone.now() + timedelta(days=300), hostile.name)
    with pytest.raises(WrongStage):
        holding.close(vote.pk, by_hand=True, by=hostile.name)
    Vote.objects.filter(pk=vote.pk).update(stage=Stage.READY)
    archive_file(vote.pk).unlink()  # as if its opening had been cut off
    with pytest.raises(WrongStage):
        roll.call_off(vote.pk)
    Vote.objects.filter(pk=vote.pk).update(stage=Stage.OPEN)
    vote.refresh_from_db()
    assert vote.closes - timezone.now() <= timedelta(days=7)


def test_no_officer_calls_the_roll_off_under_a_recall(
    branch: Branch, made: MadeRoll, hostile: Membership
) -> None:
    begin(branch)
    with pytest.raises(WrongStage):
        roll.call_off(made.roll.pk)


def test_statutes_changed_meanwhile_do_not_touch_it(
    branch: Branch, made: MadeRoll, hostile: Membership
) -> None:
    recall = begin(branch)
    actions.change_statutes(
        hostile, recall_share="1/2", recall_rule="plain-three-quarters-of-roll", recall_days=30
    )
    Statutes.objects.update(recall_share="1/2", recall_rule="plain-three-quarters-of-roll", recall_days=30)
    sign_with(made, recall, 0)
    recall.refresh_from_db()
    assert recall.vote is not None
    assert recall.vote.rule == "plain-majority-of-votes"


def test_statutes_changed_in_fear_of_a_recall_come_too_late(
    branch: Branch, made: MadeRoll, hostile: Membership
) -> None:
    actions.change_statutes(hostile, recall_share="1/2", recall_rule="plain-three-quarters-of-roll")
    recall = begin(branch)
    assert (recall.needed, recall.rule) == (1, "plain-majority-of-votes")


def test_it_needs_no_office_to_begin_and_none_to_open(branch: Branch, made: MadeRoll) -> None:
    assert not access.statutes(branch.lower).coming
    assert begin(branch, branch.member).state == Recall.State.SIGNING


def test_who_has_no_place_in_the_body_begins_nothing(
    branch: Branch, made: MadeRoll, make_member: Callable[..., Membership]
) -> None:
    for stranger in (branch.head, make_member(branch.upper)):
        with pytest.raises(Http404):
            begin(branch, stranger)
    waiting = make_member(branch.lower)
    waiting.standing = "waiting"
    waiting.save()
    with pytest.raises(Http404):
        begin(branch, waiting)


# What is not kept ------------------------------------------------------------------------------------------------------------------------------


def test_nothing_written_names_who_began_or_signed(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    sign_with(made, recall, 0)
    for row in (Recall.objects.get(), petitions.petition(recall.petition)):
        assert_nothing_of(row, branch.member)


def assert_nothing_of(row: Model, member: Membership) -> None:
    for field in row._meta.concrete_fields:
        value = str(getattr(row, field.attname))
        for known in (str(member.pk), str(member.account_id), member.name):
            assert known not in value, field.name


# Without a roll, and other ends ----------------------------------------------------------------------------------------------------------------


def test_without_a_roll_a_member_asks_for_one_and_all_see_it(branch: Branch) -> None:
    with pytest.raises(Refused, match="no_roll"):
        begin(branch)
    assert access.roll_wanted(branch.lower) is None
    actions.want_roll(branch.member)
    actions.want_roll(branch.member)
    assert access.roll_wanted(branch.lower) == today()
    assert_nothing_of(RollWanted.objects.get(), branch.member)
    make_standing_roll(branch.lower, voters=3, rounds=2)
    assert access.roll_wanted(branch.lower) is None
    keep()
    assert not RollWanted.objects.exists()


def test_a_roll_with_one_round_left_is_not_enough(branch: Branch) -> None:
    make_standing_roll(branch.lower, voters=3, rounds=1)
    with pytest.raises(Refused, match="no_roll"):
        begin(branch)


def test_too_few_signatures_lapse(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    Petition.objects.update(until=today() - timedelta(days=1))
    signing.lapse(recall.petition)
    recall.refresh_from_db()
    assert recall.state == Recall.State.LAPSED
    assert (
        begin(branch).state == Recall.State.SIGNING
    )  # without a pause: nobody keeps a real one away by a false one


def test_when_the_delegate_goes_the_recall_lapses(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    actions.end(branch.delegate, Ending.RESIGNED)
    keep()
    recall.refresh_from_db()
    assert recall.state == Recall.State.LAPSED
    assert petitions.petition(recall.petition).ended


def test_a_vote_that_nobody_opens_does_not_shield_for_ever(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    sign_with(made, recall, 0)
    Vote.objects.filter(kind="recall").update(
        stage=Stage.DECRYPTING, closes=timezone.now() - timedelta(days=31)
    )
    keep()
    recall.refresh_from_db()
    assert recall.state == Recall.State.LAPSED


def test_the_delegate_answers_and_nobody_else(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    delegate = branch.delegate.membership
    assert delegate is not None
    actions.answer(delegate.account, recall.pk, "I had no mandate for it.")
    recall.refresh_from_db()
    assert recall.answer == "I had no mandate for it."
    for other in (branch.member, branch.steward, branch.head):
        with pytest.raises(Http404):
            actions.answer(other.account, recall.pk, "Ha")


def test_a_recall_of_another_body_is_not_there(
    branch: Branch, made: MadeRoll, make_body: Callable[..., Body], make_member: Callable[..., Membership]
) -> None:
    recall = begin(branch)
    port = make_body("Port", "branch")
    other = make_delegate(make_seat(branch.upper, port), make_member(port))
    assert other.membership is not None
    with pytest.raises(Http404):
        access.recall(other.membership.account, recall.pk)
    with pytest.raises(Http404):
        access.recall(branch.member.account, UUID(int=5))


def test_what_comes_to_nothing_does_not_use_up_the_roll(branch: Branch, made: MadeRoll) -> None:
    for _ in range(4):
        recall = begin(branch)
        actions.lapse(recall.petition)
    assert Round.objects.filter(used=True).count() == 4  # the rounds of the petitions alone


def test_the_round_of_a_vote_that_opened_is_spent(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    sign_with(made, recall, 0)
    rounds.release_round(made.roll, f"recall vote {recall.pk}")
    assert Round.objects.filter(used=True).count() == 2


def test_how_many_have_signed_is_not_told_while_it_runs(branch: Branch, made: MadeRoll) -> None:
    Statutes.objects.create(body=branch.lower, recall_share="1/3")
    recall = begin(branch)
    assert recall.needed == 2
    sign_with(made, recall, 0)
    assert access.recall(branch.member.account, recall.pk).signed is None
    sign_with(made, recall, 1)
    assert access.recall(branch.member.account, recall.pk).signed == 2


def test_a_recall_that_is_over_opens_no_vote(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    actions.lapse(recall.petition)
    actions.open_recall_vote(recall.petition)
    assert not Vote.objects.filter(kind="recall").exists()
