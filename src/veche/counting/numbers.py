"""Numbers of votes as a record shows them."""

from __future__ import annotations

from fractions import Fraction


class Votes(dict[int, Fraction]):
    """The fraction for a whole number of units of 1/`units`, made once for each number.

    A record says the same few numbers again and again, and making a fraction takes longer than anything else in a count.
    """

    def __init__(self, units: int) -> None:
        super().__init__()
        self.units = units

    def __missing__(self, number: int) -> Fraction:
        self[number] = made = Fraction(number, self.units)
        return made
