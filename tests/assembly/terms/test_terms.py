"""What speaks against a term: whoever sits already, too many terms in a row, offices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.terms import SEAT, History, Statutes, Term, check, row

DAY = date(2026, 12, 1)
YEAR = timedelta(days=365)


def years(*since: int) -> tuple[Term, ...]:
    """Whole years that began so many years before DAY."""
    return tuple(Term(DAY - ago * YEAR, DAY - ago * YEAR + YEAR - timedelta(days=1)) for ago in since)


def names(history: History, statutes: Statutes, day: date = DAY) -> list[str]:
    return [one.name for one in check(history, statutes, day)]


def test_nothing_speaks_against_a_newcomer() -> None:
    assert names(History(), Statutes(365, 1, 365, frozenset({SEAT, "secretary"}))) == []


def test_whoever_sits_on_that_day_sits_already() -> None:
    sits = History(terms=(Term(DAY - YEAR, DAY),))
    assert names(sits, Statutes(365)) == ["sits"]
    assert names(sits, Statutes(365), DAY + timedelta(days=1)) == []


def test_two_terms_in_a_row_are_enough_where_the_statutes_say_so() -> None:
    assert names(History(terms=years(2, 1)), Statutes(365, 2)) == ["terms"]
    assert names(History(terms=years(1)), Statutes(365, 2)) == []
    assert names(History(terms=years(2, 1)), Statutes(365, 3)) == []
    assert names(History(terms=years(3, 2, 1)), Statutes(365)) == []


def test_the_pause_is_waited_for_to_the_day() -> None:
    statutes = Statutes(365, 1, 100)
    first = DAY + timedelta(days=100)
    assert names(History(terms=years(1)), statutes, first - timedelta(days=1)) == ["terms"]
    assert names(History(terms=years(1)), statutes, first) == []
    (said,) = check(History(terms=years(1)), statutes, DAY)
    assert said.sentence.places["day"] == first


def test_without_a_pause_in_the_statutes_a_whole_term_breaks_the_row() -> None:
    assert names(History(terms=years(3, 1)), Statutes(365, 2)) == []  # a year between
    assert names(History(terms=years(1)), Statutes(365, 1), DAY + YEAR) == []


def test_laying_down_a_week_early_breaks_no_row() -> None:
    first, second = years(2, 1)
    early = Term(second.begins, second.ends - timedelta(days=7))
    assert names(History(terms=(first, early)), Statutes(365, 2)) == ["terms"]


def test_the_term_that_goes_on_counts() -> None:
    going_on = Term(DAY - timedelta(days=30), DAY + timedelta(days=334))
    day = going_on.ends + timedelta(days=1)
    assert names(History(terms=(going_on,)), Statutes(365, 1, 60), day) == ["terms"]


def test_a_term_to_come_does_not_count_before_it_begins() -> None:
    later = Term(DAY + 2 * YEAR, DAY + 3 * YEAR)
    assert names(History(terms=(later,)), Statutes(365, 1)) == []


def test_offices_and_other_seats_can_be_laid_down() -> None:
    history = History(elsewhere=(Term(DAY, DAY + YEAR),), offices=frozenset({"secretary", "trustee"}))
    found = check(history, Statutes(365, incompatible=frozenset({"secretary", SEAT})), DAY)
    assert [(one.name, one.mendable) for one in found] == [("office", True), ("seat_elsewhere", True)]
    assert names(history, Statutes(365)) == []
    over = History(elsewhere=years(1))
    assert names(over, Statutes(365, incompatible=frozenset({SEAT}))) == []


terms = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(0, 500)).map(
        lambda one: Term(DAY - timedelta(days=one[0]), DAY - timedelta(days=one[0]) + timedelta(days=one[1]))
    ),
    max_size=6,
)


@given(terms=terms, pause=st.integers(1, 700))
def test_a_row_has_no_pause_in_it_and_one_before_it(terms: list[Term], pause: int) -> None:
    wait = timedelta(days=pause)
    found = row(terms, wait)
    ends = None
    for one in found:
        assert ends is None or one.begins < ends + timedelta(days=1) + wait
        ends = one.ends if ends is None else max(ends, one.ends)
    before = [one for one in terms if found and one.begins < found[0].begins]
    assert not before or max(one.ends for one in before) + timedelta(days=1) + wait <= found[0].begins


@pytest.mark.parametrize("most", [1, 2, 3])
@given(terms=terms, pause=st.integers(1, 700))
def test_stricter_statutes_object_to_no_fewer(most: int, terms: list[Term], pause: int) -> None:
    history = History(terms=tuple(terms))
    if "terms" in names(history, Statutes(365, most + 1, pause)):
        assert "terms" in names(history, Statutes(365, most, pause))
