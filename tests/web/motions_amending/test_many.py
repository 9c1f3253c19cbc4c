"""A motion with 200 amendments opens quickly, and asks the database as often as one with two."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from web.amendments_making import make_amendment
from web.motions_amending.making import Hall
from web.motions_making import make_motion, place_of

from veche.assembly.text import Change, Kind, to_json
from veche.web.motions.actions.versions import write_version
from veche.web.motions.amended import _kept
from veche.web.motions.errors import Refused
from veche.web.motions.models import Amendment, Motion

SENTENCE = (
    "The assembly demands that the works council and the management agree on the plan of shifts for the next year before "
    "the summer begins and that nobody works more than eight hours in a night without a pause that is paid in full"
)
WORDS = SENTENCE.split()
PARAGRAPHS = 40


def paragraph(number: int) -> str:
    turned = WORDS[number % len(WORDS) :] + WORDS[: number % len(WORDS)]
    return f"{number}. {' '.join(turned)}. {' '.join(reversed(turned))}."


def reworded(text: str, number: int) -> str:
    words = text.split()
    words[5 + number % 30 : 6 + number % 30] = [f"otherwise{number}", "and", "longer"]
    return " ".join(words)


def many(motion: Motion, count: int) -> None:
    """Straight into the table: 200 hands would take too long for a test. Five compete for each paragraph."""
    texts = [paragraph(number) for number in range(PARAGRAPHS)]
    for number in range(1, count + 1):
        place = number % PARAGRAPHS
        changes = [Change(place, Kind.REPLACE, reworded(texts[place], number))]
        if number % 7 == 0:
            changes = [
                Change(place, Kind.DELETE),
                Change(place, Kind.INSERT, f"Instead {number}: {texts[place]}"),
            ]
        Amendment.objects.create(
            motion=motion,
            number=number,
            base=1,
            changes=to_json(changes),
            state="submitted",
            movers=["Shop 4"],
            submitted=motion.submitted,
        )


def test_two_hundred_amendments_open_in_half_a_second(hall: Hall) -> None:
    few, lots = (
        make_motion(hall.body, "Plan", paragraphs=[paragraph(number) for number in range(PARAGRAPHS)])
        for _ in range(2)
    )
    many(few, 2)
    many(lots, 200)
    client = hall.client_of(hall.steward)
    asked = []
    for motion in (few, lots):
        with CaptureQueriesContext(
            connection,
        ) as found:
            answer = client.get(f"/motions/{motion.pk}/amendments/")
        asked.append(len(found))
    assert answer.content.count(b"<ins>") >= 200
    assert asked[0] == asked[1]
    _kept.cache_clear()
    first = seconds(client, lots)
    again = seconds(client, lots)
    assert again <= 0.5 * SLOWNESS, (first, again)
    assert first <= SLOWNESS, (first, again)
    write_version(
        lots, 2, [paragraph(100), *(paragraph(number) for number in range(1, PARAGRAPHS))], "proposed"
    )
    newer = seconds(client, lots)
    assert newer <= SLOWNESS, newer


SLOWNESS = 4
"""How much slower a busy machine with the tests beside it may be than the one on which the half second was measured."""


def seconds(client: object, motion: Motion) -> float:
    began = time.process_time()
    assert client.get(f"/motions/{motion.pk}/amendments/").status_code == 200  # type: ignore[attr-defined]
    return time.process_time() - began


def test_one_member_cannot_make_the_page_slow(hall: Hall) -> None:
    """Fifty amendments that reword everything would be compared two by two, paragraph by paragraph."""
    motion = make_motion(hall.body, "Plan", paragraphs=[paragraph(number) for number in range(200)])
    place, all_of_it = place_of(hall.member), range(1, 201)
    for turn in range(3):
        make_amendment(motion, place, {number: f"{turn} {number}" for number in all_of_it})
    with pytest.raises(Refused, match="too_much"):
        make_amendment(motion, place, {1: "Something else."})
    make_amendment(motion, place_of(hall.other), {1: "Somebody else may."})
    long = make_motion(hall.body, "Long", paragraphs=["Short."])
    make_amendment(long, place, {1: "word " * 11_000})
    with pytest.raises(Refused, match="too_much"):
        make_amendment(long, place, {1: "other " * 1_000})
