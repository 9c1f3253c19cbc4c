"""The furthest-reaching rule: what goes first, why, and who falls."""

from __future__ import annotations

from fractions import Fraction

import pytest
from assembly.text.making import amended
from hypothesis import given

from veche.assembly.furthest import Ranked, groups, order, said
from veche.assembly.text import Amendment, Change, Kind, conflicts
from veche.words import Language

TEXT = [
    "The strike begins on Monday at six in every hall.",
    "Wages rise by ten per cent.",
    "Nobody is dismissed.",
]


def replaces(number: int, text: str, place: int = 0, to: str | None = None) -> Amendment:
    return Amendment(f"a{number}", number, (Change(place, Kind.REPLACE, text),), to)


def deletes(number: int, *places: int) -> Amendment:
    return Amendment(f"a{number}", number, tuple(Change(place, Kind.DELETE) for place in places))


def inserts(number: int, after: int) -> Amendment:
    return Amendment(f"a{number}", number, (Change(after, Kind.INSERT, f"New {number}."),))


PER_CENT = "\N{NO-BREAK SPACE}%"
TUESDAY = TEXT[0].replace("Monday", "Tuesday")
NOON = TEXT[0].replace("Monday at six", "Tuesday at noon")
SHOP = TEXT[0].replace("hall", "shop")


def ids(found: list[Ranked]) -> list[str]:
    return [one.id for one in found]


def english(one: Ranked) -> str:
    return said(one.why, Language.EN)


def test_deleting_goes_before_rewording_and_more_before_less() -> None:
    found = order(TEXT, [replaces(1, TUESDAY), replaces(2, NOON), deletes(3, 0)])
    assert ids(found) == ["a3", "a2", "a1"]
    assert [english(one) for one in found] == [
        "It deletes paragraphs. Amendment 2 only rewords, so it comes later.",
        f"It rewords paragraphs. It changes 30.0{PER_CENT} of the text of these paragraphs, amendment 1 changes 16.4{PER_CENT}.",
        "It rewords paragraphs. The others go further.",
    ]
    assert found[0].falls == ("a2", "a1")
    assert found[1].falls == ("a1",)


def test_the_share_is_an_exact_part_of_the_letters_before_and_after() -> None:
    (one,) = order(["one two"], [replaces(1, "one four")])
    assert one.reach.share == Fraction(3 + 4, 6 + 7)


def test_who_goes_as_far_is_ordered_by_number() -> None:
    found = order(
        TEXT, [replaces(5, TEXT[1].replace("ten", "six"), 1), replaces(4, TEXT[1].replace("ten", "two"), 1)]
    )
    assert ids(found) == ["a4", "a5"]
    assert (
        english(found[0]) == "It rewords paragraphs. It goes as far as amendment 5, and has the lower number."
    )


def test_what_competes_with_nothing_is_a_group_of_its_own() -> None:
    found = groups(TEXT, [inserts(4, 0), inserts(3, 0), replaces(2, "Nobody.", 2), replaces(1, TUESDAY)])
    assert [(group.paragraphs, ids(list(group.ranked))) for group in found] == [
        ((0,), ["a1"]),
        ((0,), ["a3"]),
        ((0,), ["a4"]),
        ((2,), ["a2"]),
    ]
    assert all(
        english(one) == "No other amendment touches the same paragraphs." for g in found for one in g.ranked
    )


def test_two_that_can_both_hold_compete_and_neither_falls() -> None:
    (group,) = groups(TEXT, [replaces(1, TUESDAY), replaces(2, SHOP)])
    assert [one.falls for one in group.ranked] == [(), ()]


def test_deleting_everything_comes_first_and_settles_all_that_rewords_or_deletes() -> None:
    found = groups(TEXT, [replaces(1, TUESDAY), deletes(2, 1), deletes(3, 0, 1, 2), inserts(4, 2)])
    assert ids(list(found[0].ranked)) == ["a3"]
    first = found[0].ranked[0]
    assert english(first) == "It deletes the whole text. So it comes before everything else."
    assert set(first.falls) == {"a1", "a2"}


def test_who_says_the_same_or_less_has_nothing_left_to_say() -> None:
    both = Amendment("a1", 1, (Change(0, Kind.DELETE), Change(1, Kind.DELETE)))
    found = order(TEXT, [both, deletes(2, 1), deletes(3, 0, 1)])
    assert ids(found)[0] == "a1"
    assert set(found[0].falls) == {"a2", "a3"}


def test_what_amends_an_amendment_comes_before_it_and_falls_with_it() -> None:
    found = order(
        TEXT, [deletes(1, 0), replaces(2, TUESDAY), replaces(3, NOON, to="a2"), replaces(4, SHOP, to="a3")]
    )
    assert [(one.id, one.depth) for one in found] == [("a1", 0), ("a4", 2), ("a3", 1), ("a2", 0)]
    assert found[0].falls == ("a2", "a3", "a4")
    assert english(found[2]) == "It changes amendment 2. So it comes before it."


def test_the_chair_puts_one_elsewhere_and_who_falls_follows() -> None:
    amendments = [replaces(1, TUESDAY), deletes(2, 0), replaces(3, TEXT[1] + " Soon.", 1)]
    found = order(TEXT, amendments, {"a1": 0, "a2": 1})
    assert ids(found) == ["a1", "a2", "a3"]
    assert [one.falls for one in found] == [("a2",), (), ()]
    assert english(found[0]) == "It rewords paragraphs. The chair put it here."


@given(amended(5))
def test_everybody_is_voted_on_once_and_nobody_falls_before_a_rival(
    made: tuple[list[str], list[Amendment]],
) -> None:
    paragraphs, amendments = made
    found = order(paragraphs, amendments)
    assert sorted(ids(found)) == sorted(one.id for one in amendments)
    assert found == order(paragraphs, amendments[::-1])
    place = {one.id: number for number, one in enumerate(found)}
    falls = {one.id: set(one.falls) for one in found}
    for clash in conflicts(paragraphs, amendments):
        first, second = sorted((clash.first, clash.second), key=place.__getitem__)
        assert second in falls[first]
    assert all(place[one.id] < place[other] for one in found for other in one.falls)


@given(amended(5))
def test_among_rivals_none_goes_further_than_one_before_it(made: tuple[list[str], list[Amendment]]) -> None:
    for group in groups(*made):
        ranks = [one.reach.rank for one in group.ranked]
        assert ranks == sorted(ranks)


@pytest.mark.parametrize("language", Language)
def test_every_reason_is_said_in_every_language(language: Language) -> None:
    amendments = [replaces(1, TUESDAY), replaces(2, NOON), deletes(3, 0), deletes(4, 0, 1, 2), inserts(5, 1)]
    said_here = [said(one.why, language) for one in order(TEXT, [*amendments, replaces(6, SHOP, to="a1")])]
    said_here += [said(one.why, language) for one in order(TEXT, amendments, {"a1": 0})]
    assert all("{" not in one for one in said_here)
    assert len(set(said_here)) > 6
