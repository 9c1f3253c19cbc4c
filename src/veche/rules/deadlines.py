"""Last days: for notice, for starting, for keeping papers. Each says how it was counted and whose way of counting that is.

Where nobody read how a rule counts its days, the way is taken that is early enough, or not too early, by every other: a day on
which somebody may rely must not turn out to be a day too late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from veche.words.sentence import Sentence

from . import counting_days
from .calendars import DAY, NoCalendar, WorkingDays, earliest_after, last_within, latest_before
from .counting_days import AFTER, BEFORE, period, since
from .decision import Deadline
from .model import Notice, Period, Retention, Rule, Validity


@dataclass(frozen=True)
class Days:
    """The days that deadlines are counted from; None where not known or not yet.

    start, start_hour       when the strike begins
    opens, ballot           the first and the last day of the vote
    notice                  when notice of the strike is given
    result, decision        when the result was there; when the decision was made
    declaration             when an authority declared the result
    conciliation_failed     when conciliation failed
    dispute_recorded        when the dispute was put on record
    """

    start: date | None = None
    start_hour: time | None = None
    opens: date | None = None
    ballot: date | None = None
    notice: date | None = None
    result: date | None = None
    decision: date | None = None
    declaration: date | None = None
    conciliation_failed: date | None = None
    dispute_recorded: date | None = None


Found = Deadline | Sentence


def deadlines(
    rule: Rule, ballot: date | None, days: Days
) -> tuple[tuple[Deadline, ...], tuple[Sentence, ...]]:
    """Every last day that the days given allow to compute, in order, and sentences about those that they do not."""
    found = list(Clerk(rule, replace(days, ballot=days.ballot or ballot)).all())
    dated = sorted((one for one in found if isinstance(one, Deadline)), key=lambda one: one.day)
    return tuple(dated), tuple(one for one in found if isinstance(one, Sentence))


class Clerk:
    """Counts the days of one rule."""

    def __init__(self, rule: Rule, days: Days) -> None:
        self.rule, self.days = rule, days
        self.working = WorkingDays(rule.calendar)

    def all(self) -> Iterator[Found]:
        for name in ("notice", "validity", "retention"):
            items = getattr(self.rule, name)
            if items is None:
                yield Sentence(f"unknown.{name}")
            for item in items or ():
                try:
                    yield from getattr(self, name)(item)
                except NoCalendar as error:
                    yield Sentence("open.no_calendar", {"place": str(error)})

    def notice(self, notice: Notice) -> Iterator[Found]:
        """The last day for giving it or, where only the day of giving is known, the first day of the strike."""
        length = notice.period
        if length is None:
            yield Sentence("open.notice_length")
            return
        about = counting_days.of_notice(notice, length)
        if notice.when == "after_result":
            yield from self._within("tell_result", "result", length, about, first_counts=None)
        elif notice.when == "before_ballot":
            if self.days.opens is None:
                yield Sentence("open.before_ballot", {"period": period(length)})
            else:
                yield self._before("notice_of_ballot", self.days.opens, length, notice.clear_days, about)
        elif self.days.start is not None:
            yield from self._before_start(self.days.start, notice, length, about)
        elif self.days.notice is not None:
            yield self._earliest_start(self.days.notice, length, notice.clear_days, about)
        else:
            yield Sentence("open.before_start", {"period": period(length)})

    def _before_start(
        self, start: date, notice: Notice, length: Period, about: tuple[Sentence, ...]
    ) -> Iterator[Found]:
        last = self._before("notice", start, length, notice.clear_days, about)
        yield last
        if self.days.notice is not None and self.days.notice > last.day:
            yield Sentence("open.notice_too_late", {"notice": self.days.notice, "last": last.day})
        if notice.not_earlier_than is not None:
            yield self._from(start, notice.not_earlier_than)

    def validity(self, validity: Validity) -> Iterator[Found]:
        """The last day for starting, or of the mandate."""
        length = validity.period
        if length is None:
            yield Sentence("open.validity_length")
            return
        kind = "mandate" if validity.kind == "mandate" else "start"
        about = counting_days.of_validity(validity, length)
        for found in self._within(kind, validity.since, length, about, validity.first_day_counts):
            yield found
            start = self.days.start
            if isinstance(found, Deadline) and start is not None and start > found.day:
                yield Sentence("open.start_too_late", {"start": start, "last": found.day})

    def retention(self, retention: Retention) -> Iterator[Found]:
        """How long papers are kept; the first day is never counted, which keeps them a day longer."""
        if retention.period is None:
            yield Sentence("unknown.retention")
            return
        about = counting_days.of_retention(retention, retention.period)
        yield from self._within("keep", retention.since, retention.period, about, first_counts=False)

    def _before(
        self, kind: str, event: date, length: Period, clear: bool | None, about: tuple[Sentence, ...]
    ) -> Deadline:
        if length.unit == "hours":
            return self._hours(kind, event, -length.value, about)
        day = latest_before(event, length, self.working, clear=clear is not False)
        found = self._dated(kind, day, length, about, BEFORE[clear])
        return replace(found, explained=found.explained + self._closed(day))

    def _from(self, event: date, length: Period) -> Deadline:
        """The first day on which notice is not too early, with both the day of the notice and that of the event counted."""
        day = latest_before(event + DAY, length, self.working, clear=False)
        return self._dated("notice_from", day, length, (), "ours_from")

    def _earliest_start(
        self, event: date, length: Period, clear: bool | None, about: tuple[Sentence, ...]
    ) -> Deadline:
        if length.unit == "hours":
            # The hour of the notice is not known: from midnight after that day is safe.
            moment = datetime.combine(event + DAY, time()) + timedelta(hours=length.value)
            way = Sentence("convention.midnight_after")
            return Deadline("earliest_start", moment.date(), _unless_midnight(moment), (*about, way))
        day = earliest_after(event, length, self.working, clear=clear is not False)
        return self._dated("earliest_start", day, length, about, BEFORE[clear])

    def _within(
        self,
        kind: str,
        counted_from: str,
        length: Period,
        about: tuple[Sentence, ...],
        first_counts: bool | None,
    ) -> Iterator[Found]:
        event: date | None = getattr(self.days, counted_from)
        if event is None:
            yield Sentence(f"open.{kind}", {"period": period(length), "since": since(counted_from)})
        elif length.unit == "hours":
            yield self._hours(kind, event, length.value, about)
        else:
            day = last_within(event, length, self.working, first_counts=first_counts is not False)
            yield self._dated(kind, day, length, about, AFTER[first_counts])

    def _hours(self, kind: str, event: date, hours: int, about: tuple[Sentence, ...]) -> Deadline:
        """Hours are counted from the hour of the start; where that is not given, from the first minute of the day.

        Hours that end at a midnight leave the day before as the last: nobody should take the day that then begins for it.
        """
        hour = self.days.start_hour if event == self.days.start else None
        moment = datetime.combine(event, hour or time()) + timedelta(hours=hours)
        if hour is not None:
            return Deadline(kind, moment.date(), moment.time(), (*about, Sentence("convention.hours")))
        way = Sentence("convention.midnight")
        at = _unless_midnight(moment)
        return Deadline(kind, moment.date() - (DAY if at is None else timedelta()), at, (*about, way))

    def _closed(self, day: date) -> tuple[Sentence, ...]:
        """A warning where an office may be closed on that day; without a calendar nothing can be said."""
        try:
            return () if day in self.working else (Sentence("explain.closed"),)
        except NoCalendar:
            return ()

    def _dated(self, kind: str, day: date, length: Period, about: tuple[Sentence, ...], way: str) -> Deadline:
        calendar = counting_days.of_calendar(self.rule, length)
        return Deadline(kind, day, None, (*about, Sentence(f"convention.{way}"), *calendar))


def _unless_midnight(moment: datetime) -> time | None:
    return None if moment.time() == time() else moment.time()
