"""When a result tells how somebody voted, and what may be published then.

A secret ballot hides a vote among others. Where all voted alike, or all but one or two, or where there are few votes in all,
the numbers alone say who voted how. Full rankings say it in larger groups too: there are more ways to rank ten candidates
than workers in most unions, so an order can be agreed beforehand, looked for in the published papers, and paid or punished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from math import perm

from veche.words.sentence import Sentence

from .decision import Decision, Reason
from .figures import PAPERS, Figures, total

SMALLEST = 10
"""Papers in a unit below which only the outcome is published. Ours; a body may choose more, never less than `FLOOR`."""
FLOOR = 5
FEW = 3
"""Fewer votes than this on one side can be worked out by those who know their own vote and that of a friend."""


@dataclass(frozen=True)
class Published:
    """What may be told. `figures` hold only the numbers that may; `outcome_only` says that the votes were left out."""

    figures: Figures
    outcome_only: bool
    warnings: tuple[Sentence, ...]


def publishable(figures: Figures, smallest: int = SMALLEST) -> Published:
    """The figures of one unit as they may be published.

    Raises ValueError where `smallest` is under `FLOOR`: no unit is so large that four votes hide each other.
    """
    if smallest < FLOOR:
        raise ValueError(
            f"the smallest unit with published votes cannot be under {FLOOR}, and {smallest} was given"
        )
    warnings = revealing(figures, smallest)
    if not 0 < papers(figures) < smallest:
        return Published(figures, False, warnings)
    return Published(_without(figures), True, warnings)


def revealing(figures: Figures, smallest: int = SMALLEST) -> tuple[Sentence, ...]:
    """Warnings where these figures reveal, or nearly reveal, how somebody voted."""
    number = papers(figures)
    sides = [votes for votes in (figures.yes, figures.no, figures.abstain, figures.blank) if votes]
    warnings = []
    if number == 1:
        warnings.append(Sentence("small.one"))
    elif 0 < number < smallest:
        warnings.append(Sentence("small.unit", {"smallest": smallest}, count=number))
    if len(sides) == 1:
        warnings.append(Sentence("small.unanimous"))
    elif sides and 0 < sum(sides) - max(sides) < FEW:
        warnings.append(Sentence("small.nearly_unanimous", count=sum(sides) - max(sides)))
    return tuple(warnings)


def papers(figures: Figures) -> int:
    """How many papers hide each other: those returned or, where that is not known, all votes that are."""
    if figures.returned is not None:
        return figures.returned
    return sum(getattr(figures, name) or 0 for name in PAPERS)


def publish_units(units: Sequence[Figures], smallest: int = SMALLEST) -> tuple[Published, ...]:
    """The figures of several units that are published beside their sum.

    The sum less the open units is what the hidden ones voted together. So there are never hidden ones alone that are one,
    that have fewer papers together than `smallest`, or that all voted alike: the smallest open units are hidden with them.
    """
    found = [publishable(unit, smallest) for unit in units]
    for number in sorted(range(len(units)), key=lambda number: papers(units[number])):
        hidden = [unit for unit, one in zip(units, found, strict=True) if one.outcome_only]
        if _told_by_the_sum(hidden, smallest) and papers(units[number]) and not found[number].outcome_only:
            found[number] = publishable(units[number], papers(units[number]) + 1)
    return tuple(found)


def _told_by_the_sum(hidden: Sequence[Figures], smallest: int) -> bool:
    """Whether these units, taken together, still reveal how somebody in them voted."""
    if len(hidden) < 2:
        return bool(hidden)
    return sum(map(papers, hidden)) < smallest or bool(revealing(total(hidden), smallest))


def publish(decision: Decision, smallest: int = SMALLEST) -> Decision:
    """The decision as it may be published: of a small unit its outcome, its turnout, and not its votes.

    Where units decide apart, the votes of some are hidden so that nobody can work them out from the sum and the others.
    """
    if not decision.units:
        return (
            _hidden(decision, smallest) if publishable(decision.figures, smallest).outcome_only else decision
        )
    published = publish_units([unit.figures for unit in decision.units], smallest)
    pairs = list(zip(decision.units, published, strict=True))
    hidden = {unit.figures.name for unit, one in pairs if one.outcome_only}
    told = replace(
        decision,
        units=tuple(_hidden(unit, smallest) if one.outcome_only else unit for unit, one in pairs),
        warnings=tuple(one for one in decision.warnings if not _tells_of_unit(one, hidden)),
    )
    return _hidden(told, smallest) if publishable(told.figures, smallest).outcome_only else told


TELLING = (
    "small.unanimous",
    "small.nearly_unanimous",
    "caution.spoiled_count_against",
    "caution.abstain_count_against",
)
"""Warnings that themselves tell how many voted how."""


def _tells_of_unit(warning: Sentence, hidden: Collection[str]) -> bool:
    inner = warning.places.get("warning")
    about = warning.key == "caution.in_unit" and warning.places["unit"] in hidden
    return about and isinstance(inner, Sentence) and inner.key in TELLING


def _hidden(decision: Decision, smallest: int) -> Decision:
    """The decision without votes, and without what tells them; its last reason says why they are missing."""
    number = papers(decision.figures)
    kept = tuple(reason for reason in decision.reasons if not reason.votes)
    warnings = tuple(warning for warning in decision.warnings if warning.key not in TELLING)
    why = Sentence("small.hidden", {"smallest": smallest}, count=number)
    if number >= smallest:
        why = Sentence("small.hidden_with")
    return replace(
        decision, figures=_without(decision.figures), reasons=(*kept, Reason(why)), warnings=warnings
    )


def _without(figures: Figures) -> Figures:
    return replace(figures, yes=None, no=None, abstain=None, blank=None, spoiled=None)


def unique_weights(weights: Iterable[int]) -> tuple[Sentence, ...]:
    """A warning where a weight belongs to one voter alone: a secret vote of that weight is no secret."""
    alone = sorted(weight for weight, voters in Counter(weights).items() if voters == 1)
    if not alone:
        return ()
    return (Sentence("small.unique_weight", {"weight": alone[0]}, count=len(alone)),)


def orders(candidates: int, ranked: int | None = None) -> int:
    """How many different papers can be written that rank up to `ranked` of the candidates, the empty one too."""
    most = candidates if ranked is None else min(ranked, candidates)
    return sum(perm(candidates, places) for places in range(most + 1))


def revealing_rankings(candidates: int, voters: int, ranked: int | None = None) -> tuple[Sentence, ...]:
    """A warning where full rankings must not be published: there are more possible orders than voters.

    Then most orders that appear belong to one voter. Publish the stages of the count instead.
    """
    possible = orders(candidates, ranked)
    if voters == 0 or possible <= voters:
        return ()
    return (Sentence("small.rankings", {"orders": possible, "voters": voters}),)


def revealing_question(number: int, answers: int, roll: int) -> tuple[Sentence, ...]:
    """A warning before a question is opened whose result is every vote, shuffled: rankings and grades.

    `answers` can be ranked in more ways than there are people on the `roll`, so most full orders will belong to one of them.
    """
    possible = orders(answers)
    if possible <= roll:
        return ()
    return (Sentence("small.question", {"number": number, "orders": possible, "voters": roll}),)
