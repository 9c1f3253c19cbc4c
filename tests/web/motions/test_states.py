"""From state to state: as the data allow, asked twice or by two at once, and with all that follows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from web.motions_making import fresh, make_motion

from veche.web.bodies.models import Body
from veche.web.motions import actions
from veche.web.motions.errors import Refused
from veche.web.motions.models import Step

pytestmark = pytest.mark.django_db
MakeBody = Callable[..., Body]


def test_asked_twice_it_is_decided_once(make_body: MakeBody) -> None:
    motion = make_motion(make_body())
    for _ in range(2):
        actions.set_state(motion.pk, "rejected", "voted", assembly="Spring", vote=3)
    assert fresh(motion.pk).state == "rejected"
    assert [one.what for one in Step.objects.filter(motion=motion).order_by("number")] == [
        "submitted",
        "voted",
    ]
    with pytest.raises(Refused, match="no_such_step"):
        actions.set_state(motion.pk, "accepted")
