"""Scottish STV against a second, naive reading of the same text, on small contests with many ties."""

from __future__ import annotations

from counting.literal_scottish import Literal, Papers
from hypothesis import given, settings
from hypothesis import strategies as st

from veche.counting import Contest, Lot, count
from veche.counting.contest import Candidate
from veche.counting.papers import Rankings

SEED = bytes(range(32))


@st.composite
def contests(draw: st.DrawFn) -> tuple[int, int, Papers]:
    """Candidates, seats (up to one more than there are candidates) and papers."""
    candidates = draw(st.integers(1, 7))
    everyone = st.permutations(range(1, candidates + 1))
    paper = st.tuples(everyone, st.integers(0, candidates)).map(lambda pair: tuple(pair[0][: pair[1]]))
    papers = draw(st.lists(paper, max_size=40))
    repeated = draw(st.sampled_from((1, 1, 2, 3)))
    return candidates, draw(st.integers(1, candidates + 1)), papers * repeated


def contest(candidates: int, seats: int, papers: Papers) -> Contest:
    people = tuple(Candidate(number, f"candidate {number}") for number in range(1, candidates + 1))
    groups = [(tuple((number,) for number in paper), 1) for paper in papers]
    return Contest("contest", people, seats, Rankings.of(candidates, groups))


@given(contests())
@settings(max_examples=400, deadline=None)
def test_every_stage_is_as_the_text_says(made: tuple[int, int, Papers]) -> None:
    one = contest(*made)
    expected = Literal({who.number: who.name for who in one.candidates}, one.seats, made[2], SEED)
    expected.count()
    found = count(one, "scottish-stv", lot=Lot(SEED))
    assert found.quota == expected.quota
    assert set(found.winners) == expected.elected
    assert [
        (dict(stage.standing), stage.exhausted, set(stage.elected), set(stage.excluded))
        for stage in found.stages
    ] == expected.stages
    assert found.vacant == one.seats - len(found.winners)
