"""Ranked pairs against worked examples, a second implementation and votelib."""

from __future__ import annotations

import pytest
from counting.profiles import LOT, letters, named, orders, ranked, rankings
from hypothesis import given
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.condorcet import RankedPairs

from veche.counting import count
from veche.counting.contest import Contest
from veche.counting.errors import CannotCount, TieNeedsLot
from veche.counting.families.pairwise import Pairwise
from veche.counting.papers import Rankings
from veche.words.sentence import Sentence


def test_tennessee() -> None:
    contest = letters("MNCK", {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}, seats=4)
    result = count(contest, "ranked-pairs")
    assert named(contest, result.winners) == "NCKM"
    pairs = result.tables[1].rows
    assert pairs[0] == ("C", "K", 83, 17, Sentence("pairs.locked"))
    assert [row[4] for row in pairs] == [Sentence("pairs.locked")] * 6


def test_a_cycle_is_broken_at_its_weakest_pair() -> None:
    contest = letters("ABC", {"ABC": 7, "BCA": 5, "CAB": 4}, seats=3)
    result = count(contest, "ranked-pairs")
    assert named(contest, result.winners) == "ABC"
    assert result.tables[1].rows == (
        ("B", "C", 12, 4, Sentence("pairs.locked")),
        ("A", "B", 11, 5, Sentence("pairs.locked")),
        ("C", "A", 9, 7, Sentence("pairs.skipped")),
    )


def test_margins_and_winning_votes_can_elect_different_people() -> None:
    """A cycle: C beats A most narrowly, but A beats B with the fewest votes. Short papers make the difference."""
    contest = letters("ABC", {"ABC": 3, "AB": 1, "BC": 2, "C": 3})
    assert [row[1:] for row in count(contest, "schulze").tables[0].rows] == [
        ("", 4, 4),
        (2, "", 6),
        (5, 3, ""),
    ]
    assert count(contest, "ranked-pairs", strength="margins").winners == (1,)
    assert count(contest, "ranked-pairs", strength="winning-votes").winners == (2,)
    with pytest.raises(CannotCount, match="strength cannot be loudness"):
        count(contest, "ranked-pairs", strength="loudness")


def test_of_equal_winning_votes_fewer_against_make_the_stronger_pair() -> None:
    """A cycle in which every winner has five votes: C beats A 5 to 2, A beats B 5 to 3, B beats C 5 to 4."""
    papers = {"C>A>B": 4, "B>A=C": 2, "A>B>C": 1, "A=B>C": 1, "B>C>A": 1}
    result = count(ranked("ABC", papers), "ranked-pairs", strength="winning-votes")
    assert (result.winners, result.ties) == ((3,), ())
    assert [row[:4] for row in result.tables[1].rows] == [
        ("C", "A", 5, 2),
        ("A", "B", 5, 3),
        ("B", "C", 5, 4),
    ]


def test_equal_pairs_that_contradict_each_other_need_papers_drawn_by_lot() -> None:
    contest = letters("ABC", {"ABC": 1, "BCA": 1, "CAB": 1})
    with pytest.raises(TieNeedsLot, match="A and B and C"):
        count(contest, "ranked-pairs")
    result = count(contest, "ranked-pairs", lot=LOT)
    assert result.ties[0].order[0] == result.winners[0]


def test_equal_pairs_that_fit_together_need_no_lot() -> None:
    assert count(letters("ABC", {"ABC": 1, "BAC": 1}, seats=2), "ranked-pairs").winners == (1, 2)


def test_a_lot_is_not_asked_about_a_cycle_that_decides_nothing() -> None:
    """A wins against everyone; B, C and D stand in a circle of equal pairs below."""
    papers = {"ABCD": 1, "ACDB": 1, "ADBC": 1}
    single = letters("ABCD", papers)
    result = count(single, "ranked-pairs")
    assert (result.winners, result.ties) == ((1,), ())
    assert {row[4].key for row in result.tables[1].rows if row[0] != "A"} == {"pairs.left_out"}  # type: ignore[union-attr]
    everyone = count(letters("ABCD", papers, seats=4), "ranked-pairs")
    assert set(everyone.winners) == {1, 2, 3, 4}
    with pytest.raises(TieNeedsLot, match="B and C and D"):
        count(letters("ABCD", papers, seats=2), "ranked-pairs")


def test_groups_that_are_equal_to_each_other_are_one_group() -> None:
    """Two circles of three, and nobody of one wins against anybody of the other: every pair may decide."""
    circles = [("A", "B", "C"), ("D", "E", "F")]
    papers: dict[str, int] = {}
    for one, other in (circles, circles[::-1]):
        for turn in range(3):
            papers[">".join((*one[turn:], *one[:turn], *other[turn:], *other[:turn]))] = 1
    contest = ranked("ABCDEF", papers)
    assert Pairwise.of(contest).tiers() == [frozenset({1, 2, 3, 4, 5, 6})]
    result = count(contest, "ranked-pairs", lot=LOT)
    assert {row[4].key for row in result.tables[1].rows} == {"pairs.locked", "pairs.skipped"}  # type: ignore[union-attr]


def literal(contest: Contest) -> set[str]:
    """Everyone who can win when pairs of equal margin come in any order: the ranking that locking makes, tried one by one.

    A ranking is one of the method exactly where, from the strongest margin on, no pair that it breaks could have been kept:
    every pair that it breaks is answered by a path of pairs at least as strong that it keeps (the stack of Zavist and Tideman).
    """
    assert isinstance(contest.ballots, Rankings)
    prefer = contest.ballots.pairwise()
    found = set()
    for ranking in orders(len(contest.candidates)):
        place = {one: at for at, one in enumerate(ranking)}

        def path(a: int, b: int, least: int, place: dict[int, int] = place) -> bool:
            """Whether pairs kept by the ranking, each of at least this margin, lead from a down to b."""
            steps = [
                c for c in place if place[a] < place[c] <= place[b] and prefer[a][c] - prefer[c][a] >= least
            ]
            return any(c == b or path(c, b, least) for c in steps)

        pairs = [
            (a, b) for a in ranking for b in ranking if place[a] < place[b] and prefer[b][a] > prefer[a][b]
        ]
        if all(path(a, b, prefer[b][a] - prefer[a][b]) for a, b in pairs):
            found.add(named(contest, ranking))
    return found


@given(rankings(most=4))
def test_the_ranking_is_one_by_the_definition(contest: Contest) -> None:
    whole = Contest("all", contest.candidates, len(contest.candidates) - 1, contest.ballots)
    result = count(whole, "ranked-pairs", lot=LOT)
    stacks = literal(contest)
    assert any(set(named(whole, result.winners)) == set(stack[:-1]) for stack in stacks)
    first = count(whole, "ranked-pairs", seats=1, lot=LOT)
    assert named(whole, first.winners) in {stack[0] for stack in stacks}
    if len(stacks) == 1:
        assert result.ties == first.ties == ()


@given(rankings(equal=False))
def test_votelib_finds_the_same_where_no_two_pairs_are_equal(contest: Contest) -> None:
    """It orders equal pairs as they come, and locks pairs that nobody won."""
    assert isinstance(contest.ballots, Rankings)
    papers = {tuple(rank[0] for rank in ranking): weight for ranking, weight in contest.ballots if ranking}
    pairs = RankedToCondorcetVotes(unranked_at_bottom=True).convert(papers)
    size = len(contest.candidates)
    margins = [
        abs(pairs.get((a, b), 0) - pairs.get((b, a), 0))
        for a in range(1, size)
        for b in range(a + 1, size + 1)
    ]
    if len(set(margins)) < len(margins) or 0 in margins:
        return
    found = RankedPairs("margins").evaluate(pairs, 1)
    assert count(contest, "ranked-pairs", seats=1).winners == tuple(found)
