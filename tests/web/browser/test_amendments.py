"""The pages of amendments on a phone: what axe-core finds, what is too wide or too small, and the whole way without a script or a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from web.amendments_making import make_amendment
from web.motions_amending.making import TEXT, Hall
from web.motions_making import make_motion, place_of, steward_of

from veche.web.bodies.models import Body, Membership
from veche.web.motions import actions
from veche.web.motions.actions import amending
from veche.web.motions.models import Amendment

from .conftest import Visit
from .looking import NARROW, SMALL_TARGETS, TOO_WIDE, broken_rules

LONG = f"{TEXT[0]} Прадстаўніцтва-перамоўшчыкаў-і-справаздачнасці. {'Wstrzymaliśmy' * 4}."


@pytest.fixture
def hall(make_body: Callable[..., Body], make_member: Callable[..., Membership]) -> Hall:
    body = make_body()
    motion = make_motion(body, "Strike", paragraphs=(LONG, *TEXT[1:]))
    return Hall(body, steward_of(body), make_member(body), make_member(body), motion, Client)


def addresses(hall: Hall) -> list[str]:
    """Every page that there is for amendments: an order, a conflict, a draft of an earlier text, one to choose."""
    first = make_amendment(hall.motion, hall.at, {1: LONG.replace("Monday", "Tuesday"), 3: ""})
    rival = make_amendment(hall.motion, hall.at, {1: LONG.replace("Monday", "Friday")})
    make_amendment(hall.motion, place_of(hall.other), {1: LONG.replace("Monday", "Sunday")}, to=first)
    draft = make_amendment(hall.motion, hall.at, {1: "", 0: "We, the workers."}, submit=False)
    waiting = make_motion(hall.body, "Wages", paragraphs=TEXT)
    both = [make_amendment(waiting, hall.at, {1: f"On {day}."}) for day in ("Friday", "Sunday")]
    amending.adopt(both[0].pk)
    amending.decide_amendment(hall.prepares, both[1].pk, "submitted")
    amending.adopt(both[1].pk)
    actions.set_state(waiting.pk, "accepted")
    return [
        f"/motions/{hall.motion.pk}/amendments/",
        f"/motions/{hall.motion.pk}/amend/",
        f"/motions/{hall.motion.pk}/texts/",
        f"/motions/{waiting.pk}/amendments/",
        f"/motions/{waiting.pk}/amendments/choose/",
        f"/amendments/{first.pk}/",
        f"/amendments/{first.pk}/amend/",
        f"/amendments/{rival.pk}/withdraw/",
        *(
            f"/amendments/{draft.pk}/{page}"
            for page in ("", "write/", "write/0/", "write/1/", "submit/", "withdraw/")
        ),
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_every_page_can_be_read_by_everybody(visit: Callable[..., Visit], hall: Hall, dark: bool) -> None:
    found = addresses(hall)
    Amendment.objects.update(author=hall.steward)  # one person sees all of them
    window = visit(hall.steward, dark=dark, language="be")
    window.page.set_viewport_size(NARROW)
    faults: dict[str, object] = {}
    for where in found:
        answer = window.page.goto(where)
        assert answer is not None
        assert answer.status == 200, where
        told = broken_rules(window.page)
        told += window.page.evaluate(SMALL_TARGETS) + window.page.evaluate(TOO_WIDE)
        if told:
            faults[where] = told
    assert faults == {}


def test_an_amendment_is_moved_by_keyboard_without_a_script(visit: Callable[..., Visit], hall: Hall) -> None:
    window = visit(hall.member, script=False)
    page = window.page
    page.goto(f"/motions/{hall.motion.pk}/")
    for words in ("Amendments", "Move an amendment"):
        page.get_by_role("link", name=words).first.press("Enter")
    page.get_by_role("button", name="Begin").press("Enter")
    page.get_by_role("link", name="Change paragraph 2").press("Enter")
    page.get_by_label("How should it read?").fill("Wages rise by twelve per cent.\n\nWe meet again in May.")
    page.get_by_role("button", name="Keep it").press("Enter")
    page.get_by_role("link", name="Look it over and submit it").press("Enter")
    assert page.locator("ins").all_text_contents() == ["New: twelve", "New: We meet again in May."]
    page.get_by_label("Who moves it?").fill("Night shift")
    page.get_by_role("button", name="Submit it").press("Enter")
    assert page.get_by_role("heading", level=1).text_content() == "Amendment 1"
    assert page.locator("del").all_text_contents() == ["Gone: ten"]
