"""The pages of a vote in every stage, and pages in every language, on a narrow screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from web.walk.table import GET
from web.walk.world import make_world

from veche.web.ballots.models import Stage

from .conftest import Visit
from .looking import NARROW, TOO_WIDE, broken_rules, opened, pages, shoot, vote_pages, window_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.ROLL, Stage.READY, Stage.DECRYPTING, Stage.PUBLISHED])
def test_every_stage_of_a_vote_is_for_everybody(stage: Stage, visit: Callable[..., Visit]) -> None:
    """In Belarusian, whose words are long. Each page as the first who can open it in this stage."""
    world = make_world(stage)
    faults: dict[str, Any] = {}
    seen: set[str] = set()
    for role in ("returning_officer", "registrar", "trustee", "member", "visitor"):
        window = visit(None if role == "visitor" else world.account(role), language="be")
        window.page.set_viewport_size(NARROW)
        for name, where in vote_pages(world, seen):
            if opened(window, where):
                seen.add(name)
                page = window.page
                if found := broken_rules(page) + page.evaluate(TOO_WIDE):
                    faults[f"{role} {name}"] = found
                shoot(page, name, f"{stage}.phone.light")
    assert faults == {}


@pytest.mark.parametrize("language", ["be", "ru", "uk", "pl"])
def test_no_language_is_too_wide(language: str, visit: Callable[..., Visit]) -> None:
    world = make_world()
    faults = {}
    for role in ("visitor", "member", "steward", "secretary", "chair", "presence"):
        window = window_of(visit, world, role, language=language)
        window.page.set_viewport_size(NARROW)
        for name, where in pages(world, role, set(GET)):
            if opened(window, where):
                if found := window.page.evaluate(TOO_WIDE):
                    faults[name] = found
                shoot(window.page, name, f"phone.{language}")
    assert faults == {}
