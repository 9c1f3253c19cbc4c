"""Cumulative voting: points per voter are checked, paper by paper."""

from __future__ import annotations

import pytest
from counting.profiles import contest

from veche.counting import count
from veche.counting.contest import Scores, Totals
from veche.counting.errors import CannotCount


def test_a_minority_that_heaps_its_points_wins_a_seat() -> None:
    """Three seats: 34 papers give D all three points, 66 spread theirs."""
    board = contest("ABCD", Scores({(1, 1, 1, 0): 40, (2, 1, 0, 0): 26, (0, 0, 0, 3): 34}), seats=3)
    result = count(board, "cumulative")
    assert result.winners == (4, 1, 2)
    assert result.stages[0].standing == {1: 92, 2: 66, 3: 40, 4: 102}


def test_a_paper_with_too_many_points_stops_the_count() -> None:
    with pytest.raises(CannotCount, match="a paper gives 4 in all, where the rule says at most 3"):
        count(contest("AB", Scores({(3, 1): 1})), "cumulative", points="3")
    with pytest.raises(CannotCount, match="a paper gives a candidate -1"):
        count(contest("AB", Scores({(-1, 2): 1})), "cumulative", points="3")


def test_all_points_or_none_where_the_rule_says_so() -> None:
    papers = contest("AB", Scores({(3, 0): 1, (1, 2): 2, (0, None): 4}))
    result = count(papers, "cumulative", points="3", spend="all")
    assert (result.winners, result.tables[0].rows[1][1]) == ((1,), 4)
    with pytest.raises(CannotCount, match="a paper gives 2 in all, where the rule says 3 or nothing"):
        count(contest("AB", Scores({(2, 0): 1})), "cumulative", points="3", spend="all")


def test_papers_that_break_the_rule_are_set_aside_where_the_rule_book_says_so() -> None:
    papers = contest("AB", Scores({(3, 0): 1, (2, 2): 5, (0, 2): 4, (0, 0): 1}))
    result = count(papers, "cumulative", points="3", spend="all", overmarked="invalid")
    assert result.stages[0].standing == {1: 3, 2: 0}
    assert (result.valid, result.invalid) == (2, {"overmarked_invalid": 5, "undermarked_invalid": 4})


def test_of_totals_only_the_sum_can_be_checked() -> None:
    assert count(contest("AB", Totals((20, 10), 10)), "cumulative", points="3").winners == (1,)
    with pytest.raises(CannotCount, match="31 votes on 10 papers"):
        count(contest("AB", Totals((20, 11), 10)), "cumulative", points="3")
