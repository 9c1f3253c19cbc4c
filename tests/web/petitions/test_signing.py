"""Signing: once a credential, taken back by it alone, and an end that is told once and not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from web.petitions_making import MadePetition, make_petition
from web.rounds_making import make_standing_roll

from veche.election.errors import VerificationError
from veche.election.petition import sign as make_signature
from veche.election.petition import verify_petition
from veche.web.ballots.access.rounds import rounds_left
from veche.web.bodies.models import Body, Kind, Turnout
from veche.web.petitions import access, actions, hooks, jobs
from veche.web.petitions.models import Petition, Signature
from veche.words import Language

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(make_body: Callable[..., Body]) -> MadePetition:
    return make_petition(make_body(), voters=4, needed=2)


@pytest.fixture
def told() -> Iterator[list[tuple[str, str]]]:
    """What is sent: which signal, and of which petition."""
    found: list[tuple[str, str]] = []

    def on_filled(petition: Petition, **_: Any) -> None:
        found.append(("filled", petition.pk))

    def on_lapsed(petition: Petition, **_: Any) -> None:
        found.append(("lapsed", petition.pk))

    hooks.filled.connect(on_filled)
    hooks.lapsed.connect(on_lapsed)
    yield found
    hooks.filled.disconnect(on_filled)
    hooks.lapsed.disconnect(on_lapsed)


def test_a_credential_signs_once(made: MadePetition) -> None:
    assert [made.sign(0), made.sign(0)] == [1, 1]
    assert access.signed(made.petition) == 1


def test_a_signature_is_taken_back_and_given_anew(made: MadePetition) -> None:
    made.sign(0)
    assert made.sign(0, turn=2) == 2
    assert access.signed(made.petition) == 0
    assert made.sign(0) == 2  # the old one again changes nothing
    assert made.sign(0, turn=3) == 3
    assert access.signed(made.petition) == 1


def test_the_last_signature_ends_it_and_is_told_once(made: MadePetition, told: list[tuple[str, str]]) -> None:
    made.sign(0)
    assert told == []
    made.sign(1)
    made.sign(1)
    jobs.tick()
    assert told == [("filled", made.petition.pk)]
    found = made.now()
    assert (found.ended, found.filled, found.told) == (True, True, True)


def test_after_the_end_nothing_is_signed_or_taken_back(made: MadePetition) -> None:
    made.sign(0)
    made.sign(1)
    assert made.sign(0) == 1  # whose answer was lost gets it again
    for who, turn in ((0, 2), (2, 1)):
        with pytest.raises(actions.Ended):
            made.sign(who, turn)
    assert access.signed(made.petition) == 2


def test_what_a_receiver_missed_is_told_again(made: MadePetition, told: list[tuple[str, str]]) -> None:
    def breaks(**_: Any) -> None:
        raise OSError("the disk is full")

    hooks.filled.connect(breaks)
    try:
        made.sign(0)
        assert made.sign(1) == 1
        assert made.now().filled
        assert not made.now().told
    finally:
        hooks.filled.disconnect(breaks)
    told.clear()
    jobs.tick()
    assert told == [("filled", made.petition.pk)]
    assert made.now().told


def test_a_petition_lapses_at_its_day(made: MadePetition, told: list[tuple[str, str]]) -> None:
    made.sign(0)
    Petition.objects.update(until=timezone.now().date() - timedelta(days=1))
    access._opened.cache_clear()
    jobs.tick()
    jobs.tick()
    assert told == [("lapsed", made.petition.pk)]
    found = made.now()
    assert (found.ended, found.filled) == (True, False)


def test_a_petition_that_is_stopped_tells_nobody(made: MadePetition, told: list[tuple[str, str]]) -> None:
    actions.stop(made.petition.pk)
    jobs.tick()
    assert told == []
    with pytest.raises(actions.Ended):
        made.sign(0)


def test_a_stranger_and_a_liar_sign_nothing(made: MadePetition, make_body: Callable[..., Body]) -> None:
    other = make_petition(make_body())
    with pytest.raises(VerificationError) as stranger:
        actions.sign(made.petition, other.signature(0))
    assert stranger.value.check == "petition.credential"
    second = make_petition(made.petition.body, roll=made.roll)
    with pytest.raises(VerificationError):
        actions.sign(made.petition, second.signature(0))
    assert Signature.objects.count() == 0


def test_the_file_verifies_and_is_sorted(made: MadePetition) -> None:
    made.sign(1)
    made.sign(0)
    report = verify_petition(access.file_of(made.now()))
    assert (report.signed, report.filled) == (2, True)
    assert report.petition.statement.text == "We call back our delegate."
    rows = list(Signature.objects.values_list("credential", flat=True).order_by("credential"))
    assert rows == sorted(rows)


@pytest.mark.parametrize("turnout", Turnout.values)
def test_while_it_runs_the_number_is_shown_as_the_body_shows_turnout(
    make_body: Callable[..., Body], turnout: str
) -> None:
    made = make_petition(make_body(), turnout=turnout, needed=3)
    made.sign(0)
    shown = access.shown(made.now())
    report = verify_petition(access.file_of(made.now()))
    if turnout == Turnout.NOTHING:
        assert shown is None
    elif turnout == Turnout.DAILY:
        assert shown is not None
        assert (shown.number, shown.day) == (0, timezone.now().date())
    else:
        assert shown is not None
        assert shown.number == 1
    assert report.signed == (1 if turnout == Turnout.ALWAYS else 0)


def test_the_next_day_shows_what_was_signed_the_day_before(make_body: Callable[..., Body]) -> None:
    made = make_petition(make_body(), turnout=Turnout.DAILY, needed=3)
    made.sign(0)
    Petition.objects.update(counted_on=timezone.now().date() - timedelta(days=1))
    first = access.shown(made.now())
    made.sign(1)
    second = access.shown(made.now())
    assert first is not None
    assert second is not None
    assert first.number == second.number == 1


def test_what_cannot_begin_takes_no_round(make_body: Callable[..., Body]) -> None:
    body = make_body()
    roll = make_standing_roll(body, voters=3)
    day = timezone.now().date()
    for code, needed, until, statement in (
        ("needed", 0, day, "Text"),
        ("needed", 4, day, "Text"),
        ("until", 2, day - timedelta(days=1), "Text"),
        ("statement", 2, day, " \n"),
        ("statement", 2, day, "x" * 5001),
    ):
        with pytest.raises(actions.CannotBegin) as cannot:
            actions.begin(body, "recall", statement, Language.EN, needed, until)
        assert cannot.value.code == code
    assert rounds_left(roll.roll) == 5
    with pytest.raises(actions.CannotBegin) as nobody:
        actions.begin(make_body("Other"), "recall", "Text", Language.EN, 1, day)
    assert nobody.value.code == "no_roll"


def test_the_same_key_gives_the_same_petition(make_body: Callable[..., Body]) -> None:
    body, day = make_body(), timezone.now().date()
    roll = make_standing_roll(body)
    first = actions.begin(body, "recall", "Text", Language.EN, 1, day, key="recall 1")
    assert actions.begin(body, "recall", "Text", Language.EN, 1, day, key="recall 1") == first
    assert rounds_left(roll.roll) == 4


class AnyCourse(TestCase):
    """Whatever is handed in, in whatever order, how often: the highest turn of each credential counts."""

    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=12))
    def test_a_model_that_just_remembers_counts_the_same(self, course: list[tuple[int, int]]) -> None:
        made = make_petition(Body.objects.create(name="Any", kind=Kind.BRANCH), voters=4, needed=4)
        latest: dict[int, int] = {}
        for who, turn in course:
            if sum(one % 2 for one in latest.values()) < 4:
                latest[who] = max(turn, latest.get(who, 0))
                assert made.sign(who, turn) == latest[who]
        assert access.signed(made.now()) == sum(turn % 2 for turn in latest.values())
        assert verify_petition(access.file_of(made.now())).signed in (0, access.signed(made.now()))


def test_a_text_is_signed_without_what_cannot_be_seen(make_body: Callable[..., Body]) -> None:
    made = make_petition(make_body(), statement="Recall\u202e him.\n\nNow.")
    assert access.opened(made.petition).statement.text == "Recall him.\n\nNow."
    assert make_signature(access.opened(made.petition), made.roll.credentials[0])


def test_rows_do_not_lie_in_the_order_of_signing_when_it_is_over(make_body: Callable[..., Body]) -> None:
    made = make_petition(make_body(), voters=8, needed=6)
    for who in (3, 0, 5, 1, 4, 2):
        made.sign(who)
    table = Signature._meta.db_table
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT credential FROM {table} ORDER BY {place}")
        lying = [one for (one,) in cursor.fetchall()]
    assert lying == sorted(lying)
    assert verify_petition(access.file_of(made.now())).signed == 6
