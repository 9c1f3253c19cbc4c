"""Days, weeks, months and working days counted forwards and back."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .errors import RulesError
from .model import Calendar, Period

if TYPE_CHECKING:
    from holidays import HolidayBase

DAY = timedelta(days=1)


class NoCalendar(RulesError):
    """Nobody keeps the public holidays of this country, or not those of this year."""


class WorkingDays:
    """Days that are neither weekend nor public holiday there, with the working days that were moved to a weekend.

    Holidays that a government declares later, or moves with the moon, are known only as far as the library that keeps
    them: every deadline in working days says so.
    """

    def __init__(self, kept: Calendar | None) -> None:
        self.kept = kept
        self._days: HolidayBase | None = None

    def __contains__(self, day: date) -> bool:
        """Raises NoCalendar."""
        days = self._calendar()
        if not days.start_year <= day.year <= days.end_year:
            raise NoCalendar(f"{days.country} {day.year}")
        working: bool = days.is_working_day(day)
        return working

    def _calendar(self) -> HolidayBase:
        if self.kept is None:
            raise NoCalendar("-")
        if self._days is None:
            from holidays import country_holidays  # takes its time to load

            try:
                self._days = country_holidays(self.kept.country, subdiv=self.kept.subdivision)
            except NotImplementedError:
                place = "-".join(part for part in (self.kept.country, self.kept.subdivision) if part)
                raise NoCalendar(place) from None
        return self._days

    def walk(self, day: date, step: timedelta, number: int) -> date:
        """The last of `number` working days from this day on (itself the first, if it is one), back or forwards."""
        while True:
            number -= day in self
            if number <= 0:
                return day
            day += step


def latest_before(event: date, period: Period, working: WorkingDays, *, clear: bool) -> date:
    """The last day for something that must be done so long before an event.

    The period ends with the day of the event, or, if only `clear` days count, with the day before; its first day is the
    one after the day sought. In working days the day sought is a working day itself. Raises NoCalendar.
    """
    end = event - DAY if clear else event
    if period.unit == "working_days":
        first = working.walk(end, -DAY, period.value)
        return working.walk(first - DAY, -DAY, 1)
    return shift(end, period, -1)


def earliest_after(event: date, period: Period, working: WorkingDays, *, clear: bool) -> date:
    """The first day on which something may happen for which such notice was given on the day of the event."""
    if period.unit == "working_days":
        end = working.walk(event + DAY, DAY, period.value)
    else:
        end = shift(event, period, 1)
    return end + DAY if clear else end


def last_within(event: date, period: Period, working: WorkingDays, *, first_counts: bool) -> date:
    """The last day of a period that begins with the day after the event, or with the event if `first_counts`."""
    if period.unit == "working_days":
        return working.walk(event if first_counts else event + DAY, DAY, period.value)
    end = shift(event, period, 1)
    return end - DAY if first_counts else end


def shift(day: date, period: Period, sign: int) -> date:
    """So many days, weeks, months or years later, or earlier where `sign` is -1; the 31st becomes the last of the month."""
    number = sign * period.value
    if period.unit in ("days", "weeks"):
        return day + timedelta(days=number * (7 if period.unit == "weeks" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if period.unit == "years" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
