"""What the numbers alone cannot show, and what goes with every decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from veche.words.sentence import Sentence

from .counting_days import listed
from .decision import Decision
from .figures import Figures
from .measures import bases
from .model import Rule, Way
from .small_groups import revealing
from .yardstick import yardstick

AGAINST = (
    "roll",
    "roll_minus_prevented",
    "issued",
    "present",
    "papers_returned",
    "papers_returned_without_spoiled",
)
"""Bases in which somebody counts who voted neither for nor against."""


def cautions(
    rule: Rule, way: Way, units: Sequence[Figures], decision: Decision, *, smallest: int | None
) -> tuple[Sentence, ...]:
    """Warnings, the rule's own first. `smallest` is the smallest unit whose votes are published; None: no vote is secret."""
    whole = decision.figures
    return (
        *rule.warnings,
        *(() if way.note is None else (way.note,)),
        *_of_the_file(rule),
        *_of_the_base(way, whole),
        *_of_the_roll(rule, way, units),
        *(() if smallest is None else _of_small_groups(decision, smallest)),
        *yardstick(rule, way),
    )


def standing(rule: Rule) -> tuple[Sentence, ...]:
    """What stands under every decision: no advice, and the day on which the text was read."""
    if rule.made_by not in ("law", "union"):
        return (Sentence("standing.own"),)
    read = {"law": "standing.read", "union": "standing.union"}[rule.made_by]
    when = () if rule.read_on is None else (Sentence(read, {"day": rule.read_on}),)
    return (Sentence("standing.no_advice"), *when)


def _of_the_file(rule: Rule) -> Iterator[Sentence]:
    """What must be done first, how votes may be cast, and how sure we are."""
    for step in rule.first:
        yield Sentence("caution.first", {"step": step.text})
    if rule.method_allowed is not None:
        yield Sentence("caution.method", {"methods": listed("method", rule.method_allowed)})
    if rule.secrecy is not None and rule.secrecy.value == "required":
        yield Sentence("caution.secret")
    if rule.unconfirmed:
        yield Sentence("caution.unconfirmed", {"places": _fields(rule.unconfirmed)})
    if rule.secondary:
        yield Sentence("caution.secondary", {"places": _fields(rule.secondary)})


HEADINGS = {
    "quorum": "role.quorum",
    "majority": "role.majority",
    "method_allowed": "show.method",
    "excluded_from_base": "show.excluded",
    "variants": "show.variant",
}
"""Fields of a rule whose heading has another name."""


def _fields(places: Sequence[str]) -> Sentence:
    """The headings of the fields in which these places stand, one after the other."""
    fields = list(dict.fromkeys(place.partition(".")[0] for place in places))
    whole, *others = [Sentence(HEADINGS.get(field, f"show.{field}")) for field in fields]
    for one in others:
        whole = Sentence("reason.and", {"one": whole, "other": one})
    return whole


def _of_the_base(way: Way, figures: Figures) -> Iterator[Sentence]:
    """Who counts against without having voted against."""
    of = bases(way.majority or ())
    if of & {"roll", "roll_minus_prevented", "issued"}:
        yield Sentence("caution.absent_count_against")
    if "present" in of:
        yield Sentence("caution.present_count_against")
    if of & {"papers_returned", "voting"} and figures.spoiled:
        yield Sentence("caution.spoiled_count_against", count=figures.spoiled)
    if of & set(AGAINST) and figures.abstain:
        yield Sentence("caution.abstain_count_against", count=figures.abstain)


def _of_the_roll(rule: Rule, way: Way, units: Sequence[Figures]) -> Iterator[Sentence]:
    """Units and groups that one set of figures does not show."""
    if rule.units.value != "together" and len(units) == 1:
        yield Sentence(f"one_unit.{rule.units.value}", {"units": Sentence(f"unit.{rule.unit_kind}")})
    on_the_roll = bases((*(way.quorum or ()), *(way.majority or ()))) & {"roll", "roll_minus_prevented"}
    excluded = sum(unit.excluded or 0 for unit in units)
    if rule.excluded_from_base and on_the_roll and any(unit.excluded is None for unit in units):
        for group in rule.excluded_from_base:
            yield Sentence("caution.excluded", {"who": group.text})
    if excluded and not rule.excluded_from_base:
        yield Sentence("caution.nobody_excluded", count=excluded)


def _of_small_groups(decision: Decision, smallest: int) -> Iterator[Sentence]:
    """Where the numbers tell how somebody voted, and in which unit; of units that are added up nothing is shown."""
    for unit in decision.units:
        for warning in revealing(unit.figures, smallest):
            yield Sentence("caution.in_unit", {"unit": unit.figures.name, "warning": warning})
    yield from revealing(decision.figures, smallest)
