"""Plurality: thresholds that are exactly met or missed, second ballots and their borders."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from counting.profiles import LOT, contest, letters, named, rankings, totals
from hypothesis import given

from veche.counting import count
from veche.counting.contest import Contest, Scores, Totals
from veche.counting.errors import CannotCount, TieNeedsLot
from veche.counting.papers import Rankings
from veche.words.sentence import Sentence


def test_most_votes_win() -> None:
    result = count(totals({"A": 4, "B": 9, "C": 7}, seats=2, blank=1), "plurality")
    assert (result.winners, result.vacant, result.valid) == ((2, 3), 0, 21)
    assert result.stages[0].standing == {1: 4, 2: 9, 3: 7}
    assert [row[1] for row in result.tables[0].rows] == [20, 1, 21]


def test_papers_that_rank_give_their_first_preference_of_those_who_stand() -> None:
    papers = letters("ABC", {"ABC": 4, "BCA": 3, "CB": 2, "": 5})
    result = count(papers, "plurality")
    assert (result.winners, result.outcome) == ((1,), (Sentence("note.first_preferences"),))
    without_c = count(papers, "plurality", withdrawn=[3])
    assert without_c.stages[0].standing == {1: 4, 2: 5}
    assert (without_c.winners, without_c.tables[0].rows[1][1]) == ((2,), 5)


def test_a_tie_for_the_last_seat_needs_a_lot() -> None:
    contest = totals({"A": 4, "B": 4, "C": 9}, seats=2)
    with pytest.raises(TieNeedsLot, match="A and B are tied"):
        count(contest, "plurality")
    result = count(contest, "plurality", lot=LOT)
    (tie,) = result.ties
    assert (tie.candidates, tie.by, result.winners) == ((1, 2), "lot", (3, tie.order[0]))


def test_equals_who_all_win_or_all_lose_need_no_lot() -> None:
    assert count(totals({"A": 4, "B": 4, "C": 1, "D": 1}, seats=2), "plurality").ties == ()


@pytest.mark.parametrize(
    ("settings", "winners"),
    [
        # 50 votes of 100 with a vote, of 104 valid papers, of 110 returned.
        ({"threshold": "1/2", "base": "chosen"}, ()),
        ({"threshold": "1/2", "base": "chosen", "comparator": "at-least"}, (1,)),
        ({"threshold": "12/25", "base": "valid"}, (1,)),
        ({"threshold": "25/52", "base": "valid"}, ()),
        ({"threshold": "25/52", "base": "valid", "comparator": "at-least"}, (1,)),
        ({"threshold": "5/11", "base": "returned"}, ()),
        ({"threshold": "5/11", "base": "returned", "comparator": "at-least"}, (1,)),
        ({"threshold": "0", "base": "chosen"}, (1,)),
    ],
)
def test_a_threshold_is_exact_and_its_base_is_named(
    settings: dict[str, str], winners: tuple[int, ...]
) -> None:
    papers = replace(totals({"A": 50, "B": 30, "C": 20}, blank=4), invalid={"overvote": 6})
    result = count(papers, "plurality", **settings)
    assert (result.winners, result.vacant) == (winners, 1 - len(winners))


def test_the_threshold_is_told_with_the_number_that_it_comes_to() -> None:
    result = count(totals({"A": 50, "B": 30, "C": 21}), "plurality", threshold="1/2", base="chosen")
    needed = Sentence(
        "threshold.more",
        {"share": "1/2", "base": Sentence("base.chosen"), "of": 101, "needed": Fraction(101, 2)},
    )
    assert result.outcome == (needed, Sentence("seats.vacant", count=1))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"threshold": "1/2"}, "base cannot be unstated"),
        ({"threshold": "3/2", "base": "valid"}, "choose a fraction up to 1"),
        ({"threshold": "1/0", "base": "valid"}, "choose a fraction such as 1/2"),
        ({"threshold": "0.5", "base": "valid"}, "choose a fraction such as 1/2"),
        ({"threshold": "1/2", "base": "valid", "second": "always"}, "second cannot be always"),
        ({"threshold": "1/2", "base": "valid", "comparator": ">"}, "comparator cannot be >"),
    ],
)
def test_a_threshold_that_is_not_whole_is_refused(settings: dict[str, str], message: str) -> None:
    with pytest.raises(CannotCount, match=message):
        count(totals({"A": 5, "B": 3}), "plurality", **settings)


HALF = {"threshold": "1/2", "base": "valid"}


def test_the_top_two_go_on_to_a_second_ballot() -> None:
    result = count(totals({"A": 40, "B": 35, "C": 25}), "plurality", **HALF, second="top-two")
    assert (result.winners, result.vacant) == ((), 1)
    assert (result.stages[1].action, result.stages[1].subjects) == ("second-ballot", (1, 2))
    assert result.outcome[-1] == Sentence("seats.second_ballot", {"names": "A, B"}, 2)


def test_who_is_equal_at_the_border_goes_on_or_a_lot_decides() -> None:
    papers = totals({"A": 40, "B": 30, "C": 30})
    assert count(papers, "plurality", **HALF, second="top-two").stages[1].subjects == (1, 2, 3)
    with pytest.raises(TieNeedsLot, match="B and C are tied"):
        count(papers, "plurality", **HALF, second="top-two", border="lot")
    result = count(papers, "plurality", **HALF, second="top-two", border="lot", lot=LOT)
    assert result.stages[1].subjects == (1, result.ties[0].order[0])
    assert result.ties[0].purpose == "second-ballot"


def test_nobody_goes_on_when_every_seat_is_filled_or_the_rule_book_has_no_second_ballot() -> None:
    assert len(count(totals({"A": 60, "B": 40}), "plurality", **HALF, second="top-two").stages) == 1
    assert len(count(totals({"A": 40, "B": 35, "C": 25}), "plurality", **HALF).stages) == 1


def test_more_than_one_vote_on_a_paper_makes_it_invalid_where_the_rule_book_says_so() -> None:
    marked = contest("AB", Scores({(1, 1): 2, (1, 0): 3, (0, 1): 1}))
    result = count(marked, "plurality", overmarked="invalid")
    assert result.stages[0].standing == {1: 3, 2: 1}
    assert (result.valid, result.invalid) == (4, {"overmarked_invalid": 2})
    with pytest.raises(CannotCount, match="overmarked cannot be counted"):
        count(marked, "plurality", overmarked="counted")


def test_more_than_one_vote_on_a_paper_is_refused() -> None:
    with pytest.raises(CannotCount, match="a paper gives 2 in all"):
        count(contest("AB", Scores({(1, 1): 1})), "plurality")
    with pytest.raises(CannotCount, match="12 votes on 10 papers"):
        count(contest("AB", Totals((7, 5), 10)), "plurality")
    with pytest.raises(CannotCount, match="equal"):
        count(contest("AB", Rankings.of(2, [(((1, 2),), 1)])), "plurality")


@given(rankings(equal=False))
def test_every_paper_is_counted_once(contest: Contest) -> None:
    result = count(contest, "plurality", lot=LOT)
    (with_vote, blank, valid) = (row[1] for row in result.tables[0].rows)
    assert isinstance(blank, int)
    assert sum(result.stages[0].standing.values()) == with_vote == contest.ballots.total - blank
    assert valid == contest.ballots.total


def test_more_seats_than_candidates_stay_open() -> None:
    result = count(totals({"A": 1, "B": 2}, seats=3), "plurality")
    assert (named(totals({"A": 1, "B": 2}), result.winners), result.vacant) == ("BA", 1)
