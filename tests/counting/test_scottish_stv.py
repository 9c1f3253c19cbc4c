"""Scottish STV paragraph by paragraph, on contests that can be counted by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from counting.profiles import LOT, ranked

from veche.counting import count
from veche.counting.errors import CannotCount, CannotReserve, TieNeedsLot
from veche.counting.record import Tie, Transfer
from veche.counting.reserved import Limit, Reserved
from veche.words.sentence import Sentence

FIVE = {"A>B": 4, "A>C": 2, "B": 1, "C": 3}
"""Two seats, ten papers, quota 4: A has a surplus of 2, each paper goes on at 2/6, cut off to 0.33333."""


def test_a_whole_count_by_hand() -> None:
    found = count(ranked("ABC", FIVE, 2), "scottish-stv")
    first, second, third = found.stages
    assert (found.winners, found.valid, found.quota, found.vacant) == ((1, 3), 10, 4, 0)

    assert (first.action, first.elected, first.standing) == ("first_preferences", (1,), {1: 6, 2: 1, 3: 3})

    value = Fraction("0.33333")
    assert (second.action, second.subjects, second.elected) == ("surplus", (1,), ())
    assert second.transfers == (Transfer(1, 2, 4, value, 4 * value), Transfer(1, 3, 2, value, 2 * value))
    assert second.standing == {1: 4, 2: Fraction("2.33332"), 3: Fraction("3.66666")}
    assert (second.exhausted, second.lost) == (0, Fraction("0.00002"))

    assert (third.action, third.elected, third.excluded) == ("exclude", (3,), (2,))
    assert third.transfers == (Transfer(2, None, 1, 1, 1), Transfer(2, None, 4, value, 4 * value))
    assert third.standing == {1: 4, 2: 0, 3: Fraction("3.66666")}
    assert (third.exhausted, third.lost) == (Fraction("2.33332"), Fraction("0.00002"))
    assert [reason.key for stage in found.stages for reason in stage.reasons] == [
        "stv.quota", "stv.reached", "stv.surplus", "stv.fewest", "stv.last_vacancies",
    ]  # fmt: skip


def test_52_2_the_last_transfer_can_be_left_out() -> None:
    found = count(ranked("ABC", FIVE, 2), "scottish-stv", last_transfer="omitted")
    assert found.winners == (1, 3)
    assert found.stages[-1].transfers == ()
    assert found.stages[-1].standing == found.stages[-2].standing
    assert found.method.settings == {"last-transfer": "omitted"}
    with pytest.raises(CannotCount, match="last-transfer cannot be maybe: choose made or omitted"):
        count(ranked("ABC", FIVE, 2), "scottish-stv", last_transfer="maybe")


def test_48_4_a_paper_that_moves_twice_is_cut_off_twice() -> None:
    # Quota 4. A's surplus is 3: 7 papers go on at 3/7, cut off to 0.42857. B then has a surplus of 1.99999.
    found = count(ranked("ABCD", {"A>B>C": 7, "B>D": 3, "C": 2, "D": 1}, 3), "scottish-stv")
    assert found.quota == 4
    second, third = found.stages[1:3]
    assert second.standing[2] == 3 + 7 * Fraction("0.42857") == Fraction("5.99999")
    surplus, votes = 199999, 599999
    moved = {one.target: one.value for one in third.transfers}
    assert moved == {
        3: Fraction(surplus * 42857 // votes, 100000),
        4: Fraction(surplus * 100000 // votes, 100000),
    }


def test_47_1_exactly_a_quota_elects_and_leaves_no_surplus() -> None:
    found = count(ranked("ABC", {"A>B": 4, "B": 3, "C": 2, "": 2}, 2), "scottish-stv")
    assert found.quota == 4
    assert [(stage.action, stage.subjects) for stage in found.stages] == [
        ("first_preferences", ()),
        ("exclude", (3,)),
    ]


def test_49_1_the_largest_surplus_goes_first() -> None:
    found = count(ranked("ABCD", {"A": 7, "B": 8, "C": 2, "D": 1}, 3), "scottish-stv")
    assert found.quota == 5
    assert [stage.subjects for stage in found.stages if stage.action == "surplus"] == [(2,), (1,)]


def test_49_2_of_equal_surpluses_the_latest_stage_at_which_they_differed_decides() -> None:
    # Quota 8. D is excluded first, which takes B from 7 and C from 6 to 9 each.
    papers = {"B": 7, "C": 6, "D>B": 2, "D>C": 3, "E": 7, "F": 6}
    found = count(ranked("BCDEF", papers, 3), "scottish-stv")
    assert found.ties == (Tie(3, (1, 2), "surplus", "history", (1, 2), 1),)
    assert [stage.subjects for stage in found.stages if stage.action == "surplus"] == [(1,), (2,)]


def test_49_3_of_surpluses_that_were_always_equal_the_lot_decides() -> None:
    papers = {"B": 7, "C": 7, "D>B": 2, "D>C": 2, "E": 7, "F": 6}
    with pytest.raises(TieNeedsLot, match=r"^stage 3: B and C are tied"):
        count(ranked("BCDEF", papers, 3), "scottish-stv")
    found = count(ranked("BCDEF", papers, 3), "scottish-stv", lot=LOT)
    order = tuple("BC".index(name) + 1 for name in LOT.order(3, "BC"))
    assert found.ties == (Tie(3, (1, 2), "surplus", "lot", order),)
    assert found.stages[2].subjects == order[:1]
    assert found.lot == LOT.shown()


def test_51_2_a_of_equal_last_candidates_the_latest_stage_at_which_they_differed_decides() -> None:
    found = count(ranked("ABCD", {"A": 6, "B": 3, "C": 2, "D>C": 1}), "scottish-stv")
    assert found.ties == (Tie(3, (2, 3), "exclude", "history", (2, 3), 1),)
    assert [stage.excluded for stage in found.stages[1:]] == [(4,), (3,), (2,)]


def test_51_2_a_a_later_stage_outweighs_an_earlier_one() -> None:
    # At stage 1 C is ahead of B by 4 to 3, at stage 2 B by 5 to 4; at stage 3 both have 6.
    papers = {"A": 7, "B": 3, "C": 4, "D>B": 2, "E>C": 2, "E>B": 1}
    found = count(ranked("ABCDE", papers), "scottish-stv")
    assert found.ties == (Tie(4, (2, 3), "exclude", "history", (2, 3), 2),)
    assert [stage.excluded for stage in found.stages[1:4]] == [(4,), (5,), (3,)]


def test_51_2_b_of_last_candidates_who_were_always_equal_the_lot_decides() -> None:
    contest = ranked("ABC", {"A": 2, "B": 1, "C": 1})
    with pytest.raises(TieNeedsLot, match=r"^stage 2: B and C are tied"):
        count(contest, "scottish-stv")
    found = count(contest, "scottish-stv", lot=LOT)
    order = tuple("ABC".index(name) + 1 for name in LOT.order(2, "BC"))
    assert found.ties == (Tie(2, (2, 3), "exclude", "lot", order),)
    assert found.stages[1].excluded == order[-1:]


def test_52_1_as_many_candidates_as_vacancies_are_elected_at_once() -> None:
    found = count(ranked("ABC", {"A": 9, "B": 1}, 3), "scottish-stv")
    assert found.winners == (1, 2, 3)
    assert len(found.stages) == 1


def test_seats_stay_vacant_where_candidates_are_too_few() -> None:
    found = count(ranked("AB", {"A": 2, "B": 1}, 4), "scottish-stv")
    assert (found.winners, found.vacant) == ((1, 2), 2)
    assert Sentence("seats.vacant", count=2) in found.outcome


def test_papers_without_a_candidate_who_stands_are_no_valid_papers() -> None:
    found = count(ranked("ABC", {"A": 4, "B": 2, "C": 5, "C>B": 1, "": 4}), "scottish-stv", withdrawn=[3])
    assert (found.valid, found.invalid, found.quota) == (7, {"unmarked": 9}, 4)
    assert found.stages[0].standing == {1: 4, 2: 3}
    assert found.withdrawn == (3,)


def test_papers_that_rank_candidates_equal_are_refused() -> None:
    with pytest.raises(CannotCount, match="rank candidates equal"):
        count(ranked("ABC", {"A=B>C": 1}), "scottish-stv")


# Reserved seats: no part of the Order.


def women(at_least: int, *numbers: int) -> Reserved:
    return Reserved((Limit("women", at_least),), {"women": frozenset(numbers)})


def test_a_guarded_candidate_is_passed_over() -> None:
    contest = ranked("ABCD", {"A": 4, "B": 4, "C>B": 3, "D": 1}, 2)
    found = count(contest, "scottish-stv", reserved=women(1, 4))
    assert found.stages[1].excluded == (3,)
    assert Sentence("reserved.guarded", {"name": "D", "votes": Fraction(1)}) in found.stages[1].reasons
    assert set(found.winners) == {2, 4}
    assert found.outcome == (Sentence("reserved.obeyed"),)
    assert set(count(contest, "scottish-stv").winners) == {1, 2}


def test_the_doomed_are_excluded_at_once_even_with_a_quota() -> None:
    contest = ranked("ABC", {"A": 6, "B": 5, "C": 2}, 2)
    found = count(contest, "scottish-stv", reserved=women(1, 3))
    assert [stage.excluded for stage in found.stages] == [(), (2,)]
    assert found.stages[1].reasons[0].key == "reserved.doomed"
    assert found.winners == (1, 3)


def test_of_equals_who_cannot_both_be_elected_the_lot_takes_one() -> None:
    contest = ranked("ABC", {"A": 5, "B": 5, "C": 2}, 2)
    found = count(contest, "scottish-stv", reserved=women(1, 3), lot=LOT)
    order = tuple("ABC".index(name) + 1 for name in LOT.order(1, "AB"))
    assert found.ties == (Tie(1, (1, 2), "elect", "lot", order),)
    assert set(found.winners) == {order[0], 3}


def test_limits_that_cannot_be_met_are_refused_before_counting() -> None:
    with pytest.raises(CannotReserve, match="cannot be filled so that women: at least 2"):
        count(ranked("ABC", {"A": 1}, 2), "scottish-stv", reserved=women(2, 3))


def test_only_the_transfer_that_elects_nobody_can_be_left_out() -> None:
    contest = ranked("ABCD", {"A": 5, "B": 4, "C>A": 3, "D>C": 2}, 1)
    made, omitted = (
        count(contest, "scottish-stv", last_transfer=choice).stages for choice in ("made", "omitted")
    )
    assert omitted[:-1] == made[:-1]
    assert [stage.excluded for stage in omitted] == [(), (4,), (2,), (3,)]
    assert [len(stage.transfers) for stage in omitted] == [0, 1, 1, 0]
