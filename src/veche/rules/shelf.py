"""The rules that Veche ships, found by name, and the version of a rule that is in force on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from veche.words.sentence import Sentence

from .errors import UnknownRule
from .loading import load
from .model import Rule

PRESETS = Path(__file__).with_name("presets")
TEMPLATE = Path(__file__).with_name("template.yaml")
"""A rule of one's own to begin with."""


@dataclass(frozen=True)
class Chosen:
    """A version of a rule, and why this one: empty where there was nothing to choose."""

    rule: Rule
    why: tuple[Sentence, ...] = ()


@cache
def shipped() -> tuple[Rule, ...]:
    """Every preset, by id. Raises BadRule."""
    return tuple(load(path) for path in sorted(PRESETS.glob("*.yaml")))


def find(name: str, on: date | None = None) -> Rule:
    """The rule as `choose` finds it, without the reason."""
    return choose(name, on).rule


def choose(name: str, on: date | None = None) -> Chosen:
    """The preset with this id, or the version of this family that is in force on the day.

    Raises UnknownRule where there is none of the name, where several versions need a day, or where none was in force.
    """
    files = {path.stem: path for path in PRESETS.glob("*.yaml")}
    if name in files:
        rule = load(files[name])
        return Chosen(rule, _outside(rule, on))
    family = [rule for rule in shipped() if rule.family == name]
    if not family:
        names = {one for rule in shipped() for one in (rule.id, rule.family)}
        near = get_close_matches(name, sorted(names), 3)
        advice = f"do you mean {' or '.join(near)}?" if near else "see 'veche rules list', or give a file"
        raise UnknownRule(f"no rule is called {name}", advice)
    return version(family, on)


def opened_under(chosen: Chosen, name: str, opens: date | None) -> Chosen:
    """The same choice, with a sentence where the vote opened under another version: a change may not touch votes under way."""
    family = [rule for rule in shipped() if rule.family == name]
    if opens is None or len(family) < 2 or not _outside(chosen.rule, opens):
        return chosen
    earlier = [rule for rule in family if not _outside(rule, opens)]
    said = [Sentence("version.opened", {"day": opens, "name": rule.name, "id": rule.id}) for rule in earlier]
    return Chosen(chosen.rule, (*chosen.why, *said))


def version(family: Sequence[Rule], on: date | None) -> Chosen:
    """The version in force on the day; where that is not clear, the stricter, and the reason says so."""
    if len(family) == 1:
        return Chosen(family[0], _outside(family[0], on))
    name = family[0].family
    if on is None:
        raise UnknownRule(
            f"{name} has several versions", "say the date of the vote, or one of: " + _ids(family)
        )
    possible = [rule for rule in family if not _outside(rule, on)]
    if not possible:
        raise UnknownRule(f"no version of {name} covers {on.isoformat()}", "say which: " + _ids(family))
    if len(possible) == 1:
        rule = possible[0]
        return Chosen(rule, (Sentence("version.in_force", {"name": rule.name, "day": on}),))
    weaker = {other for rule in possible for other in rule.stricter_than}
    strictest = [rule for rule in possible if rule.id not in weaker]
    if len(strictest) != 1:
        raise UnknownRule(f"several versions of {name} may be in force", "say which: " + _ids(possible))
    others = ", ".join(rule.id for rule in possible if rule is not strictest[0])
    return Chosen(
        strictest[0],
        (Sentence("version.stricter", {"name": strictest[0].name, "day": on, "others": others}),),
    )


def _outside(rule: Rule, on: date | None) -> tuple[Sentence, ...]:
    """A sentence where the day is surely outside the version's time in force."""
    start, end = rule.in_force.start, rule.in_force.end
    if on is None or ((start is None or start <= on) and (end is None or on <= end)):
        return ()
    return (Sentence("version.not_in_force", {"name": rule.name, "day": on}),)


def _ids(rules: Sequence[Rule]) -> str:
    return ", ".join(rule.id for rule in rules)
