"""ERS97: every stage of real council contests as another implementation has it, and its paragraphs on small counts."""

from __future__ import annotations

import io
import json
from fractions import Fraction
from typing import Any

import pytest
from counting.following import follow
from counting.profiles import LOT, letters
from counting.samples import GOLDENS, NAMES, golden, scottish

from veche.counting import count
from veche.counting.errors import TieNeedsLot
from veche.counting.formats import Form, read_from
from veche.counting.record import Count
from veche.counting.showing.result_sheet import result_sheet
from veche.words import Language

UNITS = 100


@pytest.mark.parametrize("name", NAMES)
def test_every_stage_is_as_openstv_has_it(name: str) -> None:
    found = count(scottish(name), "ers97")
    assert not found.ties
    assert as_golden(found) == golden(f"ers97/{name}")


def test_every_stage_of_small_contests_is_as_openstv_has_it() -> None:
    """Contests made up so that there are ties with a history, several batches and quotas that fall."""
    ties, batches, falling = 0, 0, 0
    for small in json.loads((GOLDENS / "ers97" / "small.json").read_text(encoding="utf-8")):
        found = count(read_from(io.BytesIO(small["blt"].encode()), Form.BLT), "ers97")
        assert as_golden(found) == {"valid": small["valid"], "stages": small["stages"]}
        assert all(result_sheet(found, language) for language in Language)
        ties += len(found.ties)
        batches += sum(stage.action == "exclude" and not stage.excluded for stage in found.stages)
        falling += len({stage.quota for stage in found.stages}) > 1
    assert min(ties, batches, falling) > 5


def as_golden(found: Count) -> dict[str, Any]:
    """A record in the form of `goldens/make_ers97.py`."""
    stages = [
        {
            "quota": int(Fraction(stage.quota or 0) * UNITS),
            "votes": [int(stage.standing[number] * UNITS) for number in sorted(stage.standing)],
            "nontransferable": int((stage.exhausted + stage.lost) * UNITS),
            "elected": sorted(stage.elected),
        }
        for stage in found.stages
    ]
    return {"valid": found.valid, "stages": stages}


@pytest.mark.parametrize("name", NAMES)
def test_transfers_explain_the_votes(name: str) -> None:
    follow(count(scottish(name), "ers97"))


def reasons(found: Count, at: int) -> list[str]:
    return [reason.key for reason in found.stages[at].reasons]


@pytest.mark.parametrize(
    ("papers", "quota"), [(9, Fraction(3)), (10, Fraction(334, 100)), (11, Fraction(367, 100))]
)
def test_5_1_6_the_quota_has_two_decimal_places(papers: int, quota: Fraction) -> None:
    found = count(letters("ABC", {"A": papers - 2, "B": 1, "C": 1}, 2), "ers97", lot=LOT)
    assert found.stages[0].quota == quota


def test_5_3_7_the_remainder_is_a_non_transferable_difference() -> None:
    """11 papers, 2 seats: a quota of 3.67. A passes on 3.33 on 7 papers: 0.47 each, and 0.04 is left."""
    found = count(letters("ABCD", {"AB": 3, "AC": 4, "B": 2, "D": 2}, 2), "ers97", lot=LOT)
    surplus = found.stages[1]
    assert (surplus.action, surplus.subjects) == ("surplus", (1,))
    assert [(one.target, one.papers, one.value) for one in surplus.transfers] == [
        (2, 3, Fraction(47, 100)),
        (3, 4, Fraction(47, 100)),
    ]
    assert (surplus.exhausted, surplus.lost) == (0, Fraction(4, 100))


def test_5_3_7_papers_keep_their_value_where_they_are_worth_less_than_the_surplus() -> None:
    found = count(letters("ABCD", {"A": 7, "AB": 1, "C": 2, "D": 2}, 2), "ers97", lot=LOT)
    surplus = found.stages[1]
    assert [(one.target, one.papers, one.value) for one in surplus.transfers] == [
        (2, 1, Fraction(1)),
        (None, 7, Fraction(3, 7)),
    ]
    assert (surplus.exhausted, surplus.lost) == (3, 0)


def test_5_3_2_only_the_last_batch_moves() -> None:
    """B is elected by papers from A. Those alone go on, to D; the papers that put B first would go to C."""
    found = count(letters("ABCD", {"ABD": 30, "BC": 9, "C": 8, "D": 7}, 3), "ers97", lot=LOT)
    assert [stage.subjects for stage in found.stages[:3]] == [(), (1,), (2,)]
    assert {one.target for one in found.stages[2].transfers} == {4}


def test_5_2_2_surpluses_wait_while_they_change_nothing() -> None:
    """The quota is 10.67 and A has 11: D, the last, has 4 votes fewer than C."""
    found = count(letters("ABCD", {"AD": 11, "B": 9, "C": 8, "DB": 4}, 2), "ers97")
    assert found.stages[1].action == "exclude"
    assert found.stages[1].subjects == (4,)
    assert "ers97.deferred" in reasons(found, 1)


def test_5_2_5_several_are_excluded_together() -> None:
    found = count(letters("ABCDE", {"A": 9, "BA": 8, "CA": 4, "DA": 2, "EB": 1}, 1), "ers97")
    assert found.stages[1].subjects == (5, 4, 3)
    assert found.winners == (1,)


def test_5_2_5_ties_look_at_the_earliest_point_at_which_they_differed() -> None:
    """C and D have six each when one must go; C had five at the first stage, D four."""
    papers = {"A": 12, "B": 11, "C": 5, "D": 4, "EC": 1, "ED": 2}
    found = count(letters("ABCDE", papers, 1), "ers97", lot=LOT)
    assert found.stages[1].standing[3] == found.stages[1].standing[4] == 6
    tie = found.ties[0]
    assert (tie.by, tie.at, tie.order, tie.purpose) == ("history", 1, (3, 4), "exclude")
    assert found.stages[2].excluded == (4,)


def test_5_2_5_a_tie_without_a_history_needs_the_lot() -> None:
    contest = letters("ABC", {"A": 3, "B": 2, "C": 2}, 1)
    with pytest.raises(TieNeedsLot, match="B and C are tied"):
        count(contest, "ers97")
    assert count(contest, "ers97", lot=LOT).ties[0].by == "lot"


def test_5_4_8_the_quota_falls_until_somebody_is_elected() -> None:
    """27 papers, one seat: 13.5. Six papers end with C: half of the 21 that are left is enough."""
    found = count(letters("ABC", {"A": 10, "B": 9, "C": 6, "CB": 2}, 1), "ers97", lot=LOT)
    assert [stage.quota for stage in found.stages] == [Fraction(27, 2), Fraction(21, 2)]
    assert found.winners == (2,)
    assert found.stages[1].exhausted == 6


def test_5_1_7_b_the_active_vote_elects_below_the_quota() -> None:
    found = count(letters("ABCD", {"A": 40, "B": 18, "C": 8, "D": 10}, 2), "ers97", lot=LOT)
    assert found.stages[0].quota == Fraction(2534, 100)
    assert "ers97.active" in reasons(found, 1)
    assert found.winners == (1, 2)


def test_5_6_2_nobody_is_elected_where_places_are_too_few_for_equals() -> None:
    """Both have half of the votes of papers that elect one: neither is elected at this stage, and the lot excludes one."""
    found = count(letters("AB", {"A": 5, "B": 5}, 1), "ers97", lot=LOT)
    assert found.stages[0].elected == ()
    assert reasons(found, 0) == ["ers97.no_place", "ers97.no_place"]
    assert [tie.purpose for tie in found.ties] == ["exclude"]
    assert found.stages[1].elected == (found.ties[0].order[0],)


def test_5_5_1_the_last_exclusion_moves_no_papers() -> None:
    found = count(letters("AB", {"A": 5, "BA": 5}, 1), "ers97", lot=LOT)
    assert found.stages[-1].transfers == ()
    assert found.stages[-1].standing == found.stages[0].standing


def test_5_4_11_each_batch_of_an_exclusion_is_a_stage() -> None:
    """D has seven papers of its own, worth 1, and ten from A, worth 0.33: two batches, the dearer first."""
    papers = {"AD": 10, "AB": 20, "BC": 12, "CB": 11, "DC": 7}
    found = count(letters("ABCD", papers, 2), "ers97", lot=LOT)
    batches = [stage for stage in found.stages if stage.subjects == (4,)]
    assert [[one.value for one in stage.transfers] for stage in batches] == [[1], [Fraction(33, 100)]]
    assert [stage.excluded for stage in batches] == [(4,), ()]


def test_a_neglected_remainder_is_lost_even_where_a_paper_names_nobody_else() -> None:
    """5.3.7, 5.3.9: seven papers share the surplus of 4.33 at 0.61 each. The eighth stays with A as part of the quota."""
    found = count(letters("ABC", {"AB": 7, "A": 1, "B": 1, "C": 2}, 2), "ers97")
    (transfer,) = found.stages[1].transfers
    assert (transfer.target, transfer.papers, transfer.value) == (2, 7, Fraction(61, 100))
    assert (found.stages[1].exhausted, found.stages[1].lost) == (0, Fraction(6, 100))
