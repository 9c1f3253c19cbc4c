"""What who runs a vote could try: to close it early unseen, to hold two keys by one hand, to act in another's name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from web.ballots_officers.conftest import Union, only_vote
from web.ballots_officers.test_life import begin, drawn_up, go, times
from web.ballots_officers.test_officers import at

from veche.election.board import Board
from veche.web.ballots import jobs
from veche.web.ballots.access import officers as access
from veche.web.ballots.actions import holding, keys, roll, working
from veche.web.ballots.models import Entitled, Extension, Job, Officer, Post, Stage, Vote
from veche.web.ballots.stages import WrongStage
from veche.web.bodies.models import Membership, Standing

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
NAMES = ("Officer", "Registrar", "Ana", "Bo")


def test_closing_early_is_recorded_and_shown_to_everybody(union: Union, client: Client) -> None:
    vote = at(union, Stage.OPEN).vote
    for _ in range(2):
        go(union.clients["officer"], f"/votes/{vote.uuid}/manage/close/", {"sure": "on"})
    (found,) = Extension.objects.all()
    assert (found.by, found.closed_before, found.closes) == ("Officer", vote.closes, only_vote().closes)
    page = client.get(f"/votes/{vote.uuid}/", headers={"Accept-Language": "en"}).content.decode()
    assert "Closed before its time by Officer" in page


def test_what_a_hand_began_to_close_the_clock_closes(union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    vote = at(union, Stage.OPEN).vote
    with monkeypatch.context() as broken:
        broken.setattr(Board, "end_ballots", lambda _: (_ for _ in ()).throw(OSError("disk")))
        with pytest.raises(OSError, match="disk"):
            holding.close(vote.uuid, by_hand=True)
    assert only_vote().stage == Stage.OPEN
    jobs.tick()
    assert only_vote().stage == Stage.CLOSED
    assert Extension.objects.get().by == "Officer"


def test_only_a_hand_opens_before_the_hour(union: Union) -> None:
    vote = at(union, Stage.READY, opens=NOW + timedelta(hours=1)).vote
    with pytest.raises(holding.BadTime):
        holding.open_vote(vote.uuid, by_hand=False)
    assert only_vote().stage == Stage.READY
    holding.open_vote(vote.uuid, by_hand=True)
    now = only_vote()
    assert now.stage == Stage.OPEN
    assert (now.public_credentials, now.trustees) == (None, None)  # the archive holds them


def test_no_time_at_all_is_not_more_time(union: Union) -> None:
    vote = at(
        union, Stage.OPEN, closes=(NOW + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    ).vote
    assert vote.closes is not None
    same = {"closes_day": vote.closes.date().isoformat(), "closes_hour": vote.closes.hour}
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/extend/", same, 422)
    assert not Extension.objects.exists()


def test_a_vote_that_ends_by_the_clock_was_not_closed_early(union: Union) -> None:
    vote = at(union, Stage.OPEN).vote
    Vote.objects.update(closes=NOW - timedelta(hours=1))
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/close/", {"sure": "on"})
    assert only_vote().closes == NOW - timedelta(hours=1)
    assert not Extension.objects.exists()


def test_more_time_is_recorded_under_the_name_of_who_gave_it(union: Union, client_of) -> None:  # type: ignore[no-untyped-def]
    """Somebody else goes on where the returning officer has left: it is not written down as the officer's own act."""
    vote = at(union, Stage.OPEN).vote
    other = next(one for one, _ in access.candidates(union.members["officer"]) if one.name not in NAMES)
    Officer.objects.filter(post=Post.RETURNING_OFFICER).update(membership=None)
    later = times(1, 9)
    address = f"/votes/{vote.uuid}/manage/extend/"
    go(client_of(other), address, {name: later[name] for name in ("closes_day", "closes_hour")})
    assert Extension.objects.get().by == other.name


def test_one_person_does_not_hold_two_keys(union: Union) -> None:
    vote = at(union, Stage.DRAFT).vote
    ana = str(union.members["ana"].id)
    for way in ({"way": "browser"}, {"way": "threshold", "threshold": 2}):
        posts = union.posts(**way) | {"trustees": [ana, ana]}
        go(union.clients["officer"], f"/votes/{vote.uuid}/manage/posts/", posts, 422)


def test_everybody_is_told_of_posts_in_one_hand(union: Union, client: Client) -> None:
    vote = at(union, Stage.OPEN).vote
    here, head = f"/votes/{vote.uuid}/", {"Accept-Language": "en"}
    assert (
        "One person is returning officer and registrar" not in client.get(here, headers=head).content.decode()
    )
    Officer.objects.filter(post=Post.REGISTRAR).update(membership=union.members["officer"])
    assert "One person is returning officer and registrar" in client.get(here, headers=head).content.decode()


def test_no_lot_is_sealed_once_the_vote_is_open(union: Union) -> None:
    vote = at(union, Stage.OPEN).vote
    go(union.clients["ana"], f"/votes/{vote.uuid}/lot/", status=409)
    with pytest.raises(WrongStage):  # whose page was faster than the opening
        keys.seal_lot(vote.uuid, Officer.objects.filter(vote=vote)[0].pk, "ab" * 32)


def test_who_is_not_yet_let_in_is_not_on_the_roll(union: Union, make_member) -> None:  # type: ignore[no-untyped-def]
    newcomer = make_member(union.body)
    Membership.objects.filter(pk=newcomer.pk).update(standing=Standing.WAITING)
    drawn_up(union, "strike")
    assert Entitled.objects.exists()
    assert not Entitled.objects.filter(membership=newcomer).exists()


def test_what_was_made_for_a_vote_that_is_called_off_is_deleted(union: Union) -> None:
    vote = at(union, Stage.READY).vote
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/call-off/", {"sure": "on"})
    now = only_vote()
    assert (now.public_credentials, now.trustees) == (None, None)
    assert all(one.public_key is None for one in Officer.objects.all())


def test_a_draft_has_no_vote_file_yet(union: Union) -> None:
    vote = at(union, Stage.DRAFT).vote
    go(union.clients["officer"], f"/votes/{vote.uuid}/vote.toml", status=409)


@pytest.mark.parametrize("state", ["waiting", "running", "done", "failed"])
def test_work_is_ordered_once(union: Union, state: str) -> None:
    vote = at(union, Stage.CLOSED).vote
    assert working.wait(vote.uuid, "tally")
    Job.objects.update(state=state)
    assert working.wait(vote.uuid, "tally") == (state in ("waiting", "failed"))


def test_a_draft_is_not_frozen_with_a_post_of_somebody_who_has_left(union: Union) -> None:
    vote = at(union, Stage.DRAFT).vote
    officer = union.clients["officer"]
    go(officer, f"/votes/{vote.uuid}/manage/posts/", union.posts())
    go(officer, f"/votes/{vote.uuid}/manage/times/", times(1, 8))
    Officer.objects.filter(post=Post.TRUSTEE, number=2).update(membership=None)
    assert roll.faults_of(only_vote()) == ("fault_left",)
    go(officer, f"/votes/{vote.uuid}/manage/freeze/", {"sure": "on"}, 422)


@pytest.mark.parametrize("year", [1, 1999, 9999])
def test_a_year_far_away_is_a_slip(union: Union, year: int) -> None:
    """No days could be counted beyond the end of the calendar; and an open vote is only ever made longer."""
    draft, held = at(union, Stage.DRAFT).vote, at(union, Stage.OPEN).vote
    officer, day = union.clients["officer"], f"{year:04}-12-30"
    for name in ("opens_day", "closes_day"):
        go(officer, f"/votes/{draft.uuid}/manage/times/", times(1, 8) | {name: day}, 422)
    go(officer, f"/votes/{held.uuid}/manage/extend/", {"closes_day": day, "closes_hour": 1}, 422)


def test_a_rule_that_an_online_vote_cannot_be_decided_by_is_warned_of_on_the_page_of_the_draft(
    union: Union,
) -> None:
    officer = union.clients["officer"]
    here, head = f"/votes/{begin(officer, union.body.id, 'strike', 'pl')}/manage/", {"Accept-Language": "en"}
    assert "cannot be decided by this rule" not in officer.get(here, headers=head).content.decode()
    go(officer, f"{here}rule/plain-majority-of-present/", {})
    assert "cannot be decided by this rule" in officer.get(here, headers=head).content.decode()


def test_the_text_of_a_template_is_warned_of_until_it_is_written_over(union: Union) -> None:
    officer = union.clients["officer"]
    here = f"/votes/{begin(officer, union.body.id, 'strike', 'be')}/manage/"
    head = {"Accept-Language": "en"}
    assert "still that of the template" in officer.get(here, headers=head).content.decode()
    go(officer, f"{here}text/", {"title": "Strike", "description": "For eight hours, from 1 December."})
    assert "still that of the template" not in officer.get(here, headers=head).content.decode()
