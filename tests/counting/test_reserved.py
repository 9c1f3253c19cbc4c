"""Reserved seats: guard and doom, compared with every result that there could be."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

import pytest
from counting.profiles import LOT, letters
from hypothesis import given, settings
from hypothesis import strategies as st

from veche.counting import RULES, count
from veche.counting.errors import CannotReserve
from veche.counting.papers import Rankings
from veche.counting.reserved import Limit, Reserved, Verdict, completions, fill
from veche.counting.showing.result_sheet import result_sheet
from veche.words import Language

TRANSFERABLE = ("scottish-stv", "meek", "ers97")
# Block vote takes papers of a limited length, and has tests of its own.
RESERVING = [
    rule.id for rule in RULES.values() if rule.reserves and Rankings in rule.takes and rule.id != "block"
]

# I. D. Hill's example: 14 to be elected: 7 English, 6 Scottish and 1 Welsh, and 7 men and 7 women.
NATIONS = {"E": 7, "S": 6, "W": 1}


def hill(cells: dict[str, int]) -> tuple[Reserved, dict[str, list[int]]]:
    """Candidates by nation and sex, such as "EM"; and the numbers of those of each kind."""
    kinds: dict[str, list[int]] = {}
    for kind, many in cells.items():
        start = sum(map(len, kinds.values())) + 1
        kinds[kind] = list(range(start, start + many))
    groups = {
        letter: frozenset(number for kind, numbers in kinds.items() if letter in kind for number in numbers)
        for letter in "ESWMF"
    }
    limits = [Limit(nation, seats, seats) for nation, seats in NATIONS.items()]
    return Reserved((*limits, Limit("M", 7, 7), Limit("F", 7, 7)), groups), kinds


def test_hill_has_eight_ways_at_the_start() -> None:
    """Three Scottish women stand. As listed by Otten: how many English men, English women, Scottish men and so on may be elected."""
    reserved, kinds = hill({"EM": 9, "EF": 9, "SM": 9, "SF": 3, "WM": 2, "WF": 2})
    everyone = [number for numbers in kinds.values() for number in numbers]
    assert reserved.judge((), everyone, 14) == Verdict(frozenset(), frozenset())
    ways = set()
    for english, scottish, welsh in ((e, s, w) for e in range(8) for s in range(7) for w in range(2)):
        wanted = [
            *kinds["EM"][:english],
            *kinds["EF"][: 7 - english],
            *kinds["SM"][:scottish],
            *kinds["SF"][: 6 - scottish],
            *kinds["WM"][:welsh],
            *kinds["WF"][: 1 - welsh],
        ]
        if len(wanted) == 14 and reserved.possible(wanted, [], 14):
            ways.add((english, 7 - english, scottish, 6 - scottish, welsh, 1 - welsh))
    assert ways == {
        (0, 7, 6, 0, 1, 0),
        (1, 6, 5, 1, 1, 0),
        (1, 6, 6, 0, 0, 1),
        (2, 5, 4, 2, 1, 0),
        (2, 5, 5, 1, 0, 1),
        (3, 4, 3, 3, 1, 0),
        (3, 4, 4, 2, 0, 1),
        (4, 3, 3, 3, 0, 1),
    }


def test_hill_at_the_crucial_point() -> None:
    """Three men are elected, no Scots, and two Scottish women are left: four Scottish men must follow, so that both women
    are guarded and every other man is doomed."""
    reserved, kinds = hill({"EM": 5, "EF": 6, "SM": 6, "SF": 2, "WM": 1, "WF": 2})
    elected = kinds["EM"][:3]
    rest = [number for numbers in kinds.values() for number in numbers if number not in elected]
    verdict = reserved.judge(elected, rest, 14)
    assert verdict.guarded == {*kinds["SF"]}
    assert verdict.doomed == {*kinds["EM"][3:], *kinds["WM"]}


def test_propagation_alone_would_not_see_it() -> None:
    """One of each pair of three: half a candidate each would do, a whole number never does."""
    groups = {"ab": {1, 2}, "bc": {2, 3}, "ca": {3, 1}}
    reserved = Reserved(
        tuple(Limit(name, 1, 1) for name in groups), {name: frozenset(some) for name, some in groups.items()}
    )
    assert not reserved.possible((), (1, 2, 3, 4), 2)
    with pytest.raises(CannotReserve, match="no way is left"):
        reserved.judge((), (1, 2, 3, 4), 2)


def test_thirty_groups_of_two_as_otten_has_them() -> None:
    """20 of 60 in five nations by six trades: astronomically many results, and an answer at once."""
    nations = {f"nation {row}": frozenset(range(12 * row + 1, 12 * row + 13)) for row in range(5)}
    trades = {f"trade {column}": frozenset(range(2 * column + 1, 61, 12)) for column in range(6)}
    trades = {name: some | {one + 1 for one in some} for name, some in trades.items()}
    limits = [Limit(name, 4, 4) for name in nations] + [Limit(name, 3, 4) for name in trades]
    reserved = Reserved(tuple(limits), nations | trades)
    assert reserved.judge((), range(1, 61), 20) == Verdict(frozenset(), frozenset())
    last = sorted(trades["trade 0"])[6:]
    left = [one for one in range(1, 61) if one not in last[:1] and one not in sorted(trades["trade 0"])[:6]]
    assert reserved.judge((), left, 20).guarded == {*last[1:]}


@st.composite
def kinds_of_groups(draw: st.DrawFn) -> tuple[int, dict[str, frozenset[int]]]:
    """How many candidates, and up to three kinds of groups, each kind a partition."""
    size = draw(st.integers(1, 8))
    groups: dict[str, frozenset[int]] = {}
    for kind in range(draw(st.integers(1, 3))):
        places = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
        for group in range(3):
            groups[f"{kind}{group}"] = frozenset(i for i, place in enumerate(places, 1) if place == group)
    return size, groups


@st.composite
def cases(draw: st.DrawFn) -> tuple[Reserved, list[int], list[int], int]:
    """Any limits on up to three kinds of groups; some candidates elected, some excluded."""
    size, groups = draw(kinds_of_groups())
    limits = []
    for name in sorted(groups):
        if draw(st.booleans()):
            low = draw(st.integers(0, 3))
            limits.append(Limit(name, low, draw(st.none() | st.integers(low, 4))))
    fates = draw(st.lists(st.sampled_from("EXCCCC"), min_size=size, max_size=size))
    elected = [i for i, fate in enumerate(fates, 1) if fate == "E"]
    continuing = [i for i, fate in enumerate(fates, 1) if fate == "C"]
    seats = len(elected) + draw(st.integers(0, max(len(continuing), 1)))
    return Reserved(tuple(limits), groups), elected, continuing, seats


@st.composite
def feasible(draw: st.DrawFn) -> tuple[Reserved, list[int], list[int], int]:
    """As `cases`, with limits that some result meets."""
    size, groups = draw(kinds_of_groups())
    numbers = range(1, size + 1)
    winners = draw(st.sets(st.integers(1, size), min_size=1))
    limits = []
    for name in draw(st.lists(st.sampled_from(sorted(groups)), max_size=6, unique=True)):
        have = len(groups[name] & winners)
        high = draw(st.none() | st.integers(have, have + 1))
        limits.append(Limit(name, draw(st.integers(max(have - 1, 0), have)), high))
    elected = sorted(draw(st.sets(st.sampled_from(sorted(winners)), max_size=2)))
    out = draw(st.sets(st.sampled_from(numbers), max_size=2)) - winners
    continuing = [one for one in numbers if one not in elected and one not in out]
    return Reserved(tuple(limits), groups), elected, continuing, len(winners)


def lawful(reserved: Reserved, winners: Collection[int]) -> bool:
    counts = [(limit, len(reserved.groups[limit.group] & {*winners})) for limit in reserved.limits]
    return all(limit.at_least <= n and (limit.at_most is None or n <= limit.at_most) for limit, n in counts)


@given(case=cases())
@settings(max_examples=400, deadline=None)
def test_guard_and_doom_are_exact(case: tuple[Reserved, list[int], list[int], int]) -> None:
    reserved, elected, continuing, seats = case
    results = [
        {*elected, *some}
        for some in combinations(continuing, seats - len(elected))
        if lawful(reserved, [*elected, *some])
    ]
    assert reserved.possible(elected, continuing, seats) == bool(results)
    if not results:
        with pytest.raises(CannotReserve):
            reserved.judge(elected, continuing, seats)
        return
    verdict = reserved.judge(elected, continuing, seats)
    assert verdict.guarded == {one for one in continuing if all(one in result for result in results)}
    assert verdict.doomed == {one for one in continuing if not any(one in result for result in results)}


@given(case=feasible())
@settings(max_examples=200, deadline=None)
def test_excluding_and_electing_whoever_may_never_leads_astray(
    case: tuple[Reserved, list[int], list[int], int],
) -> None:
    """Whatever the votes say: with the doomed excluded and the guarded spared, the seats are filled within the limits."""
    reserved, elected, continuing, seats = case
    turn = 0
    while len(elected) < seats:
        verdict = reserved.judge(elected, continuing, seats)
        free = [one for one in continuing if one not in verdict.guarded | verdict.doomed]
        continuing = [one for one in continuing if one not in verdict.doomed]
        able = [*reserved.admit(continuing[:1], elected, continuing, seats)]
        turn += 1
        if free and turn % 2:
            continuing = [one for one in continuing if one != free[0]]
        else:
            elected, continuing = [*elected, able[0]], [one for one in continuing if one != able[0]]
    assert lawful(reserved, elected)


@given(case=cases(), order=st.permutations(range(1, 9)))
@settings(max_examples=200, deadline=None)
def test_filling_in_an_order_takes_whoever_can_be_taken(
    case: tuple[Reserved, list[int], list[int], int], order: list[int]
) -> None:
    reserved, _, continuing, _ = case
    order = [one for one in order if one in continuing]
    seats = (len(order) + 1) // 2
    results = [{*some} for some in combinations(order, seats) if lawful(reserved, some)]
    if not results:
        with pytest.raises(CannotReserve):
            fill(order, seats, reserved)
        return
    winners: list[int] = []
    for one in order:
        if any({*winners, one} <= result for result in results):
            winners.append(one)
    assert fill(order, seats, reserved) == tuple(winners)
    assert fill(order, seats, None) == tuple(order[:seats])


def test_three_kinds_of_limits_at_once() -> None:
    """Women, a region and a shift, one of each. For one seat there is one candidate who is all three."""
    groups = {"women": {2, 3}, "north": {1, 2}, "night": {2, 4, 5}}
    limits = (Limit("women", 1, 1), Limit("north", 1, 1), Limit("night", 1, 1))
    reserved = Reserved(limits, {name: frozenset(some) for name, some in groups.items()})
    assert reserved.judge((), range(1, 7), 1) == Verdict(frozenset({2}), frozenset({1, 3, 4, 5, 6}))
    assert reserved.judge((), (1, 3, 4, 5, 6), 3) == Verdict(frozenset({1, 3}), frozenset({6}))


def test_check_names_the_fewest_limits_that_contradict_each_other() -> None:
    contest = letters("ABCDE", {"A": 1}, 3)
    groups = {"women": frozenset({1}), "men": frozenset({2, 3, 4}), "north": frozenset({5})}
    limits = (Limit("north", 0, 1), Limit("women", 2), Limit("men", 1))
    with pytest.raises(CannotReserve) as caught:
        Reserved(limits, groups).check(contest, 3)
    assert str(caught.value) == (
        "3 seats cannot be filled so that women: at least 2 (stand: 1): nominate more, or change the limits"
    )
    Reserved((Limit("women", 1), Limit("men", 1)), groups).check(contest, 3)
    with pytest.raises(CannotReserve, match="3 seats and 2 candidates"):
        Reserved((), groups).check(contest.without(frozenset({1, 2, 3})), 3)


@pytest.mark.parametrize("limit", [Limit("men", -1), Limit("men", 2, 1), Limit("children", 1)])
def test_limits_that_make_no_sense_are_refused(limit: Limit) -> None:
    with pytest.raises(CannotReserve):
        Reserved((limit,), {"men": frozenset({1})})


def test_the_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completions, "STEPS", 1)
    reserved = Reserved((Limit("a", 1, 1),), {"a": frozenset({1, 2})})
    with pytest.raises(CannotReserve, match="cannot be decided within 1 steps"):
        reserved.judge((), (1, 2, 3), 2)


@pytest.mark.parametrize("rule", RESERVING)
@given(case=feasible(), papers=st.lists(st.permutations(range(1, 9)), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_every_rule_meets_limits_that_can_be_met(
    rule: str, case: tuple[Reserved, list[int], list[int], int], papers: list[list[int]]
) -> None:
    reserved, elected, continuing, seats = case
    numbers = [*elected, *continuing]
    names = "ABCDEFGH"[: max(numbers)]
    votes: dict[str, int] = {}
    for paper in papers:
        text = "".join("ABCDEFGH"[number - 1] for number in paper if number <= len(names))
        votes[text] = votes.get(text, 0) + 1
    contest = letters(names, votes, seats).without(frozenset(range(1, len(names) + 1)) - {*numbers})
    found = count(contest, rule, reserved=reserved, lot=LOT)
    assert len(found.winners) == seats
    assert lawful(reserved, found.winners)
    assert all(result_sheet(found, language) for language in Language)
    for stage in found.stages:
        if rule in TRANSFERABLE:
            assert sum(stage.standing.values()) + stage.exhausted + stage.lost == found.valid


@pytest.mark.parametrize("rule", TRANSFERABLE)
def test_a_doomed_candidate_with_a_quota_is_excluded(rule: str) -> None:
    """At most one of A and B: A has more votes, so that B's papers go on to C although B has a quota."""
    contest = letters("ABCD", {"A": 12, "BC": 11, "D": 4, "C": 3}, 2)
    reserved = Reserved((Limit("friends", 0, 1),), {"friends": frozenset({1, 2})})
    found = count(contest, rule, reserved=reserved, lot=LOT)
    assert found.winners == (1, 3)
    assert any(2 in stage.excluded for stage in found.stages)
    assert any(reason.key == "reserved.doomed" for stage in found.stages for reason in stage.reasons)


@pytest.mark.parametrize("rule", TRANSFERABLE)
def test_a_guarded_candidate_outlives_those_with_more_votes(rule: str) -> None:
    contest = letters("ABCDE", {"A": 6, "B": 6, "C": 5, "D": 1, "EA": 4}, 2)
    reserved = Reserved((Limit("women", 1),), {"women": frozenset({4})})
    found = count(contest, rule, reserved=reserved, lot=LOT)
    assert sorted(found.winners) == [1, 4]
    assert any(reason.key == "reserved.guarded" for stage in found.stages for reason in stage.reasons)
