"""The quorum alone, while people come and go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.rules import find
from veche.rules.quorum import attendance, counts_presence

HALF, TWO_THIRDS = "plain-half-present-majority-of-present", "plain-two-thirds-present-majority-of-present"


@pytest.mark.parametrize(
    ("rule", "roll", "needed"),
    [(HALF, 10, 6), (HALF, 11, 6), (HALF, 1, 1), (TWO_THIRDS, 9, 6), (TWO_THIRDS, 10, 7)],
)
def test_how_many_are_needed(rule: str, roll: int, needed: int) -> None:
    assert attendance(find(rule), 0, roll).needed == needed


@given(st.sampled_from([HALF, TWO_THIRDS]), st.integers(0, 300), st.integers(1, 300))
def test_it_is_reached_exactly_from_the_needed_number_on(rule: str, present: int, roll: int) -> None:
    now = attendance(find(rule), present, roll)
    assert now.needed is not None
    assert now.reached is (present >= now.needed)
    assert now.missing == max(0, now.needed - present)
    assert len(now.reasons) == 1


def test_a_body_of_nobody_has_no_quorum() -> None:
    empty = attendance(find(HALF), 0, 0)
    assert empty.reached is False
    assert empty.needed is None


def test_a_rule_whose_quorum_is_turnout_counts_nobody_present() -> None:
    assert counts_presence(find(HALF))
    assert not counts_presence(find("plain-half-turnout-majority-of-votes"))
    assert not counts_presence(find("plain-majority-of-votes"))
