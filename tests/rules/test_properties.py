"""Laws that hold for every rule and all figures."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st
from rules.making import rule

from veche.rules import Figures, Outcome, decide
from veche.rules.figures import total
from veche.rules.model import (
    AnyOf,
    Condition,
    Conditions,
    Rule,
    Settings,
    Stated,
    Way,
)
from veche.rules.small_groups import publish_units

BASES = (
    "roll",
    "roll_minus_prevented",
    "issued",
    "present",
    "voting",
    "papers_returned",
    "papers_returned_without_spoiled",
    "valid_votes",
    "yes_plus_no",
)
BARS = st.sampled_from([Fraction(a, b) for b in range(1, 8) for a in range(b + 1)])


def conditions(count: str, bases: tuple[str, ...] = BASES) -> st.SearchStrategy[Condition]:
    return st.builds(Condition, st.just(count), st.sampled_from(bases), BARS, st.booleans())


def asked(count: str, bases: tuple[str, ...] = BASES) -> st.SearchStrategy[Conditions]:
    one = conditions(count, bases)
    return st.lists(one | st.builds(lambda a, b: AnyOf((a, b)), one, one), min_size=1, max_size=2).map(tuple)


SETTINGS = st.builds(
    Settings,
    st.sampled_from([None, "not_voting", "present_not_for", "for_nobody"]),
    st.sampled_from([None, "abstain", "invalid"]),
)
QUORUM = st.just(()) | asked("papers_returned", ("roll", "roll_minus_prevented", "issued", "present"))


@st.composite
def rules(draw: st.DrawFn, units: str = "together") -> Rule:
    way = Way(None, draw(QUORUM), draw(asked("yes")))
    return replace(rule(), ways=(way,), settings=draw(SETTINGS), units=Stated(units))


@st.composite
def figures(draw: st.DrawFn, name: str = "") -> Figures:
    """Full figures that do not contradict each other."""
    yes, no, abstain, blank, spoiled, stayed, absent = (draw(st.integers(0, 12)) for _ in range(7))
    returned = yes + no + abstain + blank + spoiled
    present = returned + stayed
    roll = present + absent
    return Figures(
        name=name,
        roll=roll,
        prevented=draw(st.integers(0, absent)),
        present=present,
        issued=present,
        returned=returned,
        spoiled=spoiled,
        blank=blank,
        abstain=abstain,
        yes=yes,
        no=no,
    )  # fmt: skip


@given(rules(), figures())
def test_a_no_that_becomes_a_yes_never_turns_carried_into_lost(made: Rule, before: Figures) -> None:
    assume(before.no)
    after = replace(before, yes=before.yes + 1, no=before.no - 1)  # type: ignore[operator]
    if decide(made, before).outcome is Outcome.CARRIED:
        assert decide(made, after).outcome is Outcome.CARRIED


@given(rules(), figures())
def test_an_absent_member_who_comes_and_votes_yes_never_turns_carried_into_lost(
    made: Rule, before: Figures
) -> None:
    absent = before.roll - before.present - before.prevented  # type: ignore[operator]
    assume(absent > 0)
    more = {name: getattr(before, name) + 1 for name in ("present", "issued", "returned", "yes")}
    if decide(made, before).outcome is Outcome.CARRIED:
        after = decide(made, replace(before, **more))
        # One more who is present may leave the turnout among those present where it was, but never under its bar.
        assert after.outcome is Outcome.CARRIED


@given(BARS.filter(lambda bar: bar > 0), st.integers(1, 50), st.sampled_from(["at_least", "more_than"]))
def test_at_exact_equality_only_the_comparator_decides(bar: Fraction, times: int, comparator: str) -> None:
    base, count = bar.denominator * times, bar.numerator * times
    made = rule(f"majority: [{{count: yes, of: roll, {comparator}: {bar.numerator}/{bar.denominator}}}]")
    outcome = {
        yes: decide(made, Figures(roll=base, yes=yes)).outcome
        for yes in range(count - 1, min(count + 1, base) + 1)
    }
    expected = Outcome.CARRIED if comparator == "at_least" else Outcome.LOST
    assert outcome[count] is expected
    assert outcome[count - 1] is Outcome.LOST
    assert outcome.get(count + 1, Outcome.CARRIED) is Outcome.CARRIED


@given(
    rules(),
    figures(),
    st.sets(st.sampled_from([f.name for f in fields(Figures) if f.name not in ("name", "date", "excluded")])),
)
def test_hiding_numbers_never_changes_an_outcome_but_may_leave_it_open(
    made: Rule, full: Figures, hidden: set[str]
) -> None:
    part = decide(made, replace(full, **dict.fromkeys(hidden)))  # type: ignore[arg-type]
    whole = decide(made, full)
    if part.outcome is not Outcome.CANNOT_TELL:
        assert {part.outcome, whole.outcome} <= {
            Outcome.LOST,
            Outcome.NO_QUORUM,
        } or part.outcome is whole.outcome
    if whole.outcome is Outcome.CANNOT_TELL:
        assert part.outcome is Outcome.CANNOT_TELL


UNITS = st.lists(figures(), min_size=2, max_size=4).map(
    lambda found: [replace(one, name=f"Unit {number}") for number, one in enumerate(found)]
)


@given(rules(), UNITS)
def test_together_is_the_decision_on_the_sum(made: Rule, units: list[Figures]) -> None:
    assert decide(made, units).outcome is decide(made, total(units)).outcome


@given(rules("each"), UNITS)
def test_each_carries_where_every_unit_would_carry_alone(made: Rule, units: list[Figures]) -> None:
    alone = [decide(made, unit).outcome for unit in units]
    assert (decide(made, units).outcome is Outcome.CARRIED) == (set(alone) == {Outcome.CARRIED})


@given(rules("apart"), UNITS)
def test_apart_each_unit_decides_as_it_would_alone(made: Rule, units: list[Figures]) -> None:
    decision = decide(made, units)
    assert [one.outcome for one in decision.units] == [decide(made, unit).outcome for unit in units]


@given(rules(), UNITS, st.randoms())
def test_the_order_of_the_units_changes_nothing(made: Rule, units: list[Figures], random: object) -> None:
    shuffled = list(units)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert decide(made, units).outcome is decide(made, shuffled).outcome


@given(UNITS, st.integers(5, 40))
def test_no_hidden_unit_can_be_worked_out_from_the_sum(units: list[Figures], smallest: int) -> None:
    hidden = [
        unit for unit, one in zip(units, publish_units(units, smallest), strict=True) if one.outcome_only
    ]
    everything = sum(unit.returned or 0 for unit in units) < smallest
    if hidden and not everything:
        assert len(hidden) > 1
        assert sum(unit.returned or 0 for unit in hidden) >= smallest
    assert all(unit in hidden for unit in units if 0 < (unit.returned or 0) < smallest)
