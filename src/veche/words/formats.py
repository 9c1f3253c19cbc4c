"""Numbers, shares and dates as a language writes them. Exact: no number passes through a float."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from .numerals import decimals

if TYPE_CHECKING:
    from . import Language

DAY = {
    "be": "d MMMM y 'г'.",
    "ru": "d MMMM y 'г'.",
    "uk": "d MMMM y 'р'.",
    "pl": "d MMMM y",
    "en": "d MMMM y",
}
"""British order in English; the word for year where documents of the language have it."""

MOST_DIGITS = 12
"""A share never needs more digits to be told from its threshold: no roll has 10^10 members."""


def exact(language: Language, value: int | Fraction) -> str:
    """A whole number or a finite decimal in full; any other fraction as numerator/denominator."""
    value = Fraction(value)
    digits = decimals(value)
    if digits is None:
        return f"{_grouped(language, value.numerator)}/{_grouped(language, value.denominator)}"
    return _decimal(language, value, digits)


def cut(language: Language, value: int | Fraction, digits: int) -> str:
    """The number with so many digits after the point, cut off, not rounded: nobody reaches a quota by rounding."""
    scale = 10**digits
    return _decimal(language, Fraction(int(value * scale), scale), digits)


def share(language: Language, value: Fraction, against: Fraction | None = None) -> str:
    """A percentage with one digit, or with as many as it takes not to look equal to the threshold `against`.

    Cut off, not rounded: 74.96 % of a roll must not read as the 75.0 % that it missed.
    """
    digits = 1
    while against is not None and value != against and digits < MOST_DIGITS:
        if _cut(value, digits) != _cut(against, digits):
            break
        digits += 1
    return f"{_decimal(language, _cut(value, digits) * 100, digits)}\N{NO-BREAK SPACE}%"


def day(language: Language, value: date) -> str:
    return format_date(value, DAY[language], locale=str(language))


def _cut(value: Fraction, digits: int) -> Fraction:
    scale = 10 ** (digits + 2)
    return Fraction(value * scale // 1, scale)


def _decimal(language: Language, value: Fraction, digits: int) -> str:
    sign, scaled = ("-" if value < 0 else ""), abs(value) * 10**digits
    whole, part = divmod(int(scaled), 10**digits)
    point = get_decimal_symbol(str(language)) + str(part).zfill(digits) if digits else ""
    return f"{sign}{_grouped(language, whole)}{point}"


def _grouped(language: Language, value: int) -> str:
    return f"{Decimal(value):,}".replace(",", get_group_symbol(str(language)))
