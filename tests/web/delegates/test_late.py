"""What comes late, or is damaged: a result after the recall lapsed, a record that was altered, one thing that fails beside others that do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from web.delegates.conftest import Branch
from web.delegates.test_recall import begin, finish, sign_with
from web.delegates_making import make_delegate, make_seat
from web.rounds_making import MadeRoll, make_standing_roll

from veche.election.errors import VerificationError
from veche.web.ballots.actions import rounds
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Stage, Vote
from veche.web.bodies import actions as bodies
from veche.web.bodies.models import Body, Membership
from veche.web.delegates import access, actions
from veche.web.delegates.clock import keep
from veche.web.delegates.errors import Refused
from veche.web.delegates.models import Delegacy, Ending, Recall, Statutes
from veche.web.petitions.access import NotFilled
from veche.web.petitions.models import Petition, Signature


@pytest.fixture
def made(branch: Branch) -> MadeRoll:
    return make_standing_roll(branch.lower, voters=5, rounds=6)


@pytest.mark.parametrize(("yes", "state"), [(3, Recall.State.CARRIED), (1, Recall.State.LOST)])
def test_what_members_decided_holds_however_late_trustees_open_it(
    branch: Branch, made: MadeRoll, yes: int, state: str
) -> None:
    recall = begin(branch)
    sign_with(made, recall, 0)
    recall.refresh_from_db()
    assert recall.vote is not None
    finish(made, recall.vote, yes=yes, no=2)
    late = timezone.now() - timedelta(days=31)
    Vote.objects.filter(pk=recall.vote.pk).update(stage=Stage.DECRYPTING, closes=late)
    keep()
    recall.refresh_from_db()
    assert recall.state == Recall.State.LAPSED
    again = begin(branch)
    Vote.objects.filter(pk=recall.vote.pk).update(stage=Stage.PUBLISHED)
    keep()
    keep()
    recall.refresh_from_db()
    branch.delegate.refresh_from_db()
    assert recall.state == state
    assert (branch.delegate.ended is not None) == (state == Recall.State.CARRIED)
    again.refresh_from_db()
    assert (again.state == Recall.State.LAPSED) == (state == Recall.State.CARRIED)


def test_one_archive_that_cannot_be_read_holds_up_no_other_recall(
    branch: Branch, made: MadeRoll, make_body: Callable[..., Body], make_member: Callable[..., Membership]
) -> None:
    port = make_body("Port", "branch")
    sent = make_delegate(make_seat(branch.upper, port), make_member(port))
    theirs = make_standing_roll(port, voters=5, rounds=6)
    other = begin(branch, make_member(port), sent)
    mine = begin(branch)
    for roll, recall in ((made, mine), (theirs, other)):
        sign_with(roll, recall, 0)
        recall.refresh_from_db()
        assert recall.vote is not None
        finish(roll, recall.vote, yes=3, no=1)
    first, second = access.to_keep()
    assert first.vote is not None
    archive_file(first.vote.pk).write_bytes(b"damaged")
    keep()
    second.refresh_from_db()
    assert second.state == Recall.State.CARRIED


def test_whoever_resigned_in_time_was_not_taken_out_by_the_vote(branch: Branch, made: MadeRoll) -> None:
    recall = begin(branch)
    sign_with(made, recall, 0)
    recall.refresh_from_db()
    actions.end(branch.delegate, Ending.RESIGNED)
    assert recall.vote is not None
    finish(made, recall.vote, yes=3, no=1)
    keep()
    recall.refresh_from_db()
    assert recall.state == Recall.State.CARRIED
    assert access.ended_recalls_in(branch.upper) == []
    assert Delegacy.objects.filter(why=Ending.RECALLED).count() == 0


def test_a_round_that_is_taken_in_between_is_no_failure(
    branch: Branch, made: MadeRoll, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: object, **__: object) -> None:
        raise rounds.NoRoundLeft

    monkeypatch.setattr("veche.web.delegates.actions.recalling.reserve_round", taken)
    with pytest.raises(Refused, match="no_roll"):
        begin(branch)
    assert not Petition.objects.exists()


def test_signatures_that_the_database_made_up_open_no_vote(branch: Branch, made: MadeRoll) -> None:
    """Whoever can write to the database can say that enough have signed. What counts are signatures that hold."""
    recall = begin(branch)
    Petition.objects.update(ended=True, filled=True, told=False)
    with pytest.raises(NotFilled):
        actions.open_recall_vote(recall.petition)
    recall.refresh_from_db()
    assert recall.state == Recall.State.SIGNING
    assert not Vote.objects.filter(kind="recall").exists()


def test_a_signature_of_another_petition_opens_no_vote(branch: Branch, made: MadeRoll) -> None:
    other = begin(branch, of=branch.alternate)
    sign_with(made, other, 0)
    recall = begin(branch)
    found = Signature.objects.get()
    Signature.objects.create(
        petition_id=recall.petition, credential=found.credential, signature=found.signature
    )
    Petition.objects.filter(pk=recall.petition).update(ended=True, filled=True, told=False)
    with pytest.raises(VerificationError, match=r"petition\.credential"):
        actions.open_recall_vote(recall.petition)
    recall.refresh_from_db()
    assert recall.state == Recall.State.SIGNING


def test_whoever_holds_what_does_not_go_with_a_seat_is_asked_before_they_move_up(
    branch: Branch, made: MadeRoll
) -> None:
    Statutes.objects.create(body=branch.upper, incompatible=["secretary"])
    bo = branch.alternate.membership
    assert bo is not None
    bodies.give_role(branch.steward, bo, "secretary")
    actions.end(branch.delegate, Ending.RESIGNED)
    assert access.delegate_of(branch.seats[0]) is None
    bodies.take_role(bo, bo, "secretary")
    actions.accept(bo.account, branch.alternate.pk)
    assert access.delegate_of(branch.seats[0]) == branch.alternate


def test_nobody_moves_up_who_sits_there_already(
    branch: Branch, make_body: Callable[..., Body], make_member: Callable[..., Membership]
) -> None:
    """A member of two bodies below, delegate of one and alternate of the other, has one seat."""
    port = make_body("Port", "branch")
    bo = branch.alternate.membership
    assert bo is not None
    make_delegate(make_seat(branch.upper, port), make_member(port, account=bo.account))
    dana = make_delegate(branch.seats[0], make_member(branch.lower, name="Dana"), 2)
    assert actions.end(branch.delegate, Ending.RESIGNED) == dana
    assert [one.name for one in access.alternates_of(branch.lower, branch.upper)] == ["Bo"]
