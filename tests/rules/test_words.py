"""What a decision says, in every language. That the catalogues are whole is tested for all rooms in `tests/words`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rules.making import majority, rule

from veche import rules
from veche.rules import Figures, decide, describing, shipped
from veche.words import Language, Words, catalogue

FOLDER = Path(rules.__file__).parent


def words(language: Language) -> Words:
    return catalogue(FOLDER / "words", language)


EVERYTHING = Figures(
    roll=121, excluded=1, prevented=1, present=100, petition=31, issued=100, returned=92, spoiled=2, blank=1,
    abstain=4, yes=64, no=21,
)  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_every_shipped_rule_can_be_said(language: Language) -> None:
    said = words(language)
    for one in shipped():
        for way in one.ways:
            decision = decide(one, EVERYTHING, variant=way.id or None)
            assert decision.headline.say(said)
            assert all(entry["text"] for entry in decision.to_json(said)["reasons"])
            for sentence in (*decision.warnings, *decision.standing):
                assert sentence.say(said)
        for told in (*describing.notices(one), *describing.validities(one), *describing.retentions(one)):
            assert all(sentence.say(said) for sentence in told)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Majority: 21 votes for, 52.5 % of the 40 papers returned; more than half was required: met"),
        ("be", "Большасць: 21 голас «за», 52,5 % ад 40 вернутых бюлетэняў; патрабавалася больш за палову: выканана"),
        ("ru", "Большинство: 21 голос «за», 52,5 % от 40 сданных бюллетеней; требовалось более половины: выполнено"),
        ("uk", "Більшість: 21 голос «за», 52,5 % від 40 зданих бюлетенів; потрібно було більше половини: виконано"),
        ("pl", "Większość: 21 głosów za, 52,5 % spośród 40 oddanych kart; wymagano więcej niż połowy: spełnione"),
    ],
)  # fmt: skip
def test_a_reason_has_the_plurals_and_decimals_of_its_language(language: str, sentence: str) -> None:
    figures = Figures(yes=21, no=19, abstain=0, blank=0, spoiled=0)
    decision = decide(majority("papers_returned", "more_than: 1/2"), figures)
    said = decision.reasons[0].sentence.say(words(Language(language)))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == sentence


@pytest.mark.parametrize(("yes", "share"), [(299_999, "74.9 %"), (300_001, "75.0002 %"), (300_000, "75.0 %")])
def test_a_share_never_looks_like_a_threshold_that_it_is_not(yes: int, share: str) -> None:
    figures = Figures(roll=400_000, yes=yes)
    said = decide(majority("roll", "at_least: 3/4"), figures).reasons[0].sentence.say(words(Language.EN))
    assert share in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("bar", "told"),
    [
        ("at_least: 1/4", "at least a quarter"),
        ("more_than: 2/4", "more than half"),
        ("at_least: 3/5", "at least 60.0 %"),
        ("more_than: 3/7", "more than 3/7"),
    ],
)
def test_a_fraction_is_told_as_people_say_it(bar: str, told: str) -> None:
    decision = decide(majority("roll", bar), Figures(roll=100, yes=50))
    said = decision.reasons[0].sentence.say(words(Language.EN)).replace("\N{NO-BREAK SPACE}", " ")
    assert f"{told} was required" in said


def test_a_text_in_one_language_is_shown_in_every_language() -> None:
    made = replace(rule("warnings: [Bring the key]"), read_on=None)
    for language in Language:
        assert "Bring the key" in [one.say(words(language)) for one in decide(made, Figures()).warnings]
