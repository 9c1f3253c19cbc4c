from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.speaking import FEWEST, Line, Said, statistics


def said(speakers: str, side: str = "neutral", *groups: str, seconds: int = 10) -> list[Said]:
    return [Said(one, side, frozenset(groups), seconds) for one in speakers]


def test_groups_and_sides_of_three_are_told() -> None:
    found = statistics(
        said("abc", "pro", "women") + said("def", "contra") + said("a", "pro", "women"), ["women"]
    )
    assert found.whole == Line("", 7, 70)
    assert found.sides == (Line("pro", 4, 40), Line("contra", 3, 30))
    assert found.groups == (Line("women", 4, 40),)


def test_two_who_speak_often_are_not_three() -> None:
    assert statistics(said("ababab"), []).whole is None
    found = statistics(said("ababab", "pro", "women") + said("cdef", "pro"), ["women"])
    assert found.groups == ()


def test_a_group_beside_which_two_are_left_is_not_told() -> None:
    assert statistics(said("abcd", "pro", "women") + said("ef", "pro"), ["women"]).groups == ()


def test_everybody_of_one_group_is_told() -> None:
    assert statistics(said("abc", "pro", "women"), ["women"]).groups == (Line("women", 3, 30),)


def test_a_small_side_takes_another_with_it() -> None:
    found = statistics(said("abcdef", "pro") + said("ghi", "contra") + said("j", "order"), [])
    assert found.sides == (Line("pro", 6, 60),)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["pro", "contra", "neutral", "order"]),
                          st.booleans(), st.integers(1, 9)), max_size=25))  # fmt: skip
def test_nothing_told_nor_what_is_left_over_is_of_fewer_than_three(
    rows: list[tuple[str, str, bool, int]],
) -> None:
    all_ = [
        Said(who, side, frozenset({"women"} if group else ()), seconds) for who, side, group, seconds in rows
    ]
    found = statistics(all_, ["women"])
    told = {line.name for line in found.sides}
    parts = [[one for one in all_ if one.side == name] for name in told]
    parts.append([one for one in all_ if one.side not in told] if found.whole else [])
    if found.groups:
        parts += [[one for one in all_ if one.groups], [one for one in all_ if not one.groups]]
    for part in parts:
        assert not part or len({one.speaker for one in part}) >= FEWEST
