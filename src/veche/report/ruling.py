"""The rule of decision, held against the figures of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from veche.rules import Chosen, Days, Decision, Figures, RulesError, choose, decide, load, opened_under
from veche.rules.figures import total
from veche.rules.small_groups import FLOOR, publish

from .errors import BadReport
from .facts import Facts
from .reading import Ruling

OWN = (".yaml", ".yml")
"""A rule whose name ends so is a file of one's own, beside the report file."""


def rule_on(facts: Facts, ruling: Ruling, units: Sequence[Figures], file: str) -> Decision:
    """What the rule makes of these figures, or of those of the units: as it may be published, so without the votes of small ones.

    Raises OSError, and BadReport where there is no such rule, it cannot be applied, or units do not add up to the whole.
    """
    if facts.ledger is not None and facts.ledger.weighs:
        raise BadReport(
            file, "[decision]", "votes in this archive have weights: apply the rule with veche decide"
        )
    whole = figures_of(facts)
    try:
        chosen = _rule(facts, ruling, file)
        if units:
            _add_up(units, whole, file)
        figures = [replace(unit, date=whole.date) for unit in units] or whole
        days, least = Days(opens=facts.opened), max(facts.minimum, FLOOR)
        decision = decide(chosen.rule, figures, variant=ruling.variant, days=days, smallest=least)
        told = replace(decision, warnings=(*chosen.why, *decision.warnings))  # why this version, first of all
        return publish(told, least)
    except RulesError as error:
        raise BadReport(file, "[decision]", str(error)) from None


def _add_up(units: Sequence[Figures], whole: Figures, file: str) -> None:
    """What is known of every unit and of the whole must be the same number."""
    known = dict(whole.numbers())
    for name, number in total(units).numbers():
        if known.get(name, number) != number:
            raise BadReport(
                file,
                f"[[unit]], {name}",
                f"the units have {number} together, the whole has {known[name]}: count again",
            )


def _rule(facts: Facts, ruling: Ruling, file: str) -> Chosen:
    if ruling.rule.endswith(OWN):
        return Chosen(load(Path(file).parent / ruling.rule))
    return opened_under(choose(ruling.rule, facts.closed), ruling.rule, facts.opened)


def figures_of(facts: Facts) -> Figures:
    """The same numbers under the names that rules know."""
    roll, papers, votes = facts.roll, facts.papers, facts.votes
    return Figures(
        roll=roll.entitled,
        excluded=roll.excluded,
        prevented=roll.prevented,
        present=roll.present,
        issued=papers.distributed,
        returned=papers.returned,
        spoiled=papers.all_spoiled,
        blank=votes.blank,
        abstain=votes.abstain,
        yes=votes.yes,
        no=votes.no,
        date=facts.closed,
    )
