"""Each shipped rule at its borders: exactly there, and just under. Every outcome was worked out by hand from the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from veche.rules import Figures, Outcome, Rule, decide, shipped
from veche.rules.model import AnyOf, Condition, Conditions

# A rule, a slash and its way (`end`: the vote that ends a strike); the figures; the outcome. Papers that are not named: none.
BORDERS = """
by-389/meeting         roll=100 present=51 yes=34 no=17              carried      51 > 50, 34 = 2/3 of 51
by-389/meeting         roll=100 present=51 yes=33 no=0               lost         18 there and silent: against
by-389/meeting         roll=100 present=51 yes=33 no=17 spoiled=1    lost
by-389/meeting         roll=100 present=50 yes=50 no=0               no-quorum    half is not more than half
by-389/meeting         roll=100 yes=80 no=0                          cannot-tell  nobody counted who was there
by-389/conference      roll=90 present=60 yes=40 no=20               carried      60 = 2/3 of 90, 40 = 2/3 of 60
by-389/conference      roll=90 present=60 yes=39 no=21               lost
by-389/conference      roll=90 present=59 yes=59 no=0                no-quorum
by-389/end             roll=100 present=100 yes=100 no=0             cannot-tell  article 379 was not read
ru-410/meeting         roll=100 present=51 yes=51 no=0               cannot-tell  the majority was not read
ru-410/meeting         roll=100 present=50 yes=50 no=0               no-quorum
ru-410/conference      roll=90 present=60 yes=60 no=0                cannot-tell
ru-410/conference      roll=90 present=59 yes=59 no=0                no-quorum
ua-137/meeting         roll=100 present=100 yes=100 no=0             cannot-tell  martial law: switched off
ua-137/conference      roll=90 present=90 yes=90 no=0                cannot-tell
pl-1991-20             roll=100 yes=26 no=24                         carried      50 = 50 %, 26 > 25
pl-1991-20             roll=100 yes=25 no=25                         lost
pl-1991-20             roll=100 yes=49 no=0                          no-quorum
pl-1991-20             roll=100 yes=25 no=24 spoiled=1               cannot-tell  25 of 50 votes, or of 49?
pl-1991-20             roll=100 yes=26 no=23 spoiled=1               carried      either way
lt-245                 roll=100 yes=25                               carried      at least a quarter
lt-245                 roll=100 yes=24                               lost
lv-11/union            roll=100 present=51 yes=26 no=25              carried
lv-11/union            roll=100 present=52 yes=26 no=26              lost
lv-11/union            roll=100 present=50 yes=50 no=0               no-quorum
lv-11/employees        roll=100 present=50 yes=26 no=24              carried      here half is enough
lv-11/employees        roll=100 present=50 yes=25 no=0               lost
lv-11/employees        roll=100 present=49 yes=49 no=0               no-quorum
de-ig-metall           roll=100 yes=75 no=0                          carried      at least 75 % of members
de-ig-metall           roll=100 yes=74 no=0                          lost
de-ig-metall           roll=5255 yes=4583 no=450 spoiled=13          carried      Berlin and Brandenburg, 2002
de-ig-metall/end       roll=100 yes=25 no=75                         carried      a quarter ends the strike
de-ig-metall/end       roll=100 yes=24 no=76                         lost
de-verdi               roll=104 prevented=4 yes=76 no=0              carried      more than 75 of 100
de-verdi               roll=104 prevented=4 yes=75 no=0              lost
de-verdi               roll=104 yes=80 no=0                          cannot-tell  how many were prevented?
de-verdi/end           roll=104 prevented=4 yes=26 no=74             carried
de-verdi/end           roll=104 prevented=4 yes=25 no=75             lost
de-igbce               roll=100 yes=75 no=0                          carried
de-igbce               roll=100 yes=74 no=0                          lost
de-ig-bau              roll=900 yes=60 no=20                         carried      60 = 75 % of 80
de-ig-bau              roll=900 yes=59 no=20 spoiled=1               lost
de-dbb                 roll=900 yes=61 no=19                         carried      more than 60
de-dbb                 roll=900 yes=60 no=20                         lost
de-dbb/end             roll=900 yes=21 no=59                         carried
de-dbb/end             roll=900 yes=20 no=60                         lost
gb-2017-03-01/general  roll=100 yes=26 no=23 spoiled=1               carried      spoiled papers make the turnout
gb-2017-03-01/general  roll=100 yes=25 no=24 spoiled=1               lost         and count in the majority
gb-2017-03-01/general  roll=100 yes=51 no=49                         carried
gb-2017-03-01/general  roll=100 yes=49 no=0                          no-quorum
gb-2017-03-01/important-services roll=100 yes=40 no=10               carried      40 % of all entitled
gb-2017-03-01/important-services roll=100 yes=39 no=11               lost
gb-2017-03-01/important-services roll=100 yes=40 no=40               lost
gb-2017-03-01/important-services roll=100 yes=41 no=40               carried
gb-2017-03-01/important-services roll=100 yes=49 no=0                no-quorum
gb-2026-02-18          roll=100 yes=26 no=23 spoiled=1               carried
gb-2026-02-18          roll=100 yes=25 no=24 spoiled=1               lost
gb-2026-02-18          roll=100 yes=49 no=0                          no-quorum
gb-after-turnout-repeal roll=100 yes=51 no=49                        carried      no turnout asked
gb-after-turnout-repeal roll=100 yes=50 no=50                        lost
gb-after-turnout-repeal roll=100 yes=50 no=49 spoiled=1              cannot-tell  is a spoiled paper a vote?
ie-1990-14             roll=100 yes=51 no=49                         carried
ie-1990-14             roll=100 yes=50 no=50                         lost
ie-1990-14             roll=100 yes=50 no=49 spoiled=1               cannot-tell
au-459                 roll=100 yes=26 no=24                         carried
au-459                 roll=100 yes=25 no=25                         lost
au-459                 roll=100 yes=25 no=24 spoiled=1               carried      a majority of the valid votes
au-459                 roll=100 yes=49 no=0                          no-quorum
ca-87-3                roll=100 yes=51 no=49                         carried
ca-87-3                roll=100 yes=50 no=50                         lost
ca-87-3                roll=100 yes=50 no=49 spoiled=1               cannot-tell
ca-qc-20-2             roll=100 yes=51 no=49                         carried
ca-qc-20-2             roll=100 yes=50 no=50                         lost
ca-bc                  roll=100 yes=51 no=49                         carried
ca-bc                  roll=100 yes=50 no=50                         lost
za-95                  roll=100 yes=51 no=49                         carried
za-95                  roll=100 yes=50 no=50                         lost
za-95                  roll=100 yes=50 no=49 spoiled=1               cannot-tell
sk-1991-17             roll=210 excluded=10 yes=52 no=50             carried      102 > 100, half of 200; 52 > 51
sk-1991-17             roll=210 excluded=10 yes=51 no=50 spoiled=1   lost         of those who took part
sk-1991-17             roll=210 excluded=10 yes=100 no=0             no-quorum
sk-1991-17             roll=210 yes=105 no=0                         no-quorum    with nobody left out
hu-1989-7              roll=100 yes=100 no=0                         no-law
bg-11                  roll=100 yes=51 no=0                          carried
bg-11                  roll=100 yes=50 no=0                          lost
ro-147-representative  roll=100 yes=100 no=0                         no-law
ro-147-consent         roll=100 yes=25                               carried
ro-147-consent         roll=100 yes=24                               lost
tr-61                  roll=100 petition=25 yes=25 no=26             lost         the vote stops the strike
tr-61                  roll=100 petition=25 yes=25 no=25             carried      the strike stands
tr-61                  roll=100 petition=24 yes=0 no=76              carried      too few asked for the vote
tr-61                  roll=100 petition=25 yes=24 no=25 spoiled=1   cannot-tell
tr-61                  roll=100 yes=0 no=76                          cannot-tell  who asked for the vote?
in-62                  roll=100 yes=100 no=0                         no-law
kr-41                  roll=100 yes=51 no=0                          carried
kr-41                  roll=100 yes=50 no=0                          lost
kr-41                  roll=110 excluded=10 yes=51 no=0              carried      members who do not work there
kr-41                  roll=110 excluded=10 yes=50 no=0              lost
jp-5-2-8               roll=100 yes=51 no=49                         carried
jp-5-2-8               roll=100 yes=50 no=50                         lost
jp-5-2-8               roll=100 yes=50 no=49 spoiled=1               cannot-tell
gb-unison-rule-change  yes=200 no=100                                carried
gb-unison-rule-change  yes=199 no=101                                lost
plain-majority-of-votes yes=51 no=49 abstain=5 blank=5 spoiled=5     carried
plain-majority-of-votes yes=50 no=50                                 lost
plain-two-thirds-of-votes yes=200 no=100 abstain=9                   carried
plain-two-thirds-of-votes yes=199 no=101                             lost
plain-three-quarters-of-votes yes=300 no=100 spoiled=9               carried
plain-three-quarters-of-votes yes=299 no=101                         lost
plain-majority-of-papers yes=51 no=9 abstain=20 blank=10 spoiled=10  carried
plain-majority-of-papers yes=50 no=10 abstain=20 blank=10 spoiled=10 lost
plain-majority-of-valid-papers yes=46 no=15 abstain=20 blank=10 spoiled=9 carried
plain-majority-of-valid-papers yes=45 no=15 abstain=20 blank=10 spoiled=10 lost
plain-two-thirds-of-papers yes=60 no=10 abstain=10 spoiled=10        carried
plain-two-thirds-of-papers yes=59 no=11 abstain=10 blank=10          lost
plain-three-quarters-of-papers yes=60 no=5 abstain=10 blank=5        carried
plain-three-quarters-of-papers yes=59 no=6 abstain=10 spoiled=5      lost
plain-majority-of-present present=100 yes=51 no=0                    carried
plain-majority-of-present present=100 yes=50 no=0                    lost
plain-two-thirds-of-present present=90 yes=60 no=0                   carried
plain-two-thirds-of-present present=90 yes=59 no=0                   lost
plain-three-quarters-of-present present=80 yes=60 no=0               carried
plain-three-quarters-of-present present=80 yes=59 no=0               lost
plain-majority-of-roll roll=100 yes=51 no=0                          carried
plain-majority-of-roll roll=100 yes=50 no=0                          lost
plain-two-thirds-of-roll roll=90 yes=60 no=0                         carried
plain-two-thirds-of-roll roll=90 yes=59 no=0                         lost
plain-three-quarters-of-roll roll=80 yes=60 no=0                     carried
plain-three-quarters-of-roll roll=80 yes=59 no=0                     lost
plain-majority-of-valid-votes yes=51 no=40 abstain=9 blank=9 spoiled=9 carried
plain-majority-of-valid-votes yes=50 no=40 abstain=10 blank=9 spoiled=9 lost
plain-half-turnout-majority-of-votes roll=100 yes=26 no=24           carried
plain-half-turnout-majority-of-votes roll=100 yes=20 no=20 spoiled=10 lost
plain-half-turnout-majority-of-votes roll=100 yes=3 no=2 abstain=45  carried      abstentions make the turnout
plain-half-turnout-majority-of-votes roll=100 yes=49 no=0            no-quorum
plain-half-present-majority-of-present roll=100 present=51 yes=26 no=0 carried
plain-half-present-majority-of-present roll=100 present=52 yes=26 no=0 lost
plain-half-present-majority-of-present roll=100 present=50 yes=50 no=0 no-quorum
plain-two-thirds-present-majority-of-present roll=90 present=60 yes=31 no=0 carried
plain-two-thirds-present-majority-of-present roll=90 present=60 yes=30 no=0 lost
plain-two-thirds-present-majority-of-present roll=90 present=59 yes=59 no=0 no-quorum
plain-settlement       yes=51 no=49                                  carried
plain-settlement       yes=50 no=50                                  lost
"""

Row = tuple[str, str | None, Figures, Outcome]


def row(line: str) -> Row:
    """One line of the table."""
    words = iter(line.split())
    name, _, way = next(words).partition("/")
    numbers = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            return name, way or None, papers(numbers), Outcome(word)
        numbers[key] = int(value)
    raise AssertionError(line)


def papers(numbers: dict[str, int]) -> Figures:
    """Whoever names the noes has counted all papers."""
    nothing = dict.fromkeys(("abstain", "blank", "spoiled"), 0) if "no" in numbers else {}
    return Figures(**(nothing | numbers))


LINES = [line for line in BORDERS.splitlines() if line]
RULES = {rule.id: rule for rule in shipped()}


def outcome(rule: Rule, way: str | None, figures: Figures) -> Outcome:
    if way == "end":
        return decide(rule, figures, ending=True).outcome
    return decide(rule, figures, variant=way).outcome


@pytest.mark.parametrize("line", LINES, ids=lambda line: " ".join(line.split()))
def test_the_rule_decides_as_we_worked_out_by_hand(line: str) -> None:
    name, way, figures, expected = row(line)
    assert outcome(RULES[name], way, figures) is expected


def test_every_way_to_decide_stands_in_the_table() -> None:
    ways = {(rule.id, way.id or None) for rule in RULES.values() for way in rule.ways} | {
        (rule.id, "end") for rule in RULES.values() if rule.end_ballot
    }
    assert {row(line)[:2] for line in LINES} == ways


def nearby(condition: Condition) -> Iterator[Condition]:
    """The mistakes that a typist makes: over for at least, and a bar a hair away."""
    yield replace(condition, strict=not condition.strict)
    for hair in (Fraction(-1, 50), Fraction(1, 50)):
        yield replace(condition, bar=condition.bar + hair)


def altered(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with one condition mistyped, and what was mistyped."""
    for number, way in enumerate(rule.ways):
        for role in ("quorum", "majority"):
            for conditions in mistyped(getattr(way, role)):
                changed = replace(way, **{role: conditions})
                yield (
                    f"{way.id} {role} {conditions}",
                    replace(rule, ways=(*rule.ways[:number], changed, *rule.ways[number + 1 :])),
                )
    if rule.end_ballot:
        for conditions in mistyped(rule.end_ballot.majority):
            yield f"end {conditions}", replace(rule, end_ballot=replace(rule.end_ballot, majority=conditions))


def mistyped(conditions: Conditions | None) -> Iterator[Conditions]:
    for number, one in enumerate(conditions or ()):
        assert not isinstance(one, AnyOf)
        for wrong in nearby(one):
            yield (*conditions[:number], wrong, *conditions[number + 1 :])  # type: ignore[index]


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.off is None])
def test_a_mistyped_bar_would_be_seen(name: str) -> None:
    rows = [one for one in map(row, LINES) if one[0] == name]
    for what, wrong in altered(RULES[name]):
        assert any(outcome(wrong, way, figures) is not expected for _, way, figures, expected in rows), what
