"""A sentence in a language: its places filled as the language writes them, its plural form by its number."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.words import Language, Words, plural
from veche.words.sentence import Place, Sentence, Share

TEXTS = {
    Language.BE: {
        "vote": {
            "elected": {"one": "{count} месца", "few": "{count} месцы", "many": "{count} месцаў"},
            "turnout": "яўка {share} з {entitled}, {day}",
            "names": "{first} і {second}",
            "whole": "Рашэнне: {what}.",
        }
    },
    Language.PL: {
        "vote": {
            "elected": {"one": "{count} miejsce", "few": "{count} miejsca", "many": "{count} miejsc"},
            "turnout": "frekwencja {share} z {entitled}, {day}",
            "names": "{first} i {second}",
            "whole": "Decyzja: {what}.",
        }
    },
    Language.EN: {
        "vote": {
            "elected": {"one": "{count} seat", "other": "{count} seats"},
            "turnout": "turnout {share} of {entitled}, {day}",
            "names": "{first} and {second}",
            "whole": "Decision: {what}.",
        }
    },
}


def said(language: Language, sentence: Sentence) -> str:
    return sentence.say(Words(language, TEXTS[language])).replace("\N{NO-BREAK SPACE}", "_")


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("be", 1, "1 месца"),
        ("be", 2, "2 месцы"),
        ("be", 5, "5 месцаў"),
        ("be", 11, "11 месцаў"),
        ("be", 12, "12 месцаў"),
        ("be", 21, "21 месца"),
        ("be", 22, "22 месцы"),
        ("be", 25, "25 месцаў"),
        ("be", 100, "100 месцаў"),
        ("be", 101, "101 месца"),
        ("be", 111, "111 месцаў"),
        ("be", 1001, "1_001 месца"),
        ("be", 0, "0 месцаў"),
        ("pl", 1, "1 miejsce"),
        ("pl", 2, "2 miejsca"),
        ("pl", 21, "21 miejsc"),
        ("pl", 22, "22 miejsca"),
        ("pl", 12, "12 miejsc"),
        ("pl", 1002, "1_002 miejsca"),
        ("en", 1, "1 seat"),
        ("en", 0, "0 seats"),
        ("en", 1001, "1,001 seats"),
    ],
)
def test_the_number_picks_the_form_and_stands_in_it(language: str, number: int, text: str) -> None:
    assert said(Language(language), Sentence("vote.elected", count=number)) == text


def test_places_are_filled_as_the_language_writes_them() -> None:
    places: dict[str, Place | Sentence] = {
        "share": Share(Fraction(326, 704), Fraction(1, 2)),
        "entitled": 12345,
        "day": date(2026, 11, 24),
    }
    sentence = Sentence("vote.turnout", places)
    assert said(Language.BE, sentence) == "яўка 46,3_% з 12_345, 24 лістапада 2026 г."
    assert said(Language.PL, sentence) == "frekwencja 46,3_% z 12_345, 24 listopada 2026"
    assert said(Language.EN, sentence) == "turnout 46.3_% of 12,345, 24 November 2026"


def test_a_sentence_can_stand_in_another() -> None:
    inner = Sentence("vote.elected", count=3)
    assert said(Language.BE, Sentence("vote.whole", {"what": inner})) == "Рашэнне: 3 месцы."


def test_a_fraction_stands_exactly() -> None:
    places: dict[str, Place | Sentence] = {"first": Fraction(1, 3), "second": Fraction(5, 2)}
    assert said(Language.BE, Sentence("vote.names", places)) == "1/3 і 2,5"


@given(st.text(), st.text())
def test_names_stay_as_they_are(first: str, second: str) -> None:
    """Braces in a name are no places, and a number in a text is not written anew."""
    sentence = Sentence("vote.names", {"first": first, "second": second})
    assert sentence.say(Words(Language.BE, TEXTS[Language.BE])) == f"{first} і {second}"


def test_what_is_missing_is_an_error() -> None:
    for wrong in (
        Sentence("vote.nothing"),
        Sentence("nothing.here"),
        Sentence("vote.names", {"first": "Ana"}),
        Sentence("vote.elected"),
    ):
        with pytest.raises(KeyError):
            said(Language.BE, wrong)


@given(st.sampled_from(Language), st.integers(0, 10**9))
def test_plural_forms_follow_unicode(language: Language, number: int) -> None:
    """The same rules as Babel has them from CLDR: a second pair of eyes."""
    from babel import Locale

    assert plural(language, number) == Locale(str(language)).plural_form(number)
