"""From figures to an outcome, with every step as a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from veche.words.sentence import Sentence

from . import explaining
from .cautions import cautions, standing
from .deadlines import Days, deadlines
from .decision import Decision, Outcome, Reason
from .errors import BadFigures, UnknownRule
from .figures import Figures, total
from .measures import complete, readings
from .model import AnyOf, Conditions, Kind, Rule, Way
from .small_groups import SMALLEST
from .testing import Finding, Judged, Tester


def decide(
    rule: Rule,
    figures: Figures | Sequence[Figures],
    *,
    variant: str | None = None,
    ending: bool = False,
    days: Days | None = None,
    secret: bool = True,
    smallest: int = SMALLEST,
) -> Decision:
    """What the rule makes of the figures of everybody, or of several units.

    `variant` names the way to decide where the rule has several; `ending` asks for the vote that ends a strike; `days` are
    what deadlines are counted from; a vote that was not `secret`, such as one by show of hands or by card, reveals nothing.
    Units with fewer papers than `smallest` are warned of; `small_groups.publish` hides their votes.
    Raises BadFigures where the figures contradict each other, UnknownRule.
    """
    units = checked(figures)
    whole = units[0] if len(units) == 1 else complete(total(units))
    decision = Decision(
        rule, Outcome.CANNOT_TELL, whole, variant=variant, ending=ending, standing=standing(rule)
    )
    if rule.off is not None:
        off = Reason(Sentence("reason.off", {"why": rule.off}))
        return replace(decision, reasons=(off,), warnings=rule.warnings)
    way = rule.end_ballot if ending else rule.way(variant)
    if way is None:
        raise UnknownRule(f"{rule.id} has no vote that ends a strike", "decide by the rule of your union")
    if rule.kind is Kind.NONE and not ending:
        decision = replace(decision, outcome=Outcome.NO_LAW, reasons=(Reason(Sentence("reason.no_law")),))
    else:
        decision = Court(rule, way, ending).judge(decision, units)
    found, left_open = deadlines(rule, whole.date, days or Days())
    warnings = cautions(rule, way, units, decision, smallest=smallest if secret else None) + left_open
    return replace(decision, warnings=_once(warnings), deadlines=found)


def decide_questions(
    rule: Rule,
    questions: Mapping[str, Figures | Sequence[Figures]],
    *,
    variant: str | None = None,
    ending: bool = False,
    days: Days | None = None,
    secret: bool = True,
    smallest: int = SMALLEST,
) -> tuple[Outcome, dict[str, Decision]]:
    """Each question decided, and what came of them together: all must carry, or each stands for itself."""
    decisions = {
        name: decide(
            rule, figures, variant=variant, ending=ending, days=days, secret=secret, smallest=smallest
        )
        for name, figures in questions.items()
    }
    outcomes = [decision.outcome for decision in decisions.values()]
    return (all_must(outcomes) if rule.questions == "each" else common(outcomes)), decisions


def checked(figures: Figures | Sequence[Figures]) -> tuple[Figures, ...]:
    """The units, each free of contradictions and with what follows filled in. Raises BadFigures."""
    units = (figures,) if isinstance(figures, Figures) else tuple(figures)
    if not units:
        raise BadFigures("", "there are none: give the numbers of at least one unit")
    names = [unit.name for unit in units]
    for number, unit in enumerate(units):
        unit.check()
        if len(units) > 1 and (not unit.name or unit.name in names[:number]):
            raise BadFigures(unit.name or f"unit {number + 1}", "every unit needs a name of its own")
    return tuple(map(complete, units))


def all_must(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome where every part must carry: the first thing that stands in the way."""
    found = set(outcomes)
    order = (Outcome.NO_QUORUM, Outcome.LOST, Outcome.APART, Outcome.CANNOT_TELL, Outcome.NO_LAW)
    return next((outcome for outcome in order if outcome in found), Outcome.CARRIED)


def common(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome where every part decides for itself."""
    found = set(outcomes)
    return found.pop() if len(found) == 1 else Outcome.APART


@dataclass(frozen=True)
class Court:
    """One rule and one way to decide by it."""

    rule: Rule
    way: Way
    ending: bool = False

    def judge(self, decision: Decision, units: Sequence[Figures]) -> Decision:
        """The decision with its outcome and reasons."""
        apart = self.rule.units.value
        if apart == "together" or len(units) == 1:
            return self._alone(decision, units)
        inside = replace(self, way=self._without_units(self.way))
        ruled = tuple(inside._alone(replace(decision, figures=unit, standing=()), (unit,)) for unit in units)
        outcomes = [one.outcome for one in ruled]
        outcome = all_must(outcomes) if apart == "each" else common(outcomes)
        reasons = explaining.units(apart, outcomes)
        across = self._across(decision, units)
        if across is not None:
            outcome = all_must([outcome, across.outcome])
            reasons += across.reasons
        missing = tuple(dict.fromkeys(name for one in ruled for name in one.missing))
        return replace(decision, outcome=outcome, reasons=reasons, units=ruled, missing=missing)

    def _across(self, decision: Decision, units: Sequence[Figures]) -> Decision | None:
        """What the rule asks of the number of units, such as people from half of them; None where it asks nothing."""
        quorum = _about_units(self.way.quorum)
        if not quorum:
            return None
        across = replace(self, way=replace(self.way, quorum=quorum, majority=()))
        return across._alone(decision, units)

    def _without_units(self, way: Way) -> Way:
        if way.quorum is None:
            return way
        return replace(way, quorum=tuple(one for one in way.quorum if one not in _about_units(way.quorum)))

    def _alone(self, decision: Decision, units: Sequence[Figures]) -> Decision:
        """The decision on these figures as one whole, under every reading of the rule."""
        asked = (*(self.way.quorum or ()), *(self.way.majority or ()))
        judged = [
            self._read(Tester(decision.figures, units, reading))
            for reading in readings(self.rule.settings, decision.figures, asked)
        ]
        outcomes = {one.outcome for one in judged}
        first = judged[0]
        if len(outcomes) == 1:
            return replace(
                decision,
                outcome=first.outcome,
                reasons=explaining.findings(first.findings),
                missing=tuple(dict.fromkeys(one.missing for one in first.findings if one.missing)),
            )
        return replace(decision, reasons=explaining.differing(judged))

    def _read(self, tester: Tester) -> Judged:
        """Quorum and majority under one reading, and what follows."""
        called = self.rule.called_by
        asked = None if called is None or called.condition is None else (called.condition,)
        call = () if called is None or self.ending else tester.test("called_by", asked)
        quorum = tester.quorum(self.way.quorum)
        majority = tester.test(self._role(), self.way.majority)
        return Judged(tester.reading, self._outcome(call, quorum, majority), call + quorum + majority)

    def _role(self) -> str:
        if self.ending:
            return "end"
        return {Kind.VETO: "veto", Kind.CONSENT: "consent"}.get(self.rule.kind, "majority")

    def _outcome(
        self, call: tuple[Finding, ...], quorum: tuple[Finding, ...], majority: tuple[Finding, ...]
    ) -> Outcome:
        valid, carried = together(call + quorum), together(majority)
        if self.rule.kind is Kind.VETO and not self.ending:
            # A vote that was not validly held, or found no majority against, leaves the strike as it was announced.
            if valid is False or carried is False:
                return Outcome.CARRIED
            return Outcome.LOST if valid and carried else Outcome.CANNOT_TELL
        if valid is False:
            return Outcome.NO_QUORUM
        if carried is False:
            return Outcome.LOST
        return Outcome.CARRIED if valid and carried else Outcome.CANNOT_TELL


def together(findings: Iterable[Finding]) -> bool | None:
    """Whether all hold: one that fails decides, whatever nobody can tell about the others."""
    found = {finding.met for finding in findings}
    return False if False in found else None if None in found else True


def _about_units(conditions: Conditions | None) -> Conditions:
    return tuple(one for one in conditions or () if not isinstance(one, AnyOf) and one.count == "units")


def _once(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Without repetitions: several units give the same warning."""
    told: list[Sentence] = []
    for sentence in sentences:
        if sentence not in told:
            told.append(sentence)
    return tuple(told)
