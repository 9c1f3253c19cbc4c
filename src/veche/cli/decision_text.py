"""A decision as a person reads it: the outcome, every step, and the days that follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from veche import rules
from veche.cli.auditor import print_json
from veche.cli.decision_case import Judged
from veche.cli.terminal import facts, paragraph, point, say, table, terminal
from veche.rules import Deadline, Decision, Outcome, Reason
from veche.words import Words, catalogue
from veche.words.formats import day
from veche.words.sentence import Sentence

STYLES = {Outcome.CARRIED: "bold green", Outcome.LOST: "bold red", Outcome.NO_QUORUM: "bold red"}


def show(found: Judged, *, as_json: bool) -> None:
    """Print the decision, or the decisions on several questions."""
    words = catalogue(Path(rules.__file__).parent / "words", terminal.words.language)
    if as_json:
        print_json(to_json(found, words))
        return
    for name, decision in found.decisions.items():
        if name:
            say(f"{words.text('show.question')}: {name}", "bold")
        Page(words).decision(decision, found)
        if name:
            say()
    if len(found.decisions) > 1:
        together = Sentence(f"outcome.{found.outcome.replace('-', '_')}").say(words)
        say(f"{words.text('show.all_questions')}: {together}", "bold")


def to_json(found: Judged, words: Words) -> dict[str, object]:
    """One object: the only decision itself, or all of them by question with what came of them together."""
    why = [sentence.to_json() | {"text": sentence.say(words)} for sentence in found.chosen.why]
    decisions = {name: decision.to_json(words) for name, decision in found.decisions.items()}
    if list(decisions) == [""]:
        return decisions[""] | {"chosen": why}
    return {"outcome": str(found.outcome), "questions": decisions, "chosen": why}


class Page:
    """One decision, printed from top to bottom."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def decision(self, decision: Decision, found: Judged) -> None:
        paragraph(decision.headline.say(self.words), STYLES.get(decision.outcome, "bold"))
        self._rule(decision, found)
        self._reasons(decision.reasons)
        for unit in decision.units:
            say(f"\n{unit.figures.name}: {unit.headline.say(self.words)}", STYLES.get(unit.outcome, "bold"))
            self._list(unit.reasons)
        self._sentences("show.warnings", decision.warnings)
        self._deadlines(decision.deadlines)
        say()
        for sentence in decision.standing:
            paragraph(sentence.say(self.words))

    def _rule(self, decision: Decision, found: Judged) -> None:
        rule = decision.rule
        rows = [(self.words.text("show.rule"), f"{rule.name.say(self.words)} ({rule.id})")]
        if rule.citation:
            rows.append((self.words.text("show.citation"), rule.citation))
        if decision.variant:
            way = rule.way(decision.variant)
            rows.append((self.words.text("show.variant"), way.name.say(self.words) if way.name else way.id))
        rows += [
            (self.words.text("show.why_this"), sentence.say(self.words)) for sentence in found.chosen.why
        ]
        facts(rows)

    def _reasons(self, reasons: Sequence[Reason]) -> None:
        say(f"\n{self.words.text('show.reasons')}", "bold")
        self._list(reasons)

    def _list(self, reasons: Sequence[Reason]) -> None:
        for reason in reasons:
            point(MARKS[terminal.plain][reason.met], reason.sentence.say(self.words))

    def _sentences(self, title: str, sentences: Sequence[Sentence]) -> None:
        if sentences:
            say(f"\n{self.words.text(title)}", "bold")
        for sentence in sentences:
            point("-", sentence.say(self.words))

    def _deadlines(self, deadlines: Sequence[Deadline]) -> None:
        if not deadlines:
            return
        columns = [self.words.text(f"show.{name}") for name in ("day", "what", "how_counted")]
        rows = [
            (
                self._day(one),
                self.words.text(f"deadline.{one.kind}"),
                clauses(one.explained, self.words),
            )
            for one in deadlines
        ]
        table(self.words.text("show.deadlines"), columns, rows)

    def _day(self, deadline: Deadline) -> str:
        text = day(self.words.language, deadline.day)
        return text if deadline.hour is None else f"{text}, {deadline.hour.isoformat('minutes')}"


def clauses(sentences: Iterable[Sentence], words: Words) -> str:
    """Sentences in one line; their full stops fall away, but not the point of a shortened word ("г.")."""
    said = (sentence.say(words) for sentence in sentences)
    return "; ".join(one if one.endswith((" г.", " р.")) else one.removesuffix(".") for one in said)


MARKS = {
    False: {True: "✓", False: "✗", None: "·"},
    True: {True: "+", False: "x", None: "?"},
}
"""By whether the terminal is plain; the words of the sentence say the same."""
