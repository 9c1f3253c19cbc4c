"""How a day was counted, in sentences: how long, from what, to whom, and whose way of counting it is."""

from __future__ import annotations

from veche.words.sentence import Sentence

from .model import Confidence, Evidence, Notice, Period, Retention, Rule, Validity

BEFORE = {None: "ours_before", True: "clear_days", False: "law_before"}
"""Ways to count back, by `Notice.clear_days`."""
AFTER = {None: "ours_after", True: "first_day", False: "law_after"}
"""Ways to count on, by `Validity.first_day_counts`."""


def period(length: Period) -> Sentence:
    return Sentence(f"period.{length.unit}", count=length.value)


def since(name: str) -> Sentence:
    return Sentence(f"since.{name}")


def listed(section: str, names: tuple[str, ...]) -> Sentence:
    """The texts of these names, one after the other."""
    whole = Sentence(f"{section}.{names[0]}")
    for name in names[1:]:
        whole = Sentence("reason.and", {"one": whole, "other": Sentence(f"{section}.{name}")})
    return whole


def of_notice(notice: Notice, length: Period) -> tuple[Sentence, ...]:
    """How long before what, to whom, in which case and what for."""
    said = [Sentence(f"explain.{notice.when}", {"period": period(length)})]
    if notice.to:
        said.append(Sentence("explain.to", {"to": listed("to", notice.to)}))
    if notice.only_if is not None:
        said.append(Sentence("explain.only_if", {"case": Sentence(f"case.{notice.only_if}")}))
    if notice.purpose is not None:
        said.append(notice.purpose)
    return (*said, *sureness(notice.evidence))


def of_validity(validity: Validity, length: Period) -> tuple[Sentence, ...]:
    """How long from what, and who can make it longer."""
    said = [
        Sentence(f"explain.{validity.kind}", {"period": period(length), "since": since(validity.since)}),
    ]
    if validity.extendable is not None:
        said.append(Sentence("explain.extendable", {"by": validity.extendable.by}))
    return (*said, *sureness(validity.evidence))


def of_retention(retention: Retention, length: Period) -> tuple[Sentence, ...]:
    """How long from what, and which papers."""
    said = Sentence("explain.keep", {"period": period(length), "since": since(retention.since)})
    what = () if retention.what is None else (retention.what,)
    return (said, *what, *sureness(retention.evidence))


def of_calendar(rule: Rule, length: Period) -> tuple[Sentence, ...]:
    """Whose holidays are no working days, where working days were counted."""
    if length.unit != "working_days" or rule.calendar is None:
        return ()
    place = "-".join(part for part in (rule.calendar.country, rule.calendar.subdivision) if part)
    return (Sentence("explain.calendar", {"place": place}),)


def sureness(evidence: Evidence) -> tuple[Sentence, ...]:
    """Where a value was read, and what the file says about it."""
    said: list[Sentence] = []
    if evidence.citation:
        said.append(Sentence("explain.citation", {"citation": evidence.citation}))
    if evidence.confidence is Confidence.SECONDARY:
        said.append(Sentence("explain.secondary"))
    return (*said, *(() if evidence.note is None else (evidence.note,)))
