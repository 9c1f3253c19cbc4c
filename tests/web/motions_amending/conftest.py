"""`hall`: see `making`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from web.motions_amending.making import TEXT, Hall
from web.motions_making import make_motion, steward_of

from veche.web.bodies.models import Body, Membership


@pytest.fixture
def hall(
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    client_of: Callable[[Membership], Client],
) -> Hall:
    body = make_body()
    motion = make_motion(body, "Strike", paragraphs=TEXT)
    return Hall(body, steward_of(body), make_member(body), make_member(body), motion, client_of)
