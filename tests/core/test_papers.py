"""Ranked papers: grouping, dealing and comparing, against a model that does each paper by itself."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche._core import CoreError, Gathering, Papers
from veche.counting.errors import CannotCount
from veche.counting.papers import Ranking, Rankings

CANDIDATES = 5
Group = tuple[Ranking, int]


@st.composite
def strict(draw: st.DrawFn) -> Ranking:
    """Some candidates in some order."""
    order = draw(st.permutations(range(1, CANDIDATES + 1)))
    return tuple((number,) for number in order[: draw(st.integers(0, CANDIDATES))])


@st.composite
def tied(draw: st.DrawFn) -> Ranking:
    """The same, and some of them share ranks."""
    ranks: list[tuple[int, ...]] = []
    for rank in draw(strict()):
        if ranks and draw(st.booleans()):
            ranks[-1] = (*ranks[-1], *rank)
        else:
            ranks.append(rank)
    return tuple(ranks)


def groups(ranking: st.SearchStrategy[Ranking]) -> st.SearchStrategy[list[Group]]:
    return st.lists(st.tuples(ranking, st.integers(1, 9)), max_size=12)


STRICT, TIED = groups(strict()), groups(tied())


def counted(given: list[Group]) -> Counter[Ranking]:
    """The model: rankings with those who share a rank in order, added up."""
    found: Counter[Ranking] = Counter()
    for ranking, weight in given:
        found[tuple(tuple(sorted(rank)) for rank in ranking)] += weight
    return found


def lines(given: list[Group]) -> bytes:
    """A file of ballots without ties."""
    texts = (" ".join([str(weight), *(str(n) for (n,) in ranking), "0"]) for ranking, weight in given)
    return "".join(f"{text}\n" for text in texts).encode()


@given(TIED)
def test_the_same_papers_are_one_group(given: list[Group]) -> None:
    papers, model = Rankings.of(CANDIDATES, given), counted(given)
    assert dict(papers) == dict(model)
    assert (papers.total, papers.distinct) == (model.total(), len(model))
    assert papers.has_equal_ranks == any(len(rank) > 1 for ranking in model for rank in ranking)


@given(TIED, st.randoms(use_true_random=False))
def test_the_order_of_papers_and_of_equals_changes_nothing(given: list[Group], random) -> None:
    mixed = [
        (tuple(tuple(random.sample(rank, len(rank))) for rank in ranking), 1)
        for ranking, n in given
        for _ in range(n)
    ]
    random.shuffle(mixed)
    first, second = Rankings.of(CANDIDATES, given), Rankings.of(CANDIDATES, mixed)
    assert first == second
    assert hash(first) == hash(second)
    assert first.canonical() == second.canonical()


@given(TIED)
def test_canonical_lines_say_what_the_groups_say(given: list[Group]) -> None:
    papers = Rankings.of(CANDIDATES, given)
    said = [line.split(" ") for line in papers.canonical().decode().splitlines()]
    assert [
        (int(weight), tuple(tuple(map(int, rank.split("="))) for rank in ranks)) for weight, *ranks in said
    ] == [(weight, ranking) for ranking, weight in papers]
    order = [
        [2 * n + (place > 0) for rank in ranking for place, n in enumerate(rank)] for ranking, _ in papers
    ]
    assert order == sorted(order)


@given(STRICT, st.integers(0, 200))
def test_a_file_gives_the_same_papers_however_it_is_cut(given: list[Group], cut: int) -> None:
    text = lines(given)
    at = text.rfind(b"\n", 0, cut) + 1
    gathering = Gathering(CANDIDATES)
    assert gathering.feed(text[:at], 1) == ([], None)
    assert gathering.feed(text[at:] + b"0\nnames", 1 + text[:at].count(b"\n")) == ([], len(text) - at + 2)
    assert gathering.total == sum(weight for _, weight in given)
    assert Rankings(gathering.finish()) == Rankings.of(CANDIDATES, given)


@given(STRICT, st.sets(st.integers(1, CANDIDATES)), st.sets(st.integers(1, CANDIDATES)))
def test_each_paper_goes_to_its_first_preference_who_continues(
    given: list[Group], first: set[int], then: set[int]
) -> None:
    def dealt(groups: list[Group], continuing: set[int]) -> dict[int, list[Group]]:
        piles: dict[int, list[Group]] = {}
        for ranking, weight in groups:
            target = next((n for (n,) in ranking if n in continuing), 0)
            piles.setdefault(target, []).append((ranking, weight))
        return piles

    papers = Rankings.of(CANDIDATES, given)
    piles, nobody = papers.deal(None, first)
    model = dealt(list(papers), first)
    assert list(piles) == sorted(piles)
    assert {n: pile.papers for n, pile in piles.items()} == {
        n: sum(w for _, w in g) for n, g in model.items() if n
    }
    assert (nobody.papers if nobody else 0) == sum(weight for _, weight in model.get(0, []))
    for number, pile in piles.items():
        again, rest = papers.deal(pile, then)
        expected = {n: sum(w for _, w in g) for n, g in dealt(model[number], then).items()}
        assert {n: p.papers for n, p in again.items()} | ({0: rest.papers} if rest else {}) == expected


@given(
    STRICT,
    st.integers(1, 12).flatmap(
        lambda scale: st.tuples(
            st.just(scale), st.lists(st.integers(0, scale), min_size=CANDIDATES, max_size=CANDIDATES)
        )
    ),
    st.sampled_from([1, 10**9, 10**16]),
)
def test_keep_factors_share_out_every_paper(
    given: list[Group], drawn: tuple[int, list[int]], times: int
) -> None:
    scale, keep = drawn[0] * times, [0, *(factor * times for factor in drawn[1])]
    votes, excess = [0] * (CANDIDATES + 1), 0
    for ranking, weight in given:
        left = scale
        for (number,) in ranking:
            share = -(-left * keep[number] // scale)
            votes[number] += weight * share
            left -= share
        excess += weight * left
    papers = Rankings.of(CANDIDATES, given)
    assert papers.meek(keep, scale) == (votes, excess)
    assert sum(votes) + excess == papers.total * scale


@given(TIED)
def test_pairs_are_compared_paper_by_paper(given: list[Group]) -> None:
    table = [[0] * (CANDIDATES + 1) for _ in range(CANDIDATES + 1)]
    for ranking, weight in given:
        place = {n: rank for rank, shared in enumerate(ranking) for n in shared}
        for a in range(1, CANDIDATES + 1):
            for b in range(1, CANDIDATES + 1):
                table[a][b] += weight * (place.get(a, CANDIDATES) < place.get(b, CANDIDATES))
    assert Rankings.of(CANDIDATES, given).pairwise() == table


@given(STRICT)
def test_first_preferences_are_counted(given: list[Group]) -> None:
    counts = [0] * (CANDIDATES + 1)
    for ranking, weight in given:
        if ranking:
            counts[ranking[0][0]] += weight
    assert Rankings.of(CANDIDATES, given).first_counts() == counts


def test_equal_ranks_are_not_dealt() -> None:
    papers = Rankings.of(3, [(((1, 2), (3,)), 1)])
    for question in (
        lambda: papers.deal(None, [1]),
        lambda: papers.meek([0, 1, 1, 1], 1),
        papers.first_counts,
    ):
        with pytest.raises(CannotCount, match="rank candidates equal"):
            question()


@pytest.mark.parametrize("ranking", [((0,),), ((4,),), ((1,), (1,)), ((2, 2),), ((),), ((2**40,),)])
def test_what_is_no_ranking_is_refused(ranking: Ranking) -> None:
    with pytest.raises(CoreError) as refusal:
        Rankings.of(3, [(ranking, 1)])
    assert refusal.value.args[0] == "papers.ranking"


@pytest.mark.parametrize(("weights", "taken"), [([0], 0), ([10**12], 1), ([10**12, 1], 1), ([2**63], 0)])
def test_the_number_of_papers_is_bounded(weights: list[int], taken: int) -> None:
    gathering = Gathering(2)
    for weight in weights[:taken]:
        gathering.add([[1]], weight)
    for weight in weights[taken:]:
        with pytest.raises(CoreError) as refusal:
            gathering.add([[1]], weight)
        assert refusal.value.args[0] == "papers.weight"
        assert gathering.feed(b"%d 1 0\n" % weight, 1)[0] == [(1, b"%d 1 0\n" % weight)]


@pytest.mark.parametrize("candidates", [0, 1001, 2**40])
def test_the_number_of_candidates_is_bounded(candidates: int) -> None:
    with pytest.raises(CoreError) as refusal:
        Gathering(candidates)
    assert refusal.value.args[0] == "papers.candidates"
    assert Gathering(1000).finish().candidates == 1000


def test_what_belongs_to_other_papers_is_refused() -> None:
    many, one = Rankings.of(3, [(((n,),), 1) for n in (1, 2, 3)]), Rankings.of(3, [(((1,),), 1)])
    piles, _ = many.deal(None, [3])
    for question, check in (
        (lambda: one.deal(piles[3], [1]), "papers.pile"),
        (lambda: one.deal(None, [4]), "papers.candidates"),
        (lambda: one.meek([0, 1, 1], 1), "papers.keep"),
        (lambda: one.meek([0, 1, 1, 2], 1), "papers.keep"),
    ):
        with pytest.raises(CoreError) as refusal:
            question()
        assert refusal.value.args[0] == check


def test_papers_are_taken_out_once() -> None:
    gathering = Gathering(2)
    papers = gathering.finish()
    assert isinstance(papers, Papers)
    with pytest.raises(IndexError):
        papers.group(0)
    for again in (gathering.finish, lambda: gathering.add([[1]], 1), lambda: gathering.feed(b"", 1)):
        with pytest.raises(CoreError) as refusal:
            again()
        assert refusal.value.args[0] == "papers.finished"
