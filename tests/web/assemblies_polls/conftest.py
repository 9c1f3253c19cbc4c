from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from web.polls_making import Hall

from veche.web.bodies.models import Body, Membership


@pytest.fixture
def make_hall(make_body: Callable[..., Body], make_member: Callable[..., Membership]) -> Callable[..., Hall]:
    return lambda phones=5, **more: Hall(make_body, make_member, phones, **more)


@pytest.fixture
def hall(make_hall: Callable[..., Any]) -> Hall:
    """With five phones; twenty are on the roll."""
    return make_hall()  # type: ignore[no-any-return]
