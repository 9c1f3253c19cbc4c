"""Weights of seats, in few signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django import template

register = template.Library()


@register.filter
def in_groups(weights: Sequence[int]) -> str:
    """31 × 2, 30 × 5: two seats that stand for 31 members each, and five for 30."""
    found = sorted(Counter(weights).items(), reverse=True)
    return ", ".join(str(weight) if number == 1 else f"{weight} × {number}" for weight, number in found)
