"""Schulze's method against its author's examples, Debian's elections, a second implementation and votelib."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from counting.profiles import LOT, letters, named, ranked, rankings
from hypothesis import given
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.condorcet import Schulze

from veche.counting import count
from veche.counting.contest import Contest
from veche.counting.errors import TieNeedsLot
from veche.counting.papers import Rankings
from veche.counting.rules.schulze import strength

# M. Schulze, example 1 of 45 voters, as in the paper of 2011 and on the method's page in Wikipedia.
FORTY_FIVE = {
    "ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8,
}  # fmt: skip


def test_the_example_of_45_voters() -> None:
    contest = letters("ABCDE", FORTY_FIVE, seats=5)
    result = count(contest, "schulze")
    assert named(contest, result.winners) == "EACBD"
    preferences, paths = result.tables
    assert preferences.rows[0] == ("A", "", 20, 26, 30, 22)
    assert ("E → B → A", "25:20", "24:21") in paths.rows
    assert result.ties == ()


@pytest.mark.parametrize(
    ("names", "papers", "order"),
    [
        # Schulze 2011, example 1 of 21 voters.
        ("ABCD", {"ACDB": 8, "BADC": 2, "CDBA": 4, "DBAC": 4, "DCBA": 3}, "DACB"),
        # Tennessee, as everywhere.
        ("MNCK", {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}, "NCKM"),
    ],
)
def test_known_examples(names: str, papers: dict[str, int], order: str) -> None:
    contest = letters(names, papers, seats=len(names))
    assert named(contest, count(contest, "schulze").winners) == order


def test_nine_voters_leave_two_candidates_for_the_lot() -> None:
    """The example of Schulze's with ties: B and D have equally strong paths to each other."""
    contest = letters("ABCD", {"ABCD": 3, "DABC": 2, "DBCA": 2, "CBDA": 2})
    (tie,) = count(contest, "schulze", lot=LOT).ties
    assert named(contest, tie.candidates) == "BD"


def test_nobody_above_anybody_needs_papers_drawn_by_lot() -> None:
    contest = letters("AB", {"AB": 3, "BA": 3})
    with pytest.raises(TieNeedsLot, match="A and B are tied"):
        count(contest, "schulze")
    result = count(contest, "schulze", lot=LOT)
    (tie,) = result.ties
    assert (tie.candidates, tie.purpose, tie.by, tie.order[0]) == ((1, 2), "papers", "lot", result.winners[0])


def test_equals_who_are_all_elected_need_no_lot() -> None:
    result = count(letters("ABC", {"ABC": 3, "BAC": 3}, seats=2), "schulze")
    assert (result.winners, result.ties) == ((1, 2), ())


def literal(contest: Contest) -> list[int]:
    """Who may win by the definition itself: strength of every path without a loop, by Schulze's comparison of links."""
    assert isinstance(contest.ballots, Rankings)
    prefer = contest.ballots.pairwise()
    standing = contest.standing

    def stronger(first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Winning votes, the six cases of section 2.1."""
        (e, f), (g, h) = first, second
        return (
            (e > f and g <= h)
            or (e >= f and g < h)
            or (e > f and g > h and e > g)
            or (e > f and g > h and e == g and f < h)
            or (e < f and g < h and f < h)
            or (e < f and g < h and f == h and e > g)
        )

    def weakest(path: tuple[int, ...]) -> tuple[int, int]:
        links = [(prefer[a][b], prefer[b][a]) for a, b in pairwise(path)]
        found = links[0]
        for link in links[1:]:
            found = link if stronger(found, link) else found
        return found

    def strongest(a: int, b: int) -> tuple[int, int]:
        others = [one for one in standing if one not in (a, b)]
        paths = [(a, *way, b) for size in range(len(others) + 1) for way in permutations(others, size)]
        found = weakest(paths[0])
        for path in paths[1:]:
            found = weakest(path) if stronger(weakest(path), found) else found
        return found

    return [
        a
        for a in standing
        if not any(b != a and stronger(strongest(b, a), strongest(a, b)) for b in standing)
    ]


@given(rankings())
def test_the_winner_is_one_by_the_definition(contest: Contest) -> None:
    winners = literal(contest)
    single = Contest("one", contest.candidates, 1, contest.ballots)
    result = count(single, "schulze", lot=LOT)
    assert result.winners[0] in winners
    assert bool(result.ties) == (len(winners) > 1)


@given(rankings(most=7, papers=12))
def test_the_paths_of_the_record_are_as_strong_as_it_says(contest: Contest) -> None:
    assert isinstance(contest.ballots, Rankings)
    prefer, names = contest.ballots.pairwise(), [one.name for one in contest.candidates]
    for path, told, _ in count(contest, "schulze", lot=LOT).tables[1].rows:
        steps = [names.index(name) + 1 for name in str(path).split(" → ")]
        links = [(prefer[a][b], prefer[b][a]) for a, b in pairwise(steps)]
        votes, against = min(links, key=lambda link: strength(*link))
        assert told == ("=" if votes == against else f"{votes}:{against}")


@given(rankings(equal=False))
def test_votelib_finds_the_same_winner(contest: Contest) -> None:
    """Where it finds one: it knows no second comparison of links with equally many votes."""
    assert isinstance(contest.ballots, Rankings)
    papers = {tuple(rank[0] for rank in ranking): weight for ranking, weight in contest.ballots if ranking}
    pairs = RankedToCondorcetVotes(unranked_at_bottom=True).convert(papers)
    seen = {number for pair in pairs for number in pair}
    if len(seen) < len(contest.candidates):
        return
    found = Schulze().evaluate(pairs, 1)
    if found and isinstance(found[0], int) and sole(pairs, found[0]):
        assert count(contest, "schulze", seats=1).winners == (found[0],)


def sole(pairs: dict[tuple[int, int], int], winner: int) -> bool:
    """Whether votelib has this winner before everyone: its own score may be the best of a tie."""
    paths = Schulze.widest_paths(pairs)
    others = {number for pair in pairs for number in pair} - {winner}
    return all(paths.get((winner, other), 0) > paths.get((other, winner), 0) for other in others)


@given(rankings(complete=True))
def test_turning_every_paper_round_turns_the_result_round(contest: Contest) -> None:
    """Reversal symmetry: who wins alone does not win alone when every paper is turned round."""
    assert isinstance(contest.ballots, Rankings)
    turned = Rankings.of(
        len(contest.candidates), [(ranking[::-1], weight) for ranking, weight in contest.ballots]
    )
    try:
        winner = count(contest, "schulze", seats=1).winners
        assert count(Contest("turned", contest.candidates, 1, turned), "schulze").winners != winner
    except TieNeedsLot:
        return


def test_a_clone_changes_nothing() -> None:
    """A is cloned: every paper ranks A1 and A2 side by side. Whoever won wins, or a clone of them."""
    for papers in ({"ABC": 4, "BCA": 3, "CAB": 2}, {"ABC": 2, "BCA": 3, "CAB": 4}, FORTY_FIVE_OF_THREE):
        before = letters("ABC", papers)
        cloned = ranked(
            ("A1", "A2", "B", "C"),
            {">".join("A1>A2" if one == "A" else one for one in text): n for text, n in papers.items()},
        )
        winner = before.name(count(before, "schulze").winners[0])
        assert cloned.name(count(cloned, "schulze").winners[0]).startswith(winner)


FORTY_FIVE_OF_THREE = {"ABC": 20, "BCA": 13, "CAB": 12}
