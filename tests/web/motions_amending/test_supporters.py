"""Where the standing orders want supporters for an amendment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web.amendments_making import fresh_amendment, make_amendment
from web.motions_amending.making import TEXT, Hall

from veche.assembly import orders
from veche.web.motions import hooks
from veche.web.motions.actions import amending
from veche.web.motions.errors import Refused
from veche.web.motions.hooks import Coming

CHANGED = TEXT[0].replace("Monday", "Tuesday")


@pytest.fixture(autouse=True)
def wants_one() -> Iterator[None]:
    """An assembly is coming whose orders want one supporter."""
    found = Coming(orders.find("plain").with_({"supporters_amendment": 1}), None)
    hooks.coming.insert(0, lambda body: found)
    yield
    hooks.coming.pop(0)


def test_an_amendment_collects_supporters_and_is_submitted_with_enough(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: CHANGED})
    assert (one.state, one.number) == ("collecting", None)
    with pytest.raises(Refused, match="supporters"):
        amending.submit_amendment(hall.at, one.pk)
    other = hall.client_of(hall.other)
    assert "Collecting supporters" in other.get(f"/motions/{hall.motion.pk}/amendments/").content.decode()
    other.post(f"/amendments/{one.pk}/support/", {"do": "give"})
    page = hall.client_of(hall.member).get(f"/amendments/{one.pk}/").content.decode()
    assert "1 member supports it; 1 needed." in page
    assert hall.other.name not in page
    other.post(f"/amendments/{one.pk}/support/", {"do": "back"})
    other.post(f"/amendments/{one.pk}/support/", {"do": "give"})
    amending.submit_amendment(hall.at, one.pk)
    assert fresh_amendment(one.pk).number == 1
    assert other.post(f"/amendments/{one.pk}/support/", {"do": "give"}).status_code == 409
