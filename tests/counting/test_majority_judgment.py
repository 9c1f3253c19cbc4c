"""Majority judgment against its authors' examples and a second implementation that takes grades away one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from counting.profiles import LOT, contest, named, scored
from hypothesis import given

from veche.counting import count
from veche.counting.contest import Contest, Scores
from veche.counting.errors import CannotCount, TieNeedsLot
from veche.counting.rules.majority_judgment import majority_value


def test_the_majority_value_of_the_authors_example() -> None:
    """Six judges give 85, 73, 78, 90, 69 and 70: the grades are taken away as 73, 78, 70, 85, 69, 90."""
    grades = [0] * 101
    for grade in (85, 73, 78, 90, 69, 70):
        grades[grade] += 1
    assert list(majority_value(tuple(grades))) == [(73, 1), (78, 1), (70, 1), (85, 1), (69, 1), (90, 1)]


def test_tennessee() -> None:
    """The nearest city is excellent, the farthest poor."""
    papers = {(3, 1, 0, 0): 42, (0, 3, 1, 1): 26, (0, 1, 3, 2): 15, (0, 1, 2, 3): 17}
    cities = contest("MNCK", Scores(papers), seats=4)
    result = count(cities, "majority-judgment", grades="poor, fair, good, excellent")
    assert named(cities, result.winners) == "NKCM"
    assert [row[-1] for row in result.tables[0].rows] == ["poor", "fair", "fair", "fair"]
    # Nashville and Knoxville: fair is taken away 16 times, then Knoxville has poor.
    assert result.tables[1].rows[0][:2] == ("N", "K")


def literal(grades: list[int]) -> list[int]:
    """The majority-value by its definition."""
    left, value = sorted(grades), []
    while left:
        value.append(left.pop((len(left) - 1) // 2))
    return value


@given(scored(highest=4, missing=True))
def test_the_ranking_is_that_of_majority_values(contest: Contest) -> None:
    assert isinstance(contest.ballots, Scores)
    values = {
        number: literal(
            [scores[number - 1] or 0 for scores, n in contest.ballots.groups.items() for _ in range(n)]
        )
        for number in contest.standing
    }
    result = count(contest, "majority-judgment", lot=LOT)
    chosen = [values[number] for number in result.winners]
    assert chosen == sorted(values.values(), reverse=True)[: contest.seats]
    for first, second, taken, *_ in (row for table in result.tables[1:] for row in table.rows):
        one, other = (values["ABCDEFG".index(str(name)) + 1] for name in (first, second))
        assert one[: int(str(taken))] == other[: int(str(taken))]
        assert one[int(str(taken))] > other[int(str(taken))]


@given(scored(highest=4))
def test_a_better_grade_never_unseats(contest: Contest) -> None:
    assert isinstance(contest.ballots, Scores)
    try:
        winners = count(contest, "majority-judgment").winners
    except TieNeedsLot:
        return
    for scores in contest.ballots.groups:
        for winner in winners:
            if scores[winner - 1] == 4:
                continue
            more = tuple((score or 0) + (number == winner) for number, score in enumerate(scores, start=1))
            groups = dict(contest.ballots.groups)
            groups[scores] -= 1
            groups[more] = groups.get(more, 0) + 1
            papers = Scores({scores: weight for scores, weight in groups.items() if weight})
            assert winner in count(replace(contest, ballots=papers), "majority-judgment", lot=LOT).winners


def test_the_same_grades_need_a_lot() -> None:
    papers = contest("AB", Scores({(1, 2): 1, (2, 1): 1}))
    with pytest.raises(TieNeedsLot):
        count(papers, "majority-judgment")
    assert count(papers, "majority-judgment", lot=LOT).ties[0].candidates == (1, 2)


def test_a_missing_grade_is_the_lowest_and_the_record_says_so() -> None:
    papers = contest("AB", Scores({(1, 2): 1, (1, None): 2}))
    result = count(papers, "majority-judgment", grades="bad,good,best")
    assert result.winners == (1,)
    assert result.outcome[0].places == {"grade": "bad"}
    assert result.tables[0].rows == (("A", 0, 3, 0, "good"), ("B", 2, 0, 1, "bad"))


def test_two_opinions_of_a_great_many_are_told_apart_quickly() -> None:
    """Half say best, half worst: the median jumps at every grade that is taken away."""
    papers = contest("AB", Scores({(5, 5): 50_000, (0, 0): 49_999, (0, 5): 1}))
    result = count(papers, "majority-judgment")
    assert result.winners == (2,)


@pytest.mark.parametrize("grades", ["good", "good,good", "good,,best"])
def test_a_scale_needs_different_grades(grades: str) -> None:
    with pytest.raises(CannotCount, match="these grades are not a scale"):
        count(contest("AB", Scores({(1, 0): 1})), "majority-judgment", grades=grades)


def test_a_grade_that_is_not_on_the_scale_is_refused() -> None:
    with pytest.raises(CannotCount, match="a paper gives the grade 2 on a scale from 0 to 1"):
        count(contest("AB", Scores({(2, 0): 1})), "majority-judgment", grades="bad,good")
    with pytest.raises(CannotCount, match="the grade -1"):
        count(contest("AB", Scores({(-1, 0): 1})), "majority-judgment")
