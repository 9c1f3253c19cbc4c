"""Days that follow from a rule, each with how it was counted."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from rules.making import HEAD, MAJORITY, rule

from veche import rules
from veche.rules import Days, Decision, Figures, Rule, decide, find, parse
from veche.words import Language, catalogue

ENGLISH = catalogue(Path(rules.__file__).parent / "words", Language.EN)
BALLOT = date(2026, 11, 20)


def decided(made: Rule, **days: date | time) -> Decision:
    return decide(made, Figures(yes=1, no=0, date=BALLOT), days=Days(**days))  # type: ignore[arg-type]


def dated(decision: Decision) -> dict[str, date]:
    return {one.kind: one.day for one in decision.deadlines}


def how(decision: Decision, kind: str) -> str:
    one = next(one for one in decision.deadlines if one.kind == kind)
    return "; ".join(sentence.say(ENGLISH) for sentence in one.explained)


def told(decision: Decision) -> list[str]:
    return [warning.say(ENGLISH) for warning in decision.warnings]


TEN_DAYS = "notice: [{when: before_start, period: {value: 10, unit: days}, to: [employer, minister]}]"


def test_notice_is_counted_back_from_the_start_and_says_how() -> None:
    decision = decided(rule(TEN_DAYS), start=date(2026, 12, 31))
    assert dated(decision) == {"notice": date(2026, 12, 20)}
    assert how(decision, "notice") == (
        "10 days before the start; to whom: employer, minister; neither the day of the notice nor the last one is counted: "
        "how the rule counts was not read, and this is early enough either way"
    )


def test_a_way_of_counting_that_was_read_is_the_laws_own() -> None:
    clear = rule(TEN_DAYS.replace("when:", "clear_days: true, when:"))
    assert dated(decided(clear, start=date(2026, 12, 31))) == {"notice": date(2026, 12, 20)}
    assert "neither the day of the notice nor the last one" in how(
        decided(clear, start=date(2026, 12, 31)), "notice"
    )
    read = rule(TEN_DAYS.replace("when:", "clear_days: false, when:"))
    assert dated(decided(read, start=date(2026, 12, 31))) == {"notice": date(2026, 12, 21)}
    assert "was not read" not in how(decided(read, start=date(2026, 12, 31)), "notice")


def test_from_the_day_of_notice_follows_the_first_day_of_the_strike() -> None:
    assert dated(decided(rule(TEN_DAYS), notice=date(2026, 12, 21))) == {"earliest_start": date(2027, 1, 1)}


def test_notice_that_is_too_late_is_said() -> None:
    late = decided(rule(TEN_DAYS), start=date(2026, 12, 31), notice=date(2026, 12, 21))
    assert "Notice on 21 December 2026 is too late: the last day is 20 December 2026" in told(late)
    in_time = decided(rule(TEN_DAYS), start=date(2026, 12, 31), notice=date(2026, 12, 20))
    assert not [one for one in told(in_time) if "too late" in one]


def test_without_a_day_to_count_from_the_length_is_said() -> None:
    decision = decided(rule(TEN_DAYS))
    assert decision.deadlines == ()
    assert (
        "Notice must be given 10 days before the start. Give the day of the start to see the last day."
        in told(decision)
    )


HOURS = "notice: [{when: before_start, period: {value: 72, unit: hours}}]"


def test_hours_are_counted_to_the_hour_of_the_start() -> None:
    decision = decided(rule(HOURS), start=date(2027, 1, 2), start_hour=time(6, 30))
    assert (decision.deadlines[0].day, decision.deadlines[0].hour) == (date(2026, 12, 30), time(6, 30))
    assert "counted to the hour of the start" in how(decision, "notice")


def test_without_an_hour_hours_are_counted_from_midnight() -> None:
    """72 hours before the first minute of 2 January are the first minute of 30 December: the 29th is the last whole day."""
    decision = decided(rule(HOURS), start=date(2027, 1, 2))
    assert (decision.deadlines[0].day, decision.deadlines[0].hour) == (date(2026, 12, 29), None)
    assert "the hour is not given: this is the last whole day" in how(decision, "notice")
    earliest = decided(rule(HOURS), notice=date(2026, 12, 30))
    assert (earliest.deadlines[0].kind, earliest.deadlines[0].day) == ("earliest_start", date(2027, 1, 3))
    assert earliest.deadlines[0].hour is None
    odd = decided(rule(HOURS.replace("72", "36")), start=date(2027, 1, 2))
    assert (odd.deadlines[0].day, odd.deadlines[0].hour) == (date(2026, 12, 31), time(12))


def test_a_window_for_notice_has_two_ends() -> None:
    decision = decide(find("in-62"), Figures(), days=Days(start=date(2026, 12, 31)))
    assert {"notice", "notice_from"} <= set(dated(decision))
    assert dated(decision)["notice_from"] == date(2026, 11, 2), (
        "the sixtieth day back, 31 December among them"
    )
    assert "not too early either way" in how(decision, "notice_from")
    assert dated(decision)["notice_from"] < dated(decision)["notice"]


def test_the_result_is_told_within_a_time() -> None:
    made = rule("notice: [{when: after_result, period: {value: 48, unit: hours}, to: [minister]}]")
    assert dated(decided(made, result=date(2026, 12, 31))) == {"tell_result": date(2027, 1, 1)}
    assert any("must be told within 48 hours" in one for one in told(decided(made)))


def test_the_three_kinds_of_validity() -> None:
    made = rule(
        """
        validity:
          - {kind: start_within, since: conciliation_failed, period: {value: 3, unit: months}}
          - {kind: ballot_within, since: ballot, period: {value: 60, unit: days}}
          - {kind: mandate, since: ballot, period: {value: 12, unit: months}, first_day_counts: true}
        """
    )
    decision = decided(made, conciliation_failed=date(2026, 11, 30))
    assert [(one.kind, one.day) for one in decision.deadlines] == [
        ("start", date(2027, 1, 18)),
        ("start", date(2027, 2, 27)),
        ("mandate", date(2027, 11, 19)),
    ]
    late = decided(made, conciliation_failed=date(2026, 11, 30), start=date(2027, 1, 20))
    assert [one for one in told(late) if "after the last day" in one] == [
        "The start on 20 January 2027 is after the last day, 18 January 2027."
    ]
    assert any("conciliation failed" in one for one in told(decided(made)))


def test_the_day_of_the_figures_is_the_last_of_the_ballot_unless_said() -> None:
    made = rule("validity: [{kind: mandate, since: ballot, period: {value: 1, unit: months}}]")
    assert dated(decided(made)) == {"mandate": date(2026, 12, 19)}
    assert dated(decided(made, ballot=date(2026, 11, 21))) == {"mandate": date(2026, 12, 20)}


def test_papers_are_kept_until() -> None:
    made = rule("retention: [{since: ballot, period: {value: 3, unit: years}, what: minutes}]")
    decision = decided(made)
    assert dated(decision) == {"keep": date(2029, 11, 20)}
    assert "minutes" in how(decision, "keep")


def test_working_days_name_the_calendar_and_its_limits() -> None:
    working = (
        "calendar: {country: PL}\nnotice: [{when: before_start, period: {value: 5, unit: working_days}}]"
    )
    decision = decided(rule(working), start=date(2027, 1, 7))
    assert dated(decision) == {"notice": date(2026, 12, 28)}
    assert "public holidays of PL; holidays declared later are not in it" in how(decision, "notice")


def test_where_nobody_keeps_the_holidays_no_day_is_guessed() -> None:
    working = (
        "calendar: {country: XX}\nnotice: [{when: before_start, period: {value: 5, unit: working_days}}]"
    )
    decision = decided(rule(working), start=date(2027, 1, 7))
    assert decision.deadlines == ()
    assert "Working days cannot be counted: nobody keeps the public holidays of XX." in told(decision)


def test_second_hand_values_and_longer_notices_say_what_they_are() -> None:
    made = rule(
        """
        notice:
          - {when: before_start, period: {value: 3, unit: days}, citation: art. 1, confidence: confirmed}
          - {when: before_start, period: {value: 7, unit: days}, only_if: essential_services, confidence: secondary}
        """
    )
    decision = decided(made, start=date(2026, 12, 10))
    first, second = ("; ".join(one.say(ENGLISH) for one in found.explained) for found in decision.deadlines)
    assert "only in this case: essential services" in first
    assert "read only in somebody else's account" in first
    assert "where it stands: art. 1" in second


def test_a_law_of_which_nothing_is_known_says_so() -> None:
    law = HEAD.replace("own", "law") + (
        "country: pl\nin_force: {from: unknown}\ntext_version: x\nread_on: 2026-11-24\ncitation: x\n"
        "sources: [https://example.org]\nquorum: none\nnotice: [{when: before_start}]\nvalidity: [{kind: mandate, since: ballot}]\n"
    )
    said = told(decided(parse((law + MAJORITY).encode(), "law.yaml")))
    assert "Notice must be given, and this rule file does not know how long before." in said
    assert "The decision may be used for a limited time, and this rule file does not know how long." in said
    assert "This rule file does not know how long papers must be kept." in said


def test_a_last_day_on_which_offices_are_closed_is_said() -> None:
    made = rule("calendar: {country: PL}\n" + TEN_DAYS)
    assert "no working day there" in how(decided(made, start=date(2027, 1, 5)), "notice"), "Christmas Day"
    assert "no working day there" not in how(decided(made, start=date(2027, 1, 8)), "notice")
