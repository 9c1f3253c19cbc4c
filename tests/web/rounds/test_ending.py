"""A standing roll that an officer ends before its time: recorded, and never under something that runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from web.rounds.test_begin import begin
from web.rounds_making import MadeRoll, make_standing_roll

from veche.web.ballots.access import rounds as access
from veche.web.ballots.actions import ending
from veche.web.ballots.actions.rounds import NoRoundLeft, reserve_round, round_is_over
from veche.web.ballots.models import Post, Stage, StandingRoll, Vote
from veche.web.bodies.models import Body, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(make_body: Callable[..., Body]) -> MadeRoll:
    body = make_body()
    return make_standing_roll(
        body, rounds=3, officers={Post.RETURNING_OFFICER: Membership.objects.get(body=body)}
    )


def test_ended_it_serves_nobody_and_says_who_ended_it(made: MadeRoll) -> None:
    for who in ("Ana", "Bo"):  # ended once it stays as it is
        ending.end_early(made.roll.pk, who)
    now = StandingRoll.objects.get(pk=made.roll.pk)
    assert (now.ended, now.ended_by) == (timezone.now().date(), "Ana")
    assert access.standing_roll(made.roll.body) is None
    with pytest.raises(NoRoundLeft):
        begin(made)


def test_not_while_a_vote_runs(made: MadeRoll) -> None:
    vote = begin(made)
    with pytest.raises(ending.StillRuns):
        ending.end_early(made.roll.pk, "Ana")
    Vote.objects.filter(pk=vote.pk).update(stage=Stage.DECRYPTING)
    ending.end_early(made.roll.pk, "Ana")
    assert access.has_ended(made.roll.pk)


def test_not_while_a_round_is_kept_for_a_petition_or_the_vote_that_follows(made: MadeRoll) -> None:
    kept = reserve_round(made.roll, until=timezone.now().date())
    with pytest.raises(ending.StillRuns):
        ending.end_early(made.roll.pk, "Ana")
    round_is_over(kept.pk)
    ending.end_early(made.roll.pk, "Ana")


def test_a_round_that_became_a_vote_runs_as_long_as_the_vote(made: MadeRoll) -> None:
    reserve_round(made.roll, "this", until=timezone.now().date() + timedelta(days=30))
    vote = begin(made, key="this")
    Vote.objects.filter(pk=vote.pk).update(stage=Stage.CLOSED)
    assert not access.runs(made.roll.pk)


def test_its_returning_officer_ends_it_and_everybody_reads_who(
    made: MadeRoll, client_of: Callable[..., Client], make_member: Callable[..., Membership]
) -> None:
    officer, address = Membership.objects.get(body=made.roll.body), f"/votes/{made.roll.pk}/manage/end/"
    client, other = client_of(officer), client_of(make_member(made.roll.body))
    assert address in client.get(f"/votes/{made.roll.pk}/manage/").content.decode()
    assert other.post(address, {"sure": "on"}).status_code == 403
    vote = begin(made)
    refused = client.post(address, {"sure": "on"})
    assert refused.status_code == 422
    assert "is still open" in refused.content.decode()
    Vote.objects.filter(pk=vote.pk).update(stage=Stage.PUBLISHED)
    assert client.get(address).status_code == 200
    assert not access.has_ended(made.roll.pk)
    assert client.post(address, {"sure": "on"}).status_code == 302
    for reader, page in ((other, ""), (Client(), "roll/"), (client, "manage/")):
        told = reader.get(f"/votes/{made.roll.pk}/{page}").content.decode()
        assert f"Ended by {officer.name}" in told
    assert address not in client.get(f"/votes/{made.roll.pk}/manage/").content.decode()


def test_an_ordinary_vote_has_no_such_button(made: MadeRoll, client_of: Callable[..., Client]) -> None:
    vote = begin(made)
    client = client_of(Membership.objects.get(body=made.roll.body))
    assert client.post(f"/votes/{vote.pk}/manage/end/", {"sure": "on"}).status_code == 409
    Vote.objects.filter(pk=vote.pk).update(stage=Stage.READY)
    assert client.post(f"/votes/{vote.pk}/manage/end/", {"sure": "on"}).status_code == 404
