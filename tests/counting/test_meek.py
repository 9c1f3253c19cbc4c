"""Meek's method: every round on real council contests as another implementation has it, and small counts by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from counting.profiles import LOT, letters
from counting.samples import NAMES, golden, scottish

from veche.counting import count
from veche.counting.contest import Contest
from veche.counting.errors import TieNeedsLot
from veche.counting.record import Count, Stage
from veche.counting.rules.meek import UNITS


@pytest.mark.parametrize("name", NAMES)
def test_every_round_is_as_droop_has_it(name: str) -> None:
    contest = scottish(name)
    found = count(contest, "meek")
    assert not found.ties
    assert {"valid": found.valid, "rounds": rounds(found, contest)} == golden(f"meek/{name}")


def rounds(found: Count, contest: Contest) -> list[dict[str, Any]]:
    """The record in the form of `goldens/make_meek.py`: a round ends with an election by quota, or before an exclusion."""
    kept: dict[int, dict[str, Fraction]] = {}
    for at, candidate, factor in found.tables[0].rows:
        kept.setdefault(int(str(at)), {})[str(candidate)] = Fraction(str(factor))
    told, gone = [], set[int]()
    for at, stage in enumerate(found.stages, 1):
        after = found.stages[at].excluded if at < len(found.stages) else ()
        gone |= {*stage.excluded}
        state = round_state(stage, kept.get(at, {}), gone, contest)
        if stage.elected and not by_default(stage):
            told.append(state | {"elected": sorted(stage.elected), "excluded": []})
        if after:
            told.append(state | {"elected": [], "excluded": list(after)})
    return told


def round_state(stage: Stage, kept: dict[str, Fraction], gone: set[int], contest: Contest) -> dict[str, Any]:
    factors = [
        0 if one.number in gone else kept.get(one.name, Fraction(1)) * UNITS for one in contest.candidates
    ]
    votes = [int(stage.standing[one.number] * UNITS) for one in contest.candidates]
    return {
        "quota": int(Fraction(stage.quota or 0) * UNITS),
        "votes": votes,
        "keep": [int(one) for one in factors],
    }


def by_default(stage: Stage) -> bool:
    return any(reason.key == "stv.last_vacancies" for reason in stage.reasons)


def test_rounding_as_the_rule_prescribes_it() -> None:
    """Three seats' quota of ten papers is 2.5 and a billionth; 6 votes for A keep 2.500000001/6 of each, rounded up."""
    found = count(letters("ABCD", {"AB": 6, "C": 2, "D": 2}, 3), "meek", lot=LOT)
    first, second = found.stages[0], found.stages[1]
    assert first.quota == Fraction(2_500_000_001, UNITS)
    assert first.elected == (1,)
    keep = -(-2_500_000_001 // 6)
    assert second.standing[1] == Fraction(6 * keep, UNITS)
    assert second.standing[2] == Fraction(6 * (UNITS - keep), UNITS)
    assert second.elected == (2,)


def test_a_falling_quota_elects() -> None:
    """The papers of A prefer nobody else: what A does not keep is excess, and two votes are a quota of what is left."""
    found = count(letters("ABC", {"A": 5, "B": 2, "C": 1}, 2), "meek")
    assert found.winners == (1, 2)
    assert [stage.action for stage in found.stages] == ["first_preferences", "surplus"]
    assert found.stages[1].quota == Fraction(1_888_888_891, UNITS)


def test_all_within_the_surplus_of_the_lowest_are_tied() -> None:
    """B.3: at the same votes only a lot can tell, whatever happened before."""
    contest = letters("ABC", {"A": 4, "B": 2, "C": 2}, 2)
    with pytest.raises(TieNeedsLot, match="B and C are tied"):
        count(contest, "meek")
    found = count(contest, "meek", lot=LOT)
    assert [(tie.by, tie.candidates, tie.purpose) for tie in found.ties] == [("lot", (2, 3), "exclude")]
    assert found.stages[-1].excluded == (found.ties[0].order[-1],)
    assert found.stages[-1].elected == (found.ties[0].order[0],)
    assert by_default(found.stages[-1])


def test_whoever_is_above_the_lowest_by_less_than_the_surplus_is_tied_with_them() -> None:
    """B.3: A and C differ by billionths, and so does the surplus that is left to move."""
    found = count(letters("ABCDE", {"BEDAC": 2, "BECAD": 1}, 4), "meek", lot=LOT)
    (tie,) = found.ties
    before = found.stages[tie.stage - 2].standing
    assert (tie.candidates, tie.by) == ((1, 3), "lot")
    assert 0 < abs(before[1] - before[3]) < Fraction(1, 10**6)


def test_each_step_of_a_keep_factor_is_rounded_up() -> None:
    """B.2.f, step by step with fractions: two papers for C alone, and three seats."""
    step = Fraction(1, UNITS)

    def up(number: Fraction) -> Fraction:
        return -(-number // step) * step

    keep, before, surplus = Fraction(1), Fraction(3), Fraction(2)
    while 10**6 * surplus >= 1 and surplus < before:
        votes = 2 * keep
        quota = (votes / 4) // step * step + step
        before, surplus = surplus, votes - quota
        if 10**6 * surplus >= 1 and surplus < before:
            keep = up(up(keep * quota) / votes)
    found = count(letters("ABCDE", {"C": 2}, 3), "meek", lot=LOT)
    stage = next(at for at, stage in enumerate(found.stages, 1) if stage.action == "surplus")
    assert [row[2] for row in found.tables[0].rows if row[0] == stage] == [keep]


def test_a_paper_that_ends_with_the_elected_lowers_the_quota() -> None:
    found = count(letters("ABC", {"A": 60, "AB": 10, "B": 20, "C": 18}, 2), "meek", lot=LOT)
    assert found.stages[0].exhausted == 0
    assert found.stages[1].exhausted > 20
    assert Fraction(found.stages[1].quota or 0) < Fraction(found.stages[0].quota or 0)


def test_papers_without_a_preference_are_not_valid() -> None:
    found = count(letters("ABC", {"": 5, "A": 2, "B": 1, "C": 3}, 1), "meek", lot=LOT)
    assert (found.valid, found.invalid["unmarked"]) == (6, 5)
    assert sum(found.stages[0].standing.values()) == 6


def test_withdrawn_candidates_pass_on_their_papers() -> None:
    contest = letters("ABC", {"AB": 5, "C": 4}, 1)
    assert count(contest, "meek", withdrawn=[1]).winners == (2,)
    assert count(contest, "meek", withdrawn=[1]).stages[0].standing == {2: 5, 3: 4}
