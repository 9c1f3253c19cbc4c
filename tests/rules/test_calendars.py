"""Days counted forwards and back, across weekends, movable feasts and the end of the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.rules.calendars import (
    DAY,
    NoCalendar,
    WorkingDays,
    earliest_after,
    last_within,
    latest_before,
    shift,
)
from veche.rules.model import Calendar, Period

POLAND = WorkingDays(Calendar("PL"))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def days(value: int, unit: str = "days") -> Period:
    return Period(value, unit)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 4, 3), True),  # Good Friday is no holiday in Poland
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 6, 4), False),  # Corpus Christi
        (date(2026, 12, 24), False),  # a holiday since 2025
        (date(2024, 12, 24), True),
        (date(2026, 11, 28), False),  # Saturday
    ],
)
def test_feasts_that_move_and_laws_that_change_are_known(day: date, working: bool) -> None:
    assert (day in POLAND) is working


def test_a_saturday_may_be_a_working_day() -> None:
    assert date(2024, 12, 28) in WorkingDays(Calendar("RU")), "moved from Monday the 30th"
    assert date(2024, 12, 30) not in WorkingDays(Calendar("RU"))


def test_a_part_of_a_country_has_its_own_holidays() -> None:
    day = date(2026, 11, 30)  # Saint Andrew
    assert day in WorkingDays(Calendar("GB", "ENG"))
    assert day not in WorkingDays(Calendar("GB", "SCT"))


@pytest.mark.parametrize("kept", [Calendar("XX"), Calendar("GB", "QQ"), None])
def test_where_nobody_keeps_the_calendar_that_is_said(kept: Calendar | None) -> None:
    with pytest.raises(NoCalendar):
        assert date(2026, 1, 1) in WorkingDays(kept)


def test_years_beyond_the_calendar_are_not_guessed() -> None:
    with pytest.raises(NoCalendar, match="PL 2150"):
        assert date(2150, 1, 1) in POLAND


@pytest.mark.parametrize(
    ("event", "period", "clear", "last"),
    [
        (date(2026, 12, 1), days(10), False, date(2026, 11, 21)),
        (date(2026, 12, 1), days(10), True, date(2026, 11, 20)),
        (date(2027, 1, 4), days(10), False, date(2026, 12, 25)),
        (date(2026, 3, 31), days(1, "months"), False, date(2026, 2, 28)),
        (date(2026, 12, 1), days(2, "weeks"), False, date(2026, 11, 17)),
        # Monday is the first of three working days that end with the start; notice on the Wednesday before.
        (date(2026, 11, 30), days(3, "working_days"), False, date(2026, 11, 25)),
        (date(2026, 11, 30), days(3, "working_days"), True, date(2026, 11, 24)),
        # A start on a Saturday is no working day itself.
        (date(2026, 11, 28), days(3, "working_days"), False, date(2026, 11, 24)),
        # Across Christmas, New Year and Epiphany: 7, 5, 4 January, then 31, 30 December; the day before is the 29th.
        (date(2027, 1, 7), days(5, "working_days"), False, date(2026, 12, 29)),
        # Across Easter Monday.
        (date(2026, 4, 8), days(2, "working_days"), False, date(2026, 4, 3)),
    ],
)
def test_the_last_day_for_notice(event: date, period: Period, clear: bool, last: date) -> None:
    assert latest_before(event, period, POLAND, clear=clear) == last


@pytest.mark.parametrize(
    ("event", "period", "first_counts", "last"),
    [
        (date(2026, 8, 31), days(6, "months"), False, date(2027, 2, 28)),
        (date(2026, 3, 3), days(12, "months"), True, date(2027, 3, 2)),
        (date(2024, 2, 29), days(1, "years"), False, date(2025, 2, 28)),
        (date(2026, 12, 20), days(30), False, date(2027, 1, 19)),
        (date(2026, 12, 20), days(30), True, date(2027, 1, 18)),
        (date(2026, 12, 31), days(2, "working_days"), False, date(2027, 1, 5)),
        (date(2026, 12, 31), days(2, "working_days"), True, date(2027, 1, 4)),
    ],
)
def test_the_last_day_of_a_period(event: date, period: Period, first_counts: bool, last: date) -> None:
    assert last_within(event, period, POLAND, first_counts=first_counts) == last


UNITS = st.sampled_from(["days", "weeks", "working_days"])


@given(DAYS, st.integers(1, 40), UNITS, st.booleans())
def test_notice_given_on_its_last_day_allows_the_start(
    event: date, value: int, unit: str, clear: bool
) -> None:
    period = Period(value, unit)
    last = latest_before(event, period, POLAND, clear=clear)
    assert earliest_after(last, period, POLAND, clear=clear) <= event
    assert last < event
    if unit == "working_days":
        assert last in POLAND
        between = sum(last + DAY * step in POLAND for step in range(1, (event - last).days + (not clear)))
        assert between == value
    else:
        assert earliest_after(last + DAY, period, POLAND, clear=clear) > event


@given(DAYS, st.integers(1, 600))
def test_months_end_where_months_end(day: date, months: int) -> None:
    later = shift(day, Period(months, "months"), 1)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
