"""Contests that Hypothesis makes up: few candidates, few papers, many ties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from veche.counting import Contest
from veche.counting.contest import Candidate
from veche.counting.papers import Rankings

Paper = tuple[int, ...]
Made = tuple[int, int, Sequence[Paper]]
"""Candidates, seats, papers."""


@st.composite
def elections(draw: st.DrawFn, *, most_candidates: int = 7, most_seats: int = 8) -> Made:
    """Up to one seat more than there are candidates, so that some stay vacant; some papers are blank."""
    candidates = draw(st.integers(1, most_candidates))
    everyone = st.permutations(range(1, candidates + 1))
    paper = st.tuples(everyone, st.integers(0, candidates)).map(lambda pair: tuple(pair[0][: pair[1]]))
    papers = draw(st.lists(paper, max_size=40))
    seats = draw(st.integers(1, min(candidates + 1, most_seats)))
    return candidates, seats, papers * draw(st.sampled_from((1, 1, 2, 3)))


def contest(candidates: int, seats: int, papers: Iterable[Paper], names: Sequence[str] = ()) -> Contest:
    """The names are "candidate 1" and so on, or those given."""
    called = names or [f"candidate {number}" for number in range(1, candidates + 1)]
    people = tuple(Candidate(number, name) for number, name in enumerate(called, 1))
    groups = [(tuple((number,) for number in paper), 1) for paper in papers]
    return Contest("contest", people, seats, Rankings.of(candidates, groups))
