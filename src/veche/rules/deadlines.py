"""Last days: for notice, for starting, for keeping papers. Each says how it was counted and whose way of counting that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from veche.words.sentence import Place, Sentence

from .calendars import NoCalendar, WorkingDays, earliest_after, last_within, latest_before
from .decision import Deadline
from .model import Confidence, Evidence, Notice, Period, Retention, Rule, Validity


@dataclass(frozen=True)
class Days:
    """The days that deadlines are counted from; None where not known or not yet."""

    start: date | None = None
    """The first day of the strike."""
    start_hour: time | None = None
    opens: date | None = None
    """The day on which the vote opens."""
    notice: date | None = None
    """The day on which notice is given."""
    ballot: date | None = None
    """The last day of the vote."""
    result: date | None = None
    decision: date | None = None
    declaration: date | None = None
    """The day on which an authority declared the result."""
    conciliation_failed: date | None = None
    dispute_recorded: date | None = None


Found = Deadline | Sentence


def deadlines(rule: Rule, ballot: date | None, days: Days) -> tuple[tuple[Deadline, ...], tuple[Sentence, ...]]:
    """Every last day that the days given allow to compute, and sentences about those that they do not."""
    clerk = Clerk(rule, days if days.ballot or ballot is None else _with_ballot(days, ballot))
    found = list(clerk.all())
    dated = sorted((one for one in found if isinstance(one, Deadline)), key=lambda one: one.day)
    return tuple(dated), tuple(one for one in found if isinstance(one, Sentence))


def _with_ballot(days: Days, ballot: date) -> Days:
    return Days(**{**vars(days), "ballot": ballot})


class Clerk:
    """Counts the days of one rule."""

    def __init__(self, rule: Rule, days: Days) -> None:
        self.rule, self.days = rule, days
        self.working = WorkingDays(rule.calendar)

    def all(self) -> Iterator[Found]:
        for name, items in (("notice", self.rule.notice), ("validity", self.rule.validity), ("retention", self.rule.retention)):
            if items is None:
                yield Sentence(f"unknown.{name}")
        for notice in self.rule.notice or ():
            yield from self._guarded(self.notice(notice))
        for validity in self.rule.validity or ():
            yield from self._guarded(self.validity(validity))
        for retention in self.rule.retention or ():
            yield from self._guarded(self.retention(retention))

    def _guarded(self, found: Iterator[Found]) -> Iterator[Found]:
        """Where nobody keeps the calendar, that is said in place of a day."""
        try:
            yield from found
        except NoCalendar as error:
            yield Sentence("open.no_calendar", {"place": str(error)})

    def notice(self, notice: Notice) -> Iterator[Found]:
        """The last day for giving it or, where only the day of giving is known, the first day of the strike."""
        if notice.period is None:
            yield Sentence("open.notice_length")
            return
        about = self._about_notice(notice, notice.period)
        if notice.when == "after_result":
            event = self.days.result or self.days.ballot
            yield from self._after("tell_result", event, notice.period, "result", about, first_counts=None)
            return
        event = self.days.start if notice.when == "before_start" else self.days.opens
        if event is not None:
            kind = "notice" if notice.when == "before_start" else "notice_of_ballot"
            yield self._before(kind, event, notice.period, notice.clear_days, about)
        elif notice.when == "before_start" and self.days.notice is not None:
            yield self._earliest_start(self.days.notice, notice.period, notice.clear_days, about)
        else:
            yield Sentence(f"open.{notice.when}", {"period": period(notice.period)})
        if notice.not_earlier_than is not None and self.days.start is not None:
            yield self._before("notice_from", self.days.start, notice.not_earlier_than, clear=None, about=())

    def validity(self, validity: Validity) -> Iterator[Found]:
        """The last day for starting, or of the mandate."""
        if validity.period is None:
            yield Sentence("open.validity_length")
            return
        event: date | None = getattr(self.days, validity.since)
        kind = "mandate" if validity.kind == "mandate" else "start"
        about = [Sentence(f"explain.{validity.kind}", {"period": period(validity.period), "since": since(validity.since)})]
        if validity.extendable is not None:
            about.append(Sentence("explain.extendable", {"by": validity.extendable.by}))
        found = list(
            self._after(
                kind, event, validity.period, validity.since, (*about, *sureness(validity.evidence)), validity.first_day_counts
            )
        )
        yield from found
        last = found[0]
        if isinstance(last, Deadline) and self.days.start is not None and self.days.start > last.day:
            yield Sentence("open.start_too_late", {"start": self.days.start, "last": last.day})

    def retention(self, retention: Retention) -> Iterator[Found]:
        """How long papers are kept."""
        if retention.period is None:
            yield Sentence("unknown.retention")
            return
        event: date | None = getattr(self.days, retention.since)
        about = [Sentence("explain.keep", {"period": period(retention.period), "since": since(retention.since)})]
        about += [] if retention.what is None else [retention.what]
        about += sureness(retention.evidence)
        yield from self._after("keep", event, retention.period, retention.since, tuple(about), first_counts=False)

    def _about_notice(self, notice: Notice, length: Period) -> tuple[Sentence, ...]:
        said = [Sentence(f"explain.{notice.when}", {"period": period(length)})]
        if notice.to:
            said.append(Sentence("explain.to", {"to": recipients(notice.to)}))
        if notice.only_if is not None:
            said.append(Sentence("explain.only_if", {"case": Sentence(f"case.{notice.only_if}")}))
        if notice.purpose is not None:
            said.append(notice.purpose)
        return (*said, *sureness(notice.evidence))

    def _before(
        self, kind: str, event: date, length: Period, clear: bool | None, about: tuple[Sentence, ...]
    ) -> Deadline:
        if length.unit == "hours":
            return self._hours(kind, event, -length.value, about)
        day = latest_before(event, length, self.working, clear=bool(clear))
        ways = {None: "ours_before", True: "clear_days", False: "law_before"}
        late = self.days.notice is not None and kind == "notice" and self.days.notice > day
        return Deadline(
            kind,
            day,
            None,
            (
                *about,
                Sentence(f"convention.{ways[clear]}"),
                *self._calendar_of(length),
                *((Sentence("explain.too_late", {"day": self.days.notice}),) if late and self.days.notice else ()),
            ),
        )

    def _earliest_start(self, event: date, length: Period, clear: bool | None, about: tuple[Sentence, ...]) -> Deadline:
        if length.unit == "hours":
            # The hour of the notice is not known: the day after it ended is safe.
            return self._hours("earliest_start", event + timedelta(days=1), length.value, about)
        day = earliest_after(event, length, self.working, clear=bool(clear))
        ways = {None: "ours_before", True: "clear_days", False: "law_before"}
        return Deadline(
            "earliest_start", day, None, (*about, Sentence(f"convention.{ways[clear]}"), *self._calendar_of(length))
        )

    def _after(
        self,
        kind: str,
        event: date | None,
        length: Period,
        counted_from: str,
        about: tuple[Sentence, ...],
        first_counts: bool | None,
    ) -> Iterator[Found]:
        if event is None:
            yield Sentence(f"open.{kind}", {"period": period(length), "since": since(counted_from)})
            return
        if length.unit == "hours":
            yield self._hours(kind, event, length.value, about)
            return
        day = last_within(event, length, self.working, first_counts=bool(first_counts))
        ways = {None: "ours_after", True: "first_day", False: "law_after"}
        yield Deadline(kind, day, None, (*about, Sentence(f"convention.{ways[first_counts]}"), *self._calendar_of(length)))

    def _hours(self, kind: str, event: date, hours: int, about: tuple[Sentence, ...]) -> Deadline:
        """Hours are counted from the hour of the start; where that is not given, from the first minute of the day."""
        hour = self.days.start_hour if event == self.days.start else None
        moment = datetime.combine(event, hour or time()) + timedelta(hours=hours)
        return Deadline(
            kind,
            moment.date(),
            moment.time(),
            (*about, Sentence("convention.hours" if hour else "convention.midnight")),
        )

    def _calendar_of(self, length: Period) -> tuple[Sentence, ...]:
        if length.unit != "working_days" or self.rule.calendar is None:
            return ()
        kept = self.rule.calendar
        return (Sentence("explain.calendar", {"place": kept.country + (f"-{kept.subdivision}" if kept.subdivision else "")}),)


def period(length: Period) -> Sentence:
    return Sentence(f"period.{length.unit}", count=length.value)


def since(name: str) -> Sentence:
    return Sentence(f"since.{name}")


def recipients(names: tuple[str, ...]) -> Sentence:
    """To whom, one after the other."""
    whole = Sentence(f"to.{names[0]}")
    for name in names[1:]:
        whole = Sentence("reason.and", {"one": whole, "other": Sentence(f"to.{name}")})
    return whole


def sureness(evidence: Evidence) -> tuple[Sentence, ...]:
    """Where a value was read, and what the file says about it."""
    said: list[Sentence] = []
    if evidence.citation:
        said.append(Sentence("explain.citation", {"citation": evidence.citation}))
    if evidence.confidence is Confidence.SECONDARY:
        said.append(Sentence("explain.secondary"))
    return (*said, *(() if evidence.note is None else (evidence.note,)))
