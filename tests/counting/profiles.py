"""Small contests written as people write them, and contests that Hypothesis makes up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from hypothesis import strategies as st

from veche.counting import Lot
from veche.counting.contest import Ballots, Candidate, Contest, Scores, Totals
from veche.counting.papers import Ranking, Rankings

LOT = Lot(bytes(range(32)))


def contest(names: Sequence[str], ballots: Ballots, seats: int = 1) -> Contest:
    candidates = tuple(Candidate(number, name) for number, name in enumerate(names, start=1))
    return Contest("test", candidates, seats, ballots)


def ranked(names: Sequence[str], papers: Mapping[str, int], seats: int = 1) -> Contest:
    """Papers as "A>B=C": names of one letter or more, best first."""
    number = {name: place for place, name in enumerate(names, start=1)}
    groups = [
        (
            tuple(tuple(number[name] for name in rank.split("=")) for rank in text.split(">"))
            if text
            else (),
            weight,
        )
        for text, weight in papers.items()
    ]
    return contest(names, Rankings.of(len(names), groups), seats)


def letters(names: str, papers: Mapping[str, int], seats: int = 1) -> Contest:
    """Papers as "ACB": a letter a candidate, best first."""
    return ranked(names, {">".join(text): weight for text, weight in papers.items()}, seats)


def approving(names: str, papers: Mapping[str, int], seats: int = 1) -> Contest:
    """Papers as "AC": the letters of those whom they approve of."""
    groups = {tuple(int(name in text) for name in names): weight for text, weight in papers.items()}
    return contest(names, Scores(groups), seats)


def totals(votes: Mapping[str, int], seats: int = 1, blank: int = 0) -> Contest:
    """One vote a paper."""
    return contest(list(votes), Totals(tuple(votes.values()), sum(votes.values()) + blank, blank), seats)


def named(contest: Contest, numbers: Sequence[int]) -> str:
    """Names of one letter, in a row."""
    return "".join(contest.name(number) for number in numbers)


def renumbered(contest: Contest, order: Sequence[int]) -> Contest:
    """The same contest with its candidates in another order: `order[i]` is the old number of the new candidate i + 1."""
    new = {old: place for place, old in enumerate(order, start=1)}
    candidates = tuple(
        Candidate(new[old], contest.name(old), contest.candidates[old - 1].members) for old in order
    )
    ballots: Ballots = contest.ballots
    if isinstance(ballots, Rankings):
        groups = [
            (tuple(tuple(new[one] for one in rank) for rank in ranking), weight)
            for ranking, weight in ballots
        ]
        ballots = Rankings.of(len(order), groups)
    elif isinstance(ballots, Scores):
        ballots = Scores({tuple(scores[old - 1] for old in order): n for scores, n in ballots.groups.items()})
    else:
        ballots = Totals(tuple(ballots.votes[old - 1] for old in order), ballots.total, ballots.blank)
    withdrawn = frozenset(new[old] for old in contest.withdrawn)
    return Contest(contest.title, candidates, contest.seats, ballots, withdrawn)


NAMES = "ABCDEFG"


@st.composite
def rankings(
    draw: st.DrawFn, most: int = 5, *, equal: bool = True, complete: bool = False, papers: int = 8
) -> Contest:
    """Contests with papers that rank some candidates or all, with equal ranks if asked."""
    size = draw(st.integers(2, most))
    papers_drawn = draw(
        st.lists(st.tuples(paper(size, equal, complete), st.integers(1, 5)), min_size=1, max_size=papers)
    )
    return contest(NAMES[:size], Rankings.of(size, papers_drawn), draw(st.integers(1, size)))


def paper(size: int, equal: bool, complete: bool) -> st.SearchStrategy[Ranking]:
    order = st.permutations(range(1, size + 1))
    if complete:
        return order.map(lambda numbers: tuple((number,) for number in numbers))
    if not equal:
        return st.tuples(order, st.integers(0, size)).map(
            lambda cut: tuple((number,) for number in cut[0][: cut[1]])
        )
    places = st.lists(st.integers(0, size), min_size=size, max_size=size)
    return places.map(by_place)


def by_place(places: Sequence[int]) -> Ranking:
    """Candidates by their places; those at 0 are not ranked."""
    return tuple(
        tuple(number for number, at in enumerate(places, start=1) if at == place)
        for place in sorted({*places} - {0})
    )


@st.composite
def scored(draw: st.DrawFn, highest: int = 1, most: int = 5, *, missing: bool = False) -> Contest:
    """Contests with papers that give each candidate a number from 0 to `highest`."""
    size = draw(st.integers(2, most))
    score = st.integers(0, highest) | st.none() if missing else st.integers(0, highest)
    groups = st.dictionaries(st.tuples(*[score] * size), st.integers(1, 5), min_size=1, max_size=8)
    return contest(NAMES[:size], Scores(draw(groups)), draw(st.integers(1, size)))


@st.composite
def lists(draw: st.DrawFn, most: int = 6) -> Contest:
    """Contests of lists with their votes."""
    votes = draw(st.lists(st.integers(0, 200), min_size=1, max_size=most))
    return contest(NAMES[: len(votes)], Totals(tuple(votes), sum(votes)), draw(st.integers(1, 12)))


def raised(contest: Contest, winner: int) -> list[Contest]:
    """The same contest after one paper puts the winner one place higher, for each paper where that can be."""
    found = []
    assert isinstance(contest.ballots, Rankings)
    groups = dict(contest.ballots)
    for ranking in groups:
        place = next((place for place, rank in enumerate(ranking) if winner in rank), len(ranking))
        rest = tuple(tuple(one for one in rank if one != winner) for rank in ranking)
        higher = [*rest[: max(place - 1, 0)], (winner,), *rest[max(place - 1, 0) :]]
        better = tuple(rank for rank in higher if rank)
        if better == ranking:
            continue
        moved = dict(groups)
        moved[ranking] -= 1
        moved[better] = moved.get(better, 0) + 1
        papers = [(one, weight) for one, weight in moved.items() if weight]
        names = [one.name for one in contest.candidates]
        found.append(Contest("raised", contest.candidates, contest.seats, Rankings.of(len(names), papers)))
    return found


def orders(size: int) -> list[tuple[int, ...]]:
    return list(permutations(range(1, size + 1)))
