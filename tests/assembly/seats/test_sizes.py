"""Councils above councils: nobody is counted twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.seats import evenly, represented, sizes

#        federation
#        /        \
#     north      south        councils
#     /   \      /   \
#   depot  port (both)  mill  branches
BELOW = {"federation": ["north", "south"], "north": ["depot", "port"], "south": ["port", "mill"]}
COUNTS = {"federation": "below", "north": "below", "south": "below"}
OWN = {"federation": 9, "north": 5, "south": 6, "depot": 100, "port": 51, "mill": 200}


def test_a_council_stands_for_those_below() -> None:
    assert represented("north", BELOW, COUNTS) == ("depot", "port")
    assert sorted(represented("federation", BELOW, COUNTS)) == ["depot", "mill", "port"]


def test_a_body_with_two_ways_up_is_split_between_them() -> None:
    north, south = sizes("federation", BELOW, COUNTS, OWN)
    assert (north.members, south.members) == (126, 225)
    assert north.members + south.members == 100 + 51 + 200
    port = next(part for part in north.parts if part.id == "port")
    assert (port.members, port.whole, port.ways) == (26, 51, 2)


def test_a_branch_with_a_committee_counts_its_own() -> None:
    below = {"union": ["branch"], "branch": ["committee"]}
    (branch,) = sizes("union", below, {"union": "below"}, {"branch": 100, "committee": 5})
    assert branch.members == 100


def test_both_counts_itself_and_those_below() -> None:
    below = {"union": ["branch"], "branch": ["workshop"]}
    (branch,) = sizes("union", below, {"branch": "both"}, {"branch": 20, "workshop": 30})
    assert branch.members == 50


def test_a_council_without_bodies_below_stands_for_itself() -> None:
    assert represented("north", {}, {"north": "below"}) == ("north",)


names = [f"b{number}" for number in range(9)]
graphs = st.dictionaries(st.integers(0, 7), st.sets(st.integers(1, 8), min_size=1, max_size=4)).map(
    lambda found: {
        names[up]: [names[low] for low in sorted(lower) if low > up] for up, lower in found.items()
    }
)


@given(
    below=graphs,
    counts=st.dictionaries(st.sampled_from(names), st.sampled_from(["own", "below", "both"])),
    own=st.fixed_dictionaries({name: st.integers(0, 99) for name in names}),
)
def test_the_parts_make_up_the_whole(
    below: dict[str, list[str]], counts: dict[str, str], own: dict[str, int]
) -> None:
    counts["b0"] = "below"
    found = sizes("b0", below, counts, own)
    whole = represented("b0", below, counts) if below.get("b0") else ()
    assert sum(one.members for one in found) == sum(own[body] for body in whole)
    assert len(set(whole)) == len(whole)


def test_a_long_chain_of_councils_is_walked() -> None:
    below = {str(number): [str(number + 1)] for number in range(5000)}
    counts = dict.fromkeys(below, "below")
    (one,) = sizes("0", below, counts, {"5000": 7})
    assert one.members == 7


@given(whole=st.integers(0, 10**6), parts=st.integers(1, 50))
def test_evenly(whole: int, parts: int) -> None:
    found = evenly(whole, parts)
    assert sum(found) == whole
    assert len(found) == parts
    assert max(found) - min(found) <= 1
    assert list(found) == sorted(found, reverse=True)


def test_no_parts_have_nothing() -> None:
    assert evenly(5, 0) == ()
