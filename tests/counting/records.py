"""Records of counts for tests: any that could be, whether or not a rule would make them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from veche.counting.contest import Candidate
from veche.counting.record import Count, LotShown, Method, Number, Stage, Table, Tie, Transfer
from veche.words.sentence import Sentence

texts = st.text(max_size=8)
votes: st.SearchStrategy[Number] = st.integers(0, 10**6) | st.fractions(0, 10**6)
sentences = st.builds(
    Sentence, texts, st.dictionaries(texts, texts | votes, max_size=2), st.none() | st.integers(0, 99)
)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
one_lot = st.builds(LotShown, hashes, hashes)
lots = one_lot | st.builds(LotShown, hashes, hashes, st.lists(one_lot, min_size=2, max_size=3).map(tuple))


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """A record whose candidates exist and whose numbers may be anything."""
    names = draw(st.lists(texts, min_size=1, max_size=6))
    number = st.integers(1, len(names))
    some = st.lists(number, max_size=3, unique=True).map(tuple)
    several = st.lists(sentences, max_size=2).map(tuple)
    tally = st.dictionaries(texts, st.integers(0, 99), max_size=2)
    transfers = st.builds(Transfer, number, st.none() | number, st.integers(0, 99), votes, votes)
    cells = sentences | texts | votes
    stages = st.builds(
        Stage,
        texts,
        some,
        st.dictionaries(number, votes, max_size=6),
        votes,
        votes,
        st.none() | votes,
        st.lists(transfers, max_size=3).map(tuple),
        some,
        some,
        several,
    )
    return draw(
        st.builds(
            Count,
            st.builds(Method, texts, texts, texts, st.dictionaries(texts, texts, max_size=2)),
            texts,
            st.just(tuple(Candidate(index, name) for index, name in enumerate(names, 1))),
            st.integers(0, 9),
            some,
            st.integers(0, 10**9),
            hashes,
            some,
            st.integers(0, 9),
            tally,
            tally,
            st.none() | votes,
            st.lists(stages, max_size=3).map(tuple),
            st.lists(
                st.builds(Tie, st.integers(0, 9), some, texts, texts, some, st.none() | st.integers(1, 9)),
                max_size=2,
            ).map(tuple),
            st.lists(
                st.integers(0, 3).flatmap(
                    lambda columns: st.builds(
                        Table,
                        sentences,
                        st.tuples(*[sentences | texts] * columns),
                        st.lists(st.tuples(*[cells] * columns), max_size=2).map(tuple),
                    )
                ),
                max_size=2,
            ).map(tuple),
            several,
            st.none() | lots,
            several,
        )
    )


def ward() -> Count:
    """A small count by hand: three candidates, two seats, a quota of 4, one surplus and one exclusion."""
    return Count(
        method=Method("scottish-stv", "2007", "SSI 2007/42", {}),
        title="Branch committee",
        candidates=(Candidate(1, "Alesia"), Candidate(2, "Bohdan"), Candidate(3, "Ciara")),
        seats=2,
        winners=(1, 3),
        valid=10,
        votes_hash="ab" * 32,
        invalid={"overvote_invalid": 1},
        quota=4,
        stages=(
            Stage("first_preferences", (), {1: 6, 2: 2, 3: 2}, quota=4, elected=(1,)),
            Stage(
                "surplus",
                (1,),
                {1: 4, 2: Fraction(266666, 100000), 3: Fraction(333333, 100000)},
                lost=Fraction(1, 100000),
                quota=4,
                transfers=(
                    Transfer(1, 2, 2, Fraction(33333, 100000), Fraction(66666, 100000)),
                    Transfer(1, 3, 4, Fraction(33333, 100000), Fraction(133333, 100000)),
                ),
                excluded=(2,),
            ),
        ),
        ties=(Tie(2, (2, 3), "exclude", "history", (2, 3), at=1),),
    )
