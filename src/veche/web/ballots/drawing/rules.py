"""Decision rules as the returning officer reads them: grouped, described, with their days and what is not known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from veche import rules
from veche.rules import Days, Figures, Rule, UnknownRule, decide, describing, find, shipped, standing
from veche.rules.deadlines import deadlines
from veche.rules.model import Kind
from veche.words import Language, Words, catalogue
from veche.words.formats import day
from veche.words.sentence import Sentence

EXAMPLE = Figures(roll=100, returned=90, spoiled=0, blank=0, abstain=0, yes=60, no=30)
"""What an online vote knows in the end; a rule that asks for more cannot be decided by it alone."""


@dataclass(frozen=True)
class Group:
    """`name` is empty for the plain rules, which stand first."""

    name: str
    rules: Sequence[Rule]


@dataclass(frozen=True)
class Page:
    """A rule in the reader's language. `rows` are a heading and what stands under it; `days` are counted as if notice were
    given on the day on which the vote closes."""

    rule: Rule
    name: str
    rows: Sequence[tuple[str, str]]
    days: Sequence[tuple[str, str]]
    cautions: Sequence[str]
    standing: Sequence[str]
    unconfirmed: int
    """How many of its values nobody confirmed; they are switched off."""
    missing: Sequence[str]
    """Figures that an online vote does not give, and the rule asks for."""
    ways: Sequence[tuple[str, str]]
    """Variants, where there are several: id and name."""


def words_of(language: Language) -> Words:
    return catalogue(Path(rules.__file__).parent / "words", language)


def usable(rule: Rule) -> bool:
    """A vote can be decided by it: the law asks for one, and the rule is not switched off."""
    return rule.off is None and rule.kind in (Kind.BALLOT, Kind.CONSENT, Kind.VETO)


def groups(language: Language) -> list[Group]:
    """All usable rules: plain ones, then by country, under the name that the rule itself gives it."""
    words = words_of(language)
    found = [rule for rule in shipped() if usable(rule)]
    plain = Group("", [rule for rule in found if rule.country is None])
    countries = sorted({rule.country for rule in found if rule.country is not None})
    by_country = [[rule for rule in found if rule.country == country] for country in countries]
    named = [Group(one[0].name.say(words).partition(":")[0], one) for one in by_country]
    return [plain, *sorted(named, key=lambda group: group.name)]


@cache
def chosen(name: str) -> Rule:
    """A usable rule by its id, read once. Raises UnknownRule."""
    rule = find(name)
    if not usable(rule):
        raise UnknownRule(f"{name} decides no vote", "choose another rule")
    return rule


def page(rule: Rule, variant: str, language: Language, opens: date | None, closes: date | None) -> Page:
    """Everything that there is to know before choosing it, with the days as far as the vote's own days give them."""
    words = words_of(language)
    way = variant or rule.ways[0].id
    trial = decide(rule, EXAMPLE, variant=way or None)
    return Page(
        rule,
        rule.name.say(words),
        [(title, _clauses(said, words)) for title, said in _rows(rule, way, words)],
        last_days(rule, language, opens, closes),
        [one.say(words) for one in trial.warnings if not one.key.startswith("small.")],
        [one.say(words) for one in standing(rule)],
        len(rule.unconfirmed),
        [words.text(f"figure.{name}") for name in trial.missing],
        [(one.id, one.name.say(words) if one.name else one.id) for one in rule.ways if one.id],
    )


def _rows(rule: Rule, variant: str, words: Words) -> Iterator[tuple[str, Sequence[Sentence]]]:
    way = rule.way(variant)
    yield words.text("show.electorate"), (describing.stated("electorate", way.electorate),)
    yield words.text("role.quorum"), describing.conditions(way.quorum, rule.kind)
    role = {Kind.VETO: "veto", Kind.CONSENT: "consent"}.get(rule.kind, "majority")
    yield words.text(f"role.{role}"), describing.conditions(way.majority, rule.kind)
    for told in describing.notices(rule):
        yield words.text("show.notice"), told
    for told in describing.validities(rule):
        yield words.text("show.validity"), told
    if rule.secrecy is not None:
        yield words.text("show.secrecy"), (describing.stated("secrecy", rule.secrecy),)


def last_days(
    rule: Rule, language: Language, opens: date | None, closes: date | None, *, since: date | None = None
) -> list[tuple[str, str]]:
    """Last and first days, with how each was counted: as if the result were there, and notice given, when the vote closes.

    `since`: none that is over on this day.
    """
    words = words_of(language)
    dated, _ = deadlines(rule, closes, Days(opens=opens, ballot=closes, notice=closes, result=closes))
    return [
        (words.text(f"deadline.{one.kind}"), f"{day(language, one.day)} ({_clauses(one.explained, words)})")
        for one in dated
        if since is None or one.day >= since
    ]


def _clauses(sentences: Iterable[Sentence], words: Words) -> str:
    """Sentences in one line; their full stops fall away, but not the point of a shortened word."""
    said = (sentence.say(words) for sentence in sentences)
    return "; ".join(one if one.endswith((" г.", " р.")) else one.removesuffix(".") for one in said)
