"""A congress of many: questions to the database do not grow with its seats, but for what is read of each mandate's own vote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from web.mandates_making import Council, make_council, make_mandate, make_poll, settle

from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Delegacy, Seat
from veche.web.house.language import Voice
from veche.web.mandates import access
from veche.web.mandates.actions import record
from veche.words import Language


def crowd(council: Council, number: int) -> None:
    begins = today() - timedelta(days=3)
    for place in range(number):
        body = Body.objects.create(name=f"Shop {place}", kind="branch")
        seat = Seat.objects.create(upper=council.upper, lower=body, number=1)
        Delegacy.objects.create(
            seat=seat,
            name="D",
            begins=begins,
            ends=begins + timedelta(days=99),
            elected=begins,
            accepted=begins,
        )
        make_mandate(council, body, {"vote": "yes"})


@pytest.mark.parametrize("work", ["record", "chain", "advice"])
def test_questions_do_not_grow(
    make_body: Callable[..., Body], make_member: Callable[..., Membership], work: str
) -> None:
    numbers = []
    for size in (3, 30):
        council = make_council(make_body, make_member, (1,))
        crowd(council, size)
        poll, reader = make_poll(council), make_member(council.upper).account
        if work == "chain":
            settle(poll)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            if work == "record":
                record(poll)
            elif work == "chain":
                access.chain_of(reader, poll.pk, Voice(Language.EN))
            else:
                access.bound(poll, council.seats[0][0]).advice()
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
