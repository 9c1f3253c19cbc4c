"""Numbers written exactly for machines, in a form that `Fraction` reads back: "12", "12.34567", "1/3"."""

from __future__ import annotations

from fractions import Fraction


def decimals(value: Fraction) -> int | None:
    """How many digits after the point write the fraction exactly; None where no number of them does."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def numeral(value: int | Fraction) -> str:
    """A whole number or a finite decimal in full, any other fraction as numerator/denominator."""
    value = Fraction(value)
    digits = decimals(value)
    if not digits:
        return str(value)
    whole, part = divmod(abs(value.numerator) * 10**digits // value.denominator, 10**digits)
    return f"{'-' if value < 0 else ''}{whole}.{str(part).zfill(digits)}"
