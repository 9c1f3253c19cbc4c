"""Sainte-Laguë: known apportionments and the modified first divisor. What it shares with D'Hondt stands in test_dhondt."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from counting.profiles import totals

from veche.counting import count
from veche.counting.errors import CannotCount

VOTES = {"A": 100_000, "B": 80_000, "C": 30_000, "D": 20_000}


def test_the_textbook_example() -> None:
    """Eight seats for the votes of D'Hondt's example: 3, 3, 1, 1."""
    result = count(totals(VOTES, seats=8), "sainte-lague")
    assert Counter(result.winners) == {1: 3, 2: 3, 3: 1, 4: 1}


def test_a_first_divisor_of_7_5_makes_the_first_seat_dearer() -> None:
    result = count(totals({"A": 50, "B": 22, "C": 13}, seats=4), "sainte-lague", first="7/5")
    assert Counter(result.winners) == {1: 3, 2: 1}
    assert result.tables[0].rows[2][3] == Fraction(65, 7)
    assert Counter(count(totals({"A": 50, "B": 22, "C": 13}, seats=4), "sainte-lague").winners) == {
        1: 2,
        2: 1,
        3: 1,
    }


@pytest.mark.parametrize("first", ["0", "1/2", "3", "1.4"])
def test_a_first_divisor_out_of_line_is_refused(first: str) -> None:
    with pytest.raises(CannotCount, match="first cannot be"):
        count(totals(VOTES, seats=8), "sainte-lague", first=first)
