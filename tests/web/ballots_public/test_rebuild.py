"""Rows and stages made again from archives are what they were."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from web.votes import PLACES, STRIKE, Made, make_vote

from veche.election.board import Board
from veche.election.errors import MalformedInput
from veche.web.ballots.casting import box
from veche.web.ballots.models import CastBallot, Entitled, Followed, Stage, Vote
from veche.web.ballots.rebuild import rebuild
from veche.web.bodies.models import Body, Membership

pytestmark = pytest.mark.django_db


def rows() -> list[dict[str, Any]]:
    return sorted(CastBallot.objects.values(), key=lambda row: row["tracker"])


@pytest.fixture
def made() -> Made:
    found = make_vote(stage=Stage.OPEN, voters=3)
    for credential, choice in zip(found.credentials, ([1, 0], [0, 1], [1, 0]), strict=True):
        box.cast(found.vote, found.ballot(credential, [choice]))
    box.cast(found.vote, found.ballot(found.credentials[0], [[0, 1]]))
    return found


def test_rows_are_made_again(made: Made) -> None:
    before = rows()
    assert [row["replaced"] for row in before].count(True) == 1
    CastBallot.objects.all().delete()
    Followed.objects.all().delete()
    rebuild(made.vote)
    unshown = [row | {"shown": False} for row in rows()]  # when the day began is known to the lost row alone
    assert unshown == before


def test_what_the_archive_does_not_have_goes(made: Made) -> None:
    before = rows()
    CastBallot.objects.create(tracker="x" * 43, vote=made.vote, credential="y")
    rebuild(made.vote)
    assert rows() == before


@pytest.mark.parametrize("questions", [(STRIKE,), (PLACES,)], ids=["summed", "shuffled"])
@pytest.mark.parametrize(
    "stage", [Stage.OPEN, Stage.CLOSED, Stage.SHUFFLING, Stage.DECRYPTING, Stage.PUBLISHED]
)
def test_the_archive_tells_the_stage(stage: Stage, questions: Any) -> None:
    made = make_vote(stage=stage, questions=questions)
    Vote.objects.update(stage=Stage.READY)
    rebuild(Path(settings.ARCHIVES))
    reached = Vote.objects.get(pk=made.vote.uuid).stage
    assert reached == (Stage.DECRYPTING if stage == Stage.SHUFFLING and questions == (STRIKE,) else stage)


def test_who_was_on_the_roll_of_a_closed_vote_does_not_come_back_with_a_backup(
    make_body: Callable[..., Body], make_member: Callable[..., Membership]
) -> None:
    member = make_member(make_body())
    for stage, left in ((Stage.OPEN, 1), (Stage.CLOSED, 0)):
        made = make_vote(member.body, stage=stage)
        Entitled.objects.filter(vote=made.vote).delete()
        Entitled.objects.create(vote=made.vote, membership=member)
        rebuild(made.vote)
        assert Entitled.objects.filter(vote=made.vote).count() == left


def test_a_folder_names_archives_that_belong_to_no_vote(made: Made, tmp_path: Path) -> None:
    (tmp_path / f"{made.vote.uuid}.bel").symlink_to(made.path)
    (tmp_path / "11111111111111.bel").write_bytes(made.path.read_bytes())
    assert rebuild(tmp_path) == ["11111111111111"]


def test_an_interrupted_write_is_cut_off_and_damage_is_reported(made: Made) -> None:
    before, whole = rows(), made.path.read_bytes()
    with Board.open(made.path) as board:
        end = board.end
    made.path.write_bytes(whole + whole[-2048:-1700])
    with pytest.raises(MalformedInput):
        rebuild(made.vote)
    assert rows() == before
    made.path.write_bytes(whole[: end - 700])
    rebuild(made.vote)
    assert len(rows()) == len(before) - 1
