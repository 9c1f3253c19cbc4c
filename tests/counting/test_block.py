"""Block vote: as many votes as seats, and what a majority of papers then means."""

from __future__ import annotations

import pytest
from counting.profiles import LOT, approving, contest, letters, totals

from veche.counting import count
from veche.counting.contest import Totals
from veche.counting.errors import CannotCount, CannotReserve
from veche.counting.reserved import Limit, Reserved
from veche.words.sentence import Sentence


def test_a_majority_that_votes_as_one_takes_every_seat() -> None:
    committee = approving("ABCDEF", {"ABC": 51, "DEF": 49}, seats=3)
    assert count(committee, "block").winners == (1, 2, 3)


def test_a_paper_may_mark_fewer_and_not_more() -> None:
    assert count(approving("ABC", {"A": 2, "BC": 1, "": 1}, seats=2), "block", lot=LOT).winners[0] == 1
    with pytest.raises(CannotCount, match="a paper gives 3 in all, where the rule says at most 2"):
        count(approving("ABC", {"ABC": 1}, seats=2), "block")
    assert count(approving("ABC", {"ABC": 1, "A": 1}, seats=1), "block", votes="3").winners == (1,)


def test_papers_with_more_marks_than_seats_are_set_aside_or_counted_where_the_rule_book_says_so() -> None:
    ranked = letters("ABC", {"ABC": 3, "BA": 4, "C": 2, "": 1}, seats=2)
    with pytest.raises(CannotCount, match="overmarked=invalid"):
        count(ranked, "block")
    aside = count(ranked, "block", overmarked="invalid")
    assert (aside.winners, aside.stages[0].standing) == ((1, 2), {1: 4, 2: 4, 3: 2})
    assert (aside.valid, aside.invalid, aside.applied) == (7, {"overmarked_invalid": 3}, {})
    assert [row[1] for row in aside.tables[0].rows] == [6, 1, 7]
    all_count = count(ranked, "block", overmarked="counted")
    assert all_count.stages[0].standing == {1: 7, 2: 7, 3: 5}
    assert (all_count.valid, all_count.invalid, all_count.applied) == (10, {}, {"overmarked_counted": 3})
    assert aside.votes_hash == all_count.votes_hash == ranked.votes_hash()
    with pytest.raises(CannotCount, match="overmarked cannot be keep"):
        count(ranked, "block", overmarked="keep")


def test_a_share_of_papers_knows_which_were_set_aside_for_their_marks() -> None:
    papers = approving("ABC", {"AB": 5, "A": 1, "": 4, "ABC": 4}, seats=2)

    def elected(base: str) -> tuple[int, ...]:
        return count(papers, "block", threshold="1/2", base=base, overmarked="invalid").winners

    assert (elected("chosen"), elected("valid"), elected("returned")) == ((1, 2), (1,), ())


def test_limited_vote() -> None:
    with pytest.raises(CannotCount, match="at most 1"):
        count(approving("ABC", {"AB": 1}, seats=2), "block", votes="1")
    with pytest.raises(CannotCount, match="votes cannot be 0"):
        count(approving("ABC", {"A": 1}, seats=2), "block", votes="0")


def test_order_on_papers_that_rank_says_nothing() -> None:
    result = count(letters("ABC", {"AB": 2, "CB": 2, "BC": 1}, seats=2), "block")
    assert (result.winners, result.outcome) == ((2, 3), (Sentence("note.ranked_is_marked"),))


def test_a_threshold_is_a_share_of_papers_and_open_seats_go_to_a_second_ballot() -> None:
    papers = Totals((60, 55, 50, 35), total=100)
    committee = contest("ABCD", papers, seats=3)
    result = count(committee, "block", threshold="1/2", base="valid", second="twice")
    assert (result.winners, result.vacant) == ((1, 2), 1)
    assert result.stages[1].subjects == (3, 4)
    at_least = count(committee, "block", threshold="1/2", base="valid", comparator="at-least", second="twice")
    assert (at_least.winners, len(at_least.stages)) == ((1, 2, 3), 1)


def test_twice_as_many_as_there_are_open_seats_go_on() -> None:
    committee = contest("ABCDEF", Totals((60, 40, 39, 38, 37, 36), total=100), seats=3)
    result = count(committee, "block", threshold="1/2", base="valid", second="twice")
    assert (result.winners, result.vacant, result.stages[1].subjects) == ((1,), 2, (2, 3, 4, 5))
    result = count(committee, "block", threshold="1/2", base="valid", second="top-two")
    assert result.stages[1].subjects == (2, 3)


def test_totals_that_papers_cannot_give_are_refused() -> None:
    with pytest.raises(CannotCount, match="210 votes on 100 papers"):
        count(contest("ABC", Totals((90, 80, 40), 100), seats=2), "block")


def test_reserved_seats_are_kept() -> None:
    women = Reserved((Limit("women", at_least=1),), {"women": frozenset({4})})
    committee = contest("ABCD", Totals((60, 55, 50, 35), 100), seats=3)
    assert count(committee, "block", reserved=women).winners == (1, 2, 4)
    with pytest.raises(CannotCount, match="a threshold and reserved seats"):
        count(committee, "block", reserved=women, threshold="1/2", base="valid")
    with pytest.raises(CannotReserve):
        count(committee.without(frozenset({4})), "block", reserved=women)


def test_reserved_seats_can_need_a_lot_between_any_two_equals() -> None:
    women = Reserved((Limit("women", at_least=1),), {"women": frozenset({3, 4})})
    committee = totals({"A": 5, "B": 4, "C": 1, "D": 1}, seats=2)
    result = count(committee, "plurality", reserved=women, lot=LOT)
    assert result.winners == (1, result.ties[-1].order[0])
