"""The small vote that other tests stand on is a real one."""

from __future__ import annotations

import pytest
from web.votes import PLACES, STRIKE, make_vote

from veche.election.verify import verify_archive
from veche.web.ballots.models import CastBallot, Stage
from veche.web.ballots.stages import PATH, of_archive

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", [stage for stage in PATH if stage != Stage.SHUFFLING])
def test_a_vote_comes_to_every_stage(stage: Stage) -> None:
    made = make_vote(stage=stage)
    assert made.vote.stage == stage
    assert made.path.exists() == (PATH.index(stage) >= PATH.index(Stage.OPEN))
    if made.path.exists():
        assert of_archive(verify_archive(made.path).state, shuffled=False) == stage


def test_a_vote_with_rankings_is_shuffled_and_ends_in_a_result() -> None:
    assert make_vote(stage=Stage.SHUFFLING, questions=(STRIKE, PLACES)).vote.stage == Stage.SHUFFLING
    made = make_vote(stage=Stage.PUBLISHED, questions=(STRIKE, PLACES), voters=4)
    report = verify_archive(made.path)
    assert report.result is not None
    assert report.result[0] == [3, 1]
    assert sorted(report.result[1]) == [[1, 2, 3]] * 3 + [[3, 2, 1]]
    assert CastBallot.objects.filter(vote=made.vote).count() == 4
