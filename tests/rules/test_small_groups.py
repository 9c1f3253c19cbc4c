"""When a result tells how somebody voted, and what may be published then."""

from __future__ import annotations

from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.making import majority, rule

from veche.rules import Figures, Outcome, decide
from veche.rules.small_groups import (
    FLOOR,
    orders,
    publish,
    publish_units,
    publishable,
    revealing,
    revealing_question,
    revealing_rankings,
    unique_weights,
)


def papers(name: str = "", **numbers: int) -> Figures:
    known = {"abstain": 0, "blank": 0, "spoiled": 0} | numbers
    return Figures(name, returned=sum(known.values()), **known)


def keys(figures: Figures, smallest: int = 10) -> list[str]:
    return [warning.key for warning in revealing(figures, smallest)]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (papers(yes=60, no=40), []),
        (papers(yes=100, no=0), ["small.unanimous"]),
        (papers(yes=0, no=100), ["small.unanimous"]),
        (papers(yes=100, no=0, spoiled=3), ["small.unanimous"]),
        (papers(yes=99, no=1), ["small.nearly_unanimous"]),
        (papers(yes=98, no=1, abstain=1), ["small.nearly_unanimous"]),
        (papers(yes=97, no=3), []),
        (papers(yes=5, no=4), ["small.unit"]),
        (papers(yes=9, no=0), ["small.unit", "small.unanimous"]),
        (papers(yes=0, no=0), []),
        (Figures(roll=5), []),
    ],
)
def test_numbers_that_tell_how_somebody_voted_are_named(figures: Figures, expected: list[str]) -> None:
    assert keys(figures) == expected


def test_how_many_papers_hide_each_other_can_be_chosen_but_not_four() -> None:
    assert keys(papers(yes=5, no=4), 9) == []
    assert publishable(papers(yes=5, no=4), 9).outcome_only is False
    assert publishable(papers(yes=5, no=4), 10).outcome_only is True
    with pytest.raises(ValueError, match=str(FLOOR)):
        publishable(papers(yes=5, no=4), FLOOR - 1)


def test_a_small_unit_publishes_its_turnout_and_not_its_votes() -> None:
    figures = publishable(papers(yes=5, no=3, abstain=1)).figures
    assert figures.returned == 9
    assert [figures.yes, figures.no, figures.abstain, figures.blank, figures.spoiled] == [None] * 5


def test_a_single_hidden_unit_takes_another_with_it() -> None:
    units = [papers("A", yes=5, no=2), papers("B", yes=30, no=10), papers("C", yes=12, no=8)]
    assert [one.outcome_only for one in publish_units(units)] == [True, False, True]


def test_hidden_units_that_are_tiny_together_take_another_with_them() -> None:
    units = [
        papers("A", yes=2, no=1),
        papers("B", yes=1, no=2),
        papers("C", yes=12, no=8),
        papers("D", yes=30, no=9),
    ]
    assert [one.outcome_only for one in publish_units(units)] == [True, True, True, False]


def test_a_published_decision_has_no_votes_of_a_small_unit() -> None:
    made = rule("quorum: [{count: papers_returned, of: roll, at_least: 1/2}]")
    told = publish(decide(made, Figures(roll=12, returned=9, yes=6, no=3)))
    assert told.outcome is Outcome.CARRIED
    assert [one.sentence.key for one in told.reasons] == ["reason.share", "small.hidden"]
    assert told.figures.yes is None
    text = str(told.to_json())
    assert "66" not in text
    assert "'yes'" not in text


def test_a_published_decision_hides_the_votes_of_small_units_alone() -> None:
    units = [papers("A", yes=5, no=2), papers("B", yes=30, no=10), papers("C", yes=12, no=8)]
    told = publish(decide(rule("units: {are: apart}"), units))
    assert [unit.figures.yes for unit in told.units] == [None, 30, None]
    assert [unit.outcome for unit in told.units] == [Outcome.CARRIED] * 3


def test_a_large_vote_is_published_whole() -> None:
    decision = decide(majority("roll", "more_than: 1/2"), papers(yes=60, no=40))
    assert publish(decision) == decision


def test_public_votes_reveal_nothing() -> None:
    units = [papers("A", yes=5, no=0), papers("B", yes=4, no=0)]
    apart = rule("units: {are: apart}")
    secret = [one.key for one in decide(apart, units).warnings]
    public = [one.key for one in decide(apart, units, secret=False).warnings]
    assert "caution.in_unit" in secret
    assert "caution.in_unit" not in public


def test_a_weight_of_ones_own_is_a_name() -> None:
    assert unique_weights([10, 10, 7, 7]) == ()
    (warning,) = unique_weights([10, 10, 7, 3])
    assert (warning.count, warning.places["weight"]) == (2, 3)


def test_how_many_orders_there_are() -> None:
    assert orders(3) == 1 + 3 + 6 + 6
    assert orders(3, ranked=1) == 4
    assert orders(3, ranked=9) == orders(3)
    assert orders(10) == sum(factorial(10) // factorial(left) for left in range(11)) == 9_864_101


@pytest.mark.parametrize(
    ("candidates", "voters", "ranked", "warned"),
    [(3, 15, None, True), (3, 16, None, False), (3, 17, None, False), (10, 100_000, None, True), (10, 100, 1, False), (5, 0, None, False)],
)  # fmt: skip
def test_full_rankings_are_not_for_small_unions(
    candidates: int, voters: int, ranked: int | None, warned: bool
) -> None:
    assert bool(revealing_rankings(candidates, voters, ranked)) is warned


def test_a_warning_does_not_tell_what_the_figures_hide() -> None:
    """ "All voted alike" and "carried" together are the votes."""
    alone = publish(decide(majority("papers_returned", "more_than: 1/2"), papers(yes=8, no=0, spoiled=1)))
    assert [one.key for one in alone.warnings] == ["small.unit"]
    units = [papers("A", yes=7, no=0), papers("B", yes=30, no=0), papers("C", yes=12, no=8)]
    told = publish(decide(rule("units: {are: each}"), units))
    said = {
        (one.places["unit"], one.places["warning"].key)
        for one in told.warnings
        if one.key == "caution.in_unit"
    }  # type: ignore[union-attr]
    assert said == {("A", "small.unit"), ("B", "small.unanimous")}


def test_of_units_that_are_added_up_nothing_is_told() -> None:
    units = [papers("A", yes=7, no=0), papers("B", yes=5, no=30)]
    assert [one.key for one in decide(rule("units: {are: together}"), units).warnings] == []


APART = "units: {are: apart}"


def test_units_that_are_all_small_do_not_show_their_sum() -> None:
    """Three and four papers: the sum of seven is as small a group as each of them."""
    told = publish(decide(rule(APART), [papers("A", yes=3, no=0), papers("B", yes=1, no=3)]))
    assert (told.figures.returned, told.figures.yes, told.figures.no) == (7, None, None)
    assert "small.hidden" in [one.sentence.key for one in told.reasons]


def test_a_sum_never_shows_that_all_hidden_votes_are_alike() -> None:
    """The sum less the open units: A and B said yes to the last voter, so C hides with them."""
    units = [
        papers("A", yes=9, no=0),
        papers("B", yes=8, no=0),
        papers("C", yes=12, no=8),
        papers("D", yes=30, no=9),
    ]
    assert [one.outcome_only for one in publish_units(units)] == [True, True, True, False]


def test_a_sum_in_which_all_voted_alike_is_warned_of() -> None:
    decision = decide(rule(APART), [papers("A", yes=12, no=0), papers("B", yes=30, no=0)])
    assert "small.unanimous" in [one.key for one in decision.warnings]


def test_a_unit_in_which_nobody_voted_hides_nothing_and_takes_nobody_with_it() -> None:
    units = [papers("A", yes=0, no=0), papers("B", yes=30, no=10), papers("C", yes=12, no=8)]
    assert [one.outcome_only for one in publish_units(units)] == [False, False, False]


def test_attendance_does_not_tell_who_abstained() -> None:
    """Where whoever abstains does not vote, those who voted are the papers returned less the abstentions."""
    made = rule(
        """
        quorum: [{count: papers_returned, of: roll, at_least: 1/2}]
        settings: {abstain_counts_as: not_voting, blank_is: abstain}
        """
    )
    told = publish(decide(made, Figures(roll=12, returned=9, spoiled=0, blank=0, abstain=2, yes=6, no=1)))
    assert [one.sentence.key for one in told.reasons] == ["small.hidden"]


def test_what_a_rule_leaves_open_does_not_tell_that_somebody_abstained() -> None:
    made = majority("voting", "more_than: 1/2")
    told = publish(decide(made, papers(yes=4, no=3, abstain=1)))
    assert told.outcome is Outcome.CANNOT_TELL
    assert [one.sentence.key for one in told.reasons] == ["small.hidden"]


def test_numbers_that_nobody_gave_are_not_called_hidden() -> None:
    made = rule("quorum: [{count: papers_returned, of: roll, at_least: 1/2}]")
    told = publish(decide(made, Figures(roll=100)))
    assert [one.sentence.key for one in told.reasons] == ["reason.missing", "reason.missing"]
    told = publish(decide(majority("present", "more_than: 1/2"), Figures(yes=5)))
    assert [one.sentence.key for one in told.reasons] == ["reason.missing", "small.hidden"]


def test_the_smallest_unit_is_said_where_votes_are_hidden() -> None:
    told = publish(decide(rule(), papers(yes=9, no=5), smallest=20), 20)
    (reason,) = [one.sentence for one in told.reasons]
    assert (reason.key, reason.places["smallest"]) == ("small.hidden", 20)
    assert [one.places["smallest"] for one in told.warnings if one.key == "small.unit"] == [20]
    units = [papers("A", yes=5, no=2), papers("B", yes=30, no=10), papers("C", yes=12, no=8)]
    keys_of_c = [one.sentence.key for one in publish(decide(rule(APART), units)).units[2].reasons]
    assert keys_of_c == ["small.hidden_with"]


def test_one_paper_is_told_even_by_the_outcome() -> None:
    assert keys(papers(yes=1, no=0)) == ["small.one", "small.unanimous"]


@given(
    st.lists(
        st.tuples(*[st.integers(0, 12)] * 5),
        min_size=1,
        max_size=6,
    )
)
def test_nothing_published_gives_back_the_votes_of_few(votes: list[tuple[int, ...]]) -> None:
    """Whatever is not shown is never one unit alone, nor few papers, nor papers that are all alike."""
    names = ("yes", "no", "abstain", "blank", "spoiled")
    units = [papers(f"U{n}", **dict(zip(names, vote, strict=True))) for n, vote in enumerate(votes)]
    told = publish(decide(rule(APART), units))
    shown = told.units or (told,)
    hidden = [
        one for one, unit in zip(shown, units, strict=True) if unit.returned and one.figures.yes is None
    ]
    if told.figures.yes is None or not hidden:
        return
    left = {
        name: getattr(told.figures, name)
        - sum(getattr(one.figures, name) or 0 for one in shown if one not in hidden)
        for name in names
    }
    assert len(hidden) > 1
    assert sum(left.values()) >= 10
    if len(hidden) < len([unit for unit in units if unit.returned]):
        assert keys(papers(**left)) == []


@pytest.mark.parametrize(("roll", "warned"), [(0, True), (15, True), (16, False), (500, False)])
def test_a_question_that_shows_every_vote_is_named_before_it_opens(roll: int, warned: bool) -> None:
    """Three answers can be ranked in 1 + 3 + 6 + 6 ways."""
    found = revealing_question(2, 3, roll)
    assert bool(found) is warned
    assert all(one.places == {"number": 2, "orders": 16, "voters": roll} for one in found)
