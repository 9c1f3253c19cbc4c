"""Outcomes: kinds of rules, units, questions, missing numbers, and what a rule leaves open."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from rules.making import HEAD, majority, rule

from veche import rules
from veche.rules import BadFigures, Figures, Outcome, UnknownRule, decide, decide_questions, find
from veche.words import Language, catalogue

ENGLISH = catalogue(Path(rules.__file__).parent / "words", Language.EN)
CARRIED, LOST, NO_QUORUM = Outcome.CARRIED, Outcome.LOST, Outcome.NO_QUORUM
CANNOT_TELL, APART, NO_LAW = Outcome.CANNOT_TELL, Outcome.APART, Outcome.NO_LAW


def papers(name: str = "", **numbers: int) -> Figures:
    return Figures(name, **({"abstain": 0, "blank": 0, "spoiled": 0} | numbers))


def keys(decision: rules.Decision) -> list[str]:
    return [reason.sentence.key for reason in decision.reasons]


def warnings(decision: rules.Decision) -> list[str]:
    return [warning.key for warning in decision.warnings]


@pytest.mark.parametrize(
    ("of", "base"),
    [
        ("roll", 93),
        ("roll_minus_prevented", 90),
        ("issued", 80),
        ("present", 75),
        ("papers_returned", 70),
        ("papers_returned_without_spoiled", 63),
        ("valid_votes", 55),
        ("yes_plus_no", 51),
    ],
)
def test_every_base_is_what_its_name_says(of: str, base: int) -> None:
    figures = Figures(
        roll=100, excluded=7, prevented=3, present=75, issued=80, returned=70, spoiled=4, blank=3,
        abstain=12, yes=40, no=11,
    )  # fmt: skip
    settings = "settings: {abstain_counts_as: present_not_for, blank_is: invalid}"
    if of == "valid_votes":
        figures = Figures(returned=70, spoiled=12, blank=3, abstain=4, yes=40, no=11)
        settings = "settings: {abstain_counts_as: for_nobody, blank_is: invalid}"
    made = majority(of, f"at_least: 40/{base}", settings=settings)
    assert decide(made, figures).outcome is CARRIED
    stricter = majority(of, f"more_than: 40/{base}", settings=settings)
    assert decide(stricter, figures).outcome is LOST


@pytest.mark.parametrize(
    ("setting", "returned", "valid"),
    [("present_not_for", 20, 10), ("not_voting", 15, 10), ("for_nobody", 20, 15)],
)
def test_an_abstention_counts_as_the_setting_says(setting: str, returned: int, valid: int) -> None:
    figures = Figures(returned=20, yes=8, no=2, abstain=5, blank=0, spoiled=5)
    settings = f"settings: {{abstain_counts_as: {setting}}}"
    for of, base in (("papers_returned", returned), ("valid_votes", valid)):
        assert decide(majority(of, f"at_least: 8/{base}", settings=settings), figures).outcome is CARRIED
        assert decide(majority(of, f"more_than: 8/{base}", settings=settings), figures).outcome is LOST


@pytest.mark.parametrize(("blank_is", "base"), [("invalid", 15), ("abstain", 18)])
def test_a_blank_paper_is_what_the_setting_says(blank_is: str, base: int) -> None:
    figures = Figures(returned=20, yes=8, no=2, abstain=5, blank=3, spoiled=2)
    made = majority(
        "papers_returned_without_spoiled",
        f"at_least: 8/{base}",
        settings=f"settings: {{blank_is: {blank_is}}}",
    )
    assert decide(made, figures).outcome is CARRIED
    assert decide(majority("papers_returned_without_spoiled", f"more_than: 8/{base}",
                           settings=f"settings: {{blank_is: {blank_is}}}"), figures).outcome is LOST  # fmt: skip


def test_where_the_rule_is_silent_and_it_matters_nobody_can_tell() -> None:
    made = majority("valid_votes", "more_than: 1/2")
    figures = papers(yes=6, no=4, abstain=3)
    decision = decide(made, figures)
    assert decision.outcome is CANNOT_TELL
    assert [one for one in keys(decision) if one.endswith(("depends", "reading"))] == [
        "reason.depends",
        "reason.reading",
        "reason.reading",
        "reason.reading",
    ]
    assert "what an abstention counts as" in decision.reasons[0].sentence.say(ENGLISH)


def test_where_the_rule_is_silent_and_it_does_not_matter_the_outcome_stands() -> None:
    made = majority("valid_votes", "more_than: 1/2")
    assert decide(made, papers(yes=9, no=4, abstain=3)).outcome is CARRIED
    assert decide(made, papers(yes=4, no=6, abstain=3)).outcome is LOST


def test_two_open_settings_that_only_matter_together_are_both_named() -> None:
    made = majority("valid_votes", "at_least: 1/2")
    decision = decide(made, Figures(returned=10, yes=4, no=3, abstain=1, blank=2, spoiled=0))
    assert decision.outcome is CANNOT_TELL
    named = {
        one.sentence.places["setting"].key for one in decision.reasons if one.sentence.key == "reason.depends"
    }  # type: ignore[union-attr]
    assert named == {"setting.abstain_counts_as", "setting.blank_is"}


def test_attendance_at_the_opening_may_carry_the_quorum() -> None:
    quorum = "quorum: [{count: present, of: roll, more_than: 1/2}]\n"
    figures = papers(roll=100, present_at_opening=60, present=45, yes=30, no=10)
    ways = {
        "{quorum_checked_at: open, quorum_lost: record}": CARRIED,
        "{quorum_checked_at: open, quorum_lost: stop}": NO_QUORUM,
        "{quorum_checked_at: each_vote}": NO_QUORUM,
    }
    for settings, outcome in ways.items():
        assert decide(rule(f"{quorum}settings: {settings}"), figures).outcome is outcome
    assert decide(rule(quorum), figures).outcome is CANNOT_TELL


def test_a_missing_number_is_named() -> None:
    made = rule("quorum: [{count: papers_returned, of: roll, at_least: 1/2}]")
    decision = decide(made, Figures(returned=60, yes=40, no=20))
    assert decision.outcome is CANNOT_TELL
    assert decision.missing == ("roll",)
    assert decision.reasons[0].sentence.say(ENGLISH) == (
        "Quorum: cannot be told, because this number is not given: on the roll"
    )


def test_a_missing_number_does_not_save_a_vote_that_is_lost_anyway() -> None:
    made = rule("quorum: [{count: papers_returned, of: roll, at_least: 1/2}]")
    assert decide(made, Figures(yes=20, no=40)).outcome is LOST
    made = rule(
        """
        quorum: [{count: present, of: roll, at_least: 1/2}]
        majority: [{count: yes, of: issued, more_than: 1/2}]
        """
    )
    assert decide(made, Figures(roll=10, present=4, yes=4)).outcome is NO_QUORUM


def test_numbers_that_follow_from_others_need_not_be_given() -> None:
    made = majority("papers_returned", "more_than: 1/2")
    assert decide(made, papers(yes=6, no=5)).outcome is CARRIED
    assert decide(made, Figures(returned=11, yes=6, no=5)).outcome is CARRIED
    assert decide(made, Figures(yes=6, no=5)).missing == ("returned",)


def test_a_condition_that_nobody_confirmed_takes_part_in_nothing() -> None:
    made = rule(
        """
        majority:
          - {count: yes, of: yes_plus_no, more_than: 1/2, confidence: confirmed}
          - {count: yes, of: roll, at_least: 1/3, confidence: unconfirmed}
        """
    )
    decision = decide(made, papers(roll=10, yes=9, no=0))
    assert decision.outcome is CANNOT_TELL
    assert keys(decision) == ["reason.unknown"]
    assert "caution.unconfirmed" in warnings(decision)


def test_a_quorum_that_is_not_known_leaves_a_lost_vote_lost() -> None:
    made = rule("quorum: unknown")
    assert decide(made, papers(yes=6, no=5)).outcome is CANNOT_TELL
    assert decide(made, papers(yes=5, no=6)).outcome is LOST


def test_all_conditions_must_hold_and_of_alternatives_one() -> None:
    made = rule(
        """
        majority:
          - any_of:
              - {count: yes, of: roll, more_than: 1/2}
              - {count: yes, of: present, at_least: 2/3}
          - {count: yes, at_least: 20}
        """
    )
    assert decide(made, papers(roll=60, present=30, yes=20, no=10)).outcome is CARRIED
    assert decide(made, papers(roll=60, yes=31, no=0)).outcome is CARRIED
    assert decide(made, papers(roll=60, yes=20, no=0)).outcome is CANNOT_TELL
    assert decide(made, papers(roll=60, present=31, yes=20, no=10)).outcome is LOST
    assert decide(made, papers(roll=24, present=24, yes=19, no=5)).outcome is LOST


def test_a_share_of_nobody_is_never_reached() -> None:
    made = majority("yes_plus_no", "at_least: 0/1")
    decision = decide(made, papers(yes=0, no=0))
    assert decision.outcome is LOST
    assert keys(decision) == ["reason.nobody"]


VETO = HEAD.replace("ballot", "veto")


def test_a_veto_needs_its_majority_and_without_it_the_strike_stands() -> None:
    made = rule(
        """
        quorum: [{count: papers_returned, of: roll, at_least: 1/2}]
        majority: [{count: no, of: papers_returned, more_than: 1/2}]
        called_by: {condition: {count: petition, of: roll, at_least: 1/4}}
        """,
        head=VETO,
    )
    base = {"roll": 100, "petition": 25}
    assert decide(made, papers(yes=20, no=40, **base)).headline.key == "outcome.rejected"
    assert decide(made, papers(yes=30, no=30, **base)).headline.key == "outcome.stands"
    assert decide(made, papers(yes=0, no=40, **base)).outcome is CARRIED, (
        "too few voted for the veto to count"
    )
    assert decide(made, papers(yes=0, no=60, roll=100, petition=24)).outcome is CARRIED
    assert decide(made, papers(yes=0, no=60, roll=100)).outcome is CANNOT_TELL
    assert decide(made, papers(yes=60, no=0, roll=100)).outcome is CARRIED


def test_consent_is_told_as_consent() -> None:
    made = rule("majority: [{count: yes, of: roll, at_least: 1/4}]", head=HEAD.replace("ballot", "consent"))
    decision = decide(made, Figures(roll=80, yes=20))
    assert (decision.outcome, decision.headline.key) == (CARRIED, "outcome.agreed")
    assert decision.reasons[0].sentence.say(ENGLISH).startswith("Consent: 20 have agreed")
    assert decide(made, Figures(roll=81, yes=20)).headline.key == "outcome.not_agreed"


def test_a_law_that_asks_for_no_vote_decides_nothing() -> None:
    decision = decide(find("hu-1989-7"), papers(roll=10, yes=10, no=0))
    assert (decision.outcome, keys(decision)) == (NO_LAW, ["reason.no_law"])


def test_a_rule_that_is_switched_off_says_why() -> None:
    made = rule("off: Nobody could read it.")
    decision = decide(made, papers(yes=9, no=0))
    assert decision.outcome is CANNOT_TELL
    assert decision.reasons[0].sentence.say(ENGLISH) == "This rule is switched off: Nobody could read it."


def test_a_smaller_share_can_end_a_strike() -> None:
    decision = decide(find("de-verdi"), papers(roll=100, prevented=0, yes=26, no=74), ending=True)
    assert (decision.outcome, decision.headline.key) == (CARRIED, "outcome.ended")
    with pytest.raises(UnknownRule, match="no vote that ends a strike"):
        decide(rule(), papers(yes=1, no=0), ending=True)


def test_a_rule_with_several_ways_must_be_told_which() -> None:
    with pytest.raises(UnknownRule, match="meeting or conference"):
        decide(find("by-389"), papers(yes=1, no=0))
    with pytest.raises(UnknownRule, match="no way congress"):
        decide(find("by-389"), papers(yes=1, no=0), variant="congress")


UNITS = (papers("A", roll=10, yes=6, no=1), papers("B", roll=10, yes=3, no=5))


@pytest.mark.parametrize(("are", "outcome"), [("together", CARRIED), ("each", LOST), ("apart", APART)])
def test_units_are_counted_as_the_rule_says(are: str, outcome: Outcome) -> None:
    made = rule(f"units: {{are: {are}}}")
    decision = decide(made, UNITS)
    assert decision.outcome is outcome
    assert [one.outcome for one in decision.units] == ([] if are == "together" else [CARRIED, LOST])
    assert (decision.figures.yes, decision.figures.no) == (9, 6)


def test_one_unit_without_quorum_stops_all_that_must_carry_together() -> None:
    made = rule("units: {are: each}\nquorum: [{count: papers_returned, of: roll, at_least: 1/2}]")
    assert decide(made, (UNITS[0], papers("B", roll=10, yes=4, no=0))).outcome is NO_QUORUM
    assert decide(made, (UNITS[0], papers("B", roll=10, yes=5, no=0))).outcome is CARRIED
    assert decide(made, (UNITS[0], papers("B", yes=5, no=0))).outcome is CANNOT_TELL


def test_a_quorum_can_have_two_parts() -> None:
    """A hundred members, from at least half of the campuses."""
    made = rule(
        """
        quorum:
          - {count: present, at_least: 100}
          - {count: units, of: units, at_least: 1/2}
        units: {are: together, kind: regions}
        """
    )
    campuses = [
        papers(name, present=here, yes=here, no=0)
        for name, here in (("N", 60), ("S", 50), ("E", 0), ("W", 0))
    ]
    assert decide(made, campuses).outcome is CARRIED
    assert decide(made, [*campuses, papers("X", present=0, yes=0, no=0)]).outcome is NO_QUORUM
    fewer = [papers(name, present=here, yes=here, no=0) for name, here in (("N", 60), ("S", 39))]
    assert decide(made, fewer).outcome is NO_QUORUM


def test_the_number_of_units_is_asked_of_the_whole_even_where_units_decide_apart() -> None:
    made = rule("units: {are: each}\nquorum: [{count: units, at_least: 3}]")
    decision = decide(made, (*UNITS[:1], papers("B", roll=10, yes=5, no=1)))
    assert decision.outcome is NO_QUORUM
    assert (
        decision.reasons[-1].sentence.say(ENGLISH)
        == "Quorum: 2 units took part; at least 3 was required: not met"
    )


def test_one_set_of_figures_does_not_show_each_unit() -> None:
    assert "one_unit.each" in warnings(decide(rule("units: {are: each}"), UNITS[0]))
    assert "one_unit.each" not in warnings(decide(rule("units: {are: each}"), UNITS))


def test_units_need_names_of_their_own() -> None:
    for units in ([papers(yes=1, no=0)] * 2, [papers("A", yes=1, no=0)] * 2):
        with pytest.raises(BadFigures, match="name of its own"):
            decide(rule(), units)
    with pytest.raises(BadFigures, match="at least one unit"):
        decide(rule(), [])


@pytest.mark.parametrize(("setting", "outcome"), [("apart", APART), ("each", LOST)])
def test_questions_are_decided_one_by_one(setting: str, outcome: Outcome) -> None:
    questions = {"Strike": papers(yes=6, no=1), "Work to rule": papers(yes=1, no=6)}
    together, decisions = decide_questions(rule(f"questions: {setting}"), questions)
    assert together is outcome
    assert [one.outcome for one in decisions.values()] == [CARRIED, LOST]


def test_excluded_groups_leave_the_base() -> None:
    made = rule(
        """
        majority: [{count: yes, of: roll, more_than: 1/2}]
        excluded_from_base: [{who: the fire brigade}]
        """
    )
    assert decide(made, papers(roll=100, excluded=20, yes=41, no=0)).outcome is CARRIED
    lost = decide(made, papers(roll=100, yes=41, no=0))
    assert lost.outcome is LOST
    assert "caution.excluded" in warnings(lost)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("roll", "caution.absent_count_against"),
        ("present", "caution.present_count_against"),
        ("papers_returned", "caution.spoiled_count_against"),
        ("papers_returned", "caution.abstain_count_against"),
    ],
)
def test_who_counts_against_without_having_voted_so_is_said(of: str, expected: str) -> None:
    figures = Figures(roll=50, present=30, returned=20, spoiled=2, blank=0, abstain=3, yes=10, no=5)
    assert expected in warnings(decide(majority(of, "more_than: 1/2"), figures))
    assert expected not in warnings(decide(majority("yes_plus_no", "more_than: 1/2"), figures))


def test_the_yardstick_stands_beside_a_harsh_law_and_beside_nothing_else() -> None:
    figures = papers(roll=100, present=60, yes=45, no=15)
    assert "caution.yardstick" in warnings(decide(find("by-389"), figures, variant="meeting"))
    assert "caution.yardstick" not in warnings(decide(find("au-459"), figures))
    assert "caution.yardstick" not in warnings(decide(find("de-ig-metall"), figures)), "a union binds itself"


def test_no_decision_is_advice() -> None:
    law = decide(find("by-389"), papers(yes=1, no=0), variant="meeting")
    assert [one.key for one in law.standing] == ["standing.no_advice", "standing.read"]
    assert [one.key for one in decide(find("de-verdi"), papers(yes=1, no=0)).standing] == [
        "standing.no_advice",
        "standing.union",
    ]
    assert [one.key for one in decide(rule(), papers(yes=1, no=0)).standing] == ["standing.own"]


def test_what_a_rule_does_not_know_is_said() -> None:
    told = warnings(decide(find("by-389"), papers(yes=1, no=0), variant="meeting"))
    assert "unknown.retention" in told
    assert "caution.secondary" in told


@pytest.mark.parametrize("field", ["quorum", "electorate", "secrecy", "notice", "validity", "retention", "units", "publish", "first",
                                   "method_allowed", "scrutineer", "excluded_from_base", "called_by", "end_ballot", "variants"])  # fmt: skip
def test_what_was_read_second_hand_is_named_by_its_heading(field: str) -> None:
    made = replace(rule(), secondary=(field,))
    (told,) = [one for one in decide(made, papers(yes=1, no=0)).warnings if one.key == "caution.secondary"]
    assert told.say(ENGLISH).partition(": ")[2][:1].isupper()


def test_the_library_has_no_clock() -> None:
    """The same figures lead to the same decision on every day: what a deadline is counted from is always given."""
    for file in Path(rules.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            asked = isinstance(node, ast.Attribute) and node.attr in (
                "now",
                "utcnow",
                "today",
                "time_ns",
                "monotonic",
            )
            assert not asked, f"{file.name}, line {node.lineno}"
            assert not (isinstance(node, ast.Import) and any(one.name == "time" for one in node.names)), (
                file.name
            )
