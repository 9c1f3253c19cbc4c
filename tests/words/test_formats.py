"""Numbers, shares and days as each language writes them; no number passes through a float on its way."""

from __future__ import annotations

import calendar
import re
from datetime import date
from fractions import Fraction

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from veche.words import Language
from veche.words.formats import cut, day, exact, share
from veche.words.numerals import decimals, numeral

SPACE = "\N{NO-BREAK SPACE}"
SLAVIC = [one for one in Language if one is not Language.EN]
languages = st.sampled_from(Language)
fractions = st.fractions(max_denominator=10**9)

MONTHS = {
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "en": "January February March April May June July August September October November December",
}
"""Of a day, a month stands in the genitive: "24 лістапада", not "24 лістапад"."""

YEAR = {"be": "2026 г.", "ru": "2026 г.", "uk": "2026 р.", "pl": "2026", "en": "2026"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_written_out(language: Language, month: int) -> None:
    name = MONTHS[language].split()[month - 1]
    assert day(language, date(2026, month, 24)) == f"24 {name} {YEAR[language]}"
    assert day(language, date(2026, month, 1)) == f"1 {name} {YEAR[language]}"


@pytest.mark.parametrize("language", Language)
def test_months_are_those_of_the_language(language: Language) -> None:
    """An independent look at the same words, by the library whose formats we do not use."""
    assert MONTHS[language].split() == list(get_month_names("wide", "format", str(language)).values())
    assert len(set(MONTHS[language].split())) == len(calendar.month_name) - 1


@pytest.mark.parametrize("language", SLAVIC)
@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1000, "1_000"),
        (25_300, "25_300"),
        (1_234_567, "1_234_567"),
        (-1234, "-1_234"),
        (Fraction(1, 2), "0,5"),
        (Fraction(12345, 10), "1_234,5"),
        (Fraction(-1, 4), "-0,25"),
        (Fraction(5, 100000), "0,00005"),
        (Fraction(1, 3), "1/3"),
        (Fraction(10_000, 7), "10_000/7"),
        (Fraction(-1, 3), "-1/3"),
    ],
)
def test_a_number_has_a_comma_and_spaces_that_do_not_break(
    language: Language, value: int | Fraction, written: str
) -> None:
    assert exact(language, value) == written.replace("_", SPACE)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1_234_567, "1,234,567"),
        (Fraction(12345, 10), "1,234.5"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_a_number_in_english_has_a_point_and_commas(value: int | Fraction, written: str) -> None:
    assert exact(Language.EN, value) == written


def plain(language: Language, written: str) -> Fraction:
    """The number that a text states."""
    if language is Language.EN:
        return Fraction(written.replace(",", ""))
    return Fraction(written.replace(SPACE, "").replace(",", "."))


@given(languages, fractions)
def test_a_number_is_written_exactly(language: Language, value: Fraction) -> None:
    assert plain(language, exact(language, value)) == value


@given(languages, st.integers(0, 10**18))
def test_digits_stand_in_threes(language: Language, value: int) -> None:
    group = "," if language is Language.EN else SPACE
    assert re.fullmatch(rf"\d{{1,3}}({group}\d{{3}})*", exact(language, value))


@given(languages, fractions, st.integers(0, 8))
def test_a_number_is_cut_off_and_never_rounded_away_from_zero(
    language: Language, value: Fraction, digits: int
) -> None:
    shown = plain(language, cut(language, value, digits))
    assert abs(shown) <= abs(value) < abs(shown) + Fraction(1, 10**digits)


@pytest.mark.parametrize(
    ("value", "against", "written"),
    [
        (Fraction(326, 704), Fraction(1, 2), "46,3"),
        (Fraction(718273, 1092074), Fraction(2, 3), "65,7"),
        (Fraction(1, 2), Fraction(1, 2), "50,0"),
        (Fraction(4999, 10000), Fraction(1, 2), "49,9"),
        (Fraction(7499, 10000), Fraction(3, 4), "74,9"),
        (Fraction(66666, 100000), Fraction(2, 3), "66,6660"),
        (Fraction(2, 3), Fraction(2, 3), "66,6"),
        (Fraction(5001, 10000), Fraction(1, 2), "50,01"),
        (Fraction(500001, 1000000), Fraction(1, 2), "50,0001"),
        (Fraction(3, 4), None, "75,0"),
        (Fraction(1), None, "100,0"),
        (Fraction(0), Fraction(1, 2), "0,0"),
        (Fraction(3, 2), Fraction(1, 2), "150,0"),
    ],
)
def test_a_share_never_looks_like_the_threshold_that_it_missed(
    value: Fraction, against: Fraction | None, written: str
) -> None:
    for language in SLAVIC:
        assert share(language, value, against) == f"{written}{SPACE}%"
    assert share(Language.EN, value, against) == f"{written.replace(',', '.')}{SPACE}%"


@given(
    languages, st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from([(1, 2), (2, 3), (3, 4), (1, 4)])
)
def test_a_share_can_be_told_from_its_threshold(
    language: Language, part: int, whole: int, threshold: tuple[int, int]
) -> None:
    value, against = Fraction(part, whole), Fraction(*threshold)
    shown, wanted = share(language, value, against), share(language, against, value)
    digits = len(shown.partition("," if language is not Language.EN else ".")[2]) - 2
    other = cut(language, against * 100, digits)
    assert (value == against) == (shown == f"{other}{SPACE}%")
    assert (value == against) == (shown == wanted)


@given(languages, fractions.filter(lambda value: value >= 0))
def test_a_share_is_not_more_than_the_truth(language: Language, value: Fraction) -> None:
    shown = plain(language, share(language, value).removesuffix(f"{SPACE}%"))
    assert shown <= value * 100 < shown + Fraction(1, 10)


@given(fractions)
def test_digits_are_counted_exactly(value: Fraction) -> None:
    digits = decimals(value)
    if digits is None:
        assert any(value.denominator % prime == 0 for prime in (3, 7, 11, 13)) or _rest(value.denominator) > 1
        return
    assert (value * 10**digits).denominator == 1
    assert digits == 0 or (value * 10 ** (digits - 1)).denominator > 1


def _rest(number: int) -> int:
    """Without its twos and fives."""
    for prime in (2, 5):
        while number % prime == 0:
            number //= prime
    return number


@given(fractions)
def test_numerals_for_machines_read_back(value: Fraction) -> None:
    assert Fraction(numeral(value)) == value
