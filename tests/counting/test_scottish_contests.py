"""Scottish STV on real council contests: the published winners, and every stage as an independent implementation has it."""

from __future__ import annotations

from typing import Any

import pytest
from counting.following import follow
from counting.samples import NAMES, WINNERS, golden, scottish

from veche.counting import count
from veche.counting.record import Count

UNITS = 100_000


def test_all_contests_are_there() -> None:
    assert len(NAMES) == len(WINNERS) == 39
    assert set(NAMES) == set(WINNERS)


@pytest.mark.parametrize("name", NAMES)
def test_the_published_winners_are_elected_at_the_same_stages(name: str) -> None:
    found = count(scottish(name), "scottish-stv")
    assert sorted(found.winners) == WINNERS[name]["winners"]
    assert found.seats == WINNERS[name]["seats"]
    assert as_golden(found) == golden(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_vote_is_lost_sight_of(name: str) -> None:
    found = count(scottish(name), "scottish-stv")
    for stage in found.stages:
        assert sum(stage.standing.values()) + stage.exhausted + stage.lost == found.valid
    follow(found)


def as_golden(found: Count) -> dict[str, Any]:
    """A record in the form of `goldens/`."""
    stages = [
        {
            "votes": [int(stage.standing[number] * UNITS) for number in sorted(stage.standing)],
            "exhausted": int(stage.exhausted * UNITS),
            "elected": sorted(stage.elected),
            "excluded": sorted(stage.excluded),
        }
        for stage in found.stages
    ]
    return {"valid": found.valid, "quota": found.quota, "stages": stages}
