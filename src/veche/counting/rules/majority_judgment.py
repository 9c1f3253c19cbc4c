"""Majority judgment: everyone grades every candidate; whoever has the best median grade is elected.

Sources: M. Balinski and R. Laraki, A theory of measuring, electing, and ranking, Proceedings of the National Academy of
Sciences 104 (2007), 8720–8725; the same, Majority Judgment (MIT Press 2011).

1. Grades are words of a scale from worst to best, as named on the paper (`grades`; 0 is the lowest). Whoever is left without
   a grade by a paper has the lowest grade from it, so that all candidates have equally many.
2. The majority-grade of a candidate is the median of all their grades; of an even number of grades, the lower of the two in the
   middle: the highest grade such that more than half gave it or a better one.
3. Of two candidates the one with the better majority-grade ranks higher.
4. Where it is the same, one such grade is taken away from each, and the majority-grades of what is left are compared; and so
   on until they differ. The grades in the order in which they are taken away are the majority-value.
5. Elected are the first of this ranking, as many as there are seats.
6. Two candidates with the same majority-value have the same grades, each as often as the other. A lot decides between them.

The majority-gauge (the shares above and below the median) is a shorter rule that Balinski and Laraki give for large numbers of
voters. It is not used here: 4. is the definition, and is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cmp_to_key
from itertools import pairwise

from veche.words.sentence import Sentence

from ..contest import Contest, Scores
from ..errors import CannotCount
from ..families.choices import Choices
from ..families.highest import Highest
from ..record import Count, Row, Table
from ..terms import Rule, Setting, Terms

Grades = tuple[int, ...]
"""How often a candidate has each grade, from the lowest."""


def count(contest: Contest, terms: Terms) -> Count:
    scale = named(contest, terms)
    grades = given(contest, len(scale))  # 1.
    order = sorted(grades.values(), key=cmp_to_key(compare))  # 2. to 4.
    highest = Highest(contest, terms, {number: order.index(found) for number, found in grades.items()})
    winners = highest.winners()  # 5. and 6.
    return RULE.record(
        contest,
        terms,
        winners=winners,
        vacant=contest.seats - len(winners),
        ties=tuple(highest.ties.broken),
        tables=(grades_table(contest, grades, scale), *ties_table(contest, grades, scale)),
        outcome=(Sentence("note.no_grade_lowest", {"grade": scale[0]}),),
    )


def named(contest: Contest, terms: Terms) -> list[str]:
    """The scale, worst first: as the setting names it, or the numbers from 0 to the highest that was given."""
    text = Choices(RULE, terms).text("grades")
    if text == "numbers":
        return [str(grade) for grade in range(max({1} | _said(contest)) + 1)]
    scale = [name.strip() for name in text.split(",")]
    if len(set(scale)) != len(scale) or len(scale) < 2 or not all(scale):
        raise CannotCount(
            f"these grades are not a scale: {text}", "name two or more different grades, the worst first"
        )
    return scale


def _said(contest: Contest) -> set[int]:
    ballots = contest.ballots
    return (
        {grade for scores in ballots.groups for grade in scores if grade}
        if isinstance(ballots, Scores)
        else set()
    )


def given(contest: Contest, size: int) -> dict[int, Grades]:
    """1. Every candidate's grades. Raises CannotCount for a grade that is not on the scale."""
    if beyond := [grade for grade in _said(contest) if not 0 <= grade < size]:
        raise CannotCount(
            f"a paper gives the grade {beyond[0]} on a scale from 0 to {size - 1}",
            "name every grade of the papers",
        )
    found = {number: [0] * size for number in contest.standing}
    if isinstance(contest.ballots, Scores):
        for scores, weight in contest.ballots.groups.items():
            for number, grades in found.items():
                grades[scores[number - 1] or 0] += weight
    return {number: tuple(grades) for number, grades in found.items()}


def majority_value(grades: Grades) -> Iterator[tuple[int, int]]:
    """2. and 4. The grades as they are taken away, as runs: a grade, and how many times in a row it is the median.

    With `below` grades worse than the median and `at` equal to it of `left` in all, after taking away r the lower middle is
    number (left - r - 1) // 2 from below, counted from 0. It leaves the grade once that is less than `below`, or at least
    `below` + `at` - r; solved for the smallest r.
    """
    rest, left = list(grades), sum(grades)
    while left:
        grade, below = 0, 0
        while below + rest[grade] <= (left - 1) // 2:
            below += rest[grade]
            grade += 1
        run = min(rest[grade], left - 2 * below, 2 * (below + rest[grade]) - left + 1)
        yield grade, run
        rest[grade] -= run
        left -= run


def compare(one: Grades, other: Grades) -> int:
    """3. and 4. Negative where the first ranks lower, 0 where their grades are the same."""
    _, first, second = parted(one, other)
    return first - second


def parted(one: Grades, other: Grades) -> tuple[int, int, int]:
    """How many grades are taken away from each until the medians differ, and the medians then; (all, 0, 0) if never."""
    if one == other:
        return sum(one), 0, 0
    mine, theirs = majority_value(one), majority_value(other)
    (first, my_run), (second, their_run), taken = next(mine), next(theirs), 0
    while first == second:
        run = min(my_run, their_run)
        taken, my_run, their_run = taken + run, my_run - run, their_run - run
        first, my_run = (first, my_run) if my_run else next(mine)
        second, their_run = (second, their_run) if their_run else next(theirs)
    return taken, first, second


def median(grades: Grades) -> int:
    """2. The majority-grade; the lowest of the scale where nobody graded."""
    return next(majority_value(grades), (0, 0))[0]


def grades_table(contest: Contest, grades: dict[int, Grades], scale: list[str]) -> Table:
    rows: tuple[Row, ...] = tuple(
        (contest.name(number), *found, scale[median(found)]) for number, found in grades.items()
    )
    return Table(
        Sentence("table.grades"),
        (Sentence("column.candidate"), *scale, Sentence("column.majority_grade")),
        rows,
    )


def ties_table(contest: Contest, grades: dict[int, Grades], scale: list[str]) -> Iterator[Table]:
    """Neighbours in the ranking with the same majority-grade: after how many grades taken away they differ."""
    ranked = sorted(grades, key=lambda number: cmp_to_key(compare)(grades[number]), reverse=True)
    rows: list[Row] = []
    for upper, lower in pairwise(ranked):
        if median(grades[upper]) == median(grades[lower]) and grades[upper] != grades[lower]:
            taken, first, second = parted(grades[upper], grades[lower])
            rows.append((contest.name(upper), contest.name(lower), taken, scale[first], scale[second]))
    if rows:
        columns = (
            "column.upper",
            "column.lower",
            "column.taken_away",
            "column.upper_grade",
            "column.lower_grade",
        )
        yield Table(Sentence("table.same_grade"), tuple(Sentence(column) for column in columns), tuple(rows))


RULE = Rule(
    id="majority-judgment",
    version="majority-value",
    source="Balinski and Laraki 2007 and 2011",
    takes=(Scores,),
    count=count,
    settings={"grades": Setting("numbers", "names from worst to best with commas between, or numbers")},
    reserves=True,
)
