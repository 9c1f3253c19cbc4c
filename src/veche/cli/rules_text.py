"""Rules as a person reads them: the list of all, and one with everything that is known about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from veche import counting, rules
from veche.cli.auditor import print_json
from veche.cli.decision_case import rule_of
from veche.cli.decision_text import clauses
from veche.cli.terminal import facts, paragraph, point, say, table, terminal
from veche.rules import Chosen, Rule, describing, shipped
from veche.rules.counting_days import listed
from veche.rules.model import Evidence, Way
from veche.words import Words, catalogue
from veche.words.sentence import Sentence

Row = tuple[str, str]


def words_of(room: Any) -> Words:
    """The texts of a library in the language that the terminal speaks."""
    return catalogue(Path(room.__file__).parent / "words", terminal.words.language)


def list_all(*, as_json: bool) -> None:
    """Every decision rule, then every counting rule."""
    words, counted = words_of(rules), words_of(counting)
    found = shipped()
    if as_json:
        decision = [{"id": rule.id, "family": rule.family, "name": rule.name.say(words)} for rule in found]
        count = [{"id": rule.id, "name": counted.text(f"rule.{rule.id}")} for rule in counting.RULES.values()]
        print_json({"decision": decision, "counting": count})
        return
    columns = (words.text("show.rule"), words.text("show.name"))
    table(words.text("show.decision_rules"), columns, [(rule.id, rule.name.say(words)) for rule in found])
    named = [(rule.id, counted.text(f"rule.{rule.id}")) for rule in counting.RULES.values()]
    table(words.text("show.counting_rules"), columns, named)


def show_one(name: str, on: date | None, *, as_json: bool) -> None:
    """A counting rule by its id, or a decision rule. Raises RulesError, OSError."""
    if name in counting.RULES:
        show_counting(name, as_json=as_json)
        return
    chosen = rule_of(name, on)
    page = RulePage(words_of(rules), chosen)
    if as_json:
        print_json(page.to_json())
    else:
        page.show()


def show_counting(name: str, *, as_json: bool) -> None:
    """What a counting rule says of itself; its text stands in its own file."""
    rule, words = counting.RULES[name], words_of(rules)
    title = words_of(counting).text(f"rule.{name}")
    if as_json:
        settings = {key: setting.default for key, setting in rule.settings.items()}
        print_json(
            {"id": name, "name": title, "version": rule.version, "source": rule.source, "settings": settings}
        )
        return
    say(title, "bold")
    facts([(words.text("show.version"), rule.version), (words.text("show.sources"), rule.source)])
    rows = [(key, setting.default, setting.values) for key, setting in rule.settings.items()]
    if rows:
        table(words.text("show.settings"), ("", "", ""), rows)


@dataclass(frozen=True)
class RulePage:
    """One decision rule from top to bottom."""

    words: Words
    chosen: Chosen

    @property
    def rule(self) -> Rule:
        return self.chosen.rule

    def show(self) -> None:
        paragraph(f"{self.rule.name.say(self.words)} ({self.rule.id})", "bold")
        facts(list(self.rows()))
        self._listed("show.first", [step.text for step in self.rule.first])
        self._listed("show.warnings", self.rule.warnings)
        self._listed("show.sources", self.rule.sources)
        if self.rule.quote is not None:
            say(f"\n{self.words.text('show.quote')}", "bold")
            point("-", self.rule.quote.text)
            point("-", self.rule.quote.licence)
        say()
        for sentence in rules.standing(self.rule):
            paragraph(sentence.say(self.words))

    def to_json(self) -> dict[str, Any]:
        """What the page says, as pairs of a heading and a text."""
        return {
            "id": self.rule.id,
            "family": self.rule.family,
            "kind": str(self.rule.kind),
            "citation": self.rule.citation,
            "read_on": None if self.rule.read_on is None else self.rule.read_on.isoformat(),
            "unconfirmed": list(self.rule.unconfirmed),
            "secondary": list(self.rule.secondary),
            "rows": [list(row) for row in self.rows()],
            "warnings": [warning.say(self.words) for warning in self.rule.warnings],
            "sources": list(self.rule.sources),
        }

    def rows(self) -> Iterator[Row]:
        rule = self.rule
        if rule.off is not None:
            yield self._row("off", rule.off)
        for why in self.chosen.why:
            yield self._row("why_this", why)
        yield self._row("made_by", Sentence(f"made_by.{rule.made_by}"))
        yield self._row("kind", Sentence(f"kind.{rule.kind}"))
        for way in rule.ways:
            yield from self._way(way)
        yield from self._votes()
        yield from self._days()
        yield from self._text()

    def _way(self, way: Way) -> Iterator[Row]:
        """Who votes, the quorum and the majority, each with how sure we are."""
        if way.name is not None:
            yield f"{way.id}", way.name.say(self.words)
        if self.rule.kind == "none":
            return
        yield self._row(
            "electorate", describing.stated("electorate", way.electorate), evidence(way.electorate)
        )
        yield from self._asked("role.quorum", way, "quorum")
        role = {"veto": "role.veto", "consent": "role.consent"}.get(self.rule.kind, "role.majority")
        yield from self._asked(role, way, "majority")

    def _asked(self, title: str, way: Way, name: str) -> Iterator[Row]:
        asked = getattr(way, name)
        told = describing.conditions(asked, self.rule.kind)
        for number, sentence in enumerate(told):
            found = getattr(asked[number], "evidence", None) if asked else None
            yield self.words.text(title), self._sure(sentence.say(self.words), found)

    def _votes(self) -> Iterator[Row]:
        rule = self.rule
        if rule.kind == "none":
            return
        if rule.called_by is not None and rule.called_by.condition is not None:
            yield (
                self.words.text("show.called_by"),
                self._joined(describing.called_by(rule.called_by, rule.kind)),
            )
        if rule.end_ballot is not None:
            for sentence in describing.conditions(rule.end_ballot.majority, rule.kind):
                yield self._row("end_ballot", sentence)
            if rule.end_ballot.note is not None:
                yield self._row("end_ballot", rule.end_ballot.note)
        yield self._row("units", Sentence(f"counted_units.{rule.units.value}"), rule.units.evidence)
        for group in rule.excluded_from_base:
            yield self._row("excluded", group.text, group.evidence)
        yield self._row("secrecy", describing.stated("secrecy", rule.secrecy), evidence(rule.secrecy))
        if rule.scrutineer is not None:
            yield self._row(
                "scrutineer", Sentence(f"secrecy.{rule.scrutineer.value}"), rule.scrutineer.evidence
            )
        if rule.method_allowed is not None:
            yield self._row("method", listed("method", rule.method_allowed))

    def _days(self) -> Iterator[Row]:
        """Each notice with what it must say, then validity, retention, and what is told after the vote."""
        notices = self.rule.notice or ()
        for number, sentences in enumerate(describing.notices(self.rule)):
            yield self.words.text("show.notice"), self._joined(sentences)
            for content in notices[number].contents if notices else ():
                yield self._row("contents", content)
        for sentences in describing.validities(self.rule):
            yield self.words.text("show.validity"), self._joined(sentences)
        for sentences in describing.retentions(self.rule):
            yield self.words.text("show.retention"), self._joined(sentences)
        for duty in self.rule.publish:
            yield self.words.text("show.publish"), self._joined(describing.duty(duty))

    def _text(self) -> Iterator[Row]:
        rule, force = self.rule, self.rule.in_force
        limits = (
            [Sentence("show.from", {"day": force.start})] if force.start and not force.start_unknown else []
        )
        limits += [Sentence("show.start_unknown")] if force.start_unknown else []
        limits += [Sentence("show.until", {"day": force.end})] if force.end else []
        limits += [Sentence("show.end_unknown")] if force.end_unknown else []
        if limits:
            yield (
                self.words.text("show.in_force"),
                self._joined((*limits, *([force.note] if force.note else ()))),
            )
        if rule.citation:
            yield self.words.text("show.citation"), rule.citation
        if rule.text_version:
            yield self.words.text("show.text_version"), rule.text_version

    def _row(self, name: str, sentence: Sentence, found: Evidence | None = None) -> Row:
        return self.words.text(f"show.{name}"), self._sure(sentence.say(self.words), found)

    def _sure(self, text: str, found: Evidence | None) -> str:
        """A value with where it stands and how we know it."""
        if found is None or found.confidence is None:
            return text
        sure = self.words.text(f"confidence.{found.confidence}")
        note = "" if found.note is None else f". {found.note.say(self.words)}"
        return f"{text} [{'; '.join(part for part in (found.citation, sure) if part)}]{note}"

    def _joined(self, sentences: Iterable[Sentence]) -> str:
        return clauses(sentences, self.words)

    def _listed(self, title: str, items: Sequence[Sentence | str]) -> None:
        if items:
            say(f"\n{self.words.text(title)}", "bold")
        for item in items:
            if isinstance(item, str):  # an address, which a person may copy
                say(f"  - {item}")
            else:
                point("-", item.say(self.words))


def evidence(stated: Any) -> Evidence | None:
    return None if stated is None else stated.evidence
