"""Whatever is voted on the server and on laptops, and however often and in whatever order it is brought: no vote is lost, and none counts twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from veche.web.offline.merging import Known, Manner, Row, digest, merge, together

VOTES = Manner(votes=True)
PEOPLE = st.sampled_from([f"phone {number}" for number in range(6)])
CHOICES = st.sampled_from(["yes", "no"])


@dataclass
class Laptop:
    rows: dict[str, Row]
    number: int = 0
    known: Known = field(default_factory=dict)
    """What the server knows of it."""
    last: int = 0
    gone: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


class Voting(RuleBasedStateMachine):
    """A ballot's identifier comes from who votes, wherever they do (`assemblies.same`)."""

    files = Bundle("files")

    @initialize()
    def begin(self) -> None:
        self.server: dict[str, Row] = {}
        self.laptops: list[Laptop] = []
        self.cast: dict[str, set[str]] = defaultdict(set)
        self.reached: dict[str, set[str]] = defaultdict(set)
        """Choices of which the server could know."""

    @rule(who=PEOPLE, choice=CHOICES)
    def vote_here(self, who: str, choice: str) -> None:
        self.server[who] = {"choice": choice}
        self.cast[who].add(choice)
        self.reached[who].add(choice)

    @rule()
    def take_a_copy(self) -> None:
        if len(self.laptops) < 3:
            rows = {key: dict(row) for key, row in self.server.items()}
            known = {key: (digest(row), digest(row)) for key, row in rows.items()}
            self.laptops.append(Laptop(rows, known=known))

    @rule(which=st.integers(0, 2), who=PEOPLE, choice=CHOICES)
    def vote_there(self, which: int, who: str, choice: str) -> None:
        if which < len(self.laptops):
            self.laptops[which].rows[who] = {"choice": choice}
            self.cast[who].add(choice)

    @rule(target=files, which=st.integers(0, 2))
    def make_a_file(self, which: int) -> tuple[int, int, dict[str, Row]] | None:
        if which >= len(self.laptops):
            return None
        laptop = self.laptops[which]
        laptop.number += 1
        return which, laptop.number, {key: dict(row) for key, row in laptop.rows.items()}

    @rule(file=files)
    def bring(self, file: tuple[int, int, dict[str, Row]] | None) -> None:
        if file is None:
            return
        which, number, rows = file
        laptop, before = self.laptops[which], set(self.server)
        if number > laptop.last:
            laptop.last = number
            self._take_in(laptop, rows)
        assert before <= set(self.server)
        assert set(rows) <= set(self.server)
        for who, row in rows.items():
            self.reached[who].add(row["choice"])

    def _take_in(self, laptop: Laptop, rows: dict[str, Row]) -> None:
        merged = merge(laptop.known, self.server, rows, VOTES)
        assert not merged.contradicting
        assert not merged.gone
        self.server |= merged.added | merged.changed
        laptop.known = together(laptop.known, self.server, rows, merged)
        again = merge(laptop.known, self.server, rows, VOTES)
        assert (again.added, again.changed, again.gone, again.twice) == ({}, {}, [], [])

    @invariant()
    def each_counts_once_as_they_voted(self) -> None:
        assert set(self.server) == {who for who, choices in self.reached.items() if choices}
        for who, row in self.server.items():
            assert row["choice"] in self.cast[who]


TestVoting = Voting.TestCase


ROWS = st.dictionaries(st.sampled_from("abcdef"), st.fixed_dictionaries({"x": st.integers(0, 2)}), max_size=6)


@given(base=ROWS, here=ROWS, there=ROWS, manner=st.sampled_from([Manner(), VOTES, Manner(quiet=True)]))
def test_three_ways(
    base: dict[str, Row], here: dict[str, Row], there: dict[str, Row], manner: Manner
) -> None:
    """Row by row, against the table in words."""
    known = {key: (digest(row), digest(row)) for key, row in base.items()}
    merged = merge(known, here, there, manner)
    for key in {*base, *here, *there}:
        was, mine, theirs = base.get(key), here.get(key), there.get(key)
        new = theirs is not None and mine is None and (was is None or (manner == VOTES and theirs != was))
        assert (key in merged.added) == new
        assert (key in merged.changed) == (None not in (was, mine, theirs) and mine == was and theirs != was)
        assert (key in merged.gone) == (theirs is None and was is not None and mine == was)
        both = theirs is not None and theirs != was and mine != was and mine != theirs
        assert (key in merged.contradicting) == (both and manner == Manner(natural=manner.natural))
    after = {
        key: row for key, row in (here | merged.added | merged.changed).items() if key not in merged.gone
    }
    again = merge(together(known, after, there, merged), after, there, manner)
    assert (again.added, again.changed, again.gone, again.twice, again.contradicting) == ({}, {}, [], [], {})


def test_the_same_thing_under_two_identifiers() -> None:
    manner = Manner(natural=lambda row: row["pile"])
    here, there = {"a": {"pile": 1, "n": 5}}, {"b": {"pile": 1, "n": 5}, "c": {"pile": 2, "n": 7}}
    merged = merge({}, here, there, manner)
    assert (merged.added, merged.renamed, merged.contradicting) == ({"c": there["c"]}, {"b": "a"}, {})
    merged = merge({}, here, {"b": {"pile": 1, "n": 6}}, manner)
    assert merged.contradicting == {"a": {"pile": 1, "n": 6}}
