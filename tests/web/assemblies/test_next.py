"""To which assembly a body is called next: by its orders motions are dealt with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from web.assemblies_making import make_assembly

from veche.web.bodies.models import Body
from veche.web.motions.access.coming import coming

pytestmark = pytest.mark.django_db


def test_the_open_one_then_the_next_that_was_called(make_body: Callable[..., Body]) -> None:
    body, now = make_body(), timezone.now()
    assert (coming(body).orders.id, coming(body).begins) == ("plain", None)
    make_assembly(body, "draft", orders="congress", begins=now + timedelta(days=1))
    make_assembly(body, "closed", orders="congress")
    assert coming(body).begins is None
    later = make_assembly(body, "called", orders="congress", begins=now + timedelta(days=40))
    sooner = make_assembly(
        body, "called", orders="union", changed={"notice_days": 9}, begins=now + timedelta(days=20)
    )
    assert (coming(body).begins, coming(body).orders.notice_days) == (sooner.begins, 9)
    sooner.stage = "called_off"
    sooner.save()
    assert coming(body).begins == later.begins
    running = make_assembly(body, "paused")
    assert coming(body).begins == running.begins
